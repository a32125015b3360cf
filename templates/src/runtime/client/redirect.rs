//! Where a call may be led by an answer.

use http::StatusCode;
use http::header::LOCATION;
use reqwest::Url;

use crate::runtime::Method;

/// How many redirects in a row are followed.
pub(super) const MOST_REDIRECTS: usize = 10;

/// The address at which a call is to be sent again as it is; `None` where the answer stands.
///
/// Only redirects that stay on the server are followed, so that no credential reaches another
/// one, and only those that keep the method: a `POST` that becomes a `GET` does nothing and looks
/// like a success.
pub(super) fn redirected(answer: &reqwest::Response, method: Method, base: &Url) -> Option<Url> {
    let follows = match answer.status() {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            matches!(method, Method::Get | Method::Head)
        }
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        _ => false,
    };
    if !follows {
        return None;
    }
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    let url = answer.url().join(location).ok()?;
    stays(base, &url).then_some(url)
}

/// Whether an address is on the server of the base address.
pub(super) fn stays(base: &Url, url: &Url) -> bool {
    is_same_server(base, url) && url.username().is_empty() && url.password().is_none()
}

/// Whether scheme, host and port are those of the base address, which is one of HTTP.
pub(super) fn is_same_server(base: &Url, url: &Url) -> bool {
    url.scheme() == base.scheme()
        && url.host() == base.host()
        && url.port_or_known_default() == base.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use reqwest::ResponseBuilderExt as _;

    use super::*;

    #[track_caller]
    fn check(method: Method, status: u16, location: &str, expected: Option<&str>) {
        let base = Url::parse("http://shop.test").unwrap();
        let answer = http::Response::builder()
            .url(base.join("/a/b?c=1").unwrap())
            .status(status)
            .header(LOCATION, location)
            .body("")
            .unwrap();
        let url = redirected(&answer.into(), method, &base);
        assert_eq!(url.as_ref().map(Url::as_str), expected);
    }

    #[test]
    fn redirects_stay_on_the_server_and_keep_the_method() {
        let moved = Some("http://shop.test/a/d");
        for status in [301, 302, 303, 307, 308] {
            check(Method::Get, status, "/a/d", moved);
            check(Method::Get, status, "d", moved);
            check(Method::Get, status, "http://shop.test/a/d", moved);
            for away in [
                "https://shop.test/a/d",
                "http://shop.test:81/a/d",
                "//b.test",
            ] {
                check(Method::Get, status, away, None);
            }
            check(Method::Get, status, "http://me@shop.test/a/d", None);
        }
        for method in [Method::Post, Method::Put, Method::Delete] {
            check(method, 302, "/a/d", None);
            check(method, 303, "/a/d", None);
            check(method, 307, "/a/d", moved);
        }
        check(Method::Get, 200, "/a/d", None);
        check(Method::Get, 304, "/a/d", None);
    }
}
