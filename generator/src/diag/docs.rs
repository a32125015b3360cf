//! The documentation of rules: one page each in `generator/rules/`.

use super::Rule;

macro_rules! pages {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../rules/", $name, ".md")))),*]
    };
}

/// The pages by the names of their rules.
const PAGES: &[(&str, &str)] = pages! {
    "ambiguous-name"
    "broken-link"
    "conflicting-presence"
    "conflicting-types"
    "duplicate-key"
    "duplicate-operation"
    "duplicate-parameter"
    "foreign-example"
    "invalid-json"
    "invalid-utf8"
    "malformed-curl"
    "malformed-row"
    "malformed-timestamp"
    "method-mismatch"
    "misspelt-header"
    "path-mismatch"
    "path-param-not-described"
    "path-param-unknown"
    "quoted-value"
    "real-credential"
    "required-parameter-not-sent"
    "shape-mismatch"
    "unclosed-fence"
    "undocumented-parameter"
    "unlike-key"
    "unlike-placeholder"
    "unlisted-value"
    "unread-block"
    "unread-request"
    "unused-override"
    "unused-waiver"
};

impl Rule {
    /// What the rule is about, why, an example and how to fix it, as a page of Markdown.
    ///
    /// ```
    /// use docbind::diag::Rule;
    /// assert!(Rule::InvalidJson.documentation().starts_with("# invalid-json\n"));
    /// ```
    pub fn documentation(self) -> &'static str {
        PAGES
            .iter()
            .find(|(name, _)| *name == self.name())
            .map_or(self.summary(), |(_, page)| page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{ReadOptions, read_docs};
    use crate::source::{SourceFile, SourceSet};

    #[test]
    fn every_rule_has_a_page_with_the_four_headings() {
        for rule in Rule::ALL {
            let name = rule.name();
            let page = rule.documentation();
            assert_ne!(
                page,
                rule.summary(),
                "write generator/rules/{name}.md and add \"{name}\" to the list in this file"
            );
            let headings: Vec<&str> = page
                .lines()
                .filter(|line| line.starts_with("# ") || line.starts_with("## "))
                .take(2)
                .collect();
            assert_eq!(
                headings,
                [format!("# {name}").as_str(), "## What"],
                "generator/rules/{name}.md"
            );
            for heading in ["\n## Why\n", "\n## Example\n", "\n## How to fix\n"] {
                assert!(
                    page.contains(heading),
                    "generator/rules/{name}.md has no heading {heading:?}"
                );
            }
        }
    }

    #[test]
    fn every_page_has_a_rule() {
        for (name, _) in PAGES {
            assert!(
                Rule::from_name(name).is_some(),
                "there is no rule `{name}` for its page"
            );
        }
    }

    /// What reading the page in an example finds, by rule.
    fn findings(page: &str) -> Option<Vec<Rule>> {
        let (_, example) = page.split_once("\n````md\n")?;
        let (text, _) = example.split_once("\n````\n")?;
        let file = SourceFile {
            path: "page.md".to_owned(),
            text: text.to_owned(),
        };
        let pages = SourceSet::new(vec![file]);
        let reading = read_docs(&pages, &ReadOptions::default());
        let found = reading.diagnostics.iter().map(|finding| finding.rule);
        Some(found.collect())
    }

    #[test]
    fn the_list_in_an_example_documents_what_it_names() {
        let rule = Rule::UndocumentedParameter;
        assert_eq!(findings(rule.documentation()), Some(vec![rule]));
    }
}
