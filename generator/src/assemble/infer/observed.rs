//! What was seen in one place of all examples.

use std::collections::BTreeMap;

use docbind_spec::Schema;
use serde_json::Value;

/// The values seen in one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Observed {
    booleans: u32,
    integers: u32,
    floats: u32,
    /// Whole numbers that no type of 64 bits with a sign holds.
    large: u32,
    timestamps: u32,
    dates: u32,
    texts: u32,
    /// Texts that hold `true` or `false`.
    quoted_booleans: u32,
    /// Texts that hold a whole number in its shortest form.
    quoted_integers: u32,
    empty_texts: u32,
    /// How often the value was null.
    pub(super) nulls: u32,
    /// What stands in lists, where there were any.
    items: Option<Box<Observed>>,
    /// What stands under keys that are data, where there were any.
    entries: Option<Box<Observed>>,
    /// The groups of objects, by leader, in order of appearance.
    objects: Vec<usize>,
}

impl Observed {
    /// Notes a scalar; lists and objects are noted by [`Self::items`] and [`Self::object`].
    pub(super) fn scalar(&mut self, value: &Value) {
        match value {
            Value::Null => self.nulls += 1,
            Value::Bool(_) => self.booleans += 1,
            Value::Number(number) if number.is_f64() => self.floats += 1,
            Value::Number(number) if number.as_i64().is_none() => self.large += 1,
            Value::Number(_) => self.integers += 1,
            Value::String(text) => self.text(text),
            Value::Array(_) | Value::Object(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        let count = match quoted(text) {
            Some(Quoted::Nothing) => &mut self.empty_texts,
            Some(Quoted::Boolean) => &mut self.quoted_booleans,
            Some(Quoted::Integer) => &mut self.quoted_integers,
            None if is_timestamp(text) => &mut self.timestamps,
            None if is_date(text) => &mut self.dates,
            None => &mut self.texts,
        };
        *count += 1;
    }

    /// Notes a list and answers where its items are noted.
    pub(super) fn items(&mut self) -> &mut Self {
        self.items.get_or_insert_with(Box::default)
    }

    /// Notes an object whose keys are data and answers where its values are noted.
    pub(super) fn entries(&mut self) -> &mut Self {
        self.entries.get_or_insert_with(Box::default)
    }

    /// Notes an object of the group with this leader.
    pub(super) fn object(&mut self, leader: usize) {
        if !self.objects.contains(&leader) {
            self.objects.push(leader);
        }
    }

    /// How many values were quoted although the type is none of texts.
    pub(super) fn quoted(&self) -> u32 {
        if self.text_schema().is_some() {
            0
        } else {
            self.quoted_booleans + self.quoted_integers
        }
    }

    /// The type of all values seen, null aside; `names` are those of the groups that are types.
    pub(super) fn schema(&self, names: &BTreeMap<usize, String>) -> Schema {
        // An object without a name is one that nothing is known about.
        let nameless = self
            .objects
            .iter()
            .any(|leader| !names.contains_key(leader));
        if self.large > 0 || nameless {
            return Schema::Any;
        }
        let mut all = Vec::new();
        if self.booleans > 0 || self.quoted_booleans > 0 && self.text_schema().is_none() {
            all.push(Schema::Boolean);
        }
        if self.floats > 0 {
            all.push(Schema::Number);
        } else if self.integers > 0 {
            all.push(Schema::Integer);
        }
        all.extend(self.text_schema());
        if let Some(items) = &self.items {
            all.push(Schema::Array(Box::new(items.inside(names))));
        }
        if let Some(entries) = &self.entries {
            all.push(Schema::Map(Box::new(entries.inside(names))));
        }
        let named = self.objects.iter().filter_map(|leader| names.get(leader));
        all.extend(named.cloned().map(Schema::Ref));
        match all.len() {
            0 => Schema::Any,
            1 => all.swap_remove(0),
            _ => Schema::OneOf(all),
        }
    }

    /// The type of what stands in a list or under keys that are data, where what is quoted is a
    /// text: only fields are read with and without quotes.
    fn inside(&self, names: &BTreeMap<usize, String>) -> Schema {
        if self.quoted() == 0 {
            return self.schema(names);
        }
        let quoted = self.quoted_booleans + self.quoted_integers;
        let texts = Self {
            texts: self.texts + quoted,
            quoted_booleans: 0,
            quoted_integers: 0,
            ..self.clone()
        };
        texts.schema(names)
    }

    /// The type of the texts, those aside that only quote numbers or booleans.
    fn text_schema(&self) -> Option<Schema> {
        match (self.timestamps > 0, self.dates > 0, self.texts > 0) {
            (true, false, false) => Some(Schema::Timestamp),
            (false, true, false) => Some(Schema::Date),
            (false, false, false) => self.holds_quoted_texts().then_some(Schema::String),
            _ => Some(Schema::String),
        }
    }

    /// Whether what is quoted, and nothing else is a text, stays one: numbers of which none stands
    /// without quotes, booleans among numbers, and nothing at all.
    fn holds_quoted_texts(&self) -> bool {
        let numbers = self.integers + self.floats > 0;
        let booleans = self.booleans > 0;
        let mixed = self.quoted_integers > 0 && (self.quoted_booleans > 0 || booleans)
            || self.quoted_booleans > 0 && numbers;
        let nothing_else = self.quoted_booleans == 0 && !booleans && !numbers;
        mixed || self.quoted_integers > 0 && !numbers || self.empty_texts > 0 && nothing_else
    }
}

/// What a text quotes.
pub(super) enum Quoted {
    /// Nothing at all.
    Nothing,
    /// `true` or `false`.
    Boolean,
    /// A whole number in its shortest form.
    Integer,
}

/// What a text quotes; `None` where it is just a text.
pub(super) fn quoted(text: &str) -> Option<Quoted> {
    match text {
        "" => Some(Quoted::Nothing),
        "true" | "false" => Some(Quoted::Boolean),
        _ => is_integer(text).then_some(Quoted::Integer),
    }
}

/// Whether a text is a whole number in its shortest form.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let shortest = digits == "0" || !digits.starts_with('0');
    shortest && text.parse::<i64>().is_ok()
}

/// Whether a text is a point in time, also one with stray blanks after its colons.
fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return false;
    };
    if !is_date(date) {
        return false;
    }
    let time = time.replace(": ", ":");
    let (clock, zone) = match time.find(['Z', '+', '-', ' ']) {
        Some(at) => time.split_at(at),
        None => (time.as_str(), ""),
    };
    let clock = clock.split('.').next().unwrap_or_default();
    let zone_ok = zone
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, 'Z' | '+' | '-' | ':' | ' ' | 'U' | 'T' | 'C'));
    has_shape(clock, "dd:dd:dd") && zone_ok
}

fn is_date(text: &str) -> bool {
    has_shape(text, "dddd-dd-dd")
}

/// Whether a text has digits where the shape has a `d`, and the same everywhere else.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'd' => byte.is_ascii_digit(),
        _ => byte == wanted,
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_beyond_64_bits_stay_as_they_are() {
        let mut observed = Observed::default();
        observed.scalar(&Value::from(1));
        assert_eq!(observed.schema(&BTreeMap::new()), Schema::Integer);
        observed.scalar(&Value::from(u64::MAX));
        assert_eq!(observed.schema(&BTreeMap::new()), Schema::Any);
    }

    #[test]
    fn what_is_quoted_now_and_then_is_no_text() {
        let table = [
            (json!([true, "true"]), Schema::Boolean, 1),
            (json!(["true", "false"]), Schema::Boolean, 2),
            (json!([2, "3"]), Schema::Integer, 1),
            (json!([2.5, "3"]), Schema::Number, 1),
            (json!(["2", "3"]), Schema::String, 0),
            (json!(["2", "x"]), Schema::String, 0),
            (
                json!(["007", 7]),
                Schema::OneOf(vec![Schema::Integer, Schema::String]),
                0,
            ),
            (json!(["true", "x"]), Schema::String, 0),
            (
                json!(["true", 1]),
                Schema::OneOf(vec![Schema::Integer, Schema::String]),
                0,
            ),
            (json!(["", ""]), Schema::String, 0),
            (json!([true, ""]), Schema::Boolean, 0),
            (json!([1, ""]), Schema::Integer, 0),
            (json!([null, null]), Schema::Any, 0),
        ];
        for (values, schema, quoted) in table {
            let mut observed = Observed::default();
            for value in values.as_array().unwrap() {
                observed.scalar(value);
            }
            assert_eq!(observed.schema(&BTreeMap::new()), schema, "{values}");
            assert_eq!(observed.quoted(), quoted, "{values}");
        }
    }

    #[test]
    fn points_in_time() {
        for text in [
            "2020-01-02T03:04:05Z",
            "2020-01-02T03: 04: 05Z",
            "2020-01-02T03:04:05.678+02:00",
            "2020-01-02T03: 04: 05+00: 00",
            "2020-01-02 03:04:05 UTC",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "2020-01-02",
            "03:04:05",
            "Tuesday T",
            "2020-01-02Twelve",
            "",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
