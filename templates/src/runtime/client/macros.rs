//! What the calls of all operations have in common.

/// Gives the struct of an operation's call what every call has: a way to be awaited, to be seen
/// as a request, to be sent for its plain answer; with the feature `blocking`, to be waited for.
///
/// `call!(Struct => KIND)` or `call!(Struct => KIND, sudo)` with KIND one of `page T`, `list T`,
/// `json T`, `content`, `empty`.
///
/// The methods only hand on to the engine. `#[inline]` has them compiled where they are called,
/// and what answers are read with, too: who calls ten operations compiles ten, not all.
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! call {
    ($name:ident => $kind:ident $($ty:ty)?, sudo) => {
        impl $name {
            /// Makes this call as another user.
            pub fn sudo(self, user: impl Into<$crate::runtime::values::IdOrPath>) -> Self {
                Self {
                    call: self.call.sudo(user.into()),
                }
            }
        }

        $crate::runtime::client::call!($name => $kind $($ty)?);
    };
    ($name:ident => page $ty:ty) => {
        impl $name {
            /// The page to begin with, counted from 1.
            #[inline]
            pub fn page(self, page: u64) -> Self {
                Self {
                    call: self.call.page_number(page),
                }
            }

            /// How many items a page has.
            #[inline]
            pub fn per_page(self, per_page: u64) -> Self {
                Self {
                    call: self.call.per_page(per_page),
                }
            }
        }

        $crate::runtime::client::call!($name => list $ty);
    };
    ($name:ident => list $ty:ty) => {
        $crate::runtime::client::call!(@ $name, $crate::runtime::client::Page<$ty>, send_page);
    };
    ($name:ident => json $ty:ty) => {
        $crate::runtime::client::call!(@ $name, $ty, send_json);
    };
    ($name:ident => content) => {
        $crate::runtime::client::call!(
            @ $name, $crate::runtime::client::Content, send_content
        );
    };
    ($name:ident => empty) => {
        $crate::runtime::client::call!(@ $name, (), send_empty);
    };
    (@ $name:ident, $output:ty, $send:ident) => {
        impl $name {
            /// Adds a request header that the documents do not list.
            #[inline]
            pub fn extra_header(self, name: &str, value: &str) -> Self {
                Self {
                    call: self.call.header(name, &value),
                }
            }

            /// Sends the call and gives the answer as it is, whatever its status.
            #[inline]
            pub fn raw(self) -> $crate::runtime::client::Pending<$crate::runtime::client::Response> {
                self.call.send_raw()
            }

            /// The request that awaiting the call would send, credentials included.
            ///
            /// # Errors
            ///
            /// [`Error::Build`](crate::runtime::client::Error::Build) if a value cannot be sent.
            #[inline]
            pub fn request(
                &self,
            ) -> Result<::http::Request<::bytes::Bytes>, $crate::runtime::client::Error> {
                self.call.request()
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.call.show(::std::stringify!($name), f)
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = Result<$output, $crate::runtime::client::Error>;
            type IntoFuture = $crate::runtime::client::Pending<$output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.$send()
            }
        }

        $crate::runtime::client::waiting!($name, $output, $send);
    };
}

/// Gives a call its blocking twin. A macro of its own, because the features of the crate that
/// has it decide whether there is one.
#[cfg(feature = "blocking")]
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! waiting {
    ($name:ident, $output:ty, $send:ident) => {
        impl $name {
            /// Sends the call and waits for its answer. It blocks the thread, also one of an
            /// async runtime.
            ///
            /// # Errors
            ///
            /// Those of awaiting it.
            #[inline]
            pub fn wait(self) -> Result<$output, $crate::runtime::client::Error> {
                self.call.$send().wait()
            }
        }
    };
}

/// Without the feature there is none.
#[cfg(not(feature = "blocking"))]
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! waiting {
    ($name:ident, $output:ty, $send:ident) => {};
}

#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use {call, waiting};
