//! The words of the sheet and its duties, as `templates/transmittal.toml` has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Words {
    pub title: String,
    pub foot: String,
    pub page: String,
    pub unknown: String,
    pub not_named: String,
    pub notice: String,
    pub draft: String,
    pub authority: BTreeMap<String, Vec<String>>,
    pub instrument: Instrument,
    pub signers: Signers,
    pub annexes: Annexes,
    pub legal: Legal,
    pub duties: Duties,
    pub decisions: Decisions,
    pub prepared: Prepared,
}

/// Labels of what the instrument is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Instrument {
    pub heading: String,
    pub name: String,
    pub participants: String,
    pub status: String,
    pub place: String,
    pub signed: String,
    pub operative: String,
    pub on_signing: String,
    pub languages: String,
    pub equal: String,
    pub prevails: String,
    pub alone: String,
    pub courtesy: String,
    pub fingerprint: String,
}

/// The table of those who sign.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Signers {
    pub heading: String,
    pub caption: String,
    pub participant: String,
    pub name: String,
    pub title: String,
    pub date: String,
}

/// What is told of annexes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Annexes {
    pub heading: String,
    pub inside: String,
    pub to_follow: String,
    pub none: String,
    pub remark: String,
}

/// What is told of the legal authority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Legal {
    pub heading: String,
    pub unknown: String,
    pub remark: String,
}

/// The rules for who prepares the sheet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Prepared {
    pub heading: String,
    pub name: String,
    pub title: String,
    pub date: String,
}

/// What the law asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Duties {
    pub heading: String,
    pub caption: String,
    pub duty: String,
    pub due: String,
    pub cite: String,
    pub prefix: String,
    pub counted: String,
    /// The first day on which the duties hold.
    pub begins: toml::value::Datetime,
    pub before: String,
    pub duty_of: Vec<Duty>,
}

/// What the law asks for, and by when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Duty {
    pub duty: String,
    pub from: From,
    /// So many calendar days after.
    pub days: Option<i64>,
    /// In the report on the month of that day.
    #[serde(default)]
    pub month: bool,
    pub rule: String,
    pub cite: String,
}

/// What a duty is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum From {
    Signing,
    Operative,
    /// Nobody knows its day.
    Request,
}

/// What only a person decides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Decisions {
    pub heading: String,
    pub caption: String,
    pub asked: String,
    pub yes: String,
    pub no: String,
    pub r#box: String,
    pub remark: String,
    pub question: Vec<Question>,
}

/// What only a person answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub asks: String,
    pub cite: String,
}

static WORDS: LazyLock<Result<Words, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../templates/transmittal.toml")).map_err(|error| error.to_string())
});

/// The words.
///
/// # Errors
/// What is wrong with the file, which is a fault of this program.
pub(super) fn words() -> Result<&'static Words, String> {
    WORDS.as_ref().map_err(Clone::clone)
}

impl Duties {
    /// Whether an instrument of a day was before them.
    pub fn came_after(&self, day: Date) -> bool {
        self.begins.date.is_some_and(|begins| {
            let small = |part: u8| i8::try_from(part).unwrap_or(1);
            let year = i16::try_from(begins.year).unwrap_or(i16::MAX);
            Date::new(year, small(begins.month), small(begins.day)).is_ok_and(|begins| day < begins)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_can_be_read() {
        assert_eq!(words().err(), None);
    }
}
