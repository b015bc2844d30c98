//! A body of rules: what it applies to, its sources, its elements, its words, its pages.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::page::Rule;
use super::words::Words;

/// A body of rules.
#[derive(Debug)]
pub struct Pack {
    /// What `pack.toml` says.
    pub about: About,
    /// Its rules, by code.
    pub rules: Vec<Rule>,
    /// Its word lists, by language.
    pub words: BTreeMap<String, Words>,
    /// A compact with which nothing is wrong, on which the examples of its pages are laid.
    pub clean: std::borrow::Cow<'static, str>,
}

/// What `pack.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct About {
    /// The word after `rules`.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// What it is for, in a sentence or two.
    pub description: String,
    /// The words after `rules` for which it applies; `*` is every compact.
    pub applies: Vec<String>,
    /// The wording in which its instruments are printed; none where they cannot be printed.
    pub wording: Option<String>,
    /// Where its rules come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The elements that its law asks for, in the law's order.
    #[serde(default)]
    pub elements: Vec<Element>,
    /// The title of the table that `engross coverage` prints.
    pub coverage: Option<String>,
}

/// Where rules come from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How it is cited.
    pub cite: String,
    /// What it is.
    pub title: String,
    /// As of when, or when it was read.
    pub date: String,
}

/// An element that the law asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its letter or number, such as `(C)`.
    pub id: String,
    /// The law's own words, or ours where `quoted` is false.
    pub words: String,
    /// Whether the words are the law's own.
    #[serde(default)]
    pub quoted: bool,
    /// Where the law says so.
    pub cite: String,
}

impl Pack {
    /// Whether it applies to compacts that name these rules.
    pub fn applies(&self, rules: &str) -> bool {
        self.about.applies.iter().any(|word| word == "*" || word == rules)
    }

    /// One of its rules.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }
}
