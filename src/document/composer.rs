//! One language of an instrument in the making: its catalogue, its formatters, its numbers, and what was mentioned.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::blocks::{come_from, is_foreign, mark_blocks, marked};
use super::edition::Edition;
use super::format::Format;
use super::numbering::Numbering;
use super::prose::{Line, plain_text};
use super::wording::{Wording, Wordings};
use super::{Block, Inline};
use crate::model::text::{Entry, Passage, Run, Text};
use crate::model::value::{Amount, Duration, Figure, Money, Period, Quantifier, TimeSpan, Unit};
use crate::model::{Model, PlaceName, Target};
use crate::source::Span;

/// What composing a text in one language needs at hand.
pub(super) struct Composer<'m> {
    pub model: &'m Model,
    pub language: String,
    /// What begins its anchors.
    prefix: String,
    /// Whether the compact is drafted in this language.
    pub first: bool,
    pub wording: Wording,
    pub format: Format,
    pub numbering: Numbering,
    /// Participants in the order that the original requires.
    pub order: Vec<usize>,
    /// The signed languages in that order.
    pub languages: Vec<usize>,
    /// Whether signatures and dates print as signed.
    pub conformed: bool,
    /// The day that was written in by hand where the text leaves it blank.
    pub signed_on: Option<Date>,
    /// Keys that were wanted and that the catalogue lacks.
    lacking: RefCell<BTreeSet<String>>,
    /// Bodies that running prose has mentioned.
    pub mentioned: HashSet<Target>,
    /// What each reference printed where it first printed, by its place; none where nobody asked.
    pub heard: Option<HashMap<Span, String>>,
    /// The language in which what a partial text lacks is composed, the one the compact is drafted in, and where its
    /// catalogue is found.
    fallback_language: Option<(String, &'m Wordings)>,
    /// Its composer, made when it is first asked for: most texts are whole.
    fallback: Option<Box<Composer<'m>>>,
}

impl<'m> Composer<'m> {
    pub fn new(model: &'m Model, language: &str, wording: Wording) -> Self {
        let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
        let first = languages.first().is_some_and(|first| first.value == language);
        Self {
            model,
            language: language.to_owned(),
            prefix: language.to_owned(),
            first,
            format: Format::new(language, wording.own("period.first-day")),
            numbering: Numbering::of(model, language, first),
            wording,
            order: (0..model.participants.len()).collect(),
            languages: (0..languages.len()).collect(),
            conformed: false,
            signed_on: None,
            lacking: RefCell::default(),
            mentioned: HashSet::new(),
            heard: None,
            fallback_language: None,
            fallback: None,
        }
    }

    /// Composes a text of an edition; `signed` is the index of its language, where it is one of those that are signed.
    pub fn in_edition(mut self, edition: &Edition, signed: Option<usize>) -> Self {
        if let Some(signed) = signed {
            self.order = edition.participants(self.model, signed);
        }
        self.languages = edition.order_of_languages(self.model);
        self.conformed = edition.conformed;
        self.signed_on = edition.signed_on.filter(|_| edition.conformed);
        self
    }

    /// What stands in the order of participants, out of source order.
    pub fn alternating<T>(&self, of_each: Vec<T>) -> Vec<T> {
        let mut of_each: Vec<Option<T>> = of_each.into_iter().map(Some).collect();
        self.order.iter().filter_map(|index| of_each.get_mut(*index)?.take()).collect()
    }

    /// Lets another language stand in for what this one lacks.
    pub fn with_fallback(mut self, language: &str, wordings: &'m Wordings) -> Self {
        self.fallback_language = Some((language.to_owned(), wordings));
        self
    }

    fn fallback(&mut self) -> Option<&mut Self> {
        if let (None, Some((language, wordings))) = (&self.fallback, &self.fallback_language) {
            let mut fallback = Self::new(self.model, language, wordings.of(language)?);
            // Its links lead to where this text stands.
            fallback.prefix.clone_from(&self.prefix);
            fallback.order.clone_from(&self.order);
            fallback.languages.clone_from(&self.languages);
            fallback.conformed = self.conformed;
            fallback.signed_on = self.signed_on;
            fallback.heard = self.heard.as_ref().map(|_| HashMap::new());
            self.fallback = Some(Box::new(fallback));
        }
        self.fallback.as_deref_mut()
    }

    /// Composes words that belong together: where a part of them is lacking in this language, all of them are printed
    /// in the language the compact is drafted in, since no sentence is half in one language and half in another.
    pub fn whole(&mut self, compose: impl Fn(&mut Self) -> Vec<Inline>) -> Vec<Inline> {
        let mentioned = self.mentioned.clone();
        let mentioned_there = self.fallback.as_ref().map(|fallback| fallback.mentioned.clone());
        let own = compose(self);
        if !own.iter().any(is_foreign) {
            return own;
        }
        let Some(fallback) = self.fallback() else { return own };
        fallback.mentioned = mentioned_there.unwrap_or_default();
        let body = compose(fallback);
        let language = fallback.language.clone();
        self.mentioned = mentioned;
        vec![Inline::Foreign { language, body }]
    }

    /// An anchor of this text; several texts stand in one document.
    pub fn anchor(&self, id: &str) -> String {
        format!("{}-{id}", self.prefix)
    }

    /// Where the first statement of a keyword stands.
    pub fn statement(&self, keyword: &str) -> Option<Span> {
        let outline = &self.model.outline;
        outline.of_keyword(keyword).first().map(|index| outline.place(*index))
    }

    // ------------------------------------------------------------------------------------------- the catalogue

    /// Words of the catalogue, as they are; in English, and marked so, where it has none.
    pub fn label(&self, key: &str) -> String {
        self.catalogue(key).0.to_owned()
    }

    /// Words of the catalogue, and the language they are in where that is another; what it lacks is kept in mind.
    pub fn catalogue(&self, key: &str) -> (&str, Option<&'static str>) {
        let (words, foreign) = self.wording.get(key);
        if foreign.is_some() {
            self.lacking.borrow_mut().insert(key.to_owned());
        }
        (words, foreign)
    }

    /// The keys that were wanted and that the catalogue lacks.
    pub fn lacking(&self) -> BTreeSet<String> {
        self.lacking.borrow().clone()
    }

    /// Words of the catalogue with their gaps filled.
    pub fn fill(&self, key: &str, parts: &[(&str, Vec<Inline>)]) -> Vec<Inline> {
        let (template, foreign) = self.catalogue(key);
        let mut line = Line::default();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            line.text_after(before);
            let Some((name, after)) = after.split_once('}') else { break };
            if let Some((_, part)) = parts.iter().find(|(known, _)| *known == name) {
                line.name_inside(part.clone(), &self.wording);
            }
            rest = after;
        }
        line.text_after(rest);
        let inlines = line.finish();
        match foreign {
            Some(language) => vec![Inline::Foreign { language: language.to_owned(), body: inlines }],
            None => inlines,
        }
    }

    /// The same as a sentence: it begins with a capital.
    pub fn sentence(&self, key: &str, parts: &[(&str, Vec<Inline>)]) -> Vec<Inline> {
        let mut inlines = self.fill(key, parts);
        super::prose::capitalize(&mut inlines);
        inlines
    }

    /// The same as plain words.
    pub fn plain(&self, key: &str, parts: &[(&str, String)]) -> String {
        let parts: Vec<(&str, Vec<Inline>)> = parts.iter().map(|(name, text)| (*name, words(text))).collect();
        plain_text(&self.fill(key, &parts))
    }

    // ------------------------------------------------------------------------------------------------- texts

    /// The entry of a text in this language, or another with the language it is in.
    fn entry<'t>(&self, text: &'t Text) -> Option<(&'t Entry, Option<String>)> {
        if let Some(entry) = text.entry(&self.language, self.first) {
            return Some((entry, None));
        }
        let entry = text.any()?;
        let drafted = self.model.compact.as_ref().and_then(|compact| compact.languages.first());
        let language = entry.language.clone().or_else(|| drafted.map(|language| language.value.clone()));
        Some((entry, Some(language.unwrap_or_else(|| "en".into()))))
    }

    /// The words of a fragment; a visible gap where it is missing.
    pub fn fragment(&mut self, text: Option<&Text>) -> Vec<Inline> {
        let found = text.and_then(|text| self.entry(text));
        let Some((entry, foreign)) = found else { return words(&self.label("missing.text")) };
        if let Some(fallback) = foreign.as_ref().and_then(|_| self.fallback()) {
            let body = fallback.fragment(text);
            return vec![Inline::Foreign { language: fallback.language.clone(), body }];
        }
        let mut line = Line::inside();
        for (index, passage) in entry.prose.iter().enumerate() {
            if let Passage::Paragraph(runs) = passage {
                if index > 0 {
                    line.break_line();
                }
                self.runs(runs, &mut line);
            }
        }
        marked(line.finish(), foreign)
    }

    /// The same as plain words: names and titles.
    pub fn name(&mut self, text: Option<&Text>) -> String {
        plain_text(&self.fragment(text))
    }

    /// The paragraphs and lists of a text.
    pub fn passages(&mut self, text: &Text) -> Vec<Block> {
        let Some((entry, foreign)) = self.entry(text) else { return Vec::new() };
        let span = entry.span;
        let mut blocks = match foreign.as_ref().and_then(|_| self.fallback()) {
            Some(fallback) => {
                let language = fallback.language.clone();
                let mut blocks = fallback.blocks(&entry.prose, None);
                mark_blocks(&mut blocks, &language);
                blocks
            }
            None => self.blocks(&entry.prose, foreign.as_ref()),
        };
        come_from(&mut blocks, span);
        blocks
    }

    fn blocks(&mut self, passages: &[Passage], foreign: Option<&String>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for passage in passages {
            blocks.push(match passage {
                Passage::Paragraph(runs) => {
                    let mut line = Line::default();
                    self.runs(runs, &mut line);
                    paragraph(marked(line.finish(), foreign.cloned()), None)
                }
                Passage::List { start, items } => Block::List {
                    ordered: start.is_some(),
                    start: start.unwrap_or(1),
                    items: items.iter().map(|item| self.blocks(item, foreign)).collect(),
                },
            });
        }
        blocks
    }

    fn runs(&mut self, runs: &[Run], line: &mut Line) {
        for run in runs {
            match run {
                Run::Words(text) => line.words(text, &self.wording),
                Run::Break => line.break_line(),
                Run::Emph(inner) | Run::Strong(inner) => {
                    let mut inside = line.inner();
                    self.runs(inner, &mut inside);
                    let strong = matches!(run, Run::Strong(_));
                    line.close(inside, |body| if strong { Inline::Strong { body } } else { Inline::Emph { body } });
                }
                Run::Reference(reference) => match &reference.words {
                    Some(own) => {
                        let anchor = reference.target.and_then(|target| self.anchor_of(target));
                        let mut inside = line.inner();
                        self.runs(own, &mut inside);
                        match anchor {
                            Some(target) => line.close(inside, |body| Inline::Link { target, body }),
                            None => line.absorb(inside),
                        }
                    }
                    None => {
                        let printed = match reference.target {
                            Some(Target::Participants) => {
                                let preposition = line.repeated(&self.wording);
                                self.participants(reference.field, preposition.as_deref())
                            }
                            Some(target) => self.reference(target, reference.field),
                            None => words(&format!("@{}", reference.written)),
                        };
                        let printed = line.name(printed, &self.wording);
                        if let Some(heard) = &mut self.heard {
                            heard.entry(reference.span).or_insert_with(|| printed.to_owned());
                        }
                    }
                },
            }
        }
    }

    // ------------------------------------------------------------------------------- participants and lists

    /// A participant's short designation, or its name.
    pub fn short(&mut self, participant: usize) -> String {
        let Some(participant) = self.model.participants.get(participant) else { return String::new() };
        let text = participant.short.as_ref().or(participant.name.as_ref());
        self.name(text)
    }

    /// Items joined as the language joins a list.
    pub fn list(&self, items: Vec<Vec<Inline>>) -> Vec<Inline> {
        let plain: Vec<String> = items.iter().map(|item| plain_text(item)).collect();
        let joined = self.format.list(&plain);
        let mut line = Line::default();
        let mut rest = joined.as_str();
        for (item, words) in items.into_iter().zip(&plain) {
            if let Some(at) = rest.find(words.as_str()) {
                line.text(&rest[..at]);
                line.append(item);
                rest = &rest[at + words.len()..];
            }
        }
        line.text(rest);
        line.finish()
    }

    /// Places, declared or written, as a list.
    pub fn places(&mut self, places: &[PlaceName]) -> Vec<Inline> {
        let items = places.iter().map(|place| words(&self.place(place))).collect();
        self.list(items)
    }

    /// The name of a place.
    pub fn place(&mut self, place: &PlaceName) -> String {
        match place {
            PlaceName::Written(name) => name.clone(),
            PlaceName::Declared(index) => {
                let text = self.model.places.get(*index).and_then(|place| place.name.as_ref());
                self.name(text)
            }
        }
    }

    // ------------------------------------------------------------------------------- figures, money and time

    /// "up to USD 5,000,000"
    pub fn amount(&self, amount: Amount) -> String {
        self.amount_among(amount, false)
    }

    /// An amount in a column, with decimals where others in it have them.
    pub fn amount_among(&self, amount: Amount, in_full: bool) -> String {
        let money = self.money_among(amount.money, in_full);
        match amount.quantifier {
            Some(quantifier) => self.plain(quantity(quantifier), &[("money", money)]),
            None => money,
        }
    }

    /// "USD 5,000,000", with a no-break space.
    pub fn money(&self, money: Money) -> String {
        self.money_among(money, false)
    }

    /// Money in a column, with decimals where others in it have them.
    pub fn money_among(&self, money: Money, in_full: bool) -> String {
        let number = self.format.money(money.amount, money.currency.exponent().unwrap_or_default(), in_full);
        let currency = money.currency.code().to_owned();
        self.plain("quantity.money", &[("currency", currency), ("number", number)]).replace(' ', "\u{A0}")
    }

    /// "35%" or "1,250".
    pub fn figure(&self, figure: Figure) -> String {
        let number = self.format.number(figure.value);
        if figure.percent { self.plain("quantity.percent", &[("number", number)]) } else { number }
    }

    /// A period on its own: "2018", "Fiscal Year 2023", "Year 1 (…)" where its dates are known and wanted.
    pub fn period(&self, period: Period, dated: bool) -> String {
        match period {
            Period::Calendar(year) => year.to_string(),
            Period::Fiscal(year) => self.plain("period.fiscal", &[("number", year.to_string())]),
            Period::Program(number) => {
                let days = self.model.term.as_ref().and_then(|term| term.year(number)).filter(|_| dated);
                let number = ("number", number.to_string());
                match days {
                    Some((start, end)) => {
                        let (start, end) = (self.format.date(start), self.format.date(end));
                        self.plain("period.year-dated", &[number, ("start", start), ("end", end)])
                    }
                    None => self.plain("period.year", &[number]),
                }
            }
        }
    }

    /// A span of periods or dates.
    pub fn time_span(&self, span: TimeSpan) -> String {
        let (from, to) = match span {
            TimeSpan::Dates(from, to) => (self.format.date(from), self.format.date(to)),
            TimeSpan::Periods(from, to) => (self.period(from, from == to), self.period(to, false)),
        };
        let (one, key) = match span {
            TimeSpan::Dates(first, last) => (first == last, "period.span-dates"),
            TimeSpan::Periods(first, last) => (first == last, "period.span"),
        };
        if one { from } else { self.plain(key, &[("from", from), ("to", to)]) }
    }

    /// "4 years"
    pub fn duration(&self, duration: Duration) -> String {
        self.duration_with(duration, self.format.number(duration.count.into()))
    }

    /// "four years", in digits beyond twelve.
    pub fn duration_in_words(&self, duration: Duration) -> String {
        let number = self.number_word(duration.count);
        self.duration_with(duration, number)
    }

    /// "two", in digits beyond twelve.
    pub fn number_word(&self, count: u16) -> String {
        let word = self.wording.own(&format!("number.{count}")).map(str::to_owned);
        word.unwrap_or_else(|| self.format.number(count.into()))
    }

    fn duration_with(&self, duration: Duration, number: String) -> String {
        let one = self.format.is_one(duration.count);
        let key = match (duration.unit, one) {
            (Unit::Years, true) => "duration.years-one",
            (Unit::Years, false) => "duration.years-other",
            (Unit::Months, true) => "duration.months-one",
            (Unit::Months, false) => "duration.months-other",
            (Unit::Days, true) => "duration.days-one",
            (Unit::Days, false) => "duration.days-other",
        };
        self.plain(key, &[("number", number)])
    }
}

fn quantity(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::UpTo => "quantity.up-to",
        Quantifier::AtLeast => "quantity.at-least",
        Quantifier::About => "quantity.about",
        Quantifier::Planned => "quantity.planned",
    }
}

/// Whether any of the amounts of a column has decimals: then all of them show theirs.
pub(super) fn any_decimals(mut money: impl Iterator<Item = Money>) -> bool {
    money.any(|money| !money.amount.fract().is_zero())
}

/// Plain words as inlines.
pub(super) fn words(text: &str) -> Vec<Inline> {
    if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] }
}

/// A paragraph without number or anchor.
pub(super) fn paragraph(body: Vec<Inline>, source: Option<Span>) -> Block {
    Block::Paragraph { anchor: None, number: None, body, source }
}
