//! The punctuation at the end of a line, as a class that scripts share.

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Stop,
    Question,
    Exclamation,
    Semicolon,
    Comma,
    Colon,
    Open,
}

impl Ending {
    pub(super) fn of(text: &str) -> Self {
        let closing = |c: char| c.is_whitespace() || "\"'”’»“)]|".contains(c);
        match text.trim_end_matches(closing).chars().next_back() {
            Some('.' | '।' | '॥' | '。' | '۔' | '…' | '።') => Self::Stop,
            Some('?' | '؟' | '？') => Self::Question,
            Some('!' | '！') => Self::Exclamation,
            Some(';' | '؛' | '；') => Self::Semicolon,
            Some(',' | '،' | '，' | '、') => Self::Comma,
            Some(':' | '：') => Self::Colon,
            _ => Self::Open,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Stop => "a full stop",
            Self::Question => "a question mark",
            Self::Exclamation => "an exclamation mark",
            Self::Semicolon => "a semicolon",
            Self::Comma => "a comma",
            Self::Colon => "a colon",
            Self::Open => "no mark",
        }
    }
}
