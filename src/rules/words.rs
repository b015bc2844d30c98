//! Word lists as data: what is better not said, in each language, and what is said instead.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::lexicon::Lexicon;
use super::page::Certainty;

/// The words of one language: read when the first text in it is judged.
#[derive(Debug)]
pub struct Words {
    json: Cow<'static, str>,
    read: OnceLock<Result<(WordList, Lexicon), String>>,
}

/// A word list and what finds its phrases.
pub(crate) type Lists<'a> = (&'a WordList, &'a Lexicon);

/// The word list of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordList {
    /// What is looked for.
    #[serde(default)]
    pub entry: Vec<Entry>,
    /// Words by the use that checks make of them: negations, names of laws, numbers.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<String>>,
}

/// Words that a rule looks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The rule that reports them.
    pub rule: String,
    /// Every form, in any case; an apostrophe or a hyphen divides words as a blank does.
    pub forms: Vec<String>,
    /// What is written instead.
    #[serde(default)]
    pub prefer: Vec<String>,
    /// What they are, as the end of "the text says `shall`, …".
    pub note: String,
    /// How certain the source is.
    pub certainty: Certainty,
    /// Where they count; everywhere, if nothing is said.
    pub only: Option<Only>,
    /// Words directly before them that make them mean something else.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// Words directly behind them that make them mean something else.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Words in the same sentence that make them mean something else.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Whether they are fine where they speak of a law or another instrument (the list `laws`).
    #[serde(default)]
    pub not_of_law: bool,
    /// Whether they are fine in a sentence that names a law (the list `law-names`) and nobody who takes part in the
    /// instrument (the list `own`).
    #[serde(default)]
    pub not_in_law: bool,
    /// Whether they are fine behind a negation (the list `negations`).
    #[serde(default)]
    pub not_negated: bool,
}

/// Where the words of an entry count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Only {
    /// In the title of the compact.
    Title,
    /// At the beginning of a sentence.
    Start,
    /// With a capital on the last word, within a sentence, and as no part of a longer name.
    Capital,
    /// As the whole of a text, a heading say.
    Whole,
}

impl Words {
    /// A word list in JSON.
    pub fn new(json: impl Into<Cow<'static, str>>) -> Self {
        Self { json: json.into(), read: OnceLock::new() }
    }

    /// What it says.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn list(&self) -> Result<&WordList, &str> {
        self.both().map(|(list, _)| list)
    }

    /// What it says, and how to find it in a text; nothing of a list that cannot be read.
    pub(crate) fn lexicon(&self) -> Option<(&WordList, &Lexicon)> {
        self.both().ok()
    }

    fn both(&self) -> Result<(&WordList, &Lexicon), &str> {
        let read = self.read.get_or_init(|| {
            let list: WordList = serde_json::from_str(&self.json).map_err(|error| error.to_string())?;
            let lexicon = Lexicon::of(&list);
            Ok((list, lexicon))
        });
        read.as_ref().map(|(list, lexicon)| (list, lexicon)).map_err(String::as_str)
    }
}

/// One word, or several, as a sentence offers them: "`should` or `intends to`".
pub(crate) fn offered(words: &[String]) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let (last, others) = words.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) })
}
