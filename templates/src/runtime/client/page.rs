//! Lists that come in pages.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::HeaderMap;
use http::header::LINK;
use serde::de::DeserializeOwned;

use super::call::Target;
use super::redirect::stays;
use super::{BuildError, Call, Error, Pending, Response};

/// One page of a list, with what the headers say about the rest.
#[must_use = "a page is only part of the list; see `stream` and `collect_all`"]
#[derive(Clone)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// Number of this page, counted from 1.
    pub page: Option<u64>,
    /// How many items a page has.
    pub per_page: Option<u64>,
    /// How many items the list has.
    pub total: Option<u64>,
    /// How many pages the list has.
    pub total_pages: Option<u64>,
    /// Number of the page after this one.
    pub next_page: Option<u64>,
    /// Number of the page before this one.
    pub prev_page: Option<u64>,
    /// Addresses of other pages.
    pub links: Links,
    call: Call,
}

/// Addresses from the `Link` header, as the server wrote them. They may hold what the request's
/// query held.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// The page after this one.
    pub next: Option<String>,
    /// The page before this one.
    pub prev: Option<String>,
    /// The first page.
    pub first: Option<String>,
    /// The last page.
    pub last: Option<String>,
}

impl<T: DeserializeOwned + 'static> Page<T> {
    pub(crate) fn new(call: Call, response: &Response) -> Result<Self, Error> {
        let items = response.json()?;
        let position = Position::of(response);
        Ok(Self {
            items,
            page: position.page,
            per_page: position.per_page,
            total: position.total,
            total_pages: position.total_pages,
            next_page: position.next_page,
            prev_page: position.prev_page,
            links: position.links,
            call,
        })
    }

    /// Asks for the page after this one; `None` where this is the last.
    ///
    /// A link is followed only if it stays on the server of the client; otherwise the page is
    /// asked for by its number.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the link leads to another server and there is no number; otherwise
    /// those of any call.
    pub async fn next(&self) -> Result<Option<Self>, Error> {
        match self.after()? {
            Some(page) => page.await.map(Some),
            None => Ok(None),
        }
    }

    /// Asks for the page before this one; `None` where this is the first.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub async fn prev(&self) -> Result<Option<Self>, Error> {
        match self.before()? {
            Some(page) => page.await.map(Some),
            None => Ok(None),
        }
    }

    /// The items of this page and of all after it, each page asked for when it is needed.
    pub fn stream(self) -> Items<T> {
        Items {
            step: Step::Page(Box::new(self)),
            items: Vec::new().into_iter(),
        }
    }

    /// The items of this page and of those after it, at most `limit`. No page is asked for that
    /// is not needed.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub async fn collect_all(self, limit: usize) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        let mut items = self.stream();
        while all.len() < limit {
            match items.next().await {
                Some(item) => all.push(item?),
                None => break,
            }
        }
        Ok(all)
    }

    /// The page after this one, on its way.
    pub(super) fn after(&self) -> Result<Option<Pending<Self>>, Error> {
        let call = self.target(self.links.next.as_deref(), self.next_page)?;
        Ok(call.map(Call::send_page))
    }

    /// The page before this one, on its way.
    pub(super) fn before(&self) -> Result<Option<Pending<Self>>, Error> {
        let call = self.target(self.links.prev.as_deref(), self.prev_page)?;
        Ok(call.map(Call::send_page))
    }

    /// The call of another page; `None` where there is none.
    fn target(&self, link: Option<&str>, number: Option<u64>) -> Result<Option<Call>, Error> {
        let base = &self.call.client.inner.base;
        let mut call = self.call.clone();
        let url = link.and_then(|link| base.join(link).ok());
        if let Some(url) = url.filter(|url| stays(base, url)) {
            call.target = Some(Target::Link(url));
            return Ok(Some(call));
        }
        match (link, number) {
            (_, Some(number)) => {
                call.target = None;
                Ok(Some(call.page_number(number)))
            }
            (None, None) => Ok(None),
            (Some(_), None) => Err(BuildError::new(
                self.call.operation.id,
                "the link to the page leads to another server",
            )
            .into()),
        }
    }
}

/// What the headers say about a page, whatever is on it: read by code that is compiled once.
struct Position {
    page: Option<u64>,
    per_page: Option<u64>,
    total: Option<u64>,
    total_pages: Option<u64>,
    next_page: Option<u64>,
    prev_page: Option<u64>,
    links: Links,
}

impl Position {
    fn of(response: &Response) -> Self {
        let number = |name| response.header(name)?.trim().parse().ok();
        Self {
            page: number("X-Page"),
            per_page: number("X-Per-Page"),
            total: number("X-Total"),
            total_pages: number("X-Total-Pages"),
            next_page: number("X-Next-Page"),
            prev_page: number("X-Prev-Page"),
            links: Links::parse(response.headers()),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("page", &self.page)
            .field("per_page", &self.per_page)
            .field("total", &self.total)
            .field("total_pages", &self.total_pages)
            .finish_non_exhaustive()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    /// The items of this page only.
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl Links {
    /// Reads the `Link` headers: `<address>; rel="next", …`.
    pub fn parse(headers: &HeaderMap) -> Self {
        let mut links = Self::default();
        for value in headers.get_all(LINK) {
            let mut rest = value.to_str().unwrap_or_default();
            while let Some((_, tail)) = rest.split_once('<') {
                let Some((address, tail)) = tail.split_once('>') else {
                    break;
                };
                let parameters = &tail[..tail.find('<').unwrap_or(tail.len())];
                links.set(parameters, address);
                rest = tail;
            }
        }
        links
    }

    fn set(&mut self, parameters: &str, address: &str) {
        let relations = parameters
            .split([';', ','])
            .filter_map(|parameter| parameter.trim().strip_prefix("rel="));
        for relation in relations {
            for name in relation.trim_matches('"').split_ascii_whitespace() {
                let slot = match name {
                    "next" => &mut self.next,
                    "prev" | "previous" => &mut self.prev,
                    "first" => &mut self.first,
                    "last" => &mut self.last,
                    _ => continue,
                };
                *slot = Some(address.to_owned());
            }
        }
    }
}

/// Shows which links there are, not their queries.
impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links")
            .field("next", &self.next.is_some())
            .field("prev", &self.prev.is_some())
            .field("first", &self.first.is_some())
            .field("last", &self.last.is_some())
            .finish()
    }
}

/// The items of a list across its pages; made by [`Page::stream`]. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    step: Step<T>,
    items: std::vec::IntoIter<T>,
}

enum Step<T> {
    /// A page whose items are not taken yet.
    Page(Box<Page<T>>),
    /// The page after the last one is on its way.
    Next(Pending<Page<T>>),
    /// The page after the last one cannot be asked for.
    Failed(Error),
    /// There are no more pages.
    End,
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.items.len())
            .finish_non_exhaustive()
    }
}

// Nothing in it is pinned in place: the future stands behind a pointer.
impl<T> Unpin for Items<T> {}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next item, where it is there already.
    pub(super) fn ready(&mut self) -> Option<T> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(item);
            }
            match std::mem::replace(&mut self.step, Step::End) {
                Step::Page(page) => self.enter(*page),
                other => {
                    self.step = other;
                    return None;
                }
            }
        }
    }

    /// The page that comes next, where no item is ready; it is not asked for twice.
    pub(super) fn page_ahead(&mut self) -> Option<Result<Pending<Page<T>>, Error>> {
        match std::mem::replace(&mut self.step, Step::End) {
            Step::Next(page) => Some(Ok(page)),
            Step::Failed(error) => Some(Err(error)),
            Step::Page(_) | Step::End => None,
        }
    }

    /// Takes the items of a page and begins with the one after it.
    pub(super) fn enter(&mut self, mut page: Page<T>) {
        self.items = std::mem::take(&mut page.items).into_iter();
        self.step = match page.after() {
            Ok(None) => Step::End,
            Ok(Some(page)) => Step::Next(page),
            Err(error) => Step::Failed(error),
        };
    }
}

impl<T: DeserializeOwned + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.ready() {
                return Poll::Ready(Some(Ok(item)));
            }
            match this.page_ahead() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(mut next)) => match Pin::new(&mut next).poll(context) {
                    Poll::Ready(Ok(page)) => this.enter(page),
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Poll::Pending => {
                        this.step = Step::Next(next);
                        return Poll::Pending;
                    }
                },
            }
        }
    }
}
