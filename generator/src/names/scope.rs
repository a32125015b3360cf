//! One scope in which no two things may have the same name.
//!
//! What comes in: claims, each with its candidates. What goes out: one name per claim, or the
//! claims that cannot be told apart. No name is ever numbered, and the order of claims is of no
//! consequence.

use std::collections::BTreeMap;

use super::ident;

/// Something that needs a name.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The name in the documents.
    pub(super) wire: String,
    /// Where it stands, for people.
    pub(super) place: String,
    /// How strong its claim is: of several that want one name, the only one with the lowest
    /// rank keeps it.
    pub(super) rank: u8,
    /// Candidates, best first; never empty.
    pub(super) candidates: Vec<String>,
}

/// Two claims that want the same name and have no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) name: String,
    pub(super) first: String,
    pub(super) second: String,
}

impl Claim {
    /// A claim of a wire name: one that is spelled like its best candidate is the stronger.
    pub(super) fn derived(wire: &str, place: String, case: ident::Case) -> Self {
        let candidates = ident::candidates(wire, case);
        let rank = u8::from(candidates.first().is_none_or(|best| best != wire));
        Self {
            wire: wire.to_owned(),
            place,
            rank,
            candidates,
        }
    }

    /// A claim of one name and no other.
    pub(super) fn required(wire: &str, place: String, case: ident::Case) -> Self {
        Self {
            wire: wire.to_owned(),
            place,
            rank: 0,
            candidates: vec![ident::best(wire, case)],
        }
    }
}

/// Gives every claim a name, in the order of the claims. Names in `reserved` get an underscore.
pub(super) fn resolve(claims: &[Claim], reserved: &[&str]) -> Result<Vec<String>, Clash> {
    let mut levels = vec![0usize; claims.len()];
    loop {
        let names: Vec<String> = claims
            .iter()
            .zip(&levels)
            .map(|(claim, level)| name_at(claim, *level, reserved))
            .collect();
        let losers = losers(claims, &names);
        if losers.is_empty() {
            return Ok(names);
        }
        let movable: Vec<usize> = losers
            .iter()
            .copied()
            .filter(|&index| levels[index] + 1 < claims[index].candidates.len())
            .collect();
        if movable.is_empty() {
            return Err(clash(losers[0], claims, &names));
        }
        for index in movable {
            levels[index] += 1;
        }
    }
}

fn name_at(claim: &Claim, level: usize, reserved: &[&str]) -> String {
    let name = claim.candidates.get(level).cloned().unwrap_or_default();
    ident::avoid(name, reserved)
}

/// The claims whose name another one wants as well, and that are not the strongest.
fn losers(claims: &[Claim], names: &[String]) -> Vec<usize> {
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        wanted.entry(name).or_default().push(index);
    }
    let mut losers: Vec<usize> = wanted
        .values()
        .flat_map(|rivals| {
            let loses = move |index: &usize| {
                let others = rivals.iter().filter(move |other| *other != index);
                let mut ranks = others.map(|other| claims[*other].rank);
                ranks.any(|rank| rank <= claims[*index].rank)
            };
            rivals.iter().copied().filter(loses)
        })
        .collect();
    losers.sort_unstable();
    losers
}

fn clash(index: usize, claims: &[Claim], names: &[String]) -> Clash {
    let other = (0..claims.len())
        .find(|&other| other != index && names[other] == names[index])
        .unwrap_or(index);
    let (first, second) = (index.min(other), index.max(other));
    let show = |claim: &Claim| format!("`{}` ({})", claim.wire, claim.place);
    Clash {
        name: names[index].clone(),
        first: show(&claims[first]),
        second: show(&claims[second]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ident::Case;

    fn names(wires: &[&str], reserved: &[&str]) -> String {
        let claims: Vec<_> = wires
            .iter()
            .map(|wire| Claim::derived(wire, "here".to_owned(), Case::Snake))
            .collect();
        match resolve(&claims, reserved) {
            Ok(names) => names.join(" "),
            Err(clash) => format!("{}: {} and {}", clash.name, clash.first, clash.second),
        }
    }

    #[test]
    fn resolves_clashes_from_the_wire_name() {
        let table = [
            (&["id", "name"][..], &[][..], "id name"),
            (&["foo-bar", "foo_bar"], &[], "foo_minus_bar foo_bar"),
            (&["foo_bar", "foo-bar"], &[], "foo_bar foo_minus_bar"),
            (&["foo-bar", "foo.bar"], &[], "foo_minus_bar foo_dot_bar"),
            (&["SHA", "sha"], &[], "upper_sha sha"),
            (&["SHA", "Sha"], &[], "upper_sha capital_sha"),
            (&["send", "type"], &["send"], "send_ type_"),
            (&["a", "a"], &[], "lower_a: `a` (here) and `a` (here)"),
        ];
        for (wires, reserved, expected) in table {
            assert_eq!(names(wires, reserved), expected, "{wires:?}");
        }
    }

    #[test]
    fn required_names_clash_or_stand() {
        let claims = vec![
            Claim::required("list", "a.md#x".to_owned(), Case::Snake),
            Claim::required("list", "b.md#y".to_owned(), Case::Snake),
        ];
        let clash = resolve(&claims, &[]).unwrap_err();
        assert_eq!(clash.name, "list");
        assert_eq!(clash.first, "`list` (a.md#x)");
        assert_eq!(clash.second, "`list` (b.md#y)");
    }
}
