//! Places of blocks without what follows their last visible character.
//!
//! What comes in: sections whose blocks end where the parser says, which may be some lines later.
//! What goes out: the same sections; blocks, rows and items end where people see them end.

use std::ops::Range;

use super::{Block, BlockKind, Section};

/// Shortens the places of all blocks, rows and items.
pub(super) fn sections(sections: &mut [Section], source: &str) {
    for section in sections {
        blocks(&mut section.blocks, source);
    }
}

fn blocks(blocks: &mut [Block], source: &str) {
    for block in blocks {
        shorten(&mut block.range, source);
        match &mut block.kind {
            BlockKind::Table(table) => {
                for row in &mut table.rows {
                    shorten(&mut row.range, source);
                }
            }
            BlockKind::List(list) => {
                for item in &mut list.items {
                    shorten(&mut item.range, source);
                    self::blocks(&mut item.blocks, source);
                }
            }
            BlockKind::Quote(inner) => self::blocks(inner, source),
            _ => {}
        }
    }
}

/// Cuts blanks and line ends, and lines of quote marks alone.
fn shorten(range: &mut Range<usize>, source: &str) {
    let Some(text) = source.get(range.clone()) else {
        return;
    };
    let mut kept = text.trim_end();
    while let Some((before, last)) = kept.rsplit_once('\n') {
        if !last.trim_start_matches(['>', ' ', '\t']).is_empty() {
            break;
        }
        kept = before.trim_end();
    }
    range.end = range.start + kept.len();
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn what_people_see_is_kept() {
        for (text, expected) in [
            ("- a\r\n\r\n", "- a"),
            ("| a |  \n", "| a |"),
            ("- a\n>\n> > \n", "- a"),
            ("- `<a>`\n", "- `<a>`"),
            ("- a\n  > b\n", "- a\n  > b"),
            ("\n\n", ""),
            ("", ""),
        ] {
            let mut range = 0..text.len();
            shorten(&mut range, text);
            assert_eq!(&text[range], expected);
        }
    }
}
