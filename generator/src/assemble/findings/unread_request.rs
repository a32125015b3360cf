//! Requests in forms that nothing reads: a line of text, a heading, a cell, a message.

use std::ops::Range;

use docbind_spec::Method;

use super::Picture;
use crate::assemble::calls::parts_fit;
use crate::diag::{Diagnostic, Rule};
use crate::extract::request_line;
use crate::markdown::{Block, BlockKind, Code, Item, Piece, Section, Style, Table, Text};

/// A method and a path as printed, with their place.
struct Candidate {
    method: Method,
    path: String,
    range: Range<usize>,
}

/// Reports what looks like a request, unless it was read or repeats what was.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    for (number, read) in picture.pages.iter().enumerate() {
        let candidates = read.page.sections.iter().flat_map(in_section);
        let read: Vec<&Range<usize>> = { &read.facts.endpoints }
            .iter()
            .flat_map(|endpoint| &endpoint.requests)
            .map(|request| &request.range)
            .collect();
        for candidate in candidates {
            let known = read.iter().any(|range| {
                range.start < candidate.range.end && candidate.range.start < range.end
            });
            if !known && !is_documented(picture, &candidate) {
                found.extend(finding(picture, number, &candidate));
            }
        }
    }
}

/// What a section shows. A message is an example where the request stands there in another form
/// as well.
fn in_section(section: &Section) -> Vec<Candidate> {
    let mut found = Found::default();
    in_text(&section.title, &mut found);
    { &section.blocks }
        .iter()
        .for_each(|block| in_block(block, &mut found));
    if found.lines.is_empty() {
        found.messages
    } else {
        found.lines
    }
}

/// What was found so far, messages apart.
#[derive(Default)]
struct Found {
    lines: Vec<Candidate>,
    messages: Vec<Candidate>,
}

fn finding(picture: &Picture<'_>, page: usize, candidate: &Candidate) -> Option<Diagnostic> {
    let Candidate {
        method,
        path,
        range,
    } = candidate;
    let message = format!("`{method} {path}` looks like a request and is read as none");
    let span = picture.span(page, range.clone())?;
    Some(
        Diagnostic::new(Rule::UnreadRequest, span, message)
            .label("no operation comes of it, nor of what follows")
            .help("write method and path on a line of their own in a code block"),
    )
}

/// Whether there is an operation of this method and path, values in place of placeholders
/// included; what stands before the path is of no consequence.
fn is_documented(picture: &Picture<'_>, candidate: &Candidate) -> bool {
    let path = candidate.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    picture.merged.iter().any(|merged| {
        let sections = merged.sections.iter().map(|section| &section.path);
        let mut paths = sections.chain([&merged.path]);
        merged.method == candidate.method
            && paths.any(|template| {
                let segments = template.segments();
                let start = parts.len().checked_sub(segments.len());
                start.is_some_and(|start| parts_fit(&parts[start..], segments))
            })
    })
}

fn in_block(block: &Block, found: &mut Found) {
    match &block.kind {
        BlockKind::Paragraph(text) => in_text(text, found),
        BlockKind::Code(code) => found.messages.extend(in_code(code)),
        BlockKind::Table(table) => in_table(table, found),
        BlockKind::List(list) => list.items.iter().for_each(|item| in_item(item, found)),
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| in_block(block, found)),
        BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

/// Each line of a text that is nothing but a request, a word such as `Endpoint:` before it aside.
fn in_text(text: &Text, found: &mut Found) {
    for line in text.pieces.split(|piece| piece.text == "\n") {
        found.lines.extend(whole(line));
    }
}

fn whole(pieces: &[Piece]) -> Option<Candidate> {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let stated = match text.split_once(':') {
        Some((label, rest)) if is_label(label) => rest,
        _ => &text,
    };
    let (method, path) = request(stated)?;
    Some(Candidate {
        method,
        path: path.to_owned(),
        range: pieces.first()?.range.start..pieces.last()?.range.end,
    })
}

/// `Endpoint`, `HTTP request`: words, at most two.
fn is_label(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=2).contains(&words) && text.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// An item that begins with a request set as code, perhaps with words about it.
fn in_item(item: &Item, found: &mut Found) {
    for block in &item.blocks {
        match &block.kind {
            BlockKind::Paragraph(text) => match described(text) {
                Some(candidate) => found.lines.push(candidate),
                None => in_text(text, found),
            },
            _ => in_block(block, found),
        }
    }
}

/// A request set as code, with words about it behind a dash or a colon.
fn described(text: &Text) -> Option<Candidate> {
    let mut pieces = text.visible();
    let request = pieces.next().filter(|piece| piece.style == Style::Code)?;
    let words = pieces.next()?.text.trim_start();
    let about = words.starts_with(['-', '–', '—', ':']);
    whole(std::slice::from_ref(request)).filter(|_| about)
}

/// Cells with a request, and a method beside a path.
fn in_table(table: &Table, found: &mut Found) {
    for row in &table.rows {
        found
            .lines
            .extend(row.cells.iter().filter_map(|cell| whole(&cell.pieces)));
        for pair in row.cells.windows(2) {
            let pieces: Vec<Piece> = pair.iter().flat_map(|cell| &cell.pieces).cloned().collect();
            let text = format!("{} {}", pair[0].plain().trim(), pair[1].plain().trim());
            if let (Some((method, path)), Some(first), Some(last)) =
                (request(&text), pieces.first(), pieces.last())
            {
                found.lines.push(Candidate {
                    method,
                    path: path.to_owned(),
                    range: first.range.start..last.range.end,
                });
            }
        }
    }
}

/// A message: a request with headers or a body below it.
fn in_code(code: &Code) -> Option<Candidate> {
    if request_line::read_block(&code.text).is_some() {
        return None;
    }
    let (start, line) = code.lines().find(|(_, line)| !line.trim().is_empty())?;
    let (method, path) = request(line)?;
    let indent = line.len() - line.trim_start().len();
    Some(Candidate {
        method,
        path: path.to_owned(),
        range: code.range(start + indent..start + line.trim_end().len()),
    })
}

/// Method and path, where a text consists of nothing else; a placeholder may have blanks, as in
/// `/books/(id or title)`, and a version of HTTP may follow.
fn request(text: &str) -> Option<(Method, &str)> {
    let (word, rest) = text.trim().split_once(char::is_whitespace)?;
    let method = Method::parse(word)?;
    let rest = rest.trim();
    let target = match rest.rsplit_once(char::is_whitespace) {
        Some((target, version)) if version.starts_with("HTTP/") => target.trim(),
        _ => rest,
    };
    let mut depth = 0_usize;
    let is_one = target.chars().all(|c| {
        match c {
            '(' | '{' | '<' | '[' => depth += 1,
            ')' | '}' | '>' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0 || !c.is_whitespace()
    });
    let is_path = target.starts_with('/') && !target.starts_with("//") && target.len() < 300;
    (is_path && is_one).then_some((method, target))
}

#[cfg(test)]
mod tests {
    use super::request;

    #[test]
    fn requests_are_told_from_sentences() {
        for (text, path) in [
            ("GET /books", "/books"),
            (
                " POST  /books/(id or title)/loans ",
                "/books/(id or title)/loans",
            ),
            ("PATCH /books/{isbn} HTTP/1.1", "/books/{isbn}"),
            ("GET /", "/"),
        ] {
            assert_eq!(request(text).map(|(_, path)| path), Some(path), "{text}");
        }
        for text in [
            "GET /books for a list",
            "GET your books",
            "get /books",
            "GET //books",
            "GET",
            "",
        ] {
            assert!(request(text).is_none(), "{text}");
        }
    }
}
