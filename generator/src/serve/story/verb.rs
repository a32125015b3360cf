//! Words of requests that bring about a state: `close` makes something `closed`.

/// The state that a verb brings about, out of those that are known.
pub(super) fn outcome<'w>(verb: &str, states: &[&'w str]) -> Option<&'w str> {
    let again = verb.strip_prefix("re");
    let mut verbs = std::iter::once(verb).chain(again);
    verbs.find_map(|verb| {
        let kin = states.iter();
        let kin = kin.filter_map(|state| Some((kinship(verb, state)?, *state)));
        // The first of those that are equally near.
        let nearest = kin.reduce(|best, next| if next.0 > best.0 { next } else { best });
        nearest.map(|(_, state)| state)
    })
}

/// Whether the verb and the word have a stem in common.
pub(super) fn is_kin(verb: &str, word: &str) -> bool {
    kinship(verb, word).is_some()
}

/// The verb that takes back what this one brings about.
pub(super) fn opposite(verb: &str) -> String {
    match verb.strip_prefix("un") {
        Some(verb) => verb.to_owned(),
        None => format!("un{verb}"),
    }
}

/// The state that a verb brings about where none is known.
pub(super) fn participle(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{verb}ed"),
    }
}

/// How long the stem is that both have in common; none where they have none.
fn kinship(verb: &str, word: &str) -> Option<usize> {
    let pairs = verb.bytes().zip(word.bytes());
    let common = pairs.take_while(|(one, other)| one == other).count();
    let (left, ending) = (verb.len() - common, word.len() - common);
    let kin = match common {
        0..=2 => false,
        3 => left <= 1 && ending <= 1 || left == 0 && ending <= 3,
        4 | 5 => left.max(ending) <= 3,
        _ => true,
    };
    kin.then_some(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_bring_about_states() {
        let states = ["opened", "closed", "merged", "active", "lent"];
        let table = [
            ("close", Some("closed")),
            ("reopen", Some("opened")),
            ("merge", Some("merged")),
            ("activate", Some("active")),
            ("lend", Some("lent")),
            ("move", None),
            ("archive", None),
        ];
        for (verb, expected) in table {
            assert_eq!(outcome(verb, &states), expected, "{verb}");
        }
        assert_eq!(outcome("reopen", &["opened", "reopened"]), Some("reopened"));
        assert_eq!(
            [participle("close"), participle("open")],
            ["closed", "opened"]
        );
        assert!(is_kin("subscription", "subscribed") && !is_kin("star", "state"));
        assert_eq!(
            [opposite("block"), opposite("unblock")],
            ["unblock", "block"]
        );
    }
}
