//! Names of template variables.

use serde::Deserialize;

use super::HintError;

/// The name of a variable without the signs around it: `site.url`.
///
/// ```
/// use docbind::hints::VariableName;
/// assert!(VariableName::try_from("site.url".to_owned()).is_ok());
/// let error = VariableName::try_from("{{ site.url }}".to_owned()).map_err(|it| it.to_string());
/// assert_eq!(error, Err("`{{ site.url }}` is no name; leave out the signs: `site.url`".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct VariableName(String);

impl VariableName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for VariableName {
    type Error = HintError;

    fn try_from(text: String) -> Result<Self, HintError> {
        let is_sign = |c: char| "{}$%<>#".contains(c) || c.is_whitespace();
        let name = text.trim_matches(is_sign);
        if name == text && !name.is_empty() && !name.contains(['{', '}', '\n']) {
            return Ok(Self(text));
        }
        let help = match name {
            "" => "give the name that stands in the pages, such as `site.url`".to_owned(),
            name => format!("leave out the signs: `{name}`"),
        };
        Err(HintError::new(format!("`{text}` is no name"), help))
    }
}
