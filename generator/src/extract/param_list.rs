//! Lists of parameters.

use docbind_spec::Witness;

use super::facts::ParamFact;
use super::param_item::{self, ParamItem};
use crate::markdown::{Item, List};

/// What a list of parameters says.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParamList<'a> {
    /// The parameters in order.
    pub(crate) parameters: Vec<ParamFact>,
    /// The items they stand in.
    pub(crate) read: Vec<&'a Item>,
    /// Items that say that there are none.
    pub(crate) none: Vec<&'a Item>,
    /// Items that nobody understands.
    pub(crate) unread: Vec<&'a Item>,
}

/// What the text before a list promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// Parameters.
    Parameters,
    /// Nothing in particular.
    Nothing,
}

/// Reads a list, where it is one of parameters: promised ones need a name each, others need a
/// marker each.
pub(crate) fn read(list: &List, promise: Promise) -> Option<ParamList<'_>> {
    let mut out = ParamList::default();
    let mut marked = 0;
    for item in &list.items {
        match item
            .text()
            .and_then(|text| param_item::read(text, Witness::List))
        {
            Some(ParamItem::Marked(fact)) => {
                marked += 1;
                out.parameters.push(fact);
                out.read.push(item);
            }
            Some(ParamItem::Named(fact)) => {
                out.parameters.push(fact);
                out.read.push(item);
            }
            Some(ParamItem::None) => out.none.push(item),
            None => out.unread.push(item),
        }
    }
    let read = out.parameters.len() + out.none.len();
    let accepted = match promise {
        Promise::Parameters => read > 0,
        Promise::Nothing => marked > 0 && out.unread.is_empty(),
    };
    accepted.then_some(out)
}
