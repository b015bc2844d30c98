//! The patterns of values: `FIGURE in PERIOD`, `by BODY,… [FREQUENCY]`.

use std::collections::BTreeMap;

use super::SlotKind;

/// What the values of a statement look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A word that stands for itself.
    Word(String),
    /// A value.
    Slot(Slot),
    /// Values separated by commas.
    List(Slot),
    /// One after the other.
    Sequence(Vec<Pattern>),
    /// The first that fits.
    Choice(Vec<Pattern>),
    /// What may be missing.
    Optional(Box<Pattern>),
}

impl Default for Pattern {
    fn default() -> Self {
        Self::Sequence(Vec::new())
    }
}

/// A kind of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Declares an identifier.
    Id,
    /// A text in quotes that prints alike in every language.
    String,
    /// A text, in one language or several.
    Text,
    /// A number.
    Number,
    /// A number or a percentage.
    Figure,
    /// Exact money.
    Money,
    /// Money with a quantifier.
    Amount,
    /// A date.
    Date,
    /// A month and a day.
    MonthDay,
    /// A year, a fiscal year, a program year.
    Period,
    /// A period, a date, or a span of either.
    Span,
    /// A number of years, months or days.
    Duration,
    /// A language.
    Tag,
    /// The code or name of a rule.
    Rule,
    /// Any word.
    Word,
    /// An identifier of one of the kinds that the vocabulary lists under this name, or one of its words.
    Named(String),
}

impl Slot {
    fn read(name: &str) -> Self {
        match name {
            "ID" => Self::Id,
            "STRING" => Self::String,
            "TEXT" => Self::Text,
            "NUMBER" => Self::Number,
            "FIGURE" => Self::Figure,
            "MONEY" => Self::Money,
            "AMOUNT" => Self::Amount,
            "DATE" => Self::Date,
            "MONTH-DAY" => Self::MonthDay,
            "PERIOD" => Self::Period,
            "SPAN" => Self::Span,
            "DURATION" => Self::Duration,
            "TAG" => Self::Tag,
            "RULE" => Self::Rule,
            "WORD" => Self::Word,
            named => Self::Named(named.to_owned()),
        }
    }

    /// The slot's name in the vocabulary.
    pub fn name(&self) -> &str {
        match self {
            Self::Id => "ID",
            Self::String => "STRING",
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Figure => "FIGURE",
            Self::Money => "MONEY",
            Self::Amount => "AMOUNT",
            Self::Date => "DATE",
            Self::MonthDay => "MONTH-DAY",
            Self::Period => "PERIOD",
            Self::Span => "SPAN",
            Self::Duration => "DURATION",
            Self::Tag => "TAG",
            Self::Rule => "RULE",
            Self::Word => "WORD",
            Self::Named(name) => name,
        }
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub(super) fn read(text: &str, slots: &BTreeMap<String, SlotKind>) -> Result<Self, String> {
        let mut tokens = Vec::with_capacity(8);
        for word in text.split_whitespace() {
            let mut rest = word;
            while let Some(at) = rest.find(['[', ']', '(', ')', '|']) {
                tokens.extend([&rest[..at], &rest[at..=at]].into_iter().filter(|token| !token.is_empty()));
                rest = &rest[at + 1..];
            }
            tokens.extend(Some(rest).filter(|rest| !rest.is_empty()));
        }
        let mut reader = Reader { tokens: &tokens, slots };
        let pattern = reader.choice()?;
        match reader.tokens.first() {
            Some(token) => Err(format!("`{token}` stands where nothing can")),
            None => Ok(pattern),
        }
    }

    /// Whether a text may stand in it: then a block may be that text in several languages.
    pub fn has_text(&self) -> bool {
        self.has(&Slot::Text)
    }

    /// Whether it declares an identifier.
    pub fn has_id(&self) -> bool {
        self.has(&Slot::Id)
    }

    /// Its words and slots, in order, whatever they are parts of.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Word(_) | Self::Slot(_) | Self::List(_) => vec![self],
            Self::Sequence(parts) | Self::Choice(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Optional(part) => part.leaves(),
        }
    }

    fn has(&self, wanted: &Slot) -> bool {
        match self {
            Self::Slot(slot) | Self::List(slot) => slot == wanted,
            Self::Sequence(parts) | Self::Choice(parts) => parts.iter().any(|part| part.has(wanted)),
            Self::Optional(part) => part.has(wanted),
            Self::Word(_) => false,
        }
    }
}

struct Reader<'a> {
    tokens: &'a [&'a str],
    slots: &'a BTreeMap<String, SlotKind>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn choice(&mut self) -> Result<Pattern, String> {
        let mut choices = vec![self.sequence()?];
        while self.tokens.first() == Some(&"|") {
            self.next();
            choices.push(self.sequence()?);
        }
        Ok(if choices.len() == 1 { choices.remove(0) } else { Pattern::Choice(choices) })
    }

    fn sequence(&mut self) -> Result<Pattern, String> {
        let mut parts = Vec::new();
        while let Some(token) = self.tokens.first() {
            if matches!(*token, "|" | ")" | "]") {
                break;
            }
            parts.push(self.part()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Pattern::Sequence(parts) })
    }

    fn part(&mut self) -> Result<Pattern, String> {
        let token = self.next().unwrap_or_default();
        match token {
            "(" | "[" => {
                let inner = self.choice()?;
                let close = if token == "(" { ")" } else { "]" };
                if self.next() != Some(close) {
                    return Err(format!("`{token}` has no `{close}`"));
                }
                Ok(if token == "(" { inner } else { Pattern::Optional(Box::new(inner)) })
            }
            word if word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') => {
                Ok(Pattern::Word(word.to_owned()))
            }
            slot => {
                let name = slot.trim_end_matches(",…");
                if !self.slots.contains_key(name) {
                    return Err(format!("`{name}` is no slot"));
                }
                let kind = Slot::read(name);
                Ok(if name == slot { Pattern::Slot(kind) } else { Pattern::List(kind) })
            }
        }
    }
}
