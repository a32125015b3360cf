//! Which blocks of a page belong to which request.
//!
//! A request's scope is the text of its own section before it, and everything after it down to
//! the next heading of the same or a higher level, or to the next request with content between.
//! Headings such as "Parameters" or "Response" are roles, never ends.

use super::request_line::{self, RequestLine};
use super::roles;
use super::words::Words;
use crate::markdown::{Block, BlockKind, Code, Page};

/// A block with the number of its section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    /// Number of the section.
    pub(crate) section: usize,
    /// The block.
    pub(crate) block: &'a Block,
}

/// A stretch of a page that describes one operation, or several that share what follows.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    /// Number of the section that has the request.
    pub(crate) section: usize,
    /// The request lines, each with the code block it stands in.
    pub(crate) requests: Vec<(RequestLine, &'a Code)>,
    /// Whether it is the first of its section.
    pub(crate) first: bool,
    /// What stands in the section before the request.
    pub(crate) intro: Vec<Placed<'a>>,
    /// What follows the request.
    pub(crate) body: Vec<Placed<'a>>,
}

/// A page cut into scopes.
#[derive(Debug, Default)]
pub(crate) struct Scopes<'a> {
    /// The scopes in order.
    pub(crate) scopes: Vec<Scope<'a>>,
    /// What stands outside of all scopes.
    pub(crate) loose: Vec<Placed<'a>>,
}

/// Cuts a page.
pub(crate) fn cut<'a>(page: &'a Page, words: &Words) -> Scopes<'a> {
    let mut out = Scopes::default();
    let mut open: Option<Scope<'a>> = None;
    for (number, section) in page.sections.iter().enumerate() {
        let first_request = section
            .blocks
            .iter()
            .position(|block| requests(block).is_some());
        if let Some(scope) = &open
            && (first_request.is_some() || ends(page, scope, number, words))
        {
            out.scopes.extend(open.take());
        }
        for (at, block) in section.blocks.iter().enumerate() {
            let placed = Placed {
                section: number,
                block,
            };
            if let Some((lines, code)) = requests(block) {
                let own = open.take().filter(|scope| scope.section == number);
                open = Some(match own {
                    Some(mut scope) if scope.takes(&lines) => {
                        scope
                            .requests
                            .extend(lines.into_iter().map(|line| (line, code)));
                        scope
                    }
                    other => {
                        let first = other.is_none();
                        out.scopes.extend(other);
                        let intro = if first {
                            intro(number, &section.blocks[..at])
                        } else {
                            Vec::new()
                        };
                        let requests = lines.into_iter().map(|line| (line, code)).collect();
                        Scope {
                            section: number,
                            requests,
                            first,
                            intro,
                            body: Vec::new(),
                        }
                    }
                });
            } else if first_request.is_some_and(|first| at < first) {
                // Part of the intro.
            } else if let Some(scope) = &mut open {
                scope.body.push(placed);
            } else {
                out.loose.push(placed);
            }
        }
    }
    out.scopes.extend(open);
    out
}

impl Scope<'_> {
    /// Whether further request lines belong to this scope: they follow without content between,
    /// or show the same operation again.
    fn takes(&self, lines: &[RequestLine]) -> bool {
        self.body.is_empty()
            || lines.iter().all(|line| {
                self.requests
                    .iter()
                    .any(|(own, _)| own.method == line.method && own.url.path == line.url.path)
            })
    }
}

fn intro(section: usize, blocks: &[Block]) -> Vec<Placed<'_>> {
    blocks
        .iter()
        .map(|block| Placed { section, block })
        .collect()
}

/// Whether a heading ends a scope.
fn ends(page: &Page, scope: &Scope<'_>, number: usize, words: &Words) -> bool {
    let heading = &page.sections[number];
    let level = page.sections[scope.section].level;
    // What stands before any heading ends at the first one.
    let inside = level > 0 && heading.level > level;
    let role = heading.level >= level && roles::of_heading(&heading.title.plain(), words).is_some();
    !(inside || role)
}

/// The request lines of a block.
fn requests(block: &Block) -> Option<(Vec<RequestLine>, &Code)> {
    match &block.kind {
        BlockKind::Code(code) => request_line::read_block(&code.text).map(|lines| (lines, code)),
        _ => None,
    }
}
