//! Elements that name a method of HTTP: `<Route method="GET">/books</Route>`.

use super::Text;

/// An element, of HTML or a component of the page's own, that names a method of HTTP.
///
/// All other elements are transparent: their tags are no part of a page, what they enclose is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name, as written.
    pub name: String,
    /// Its attributes in order, names in lower case; one without a value has an empty one.
    pub attributes: Vec<(String, String)>,
    /// What it encloses, if that is a short text. Longer contents follow as blocks.
    pub text: Text,
}

impl Element {
    /// The value of an attribute.
    ///
    /// ```
    /// use docbind::markdown::{Element, Text};
    /// let attributes = vec![("method".to_owned(), "GET".to_owned())];
    /// let element = Element { name: "Route".to_owned(), attributes, text: Text::default() };
    /// assert_eq!(element.attribute("method"), Some("GET"));
    /// ```
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}
