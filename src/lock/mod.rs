//! The lock: the text as it was settled, what was recorded as signed, and who certified which language.
//!
//! It stands beside the compact as `FILE.lock`, and is made to be read and kept under version control: a line of it is a
//! paragraph of the instrument.

mod compare;

pub use compare::{findings, uncertified, words_that_differ};

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{Canonical, fingerprint};
use crate::model::Model;
use crate::model::value::Day;

/// The version of the shape below.
const FORMAT: u32 = 1;

/// What is known of a compact's lock.
#[derive(Debug, Clone, Copy, Default)]
pub enum Settlement<'a> {
    /// Nobody looked: nothing is said about it.
    #[default]
    Unknown,
    /// There is none.
    None,
    /// This one.
    Lock(&'a Lock),
}

/// A text as it was settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lock {
    format: u32,
    /// The version of engross that wrote it.
    pub engross: String,
    /// The day on which the text was settled.
    #[serde(with = "day")]
    pub settled: Date,
    /// Whether the day of signing was left blank when the text was settled, to be written in by hand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank: bool,
    /// The day that was written in by hand, of a signed text.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day::option")]
    pub signed_on: Option<Date>,
    /// The fingerprint of the lines below.
    pub fingerprint: String,
    /// Who certified which language.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "certificate")]
    pub certificates: Vec<Certificate>,
    /// The canonical text, language by language.
    #[serde(default, rename = "text")]
    pub texts: Vec<Lines>,
    /// What was recorded as signed: the closing words and the signature blocks, language by language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<Lines>,
}

/// The lines of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// BCP 47 tag.
    pub language: String,
    /// Each a paragraph, a heading, an item or a row, with its number.
    pub lines: Vec<String>,
}

/// A language officer's certificate: that a text and the one it was made from have the same meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// BCP 47 tag of the text that was compared with the one the compact is drafted in.
    pub language: String,
    /// Who certifies.
    pub by: String,
    /// The certifier's title.
    pub title: String,
    /// The day.
    #[serde(with = "day")]
    pub on: Date,
    /// The fingerprint of the text that was certified.
    pub fingerprint: String,
}

/// What is wrong with a lock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, as the end of a sentence.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.why),
            None => f.write_str(&self.why),
        }
    }
}

impl Lock {
    /// A lock of a text.
    pub fn new(text: &Canonical, on: Date) -> Self {
        Self {
            format: FORMAT,
            engross: env!("CARGO_PKG_VERSION").to_owned(),
            settled: on,
            blank: false,
            signed_on: None,
            fingerprint: text.fingerprint(),
            certificates: Vec::new(),
            texts: by_language(text),
            signed: Vec::new(),
        }
    }

    /// Records what is signed: signatories, place and date may not change any more. `on` is the day that was written in
    /// by hand, where the text leaves it blank.
    #[must_use]
    pub fn signed(mut self, signing: &Canonical, on: Option<Date>) -> Self {
        self.signed = by_language(signing);
        self.signed_on = on;
        self
    }

    /// Records whether the day of signing is left blank.
    #[must_use]
    pub fn blank(mut self, blank: bool) -> Self {
        self.blank = blank;
        self
    }

    /// A model as if the day that was written in by hand stood in it: what is told about a text, and not the text.
    pub fn dated(&self, model: &Model) -> Model {
        let mut model = model.clone();
        let Some(on) = self.signed_on else { return model };
        let common = model.compact.as_mut().and_then(|compact| compact.date.as_mut()).map(|date| &mut date.value);
        let own = model.participants.iter_mut().flat_map(|participant| &mut participant.signatories);
        let own = own.filter_map(|signatory| signatory.date.as_mut());
        for day in common.into_iter().chain(own).filter(|day| **day == Day::Blank) {
            *day = Day::On(on);
        }
        model
    }

    /// Whether a language's text was certified as it stands here.
    pub fn certifies(&self, language: &str) -> bool {
        let valid = |own: &&Certificate| own.language == language && own.fingerprint == self.fingerprint;
        self.certificates.iter().any(|own| valid(&own))
    }

    /// Reads a lock file.
    ///
    /// # Errors
    /// It is no lock file, one of a later version, or one whose words were changed by hand.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let lock: Self = toml::from_str(text).map_err(|error| Unreadable {
            line: error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            why: error.message().to_owned(),
        })?;
        let refused = |why: String| Err(Unreadable { line: None, why });
        if lock.format > FORMAT {
            return refused(format!("it was written by engross {}, which is newer than this one", lock.engross));
        }
        let lines = lock.texts.iter().flat_map(|of| of.lines.iter().map(|line| (of.language.as_str(), line.clone())));
        if fingerprint(lines) != lock.fingerprint {
            return refused("its words are not those of its fingerprint: it was changed by hand".to_owned());
        }
        Ok(lock)
    }

    /// The lock as a file, with the name of its compact in the head.
    ///
    /// # Errors
    /// None is known: every field can be written.
    pub fn write(&self, compact: &str) -> Result<String, String> {
        let body = toml::to_string_pretty(self).map_err(|error| error.to_string())?;
        let head = format!(
            "# The words of `{compact}` as they were settled. Written by `engross settle`, and no place to change them:\n\
             # change the compact, and run `engross settle --renew` once both sides agree. Keep it beside the compact.\n\n"
        );
        Ok(head + &body)
    }
}

fn by_language(text: &Canonical) -> Vec<Lines> {
    let mut found: Vec<Lines> = Vec::new();
    for line in &text.lines {
        match found.last_mut().filter(|last| last.language == line.language) {
            Some(last) => last.lines.push(line.whole()),
            None => found.push(Lines { language: line.language.clone(), lines: vec![line.whole()] }),
        }
    }
    found
}

/// Days as TOML writes them: `2026-11-22`, without quotes.
mod day {
    use jiff::civil::Date;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use toml::value::Datetime;

    pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        let written: Datetime = day.to_string().parse().map_err(serde::ser::Error::custom)?;
        written.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        Datetime::deserialize(deserializer)?.to_string().parse().map_err(D::Error::custom)
    }

    /// A day that may be missing.
    pub mod option {
        use jiff::civil::Date;
        use serde::{Deserializer, Serializer};

        use crate::lock::day;

        pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
            match day {
                Some(day) => day::serialize(day, serializer),
                None => serializer.serialize_none(),
            }
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
            day::deserialize(deserializer).map(Some)
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::document::Line;

    fn lock() -> Lock {
        let line = |language: &str, number: &str, text: &str| Line {
            language: language.into(),
            number: number.into(),
            text: text.into(),
            source: None,
        };
        let text =
            Canonical { lines: vec![line("en", "1.", "a \"quoted\" word"), line("es", "1.", "una «palabra»")] };
        Lock::new(&text, Date::constant(2026, 11, 22))
    }

    #[test]
    fn what_is_written_is_read() {
        let lock = lock();
        let written = lock.write("peru.compact").expect("it is written");
        assert!(written.contains("settled = 2026-11-22\n"), "{written}");
        assert_eq!(Lock::read(&written).expect("it is read"), lock);
    }

    #[test]
    fn a_changed_word_is_noticed() {
        let written = lock().write("peru.compact").expect("it is written").replace("word", "text");
        assert!(Lock::read(&written).expect_err("it was changed").why.contains("changed by hand"));
    }
}
