//! Words on their way to print: quotation marks, capitals at the start of a sentence, contractions at the seam.

use super::Inline;
use super::wording::Wording;

/// One paragraph, list item or cell under construction.
#[derive(Debug, Default)]
pub(super) struct Line {
    inlines: Vec<Inline>,
    /// All that was printed so far, to see where a sentence begins and which way a quotation mark faces.
    printed: String,
    quotes: usize,
    /// Whether it stands inside a sentence of the catalogue: then its own beginning is none of a sentence.
    inside: bool,
}

/// Words before whose full stop no sentence ends.
const ABBREVIATIONS: [&str; 22] = [
    "art", "arts", "no", "nos", "núm", "sr", "sra", "dr", "dra", "mr", "mrs", "ms", "mme", "vs", "cf", "etc", "inc",
    "ej", "sec", "secs", "para", "paras",
];

impl Line {
    /// A line for words that stand inside a sentence.
    pub fn inside() -> Self {
        Self { inside: true, ..Self::default() }
    }

    /// Adds an author's words: straight quotes and apostrophes become the language's own.
    pub fn words(&mut self, words: &str, wording: &Wording) {
        let mut text = String::with_capacity(words.len());
        let mut chars = words.chars().peekable();
        while let Some(c) = chars.next() {
            let before = text.chars().next_back().or_else(|| self.printed.chars().next_back());
            match c {
                '\'' => text.push('’'),
                '"' => {
                    let even = self.quotes.is_multiple_of(2);
                    // After an elided article a mark opens (l’« Agenda »), after a plural's apostrophe it closes.
                    let elided = before == Some('’') && even && chars.peek().is_some_and(|next| next.is_alphanumeric());
                    let opens = elided || before.is_none_or(|c| c.is_whitespace() || "([/—–-“‘«¿¡".contains(c));
                    if opens {
                        text.push_str(&wording.quotes[if self.quotes.is_multiple_of(2) { 0 } else { 2 }]);
                        self.quotes += 1;
                    } else {
                        self.quotes = self.quotes.saturating_sub(1);
                        text.push_str(&wording.quotes[if self.quotes.is_multiple_of(2) { 1 } else { 3 }]);
                    }
                }
                c => text.push(c),
            }
        }
        self.text(&text);
    }

    /// Adds words as they are.
    pub fn text(&mut self, text: &str) {
        self.printed.push_str(text);
        push_text(&mut self.inlines, text);
    }

    /// Adds the catalogue's words behind what filled a gap: a full stop that the author wrote is not doubled.
    pub fn text_after(&mut self, text: &str) {
        let doubled = text.starts_with('.') && self.printed.ends_with('.');
        self.text(if doubled { &text[1..] } else { text });
    }

    /// Adds what prints in the place of a name: a capital at the start of a sentence, a contraction with the word before.
    /// Gives back the words as they stand now, with the word that they were drawn together with.
    pub fn name(&mut self, mut inlines: Vec<Inline>, wording: &Wording) -> &str {
        if self.begins_sentence() {
            capitalize(&mut inlines);
        }
        let before = self.printed.len();
        let from = self.contract(&mut inlines, wording).unwrap_or(before);
        self.append(inlines);
        self.printed.get(from..).unwrap_or_default()
    }

    /// The preposition that ends what was printed, where the language repeats it before each name of a list.
    pub fn repeated(&self, wording: &Wording) -> Option<String> {
        let before = self.printed.strip_suffix(' ')?;
        let word = before.rsplit([' ', '\u{A0}', '\n', '(', '“', '«']).next()?.to_lowercase();
        wording.repeated.iter().find(|repeated| **repeated == word).cloned()
    }

    /// Adds words that are final.
    pub fn append(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            plain(std::slice::from_ref(&inline), &mut self.printed);
            match inline {
                Inline::Text { text } => push_text(&mut self.inlines, &text),
                other => self.inlines.push(other),
            }
        }
    }

    /// Opens a line of its own for words in emphasis, which sees what was printed before it.
    pub fn inner(&mut self) -> Self {
        Self { inlines: Vec::new(), printed: std::mem::take(&mut self.printed), ..*self }
    }

    /// Closes such a line and wraps its words.
    pub fn close(&mut self, inner: Self, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
        self.printed = inner.printed;
        self.quotes = inner.quotes;
        self.inlines.push(wrap(inner.inlines));
    }

    /// Closes such a line without wrapping its words.
    pub fn absorb(&mut self, inner: Self) {
        self.printed = inner.printed;
        self.quotes = inner.quotes;
        for inline in inner.inlines {
            match inline {
                Inline::Text { text } => push_text(&mut self.inlines, &text),
                other => self.inlines.push(other),
            }
        }
    }

    /// Adds what fills a gap of the catalogue: contracted, but in the middle of a sentence.
    pub fn name_inside(&mut self, mut inlines: Vec<Inline>, wording: &Wording) {
        self.contract(&mut inlines, wording);
        self.append(inlines);
    }

    /// A line break.
    pub fn break_line(&mut self) {
        self.printed.push('\n');
        self.inlines.push(Inline::Break);
    }

    /// The finished words.
    pub fn finish(self) -> Vec<Inline> {
        self.inlines
    }

    fn begins_sentence(&self) -> bool {
        let before = self.printed.trim_end_matches(['“', '‘', '«', '(', '[', '¿', '¡', '\u{A0}']);
        let ended = before.trim_end();
        if ended.is_empty() {
            return !self.inside;
        }
        let closed = ended.trim_end_matches(['”', '’', '»', ')', ']', '\u{A0}']);
        // Only a blank parts sentences: the point in "7103a.b" ends none.
        let parted = ended.len() < before.len();
        parted && (closed.ends_with(['!', '?', '…', '।']) || (closed.ends_with('.') && !is_abbreviation(closed)))
    }

    /// Draws a word and the article of the name behind it together, where the language does; says where what it made of
    /// the word begins.
    fn contract(&mut self, inlines: &mut [Inline], wording: &Wording) -> Option<usize> {
        let before = self.printed.strip_suffix(' ')?;
        let word = before.rsplit([' ', '\u{A0}', '(', '“', '«']).next().unwrap_or_default();
        let first = first_text(inlines)?;
        // Only words of the same run are drawn together: what stands in emphasis or in a link keeps its own end.
        let Some(Inline::Text { text }) = self.inlines.last() else { return None };
        if !text.ends_with(&self.printed[before.len() - word.len()..]) {
            return None;
        }
        let contracted = wording.contractions.iter().find(|[known, article, _]| {
            word.to_lowercase() == *known
                && first.strip_prefix(article.as_str()).is_some_and(|rest| rest.starts_with(' '))
        });
        let result = match contracted {
            Some([_, article, result]) => {
                *first = first[article.len()..].trim_start().to_owned();
                format!("{result} ")
            }
            None => wording.elided(word, first)?.to_owned(),
        };
        let result = if word.starts_with(char::is_uppercase) { capitalized(&result) } else { result };
        let length = word.len() + 1;
        let kept = self.printed.len() - length;
        self.printed.truncate(kept);
        if let Some(Inline::Text { text }) = self.inlines.last_mut() {
            text.truncate(text.len().saturating_sub(length));
        }
        self.text(&result);
        Some(kept)
    }
}

/// Whether a text ends in a word whose full stop is part of it: "U.S.", "art.", "p. ej.".
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit([' ', '\u{A0}', '\n', '(', '“', '«']).next().unwrap_or_default().trim_end_matches('.');
    word.contains('.') || word.chars().count() == 1 || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    match inlines.last_mut() {
        Some(Inline::Text { text: last }) => last.push_str(text),
        _ => inlines.push(Inline::text(text)),
    }
}

fn first_text(inlines: &mut [Inline]) -> Option<&mut String> {
    match inlines.first_mut()? {
        Inline::Text { text } => Some(text),
        Inline::Emph { body } | Inline::Strong { body } | Inline::Link { body, .. } | Inline::Foreign { body, .. } => {
            first_text(body)
        }
        Inline::Break => None,
    }
}

/// Makes the first letter a capital.
pub(super) fn capitalize(inlines: &mut [Inline]) {
    if let Some(text) = first_text(inlines) {
        *text = capitalized(text);
    }
}

/// The text with a capital first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The words of inlines, added to a text.
pub(super) fn plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text: words } => text.push_str(words),
            Inline::Emph { body }
            | Inline::Strong { body }
            | Inline::Link { body, .. }
            | Inline::Foreign { body, .. } => plain(body, text),
            Inline::Break => text.push('\n'),
        }
    }
}

/// The words of inlines.
pub(super) fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    plain(inlines, &mut text);
    text
}
