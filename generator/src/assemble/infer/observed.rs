//! What was seen in one place of all examples.

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
    empty_texts: u32,
    /// How often the value was null.
    pub(super) nulls: u32,
    /// What stands in lists, where there were any.
    items: Option<Box<Observed>>,
    /// The types of objects, by number, in order of appearance.
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
        if text.is_empty() {
            self.empty_texts += 1;
        } else if is_timestamp(text) {
            self.timestamps += 1;
        } else if is_date(text) {
            self.dates += 1;
        } else {
            self.texts += 1;
        }
    }

    /// Notes a list and answers where its items are noted.
    pub(super) fn items(&mut self) -> &mut Self {
        self.items.get_or_insert_with(Box::default)
    }

    /// Notes an object of this type.
    pub(super) fn object(&mut self, number: usize) {
        if !self.objects.contains(&number) {
            self.objects.push(number);
        }
    }

    /// The type of all values seen, null aside.
    pub(super) fn schema(&self, names: &[String]) -> Schema {
        if self.large > 0 {
            return Schema::Any;
        }
        let mut all = Vec::new();
        if self.booleans > 0 {
            all.push(Schema::Boolean);
        }
        if self.floats > 0 {
            all.push(Schema::Number);
        } else if self.integers > 0 {
            all.push(Schema::Integer);
        }
        all.extend(self.text_schema());
        if let Some(items) = &self.items {
            all.push(Schema::Array(Box::new(items.schema(names))));
        }
        all.extend(
            self.objects
                .iter()
                .filter_map(|number| names.get(*number))
                .cloned()
                .map(Schema::Ref),
        );
        match all.len() {
            0 => Schema::Any,
            1 => all.swap_remove(0),
            _ => Schema::OneOf(all),
        }
    }

    fn text_schema(&self) -> Option<Schema> {
        match (self.timestamps > 0, self.dates > 0, self.texts > 0) {
            (true, false, false) => Some(Schema::Timestamp),
            (false, true, false) => Some(Schema::Date),
            (false, false, false) => (self.empty_texts > 0).then_some(Schema::String),
            _ => Some(Schema::String),
        }
    }
}

/// Whether a text is a point in time, also one with stray blanks after its colons.
fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return false;
    };
    let time = time.replace(": ", ":");
    let (clock, zone) = match time.find(['Z', '+', '-', ' ']) {
        Some(at) => time.split_at(at),
        None => (time.as_str(), ""),
    };
    let clock = clock.split('.').next().unwrap_or_default();
    let zone_ok = zone
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, 'Z' | '+' | '-' | ':' | ' ' | 'U' | 'T' | 'C'));
    is_date(date) && shape(clock) == "dd:dd:dd" && zone_ok
}

fn is_date(text: &str) -> bool {
    shape(text) == "dddd-dd-dd"
}

fn shape(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_digit() { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_64_bits_stay_as_they_are() {
        let mut observed = Observed::default();
        observed.scalar(&Value::from(1));
        assert_eq!(observed.schema(&[]), Schema::Integer);
        observed.scalar(&Value::from(u64::MAX));
        assert_eq!(observed.schema(&[]), Schema::Any);
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
