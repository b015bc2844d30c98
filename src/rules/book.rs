//! All packs that a run knows: those that ship with the program, and a project's own.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use super::pack::{About, Pack};
use super::page::Rule;
use super::words::Words;
use crate::nearest::nearest;

include!(concat!(env!("OUT_DIR"), "/bodies.rs"));

/// The packs that ship with the program.
static SHIPPED: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    read(include_str!(concat!(env!("OUT_DIR"), "/rules.json"))).unwrap_or_else(|error| {
        // The pages are part of the program, and a test reads them.
        unreachable!("rules: {error}")
    })
});

/// The cure where a rule is named that is like none.
pub const WHERE_LISTED: &str = "`engross rules` lists the rules with their codes and names";

/// All packs of a run; by default those that ship.
#[derive(Debug)]
pub struct Rulebook {
    shipped: &'static [Pack],
    /// A project's own.
    pub own: Vec<Pack>,
}

#[derive(Deserialize)]
struct Shipped {
    about: About,
    rules: Vec<Rule>,
}

fn read(text: &str) -> Result<Vec<Pack>, serde_json::Error> {
    let shipped: Vec<Shipped> = serde_json::from_str(text)?;
    let mut bodies = BODIES.iter();
    let packs = shipped.into_iter().zip(CLEAN).zip(WORDS).map(|((mut shipped, clean), words)| {
        for (rule, (path, page)) in shipped.rules.iter_mut().zip(&mut bodies) {
            rule.body = Cow::Borrowed(split(page).map_or("", |(_, body)| body));
            rule.path = (*path).to_owned();
            rule.pack.clone_from(&shipped.about.name);
        }
        let words = words.iter().map(|(language, json)| ((*language).to_owned(), Words::new(*json))).collect();
        Pack { about: shipped.about, rules: shipped.rules, words, clean: Cow::Borrowed(clean) }
    });
    Ok(packs.collect())
}

/// The front matter of a page, and what stands below it.
pub fn split(page: &str) -> Option<(&str, &str)> {
    page.strip_prefix("+++\n")?.split_once("\n+++\n")
}

impl Default for Rulebook {
    fn default() -> Self {
        Self { shipped: &SHIPPED, own: Vec::new() }
    }
}

impl Rulebook {
    /// No packs at all: only what keeps a text whole is found.
    pub fn empty() -> Self {
        Self { shipped: &[], own: Vec::new() }
    }

    /// Whether a rule ships with the program, and so has a page in its documentation.
    pub fn ships(&self, code: &str) -> bool {
        self.shipped.iter().any(|pack| pack.rules.iter().any(|rule| rule.code == code))
    }

    /// All packs, a project's own last.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.shipped.iter().chain(&self.own)
    }

    /// A pack by its name.
    pub fn pack(&self, name: &str) -> Option<&Pack> {
        self.packs().find(|pack| pack.about.name == name)
    }

    /// All rules, pack by pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs().flat_map(|pack| &pack.rules)
    }

    /// A rule by its code or its name.
    pub fn rule(&self, written: &str) -> Option<&Rule> {
        self.rules().find(|rule| rule.code == written || rule.name == written)
    }

    /// The code or name that was probably meant.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        nearest(written, self.rules().flat_map(|rule| [rule.code.as_str(), rule.name.as_str()]))
    }

    /// The packs that judge compacts which name these rules.
    pub fn applying<'a>(&'a self, rules: &'a str) -> impl Iterator<Item = &'a Pack> {
        self.packs().filter(move |pack| pack.applies(rules))
    }
}
