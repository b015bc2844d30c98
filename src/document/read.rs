//! Reading a serialized document back: its few fixed words are held against those that there are.

use serde::{Deserialize, Deserializer, de};

use super::SCHEMA;
use crate::model::Status;

pub(super) fn schema<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    one_of(from, &[SCHEMA])
}

pub(super) fn status<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    one_of(from, &[Status::Draft, Status::Settled, Status::Final, Status::Signed].map(Status::word))
}

pub(super) fn direction<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    one_of(from, &["ltr", "rtl"])
}

fn one_of<'de, D: Deserializer<'de>>(from: D, words: &[&'static str]) -> Result<&'static str, D::Error> {
    let read = String::deserialize(from)?;
    let known = words.iter().find(|word| **word == read);
    known.copied().ok_or_else(|| de::Error::custom(format!("`{read}` is none of {}", words.join(", "))))
}
