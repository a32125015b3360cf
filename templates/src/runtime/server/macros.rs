//! What the modules of all resources have in common.

/// Answers the operation of these parameters with a method of the service:
/// `mount!(server, service, Parameters, method)`.
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! mount {
    ($server:expr, $service:expr, $params:ident, $method:ident) => {
        $server.mount(
            <$params as $crate::runtime::server::Parameters>::OPERATION,
            $service,
            |service, parts| {
                ::std::boxed::Box::pin(async move {
                    let answer = service.$method(parts.request()?).await?;
                    <$params as $crate::runtime::server::Parameters>::render(answer)
                })
            },
        )
    };
}

#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use mount;
