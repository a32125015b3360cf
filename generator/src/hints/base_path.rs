//! A path before all paths.

use serde::Deserialize;

use super::HintError;

/// A path such as `/api/v1`: plain segments, no slash at its end.
///
/// ```
/// use docbind::hints::BasePath;
/// let path = BasePath::try_from("/api/v1/".to_owned());
/// assert_eq!(path.as_ref().map(BasePath::as_str), Ok("/api/v1"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BasePath(String);

impl BasePath {
    /// The path, which begins with a slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BasePath {
    type Error = HintError;

    fn try_from(text: String) -> Result<Self, HintError> {
        if let Some((_, address)) = text.split_once("://") {
            let path = address.find('/').map_or("/api", |at| &address[at..]);
            return Err(HintError::new(
                format!("`{text}` is an address, not a path"),
                format!("leave out the host: `{}`", path.trim_end_matches('/')),
            ));
        }
        let path = text.trim_end_matches('/');
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || "?#\\:*{<".contains(c);
        let plain = path
            .split('/')
            .skip(1)
            .all(|part| !part.is_empty() && !part.contains(is_odd));
        if path.starts_with('/') && plain {
            return Ok(Self(path.to_owned()));
        }
        Err(HintError::new(
            format!("`{text}` is no base path"),
            "give plain segments that begin with a slash, such as `/api/v1`",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_paths_are_plain() {
        for (text, expected) in [
            ("/api", Ok("/api")),
            ("/api/v1/", Ok("/api/v1")),
            (
                "https://books.example.com/api/",
                Err(
                    "`https://books.example.com/api/` is an address, not a path; leave out the \
                     host: `/api`",
                ),
            ),
            (
                "api",
                Err(
                    "`api` is no base path; give plain segments that begin with a slash, such as \
                     `/api/v1`",
                ),
            ),
            (
                "/",
                Err(
                    "`/` is no base path; give plain segments that begin with a slash, such as \
                     `/api/v1`",
                ),
            ),
            (
                "/:tenant",
                Err(
                    "`/:tenant` is no base path; give plain segments that begin with a slash, \
                     such as `/api/v1`",
                ),
            ),
        ] {
            let path = BasePath::try_from(text.to_owned()).map_err(|error| error.to_string());
            let found = path.as_ref().map(BasePath::as_str).map_err(String::as_str);
            assert_eq!(found, expected, "{text}");
        }
    }
}
