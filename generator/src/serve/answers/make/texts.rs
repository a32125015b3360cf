//! What a text or number is probably about, by the name of the field that holds it.

use super::chance::Chance;
use crate::names::mint;

/// Words that are about nothing.
const WORDS: &[&str] = &[
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "island", "juniper",
    "kestrel", "lagoon", "meadow", "nectar", "orchid", "pebble", "quartz", "river", "summit",
    "tundra", "umbra", "valley", "willow", "yarrow", "zephyr",
];

/// A text for a field of this name.
pub(super) fn text(key: &str, chance: &mut Chance) -> String {
    let key = mint::snake(key);
    let last = key.rsplit('_').next().unwrap_or_default();
    let (first, second) = (chance.pick(WORDS), chance.pick(WORDS));
    match last {
        "at" | "datetime" | "timestamp" => moment(chance),
        "on" | "date" | "day" | "birthday" => day(chance),
        "url" | "uri" | "href" | "link" | "website" => {
            format!("https://example.com/{first}-{second}")
        }
        "email" | "mail" => format!("{first}.{second}@example.com"),
        "sha" | "sha1" | "commit" | "digest" | "checksum" => hex(chance, 40),
        "token" | "secret" | "password" => hex(chance, 20),
        "uuid" | "guid" => uuid(chance),
        "ip" | "address" if key.contains("ip") => format!("192.0.2.{}", chance.between(1, 254)),
        "host" | "hostname" | "domain" => format!("{first}.example.com"),
        "color" | "colour" => format!("#{}", hex(chance, 6)),
        "version" => format!("{}.{}.0", chance.between(0, 9), chance.between(0, 20)),
        "phone" => format!("+1 555 01{:02}", chance.between(0, 99)),
        "id" => format!("{first}-{}", chance.between(1, 9999)),
        "name" | "title" if !key.contains("user") && !key.contains("file") => {
            format!("{} {second}", capital(first))
        }
        "description" | "body" | "note" | "text" | "message" | "content" | "bio" => {
            format!("{} {second} {}.", capital(first), chance.pick(WORDS))
        }
        "path" | "slug" | "username" | "login" | "name" => format!("{first}-{second}"),
        _ => first.to_owned(),
    }
}

/// A whole number for a field of this name.
pub(super) fn integer(key: &str, chance: &mut Chance) -> u64 {
    let key = mint::snake(key);
    match key.rsplit('_').next().unwrap_or_default() {
        "id" | "iid" => chance.between(1, 9999),
        "year" => chance.between(2000, 2029),
        "port" => chance.between(1024, 49151),
        "status" | "code" => 200,
        _ => chance.between(1, 100),
    }
}

/// A point in time as RFC 3339 writes it.
pub(super) fn moment(chance: &mut Chance) -> String {
    let day = day(chance);
    let (hour, minute) = (chance.between(0, 23), chance.between(0, 59));
    format!("{day}T{hour:02}:{minute:02}:{:02}Z", chance.between(0, 59))
}

/// A calendar date.
pub(super) fn day(chance: &mut Chance) -> String {
    let (year, month) = (chance.between(2012, 2029), chance.between(1, 12));
    format!("{year}-{month:02}-{:02}", chance.between(1, 28))
}

/// A word.
pub(super) fn word(chance: &mut Chance) -> &'static str {
    chance.pick(WORDS)
}

fn hex(chance: &mut Chance, length: usize) -> String {
    let digit = |_| char::from(chance.pick(b"0123456789abcdef"));
    (0..length).map(digit).collect()
}

fn uuid(chance: &mut Chance) -> String {
    let lengths = [8, 4, 3, 3, 12];
    let [a, b, c, d, e] = lengths.map(|length| hex(chance, length));
    format!("{a}-{b}-4{c}-8{d}-{e}")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, is_right: impl Fn(&str) -> bool) {
        let made = text(key, &mut Chance::new(3, &[key]));
        assert!(is_right(&made), "{key}: {made}");
    }

    #[test]
    fn names_say_what_texts_hold() {
        check("created_at", |it| it.ends_with('Z') && it.len() == 20);
        check("createdAt", |it| it.ends_with('Z'));
        check("due_date", |it| it.len() == 10);
        check("web_url", |it| it.starts_with("https://example.com/"));
        check("email", |it| it.ends_with("@example.com"));
        check("commit_sha", |it| it.len() == 40);
        check("uuid", |it| it.len() == 36);
        check("ip_address", |it| it.starts_with("192.0.2."));
        check("title", |it| {
            it.starts_with(char::is_uppercase) && it.contains(' ')
        });
        check("username", |it| !it.contains(' ') && it.contains('-'));
        check("file_name", |it| !it.contains(' '));
        check("body", |it| it.ends_with('.'));
        check("anything", |it| WORDS.contains(&it));
        check("", |it| WORDS.contains(&it));
    }

    #[test]
    fn names_say_what_numbers_count() {
        let mut chance = Chance::new(3, &[]);
        assert!((2000..2030).contains(&integer("year", &mut chance)));
        assert!((1024..50000).contains(&integer("host_port", &mut chance)));
        assert!((1..=9999).contains(&integer("book_id", &mut chance)));
    }
}
