//! What a hover shows: sentences of ours, words of an author, lines of the language; as Markdown or as plain text.

/// A card of some parts.
#[derive(Debug, Default)]
pub struct Card {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Line(String),
    Quote(String),
    Code(String),
    Page(String),
}

impl Card {
    /// A card that begins with a line.
    pub fn new(line: impl Into<String>) -> Self {
        let mut card = Self::default();
        card.line(line);
        card
    }

    /// A paragraph of ours: code stands in backticks, what is strong between two stars, and words of others come
    /// through [`words`].
    pub fn line(&mut self, line: impl Into<String>) {
        self.parts.push(Part::Line(line.into()));
    }

    /// The same where there is one.
    pub fn maybe(&mut self, line: Option<String>) {
        self.parts.extend(line.map(Part::Line));
    }

    /// Words of an author; nothing where there are none.
    pub fn quote(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.parts.push(Part::Quote(shortened(text.trim())));
        }
    }

    /// Lines of the language.
    pub fn code(&mut self, lines: &str) {
        self.parts.push(Part::Code(lines.to_owned()));
    }

    /// A piece of a page that is Markdown already.
    pub fn page(&mut self, text: &str) {
        self.parts.push(Part::Page(text.to_owned()));
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let part = |part: &Part| match part {
            Part::Line(line) => line.clone(),
            Part::Quote(text) => format!("> {}", words(text)),
            Part::Code(lines) => format!("```compact\n{lines}\n```"),
            Part::Page(text) => text.clone(),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n\n")
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        let part = |part: &Part| match part {
            Part::Line(line) => unmarked(line),
            Part::Quote(text) => text.clone(),
            Part::Code(lines) => lines.clone(),
            Part::Page(text) => unmarked(text),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n\n")
    }
}

/// Words of others within a sentence of ours: nothing in them is markup.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            c => {
                if "\\`*_{}[]<>#|~&!".contains(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

/// A sentence of ours without its markup.
fn unmarked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '`' => {}
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
            }
            c => out.push(c),
        }
    }
    out
}

/// Characters of an author's text that a card shows.
const SHOWN: usize = 280;

/// A text that is longer than a card shows ends behind a whole word, with an ellipsis.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN) else { return text.to_owned() };
    let whole = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..whole].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_no_markup() {
        let mut card = Card::new(format!("**Objective 2**, {}: `protect`", words("a *b* [c](d)")));
        card.quote("<b>");
        assert_eq!(card.markdown(), "**Objective 2**, a \\*b\\* \\[c\\](d): `protect`\n\n> \\<b\\>");
        assert_eq!(card.plain(), "Objective 2, a *b* [c](d): protect\n\n<b>");
        let long = "word ".repeat(100);
        assert!(shortened(&long).ends_with("word …") && shortened(&long).chars().count() < 285);
    }
}
