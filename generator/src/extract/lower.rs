//! Text in lower case in which phrases are looked for.
//!
//! What comes in: any text. What goes out: the same in small letters, which tells at once of
//! nearly every phrase that it does not have it. Rules look for hundreds of phrases in every text,
//! and nearly none is there. What a phrase means is not known here.

/// A text in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lower {
    text: String,
    pairs: Pairs,
}

/// A part of such a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lowered<'a> {
    text: &'a str,
    pairs: &'a Pairs,
}

/// Which pairs of bytes a text has, told apart by their five lowest bits: those of small letters
/// all differ.
#[derive(Debug, Clone, Default)]
struct Pairs([u32; 32]);

impl Lower {
    /// The text in small letters.
    pub(crate) fn of(text: &str) -> Self {
        Self::new(text.to_lowercase())
    }

    /// The same of a text that nobody else needs.
    pub(crate) fn from_text(mut text: String) -> Self {
        if text.is_ascii() {
            text.make_ascii_lowercase();
            Self::new(text)
        } else {
            Self::of(&text)
        }
    }

    /// A text that is in small letters already.
    pub(crate) fn new(text: String) -> Self {
        let pairs = Pairs::of(text.as_bytes());
        Self { text, pairs }
    }

    /// All of it.
    pub(crate) fn all(&self) -> Lowered<'_> {
        self.part(&self.text)
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// A part of it.
    pub(crate) const fn part<'a>(&'a self, text: &'a str) -> Lowered<'a> {
        let pairs = &self.pairs;
        Lowered { text, pairs }
    }
}

impl<'a> Lowered<'a> {
    /// The text itself.
    pub(crate) const fn as_str(self) -> &'a str {
        self.text
    }

    /// A part of it.
    pub(crate) const fn part(self, text: &'a str) -> Self {
        Self { text, ..self }
    }

    /// Whether it has a phrase.
    pub(crate) fn has(self, phrase: &str) -> bool {
        self.pairs.may_have(phrase) && self.text.contains(phrase)
    }

    /// Whether it has one of these phrases.
    pub(crate) fn has_one_of(self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Where a phrase stands first.
    pub(crate) fn find(self, phrase: &str) -> Option<usize> {
        let may_have = self.pairs.may_have(phrase);
        may_have.then(|| self.text.find(phrase)).flatten()
    }

    /// What follows a phrase where it stands first.
    pub(crate) fn after(self, phrase: &str) -> Option<&'a str> {
        self.text.get(self.find(phrase)? + phrase.len()..)
    }

    /// Every place of a phrase.
    pub(crate) fn places(self, phrase: &str) -> impl Iterator<Item = usize> {
        let may_have = self.pairs.may_have(phrase);
        let found = may_have.then(|| self.text.match_indices(phrase));
        found.into_iter().flatten().map(|(at, _)| at)
    }
}

impl Pairs {
    fn of(text: &[u8]) -> Self {
        let mut pairs = Self::default();
        for pair in text.windows(2) {
            pairs.0[Self::five(pair[0])] |= 1 << Self::five(pair[1]);
        }
        pairs
    }

    fn may_have(&self, phrase: &str) -> bool {
        let mut pairs = phrase.as_bytes().windows(2);
        pairs.all(|pair| (self.0[Self::five(pair[0])] >> Self::five(pair[1])) & 1 != 0)
    }

    /// The five lowest bits of a byte.
    const fn five(byte: u8) -> usize {
        (byte & 31) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Lower;

    #[test]
    fn phrases_are_found_as_in_any_text() {
        let text = Lower::of("Sorted by `ID` or by Name; by default it is not. Größe: ÉTÉ");
        let own = text.as_str();
        let phrases = [
            "",
            "b",
            "by",
            "by ",
            "by default",
            "or by",
            "été",
            "größe: ",
            "its",
            "default by",
            "sorted",
            "été.",
            "ord by",
        ];
        for phrase in phrases {
            let all = text.all();
            assert_eq!(all.has(phrase), own.contains(phrase), "{phrase}");
            assert_eq!(all.find(phrase), own.find(phrase), "{phrase}");
            let places: Vec<_> = own.match_indices(phrase).map(|(at, _)| at).collect();
            assert_eq!(all.places(phrase).collect::<Vec<_>>(), places, "{phrase}");
        }
        assert!(!text.part("sorted").has("by"));
        assert_eq!(
            text.all().after("or by "),
            own.split_once("or by ").map(|it| it.1)
        );
    }
}
