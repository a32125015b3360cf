//! What is looked at in the blocks of a page once all pages are put together.
//!
//! What comes in: a page that was just read. What goes out: [`Remains`], without which the page
//! would have to keep its blocks, which take more memory than all that is read from them. Each
//! page is looked through for itself; nothing here knows of the others.

use super::broken_link::{self, Link};
use super::describe::Index;
use super::unread_request::{self, Place};
use crate::extract::words::Words;
use crate::markdown::Page;

/// What the findings need of a page's blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remains {
    /// Its links.
    pub(super) links: Vec<Link>,
    /// Everything that looks like a request.
    pub(super) requests: Vec<Place>,
    /// Its tables and lists.
    pub(super) index: Index,
}

impl Remains {
    /// Those of a page of this text.
    pub(crate) fn of(page: &Page, text: &str, words: &Words) -> Self {
        Self {
            links: broken_link::links(page),
            requests: unread_request::places(page, text),
            index: Index::new(page, words),
        }
    }
}
