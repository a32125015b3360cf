//! The table of ratios.

/// One ratio, its target, and what it was made of.
pub struct Row {
    /// What is measured.
    what: String,
    /// The ratio or number, unless it could not be measured; and its unit.
    value: Option<f64>,
    unit: &'static str,
    target: Target,
    /// The numbers behind it.
    detail: String,
}

/// What a number should be.
#[derive(Clone, Copy)]
pub enum Target {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
    /// Any number; it is shown beside the others.
    None,
}

impl Target {
    fn holds(self, value: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(value <= most),
            Self::AtLeast(least) => Some(value >= least),
            Self::None => None,
        }
    }
}

impl Row {
    /// A row without a target.
    pub fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value: Some(value),
            unit,
            target: Target::None,
            detail: String::new(),
        }
    }

    /// A row of what could not be measured, and why.
    pub fn missing(what: impl Into<String>, unit: &'static str, why: impl Into<String>) -> Self {
        Self {
            value: None,
            ..Self::new(what, f64::NAN, unit).detail(why)
        }
    }

    /// One number as a part of another.
    pub fn ratio(what: impl Into<String>, one: f64, other: f64) -> Self {
        Self::new(what, one / other, "×")
    }

    /// What the number should be.
    pub fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// The numbers behind it.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn cells(&self) -> [String; 5] {
        let number = |value: f64| match value.abs() {
            size if size >= 100.0 => format!("{value:.0}"),
            size if size >= 10.0 => format!("{value:.1}"),
            _ => format!("{value:.2}"),
        };
        let target = match self.target {
            Target::AtMost(most) => format!("≤ {} {}", number(most), self.unit),
            Target::AtLeast(least) => format!("≥ {} {}", number(least), self.unit),
            Target::None => String::new(),
        };
        let verdict = match self.value.map(|value| self.target.holds(value)) {
            Some(Some(true)) => "holds",
            Some(Some(false)) => "MISSED",
            Some(None) => "",
            None => "NOT MEASURED",
        };
        let measured = self
            .value
            .map_or_else(String::new, |it| format!("{} {}", number(it), self.unit));
        [
            self.what.clone(),
            measured,
            target,
            verdict.to_owned(),
            self.detail.clone(),
        ]
    }
}

/// Prints all rows, in columns.
pub fn print(rows: &[Row]) {
    let head = ["what", "measured", "target", "", "of"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head)
        .chain(rows.iter().map(Row::cells))
        .collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let widths = [0, 1, 2, 3].map(width);
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        line.push_str(&row[4]);
        println!("{}", line.trim_end());
    }
}
