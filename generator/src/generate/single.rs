//! placeholder
use super::{GenerateError, GenerateOptions};
use crate::emit::Source;

pub(super) fn inline(
    _modules: Vec<Source>,
    _carried: &[(&str, &str)],
    _options: &GenerateOptions,
) -> Result<String, GenerateError> {
    Ok(String::new())
}
