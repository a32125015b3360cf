//! What servers answer, as documented and otherwise than that.
//!
//! By the exact rules, a value is what its type says, and an object is a struct only if one of its
//! keys is a field of it, or if it has none. By the lenient rules, scalars may be of another type,
//! fields may be missing or null, a list may be one object and the other way round. Nothing is
//! made up of what says nothing: the answer itself and the items of lists have no default.
//!
//! Nothing here has a type parameter, but for what reads a whole value: what is decided is
//! compiled once.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Error, Number, Value};

use super::given::{Given, Refusal, Wanted};
use super::inside::{Items, Pairs, TreeItems, TreePairs};
use super::node::{Node, Pair};
#[cfg(feature = "client")]
use super::reading::Misfit;
use super::reading::{self, Reading, Rules, Slot};
use super::scalars;
use super::text::{Any, Outcome};

/// The name under which [`quoted`](crate::runtime::values::quoted) reads.
pub(crate) const QUOTED: &str = "quoted";

static EMPTY: Node<'static> = Node::Text(Cow::Borrowed(""));

/// Reads the text of an answer.
#[cfg(feature = "client")]
pub(crate) fn read_answer<T: DeserializeOwned>(text: &[u8], rules: Rules) -> Result<T, Misfit> {
    reading::read_text(text, rules)
}

/// Reads a value in which numbers and booleans may be quoted. Blanks are none of either.
pub(crate) fn read_quoted<T: DeserializeOwned>(node: &Node<'_>) -> Result<T, Error> {
    reading::read(node, Place::Item, Rules::Lenient).map_err(|misfit| misfit.error)
}

/// What stands for a blank in a field of this type: nothing, or the default.
pub(crate) fn read_blank<T: DeserializeOwned>() -> Result<T, Error> {
    reading::read(&Node::Null, Place::Field, Rules::Lenient).map_err(|misfit| misfit.error)
}

/// Where a value stands.
#[allow(dead_code, reason = "servers read no answers, quoted values aside")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the answer.
    Root,
    /// It is an item of a list.
    Item,
    /// It is an object that stands for a list of it.
    Lone,
    /// It belongs to a field, or to a key of a map.
    Field,
}

impl Place {
    const fn blank(self) -> Blank {
        match self {
            Self::Field => Blank::Default,
            Self::Root | Self::Item | Self::Lone => Blank::Refused,
        }
    }
}

/// What null stands for, and an empty text where none is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// The default of the type.
    Default,
    /// Nothing.
    Refused,
}

/// A value of an answer.
#[derive(Clone, Copy)]
pub(super) struct Answer<'v> {
    node: &'v Node<'v>,
    place: Place,
    blank: Blank,
    slot: Slot<'v>,
    pub(super) reading: &'v Reading<'v>,
}

impl<'v> Answer<'v> {
    pub(super) fn new(node: &'v Node<'v>, place: Place, reading: &'v Reading<'v>) -> Self {
        Self {
            node,
            place,
            blank: place.blank(),
            slot: Slot::default(),
            reading,
        }
    }

    /// A value in this one.
    pub(super) fn inner(self, node: &'v Node<'v>, place: Place, slot: Slot<'v>) -> Self {
        Self {
            node,
            place,
            blank: place.blank(),
            slot,
            reading: self.reading,
        }
    }

    /// The slot of what is in this value without a name of its own.
    pub(super) fn deeper(self) -> Slot<'v> {
        Slot {
            depth: self.slot.depth + 1,
            ..self.slot
        }
    }

    pub(super) fn is_lenient(self) -> bool {
        self.reading.is_lenient()
    }

    fn is_null(self) -> bool {
        self.node.is_null() && self.blank == Blank::Default
    }

    /// Whether the default of a number or boolean is meant, which an empty text says as well.
    pub(super) fn is_blank(self) -> bool {
        (self.node.is_null() || self.node.is_empty_text()) && self.blank == Blank::Default
    }

    /// The same with an empty text for null, where null stands for one.
    pub(super) fn with_empty_text(self) -> Self {
        match self.is_lenient() && self.is_null() {
            true => Self {
                node: &EMPTY,
                ..self
            },
            false => self,
        }
    }

    fn refused(self, wanted: &str) -> Error {
        Error::custom(format_args!("{} is not {wanted}", self.node.kind()))
    }

    fn unlike(self) -> Refusal<'v> {
        Refusal::Unlike(self.node.unexpected())
    }

    /// Whatever it is.
    pub(super) fn any<'a>(self) -> Result<Any<'a, 'v>, Error> {
        if self.place == Place::Lone {
            return Err(self.refused("a list"));
        }
        Ok(match self.node {
            Node::Null => Any::Scalar(Node::Null),
            Node::Bool(value) => Any::Scalar(Node::Bool(*value)),
            Node::Number(number) => Any::Scalar(Node::Number(number.clone())),
            Node::Text(text) => Any::Scalar(Node::Text(Cow::Borrowed(text))),
            Node::List(items) => Any::Items(self.items(items, Place::Item)),
            Node::Object(pairs) => Any::Pairs(Pairs::Tree(self.pairs(pairs))),
        })
    }

    /// A number; one without a fraction, if that is wanted, however it is written.
    pub(super) fn number(self, wanted: Wanted) -> Result<Number, Refusal<'v>> {
        let value = match self.node {
            Node::Number(number) if !self.is_lenient() => return Ok(number.clone()),
            _ if !self.is_lenient() => return Err(self.unlike()),
            _ if wanted == Wanted::Whole => self.whole()?,
            _ => self.lenient_number()?,
        };
        match value {
            Value::Number(number) => Ok(number),
            _ => Err(self.refused("a number").into()),
        }
    }

    fn lenient_number(self) -> Result<Value, Error> {
        match self.node {
            Node::Number(number) => Ok(Value::Number(number.clone())),
            _ if self.is_blank() => Ok(Value::from(0)),
            Node::Text(text) => scalars::number(text).ok_or_else(|| self.refused("a number")),
            _ => Err(self.refused("a number")),
        }
    }

    /// A number without a fraction, however it is written.
    fn whole(self) -> Result<Value, Error> {
        let number = self.lenient_number()?;
        match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => {
                Ok(scalars::number(&format!("{float:.0}")).unwrap_or(number))
            }
            _ => Ok(number),
        }
    }

    pub(super) fn boolean(self) -> Result<bool, Refusal<'v>> {
        match self.node {
            Node::Bool(value) => return Ok(*value),
            _ if !self.is_lenient() => return Err(self.unlike()),
            _ => {}
        }
        match scalars::boolean(&self.scalar()) {
            Some(value) => Ok(value),
            None if self.is_blank() => Ok(false),
            None => Err(self.refused("a boolean").into()),
        }
    }

    pub(super) fn text(self) -> Result<Cow<'v, str>, Refusal<'v>> {
        match self.node {
            Node::Text(text) => Ok(Cow::Borrowed(text)),
            _ if !self.is_lenient() => Err(self.unlike()),
            _ if self.is_null() => Ok(Cow::Borrowed("")),
            _ => match scalars::text(&self.scalar()) {
                Some(text) => Ok(Cow::Owned(text.into_owned())),
                None => Err(self.refused("a text").into()),
            },
        }
    }

    pub(super) fn unit(self) -> Result<(), Refusal<'v>> {
        match self.node {
            Node::Null => Ok(()),
            _ if !self.is_lenient() => Err(self.unlike()),
            _ => Ok(()),
        }
    }

    /// The value, if it is a scalar; null else.
    fn scalar(self) -> Value {
        match self.node {
            Node::Bool(value) => Value::Bool(*value),
            Node::Number(number) => Value::Number(number.clone()),
            Node::Text(text) => Value::from(text.as_ref()),
            Node::Null | Node::List(_) | Node::Object(_) => Value::Null,
        }
    }

    fn items<'a>(self, items: &'v [Node<'v>], place: Place) -> Items<'a, 'v> {
        Items::Tree(TreeItems {
            list: self,
            items: items.iter(),
            place,
            index: 0,
        })
    }

    pub(super) fn list<'a>(self) -> Result<Items<'a, 'v>, Refusal<'v>> {
        let lenient = self.is_lenient();
        let (items, place): (&[Node<'v>], Place) = match self.node {
            Node::List(items) if self.place != Place::Lone => (items, Place::Item),
            _ if !lenient => return Err(self.unlike()),
            Node::Object(_) if self.place == Place::Lone => {
                return Err(self.refused("a list").into());
            }
            Node::Object(pairs) if pairs.is_empty() => (&[], Place::Item),
            Node::Object(_) => (std::slice::from_ref(self.node), Place::Lone),
            Node::Null if self.is_null() || self.place == Place::Root => (&[], Place::Item),
            _ => return Err(self.refused("a list").into()),
        };
        Ok(self.items(items, place))
    }

    fn pairs(self, pairs: &'v [Pair<'v>]) -> TreePairs<'v> {
        TreePairs {
            object: self,
            owner: None,
            pairs,
            others: None,
            next: 0,
            current: None,
        }
    }

    pub(super) fn map<'a>(self) -> Result<Pairs<'a, 'v>, Refusal<'v>> {
        let pairs: &[Pair<'v>] = match self.node {
            Node::Object(pairs) if self.place != Place::Lone => pairs,
            _ if !self.is_lenient() => return Err(self.unlike()),
            Node::List(items) if items.is_empty() => &[],
            Node::Null if self.is_null() => &[],
            _ => return Err(self.refused("an object").into()),
        };
        Ok(Pairs::Tree(self.pairs(pairs)))
    }

    /// The object that stands for a struct, if one does.
    fn object(self) -> Option<&'v [Pair<'v>]> {
        match self.node {
            Node::Object(pairs) => Some(pairs),
            Node::List(items) => match items.as_slice() {
                [Node::Object(pairs)] => Some(pairs),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether nothing is said about a struct in a field, so that its fields have their defaults.
    fn is_empty_struct(self) -> bool {
        self.blank == Blank::Default && (self.node.is_null() || self.node.is_empty())
    }

    pub(super) fn fields<'a>(
        self,
        owner: &'static str,
        names: &'static [&'static str],
    ) -> Result<Pairs<'a, 'v>, Refusal<'v>> {
        let is_own = |pairs: &&[Pair<'v>]| pairs.iter().any(|(key, _)| names.contains(&&**key));
        let nothing_of = || {
            let message = format_args!("an object with none of the fields of `{owner}`");
            Err(Error::custom(message).into())
        };
        let with_owner = |pairs| TreePairs {
            owner: Some(owner),
            ..self.pairs(pairs)
        };
        if !self.is_lenient() {
            return match self.node {
                Node::Object(pairs) if pairs.is_empty() || is_own(&pairs.as_slice()) => {
                    Ok(Pairs::Tree(with_owner(pairs)))
                }
                Node::Object(_) => nothing_of(),
                _ => Err(self.unlike()),
            };
        }
        let matching = self.object().filter(is_own);
        if matching.is_some() || self.is_empty_struct() {
            return Ok(Pairs::Tree(TreePairs {
                others: Some(names.iter()),
                ..with_owner(matching.unwrap_or_default())
            }));
        }
        match (self.node, self.place) {
            // All fields may be optional.
            (Node::Object(pairs), Place::Field) => Ok(Pairs::Tree(with_owner(pairs))),
            (Node::Object(_), _) => nothing_of(),
            _ => Err(self.refused(&format!("a `{owner}`")).into()),
        }
    }

    /// Reads an optional value.
    pub(super) fn option(self, read: &mut dyn FnMut(Option<Given<'_, 'v>>) -> Outcome) -> Outcome {
        let optional = self.optional();
        if optional == Optional::None {
            return read(None);
        }
        let some = read(Some(Given::Tree(Self {
            blank: Blank::Refused,
            ..self
        })));
        if some.is_err() && optional == Optional::Perhaps {
            self.reading.add_none(self.slot, self.node);
        }
        some
    }

    /// Whether an optional value is none; else whether it may turn out to be.
    fn optional(self) -> Optional {
        let blank = self.is_lenient() && (self.node.is_empty_text() || self.node.is_empty());
        match blank {
            _ if self.node.is_null() => Optional::None,
            true if self.reading.is_none(self.slot, self.node) => Optional::None,
            true => Optional::Perhaps,
            false => Optional::Some,
        }
    }
}

/// What an optional value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Optional {
    None,
    Some,
    /// Some, unless that cannot be read.
    Perhaps,
}
