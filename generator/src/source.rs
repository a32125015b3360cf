//! Documents as they come in: text with a name, and places in it.
//!
//! What comes in: page names and their text. What goes out: [`SourceSet`], which every later
//! stage refers to by [`Span`]. No file is read here.

use std::ops::Range;

use memchr::memchr_iter;

/// A page of documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the documentation's folder, with `/` between parts.
    pub path: String,
    /// The text, as it stands in the file.
    pub text: String,
}

/// The pages of one API, ordered by path, so that the order in which they were found is of no
/// consequence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceSet {
    files: Vec<SourceFile>,
    /// Where the lines of each page begin, so that many findings are placed quickly.
    lines: Vec<Vec<usize>>,
}

/// The number of a page in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// A place in a page, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The page.
    pub file: FileId,
    /// First byte and the byte after the last.
    pub range: Range<usize>,
}

/// A place as people count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl SourceSet {
    /// Orders the pages by path.
    ///
    /// ```
    /// use docbind::source::{SourceFile, SourceSet};
    /// let page = |path: &str| SourceFile { path: path.to_owned(), text: String::new() };
    /// let set = SourceSet::new(vec![page("b.md"), page("a.md")]);
    /// assert_eq!(set.iter().next().map(|(_, file)| file.path.as_str()), Some("a.md"));
    /// ```
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        // They are kept to the end.
        files.iter_mut().for_each(|file| file.text.shrink_to_fit());
        let lines = files.iter().map(|file| line_starts(&file.text)).collect();
        Self { files, lines }
    }

    /// Line and column of a byte of a page, as [`SourceFile::line_column`] tells them.
    ///
    /// ```
    /// use docbind::source::{FileId, LineColumn, SourceFile, SourceSet};
    /// let file = SourceFile { path: "a.md".to_owned(), text: "a\nü b".to_owned() };
    /// let place = SourceSet::new(vec![file]).line_column(FileId(0), 5);
    /// assert_eq!(place, Some(LineColumn { line: 2, column: 3 }));
    /// ```
    pub fn line_column(&self, id: FileId, offset: usize) -> Option<LineColumn> {
        let (file, lines) = (self.files.get(id.0)?, self.lines.get(id.0)?);
        let end = on_characters(&file.text, &(offset..offset)).start;
        let line = lines.partition_point(|start| *start <= end);
        let start = *lines.get(line.checked_sub(1)?)?;
        let column = file.text.get(start..end)?.chars().count() + 1;
        Some(LineColumn { line, column })
    }

    /// The page with this number.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0)
    }

    /// All pages in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(number, file)| (FileId(number), file))
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Where the lines of a text begin, in a list that has no more room than it needs.
pub(crate) fn line_starts(text: &str) -> Vec<usize> {
    let ends = || memchr_iter(b'\n', text.as_bytes());
    let mut starts = Vec::with_capacity(ends().count() + 1);
    starts.push(0);
    starts.extend(ends().map(|at| at + 1));
    starts
}

impl SourceFile {
    /// Line and column of a byte; the end of the text for bytes after it.
    ///
    /// ```
    /// use docbind::source::{LineColumn, SourceFile};
    /// let file = SourceFile { path: "a.md".to_owned(), text: "a\nü b".to_owned() };
    /// assert_eq!(file.line_column(5), LineColumn { line: 2, column: 3 });
    /// ```
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let end = on_characters(&self.text, &(offset..offset)).start;
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LineColumn {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The text of a line, counted from 1, without its line end; empty where there is none.
    ///
    /// ```
    /// use docbind::source::SourceFile;
    /// let file = SourceFile { path: "a.md".to_owned(), text: "a\r\nb".to_owned() };
    /// assert_eq!(file.line(1), "a");
    /// ```
    pub fn line(&self, number: usize) -> &str {
        let line = self
            .text
            .split('\n')
            .nth(number.saturating_sub(1))
            .unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// The smallest stretch of whole characters that holds a stretch, as far as that is in the text.
pub(crate) fn on_characters(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
