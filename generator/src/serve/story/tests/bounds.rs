//! Any sequence of requests keeps the bounds and ends nothing.

use serde_json::{Value, json};

use super::Play;

/// A generator of numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "DELETE", "PATCH"];
const PATHS: [&str; 14] = [
    "/shelves",
    "/shelves/own",
    "/shelves/search/{}",
    "/shelves/{}",
    "/shelves/for/{}",
    "/shelves/{}/lock",
    "/shelves/{}/books",
    "/shelves/{}/books/{}",
    "/books",
    "/shelves/{}/books/{}/subscription",
    "/shelves/{}/labels",
    "/house/files",
    "/users/{}/block",
    "/house/settings",
];
const IDS: [&str; 10] = [
    "1",
    "4",
    "21",
    "-1",
    "hall%2Fsea",
    "9223372036854775807",
    "99999999999999999999",
    "%00",
    "x",
    "%E2%98%83",
];
const QUERIES: [&str; 8] = [
    "",
    "?name=a&file_path=b",
    "?page=0&per_page=1",
    "?page=99999999999999999999",
    "?state=lent",
    "?order_by=name&sort=desc",
    "?labels[]=a&iid[]=1&iid[x]=2",
    "?name[]=1&name[a]=2",
];

fn body(numbers: &mut Numbers) -> Value {
    let values = [
        json!(null),
        json!("x"),
        json!(5),
        json!(-1.5),
        json!([]),
        json!([[{}]]),
        json!({"id": {}}),
        json!("2016-01-01"),
        json!(true),
        json!(u64::MAX),
        json!("lend"),
        json!("a,b"),
    ];
    let names = [
        "id",
        "iid",
        "name",
        "new_name",
        "title",
        "labels",
        "state_event",
        "author_id",
        "owner_id",
        "owner",
        "owner_name",
        "tags",
        "due",
        "file_path",
        "content",
        "_",
        "",
        "_id",
        "_event",
    ];
    let fields = (0..numbers.below(6)).map(|_| {
        (
            numbers.pick(&names).to_owned(),
            values[numbers.below(values.len())].clone(),
        )
    });
    fields.collect()
}

#[test]
fn random_requests_are_answered() {
    let play = Play::new();
    let mut numbers = Numbers(7);
    for _ in 0..4_000 {
        let mut path = numbers.pick(&PATHS).to_owned();
        while path.contains("{}") {
            path = path.replacen("{}", numbers.pick(&IDS), 1);
        }
        let request = format!(
            "{} {path}{}",
            numbers.pick(&METHODS),
            numbers.pick(&QUERIES)
        );
        let answered = play.json(&request, &body(&mut numbers));
        assert!(
            answered.status.as_u16() < 500,
            "{request}: {}",
            answered.status
        );
    }
}
