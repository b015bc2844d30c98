//! Wording catalogues: headings and standard sentences, one file a language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::nearest::nearest;

/// The catalogues that ship with the program, by language.
static CATALOGUES: [(&str, &str); 5] = [
    ("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))),
    ("es", include_str!(concat!(env!("OUT_DIR"), "/es.json"))),
    ("fr", include_str!(concat!(env!("OUT_DIR"), "/fr.json"))),
    ("mn", include_str!(concat!(env!("OUT_DIR"), "/mn.json"))),
    ("ne", include_str!(concat!(env!("OUT_DIR"), "/ne.json"))),
];

/// The languages whose catalogues nobody has reviewed, read once: only one key of each.
static UNREVIEWED: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct Head {
        reviewed: bool,
    }
    let reviewed = |text: &str| serde_json::from_str::<Head>(text).is_ok_and(|head| head.reviewed);
    CATALOGUES.iter().filter(|(_, text)| !reviewed(text)).map(|(name, _)| *name).collect()
});

static ENGLISH: LazyLock<Option<Wording>> = LazyLock::new(|| Wording::read("en", CATALOGUES[0].1).ok());

/// The catalogues of a run: those that ship with the program, and a project's own.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    /// A project's own, each laid over the one that ships.
    own: BTreeMap<String, Wording>,
}

/// What is wrong with a project's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingFault {
    /// Where, in bytes.
    pub offset: usize,
    /// What is wrong.
    pub message: String,
    /// The key that was probably meant, where a key is unknown.
    pub meant: Option<String>,
}

impl Wordings {
    /// The catalogue that serves a language: of `es-PE` that of `es`.
    pub fn of(&self, language: &str) -> Option<Wording> {
        let own = self.own.get(&primary(language));
        own.cloned().or_else(|| Wording::of(language))
    }

    /// Whether a language has a catalogue that lacks some of the English sentences.
    pub fn is_partial(&self, language: &str) -> bool {
        // One that ships and was reviewed is whole, and need not be read for that: a test holds it to it.
        if !self.own.contains_key(&primary(language)) && !Wording::is_unreviewed(language) {
            return false;
        }
        let Some(own) = self.of(language) else { return false };
        ENGLISH.as_ref().is_some_and(|english| english.keys().any(|key| own.own(key).is_none()))
    }

    /// Whether a language has a catalogue.
    pub fn has(&self, language: &str) -> bool {
        self.languages().contains(primary(language).as_str())
    }

    /// Whether a language has a catalogue that nobody has reviewed.
    pub fn is_unreviewed(&self, language: &str) -> bool {
        match self.own.get(&primary(language)) {
            Some(own) => !own.reviewed,
            None => Wording::is_unreviewed(language),
        }
    }

    /// The languages of all catalogues.
    pub fn languages(&self) -> BTreeSet<&str> {
        let mut languages: BTreeSet<&str> = self.own.keys().map(String::as_str).collect();
        for language in Wording::languages() {
            languages.insert(language);
        }
        languages
    }

    /// Lays a project's catalogue, in TOML, over the one that ships: what it leaves out stays as it is.
    ///
    /// # Errors
    /// Everything that is wrong with it: besides TOML that is none, keys that no catalogue has, and gaps that differ
    /// from those of the English sentence, since what belongs there would not be printed.
    pub fn add(&mut self, language: &str, text: &str) -> Result<(), Vec<WordingFault>> {
        let fault = |offset, message: String| WordingFault { offset, message, meant: None };
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            vec![fault(error.span().map_or(0, |span| span.start), error.message().to_owned())]
        })?;
        let json = serde_json::to_string(&table).map_err(|error| vec![fault(0, error.to_string())])?;
        let own = Wording::read(language, &json).map_err(|error| vec![fault(0, error)])?;
        let faults = own.faults(text);
        if !faults.is_empty() {
            return Err(faults);
        }
        let shipped = CATALOGUES.iter().find(|(name, _)| *name == primary(language));
        let mut whole: Map<String, Value> =
            shipped.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default();
        for (key, value) in serde_json::from_str::<Map<String, Value>>(&json).unwrap_or_default() {
            match (whole.get_mut(&key), value) {
                (Some(Value::Object(section)), Value::Object(own)) => section.extend(own),
                (_, value) => {
                    whole.insert(key, value);
                }
            }
        }
        let whole = serde_json::to_string(&whole).map_err(|error| vec![fault(0, error.to_string())])?;
        let whole = Wording::read(language, &whole).map_err(|error| vec![fault(0, error)])?;
        self.own.insert(primary(language), whole);
        Ok(())
    }
}

/// The language of a tag, without script and region.
fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_lowercase()
}

/// The gaps of a sentence: `{participant}`.
fn gaps(words: &str) -> BTreeSet<&str> {
    words.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Where a key stands in a catalogue.
fn place(text: &str, section: &str, name: &str) -> usize {
    let section = text.find(&format!("[{section}]")).unwrap_or(0);
    let line = |(at, line): (usize, &str)| {
        line.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('=')).then_some(at)
    };
    let mut offset = section;
    let lines = text[section..].split_inclusive('\n').map(|line| {
        let at = offset;
        offset += line.len();
        (at, line)
    });
    lines.filter_map(line).next().unwrap_or(section)
}

/// One catalogue: keys such as `title.between`, each with its words.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Wording {
    /// The language it is written in.
    pub language: String,
    /// Whether a language officer has reviewed it.
    pub reviewed: bool,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// ISO 15924 script.
    pub script: String,
    /// Opening and closing marks, outer then inner.
    pub quotes: [String; 4],
    /// A word and a name's own article behind it, with what they become.
    pub contractions: Vec<[String; 3]>,
    /// The prepositions that stand before each name of a list, and not before the first alone.
    pub repeated: Vec<String>,
    /// A word that loses its last vowel before another, with what it becomes.
    pub elisions: Vec<[String; 2]>,
    /// The letters before which it does, as a text.
    pub vowels: String,
    /// The words that begin with one of them and do not count.
    pub unelided: Vec<String>,
    words: BTreeMap<String, String>,
}

impl Wording {
    /// The shipped catalogue that serves a language: of `es-PE` that of `es`.
    pub fn of(language: &str) -> Option<Self> {
        let (name, text) = CATALOGUES.iter().find(|(name, _)| *name == primary(language))?;
        Self::read(name, text).ok()
    }

    /// Whether a language has a catalogue that nobody has reviewed.
    pub fn is_unreviewed(language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        UNREVIEWED.iter().any(|name| name.eq_ignore_ascii_case(primary))
    }

    /// The languages of the shipped catalogues.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        CATALOGUES.iter().map(|(name, _)| *name)
    }

    /// Reads a catalogue, in JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn read(language: &str, text: &str) -> Result<Self, String> {
        let table: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut wording =
            Self { language: language.to_owned(), direction: "ltr", script: "Latn".into(), ..Self::default() };
        let strings = |value: &Value| -> Vec<String> {
            let array = value.as_array().map(Vec::as_slice).unwrap_or_default();
            array.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("reviewed", Value::Bool(reviewed)) => wording.reviewed = *reviewed,
                ("direction", Value::String(direction)) => {
                    wording.direction = if direction == "rtl" { "rtl" } else { "ltr" };
                }
                ("script", Value::String(script)) => wording.script.clone_from(script),
                ("quotes", value) => {
                    wording.quotes = strings(value).try_into().map_err(|_| "`quotes` has four marks".to_owned())?;
                }
                ("contractions", Value::Array(rows)) => {
                    for row in rows {
                        let row = strings(row).try_into();
                        wording.contractions.push(row.map_err(|_| "a contraction has three words".to_owned())?);
                    }
                }
                ("repeated", value) => wording.repeated = strings(value),
                ("elisions", Value::Array(rows)) => {
                    for row in rows {
                        let row = strings(row).try_into();
                        wording.elisions.push(row.map_err(|_| "an elision has two words".to_owned())?);
                    }
                }
                ("vowels", Value::String(vowels)) => wording.vowels.clone_from(vowels),
                ("unelided", value) => wording.unelided = strings(value),
                (section, Value::Object(entries)) => {
                    for (name, value) in entries {
                        let words = value.as_str().ok_or_else(|| format!("`{section}.{name}` is no text"))?;
                        wording.words.insert(format!("{section}.{name}"), words.to_owned());
                    }
                }
                (key, _) => return Err(format!("`{key}` is not known")),
            }
        }
        Ok(wording)
    }

    /// What a word becomes before what follows it, where it loses its vowel there: "de" before "Argentine".
    pub fn elided(&self, word: &str, next: &str) -> Option<&str> {
        let [_, result] = self.elisions.iter().find(|[known, _]| word.to_lowercase() == *known)?;
        let first = next.chars().next()?.to_lowercase().next()?;
        let next = next.split([' ', '\u{A0}']).next()?.to_lowercase();
        (self.vowels.contains(first) && !self.unelided.contains(&next)).then_some(result)
    }

    /// The words of a key, in this language only.
    pub fn own(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The words of a key, in English where this catalogue has none; says which language they are in.
    pub fn get(&self, key: &str) -> (&str, Option<&'static str>) {
        if let Some(words) = self.own(key) {
            return (words, None);
        }
        let english = ENGLISH.as_ref().and_then(|english| english.own(key));
        (english.unwrap_or_default(), Some("en"))
    }

    /// What of a project's catalogue does not fit the sentences it would stand for.
    fn faults(&self, text: &str) -> Vec<WordingFault> {
        let shipped = Self::of(&self.language);
        // A key of a language's own is known where its catalogue has it.
        let known: Vec<&Self> = ENGLISH.iter().chain(&shipped).collect();
        let mut faults = Vec::new();
        for (key, words) in &self.words {
            let (section, name) = key.split_once('.').unwrap_or_default();
            let fault = |message: String, meant: Option<&str>| WordingFault {
                offset: place(text, section, name),
                message,
                meant: meant.map(str::to_owned),
            };
            match known.iter().find_map(|catalogue| catalogue.own(key)) {
                None => {
                    let meant = nearest(key, known.iter().flat_map(|catalogue| catalogue.keys()));
                    faults.push(fault(format!("`{key}` is not a key of a catalogue"), meant));
                }
                Some(sentence) if gaps(sentence) != gaps(words) => {
                    let wanted: Vec<String> = gaps(sentence).iter().map(|gap| format!("`{{{gap}}}`")).collect();
                    let wanted = if wanted.is_empty() { "none".to_owned() } else { wanted.join(", ") };
                    let message = format!("`{key}` has other gaps than the sentence it stands for: {wanted}");
                    faults.push(fault(message, None));
                }
                Some(_) => {}
            }
        }
        faults
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}
