//! Word lists as data: what is better not said, in each language, and what is said instead.

use serde::Deserialize;

use super::page::Certainty;

/// The word list of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordList {
    /// What is looked for.
    #[serde(default)]
    pub entry: Vec<Entry>,
    /// Words after which an entry is not meant: names of national laws before "Article 3", negations.
    #[serde(default)]
    pub lists: std::collections::BTreeMap<String, Vec<String>>,
}

/// Words that a rule looks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The rule that reports them.
    pub rule: String,
    /// Every form, lower case; words are separated by single blanks.
    pub forms: Vec<String>,
    /// What is written instead.
    #[serde(default)]
    pub prefer: Vec<String>,
    /// A note for those who draft.
    pub note: Option<String>,
    /// How certain the source is.
    pub certainty: Certainty,
}
