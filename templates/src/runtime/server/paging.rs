//! Pages of lists.

use serde_json::{Map, Value};

use super::values::value_of;
use crate::runtime::Paging;
use crate::runtime::encoding::{decode_pairs, push_encoded, push_pair};
use crate::runtime::values::lenient;

/// Which page a request asks for, within the API's bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// Number of the page, counted from 1.
    pub page: u64,
    /// How many items a page has, at least 1.
    pub per_page: u64,
}

impl PageRequest {
    pub(super) fn read(paging: Option<Paging>, values: &Map<String, Value>) -> Self {
        let Some(paging) = paging else {
            return Self {
                page: 1,
                per_page: u64::MAX,
            };
        };
        let number =
            |name: &str| value_of(values, name).and_then(|value| lenient::read_sent(value).ok());
        let per_page: u64 = number(paging.per_page).unwrap_or(paging.default_per_page);
        Self {
            page: number(paging.page).unwrap_or(1).max(1),
            per_page: per_page.clamp(1, paging.max_per_page.max(1)),
        }
    }

    /// How many items stand on earlier pages.
    pub fn offset(self) -> u64 {
        (self.page - 1).saturating_mul(self.per_page)
    }

    /// The items of the page, out of all.
    pub fn slice<T>(self, all: &[T]) -> &[T] {
        let index = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(all.len());
        let start = index(self.offset());
        &all[start..index(self.offset().saturating_add(self.per_page))]
    }

    /// What the answer says about the list, which has this many items in all.
    pub fn info(self, total: u64) -> PageInfo {
        PageInfo {
            page: self.page,
            per_page: self.per_page,
            total,
        }
    }
}

/// What an answer says about the list that it is a page of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageInfo {
    /// Number of the page, counted from 1.
    pub page: u64,
    /// How many items a page has.
    pub per_page: u64,
    /// How many items the list has.
    pub total: u64,
}

impl PageInfo {
    /// How many pages the list has; one if it is empty.
    pub fn total_pages(self) -> u64 {
        self.total.div_ceil(self.per_page.max(1)).max(1)
    }

    /// The number of the next page, if there is one.
    pub fn next_page(self) -> Option<u64> {
        (self.page < self.total_pages()).then(|| self.page + 1)
    }

    /// The number of the page before, if there is one.
    pub fn prev_page(self) -> Option<u64> {
        (self.page > 1).then(|| (self.page - 1).min(self.total_pages()))
    }

    /// The headers `X-…` with their values, where they have one.
    pub(super) fn headers(self) -> [(&'static str, Option<u64>); 6] {
        [
            ("x-page", Some(self.page)),
            ("x-per-page", Some(self.per_page)),
            ("x-total", Some(self.total)),
            ("x-total-pages", Some(self.total_pages())),
            ("x-next-page", self.next_page()),
            ("x-prev-page", self.prev_page()),
        ]
    }

    /// The value of the `Link` header for a list at this address. `hidden` are the query
    /// parameters that hold credentials; they are left out.
    pub(super) fn link(self, url: &str, query: &str, paging: Paging, hidden: &[&str]) -> String {
        let own = [paging.page, paging.per_page];
        let mut kept = String::new();
        for (name, value) in decode_pairs(query) {
            if !own.contains(&&*name) && !hidden.contains(&&*name) {
                push_pair(&mut kept, &name, &value);
            }
        }
        let relations = [
            ("prev", self.prev_page()),
            ("next", self.next_page()),
            ("first", Some(1)),
            ("last", Some(self.total_pages())),
        ];
        let per_page = self.per_page.to_string();
        let mut links = String::with_capacity(4 * (url.len() + kept.len() + 64));
        for (relation, page) in relations {
            let Some(page) = page else { continue };
            let before = if links.is_empty() { "<" } else { ", <" };
            links.extend([before, url, "?"]);
            let start = links.len();
            links.push_str(&kept);
            for (name, number) in [
                (paging.page, &*page.to_string()),
                (paging.per_page, &per_page),
            ] {
                if links.len() > start {
                    links.push('&');
                }
                push_encoded(&mut links, name);
                links.extend(["=", number]);
            }
            links.extend([">; rel=\"", relation, "\""]);
        }
        links
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PAGING: Paging = Paging {
        page: "page",
        per_page: "per_page",
        default_per_page: 20,
        max_per_page: 100,
    };

    #[track_caller]
    fn check(values: &Value, page: u64, per_page: u64) {
        let values = values.as_object().unwrap();
        let read = PageRequest::read(Some(PAGING), values);
        assert_eq!(read, PageRequest { page, per_page });
    }

    #[test]
    fn requests_are_clamped() {
        check(&json!({}), 1, 20);
        check(&json!({"page": 3, "per_page": "7"}), 3, 7);
        check(&json!({"page": 0, "per_page": 0}), 1, 1);
        check(&json!({"page": "x", "per_page": 1000}), 1, 100);
        check(&json!({"page": -1}), 1, 20);
    }

    #[test]
    fn slices_never_leave_the_list() {
        let all = [1, 2, 3];
        let slice = |page, per_page| PageRequest { page, per_page }.slice(&all);
        assert_eq!(slice(1, 2), [1, 2]);
        assert_eq!(slice(2, 2), [3]);
        assert_eq!(slice(3, 2), [] as [i32; 0]);
        assert_eq!(slice(u64::MAX, u64::MAX), [] as [i32; 0]);
    }

    #[test]
    fn links_keep_the_query_but_no_credential() {
        let page = PageRequest {
            page: 2,
            per_page: 3,
        };
        let link = page.info(8).link(
            "http://x/a",
            "page=2&token=s&labels[]=b%20c",
            PAGING,
            &["token"],
        );
        let to = |page, relation| {
            format!("<http://x/a?labels%5B%5D=b%20c&page={page}&per_page=3>; rel=\"{relation}\"")
        };
        let expected = [to(1, "prev"), to(3, "next"), to(1, "first"), to(3, "last")];
        assert_eq!(link, expected.join(", "));
    }

    #[test]
    fn ends_of_lists() {
        let info = |page, total| PageInfo {
            page,
            per_page: 10,
            total,
        };
        assert_eq!(
            (info(1, 0).prev_page(), info(1, 0).next_page()),
            (None, None)
        );
        assert_eq!(info(1, 0).total_pages(), 1);
        assert_eq!(info(2, 20).next_page(), None);
        assert_eq!(info(9, 20).prev_page(), Some(2));
    }
}
