//! The page as plain text, for terminals.

use super::contents::{HEADERS, Page, WISHES};

/// The page as lines.
pub(super) fn page(page: &Page<'_>) -> String {
    let Page {
        title,
        origin,
        base,
        ..
    } = page;
    let count = page.contents.entries().count();
    let mut out = format!(
        "{title}: {count} operations, answered from their documents by docbind\n\n  \
         base     {origin}{base}\n  openapi  {origin}/openapi.json\n"
    );
    if let Some(call) = &page.call {
        out.push_str(&format!("  try      {call}\n"));
    }
    out.push_str(&format!("\n{}\n", page.tokens));
    table(&mut out, "a request may wish for", WISHES);
    table(&mut out, "answers say", HEADERS);
    let longest = page.contents.entries().map(|it| it.path.chars().count());
    // A very long path does not push all titles out of sight.
    let width = longest.max().unwrap_or_default().min(60);
    for resource in &page.contents.resources {
        out.push_str(&format!("\n{}\n", resource.name));
        for entry in &resource.operations {
            let line = format!(
                "  {:<7} {:<width$}  {}  {}",
                entry.method, entry.path, entry.title, entry.section
            );
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

fn table(out: &mut String, heading: &str, rows: &[(&str, &str)]) {
    out.push_str(&format!("\n{heading}\n"));
    for (name, words) in rows {
        out.push_str(&format!("  {name:<21} {words}\n"));
    }
}
