//! The compact as expressions see it. A statement's fields are the statements in its block and the slots of its own
//! line, by the words of the vocabulary with `_` for `-`; `objective.activities` are those that name the objective.
//!
//! What was written and not understood has no value, and an expression that asks for it says nothing. What is absent is
//! `none`; a name that no vocabulary knows is undefined, which is an error in the page.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{self, AtomicBool};
use std::sync::{Arc, LazyLock};

use minijinja::value::{DynObject, Object, ObjectRepr, Value as Jinja};
use rust_decimal::prelude::ToPrimitive;

use super::coverage::Met;
use super::quantity::{Length, sum};
use crate::diagnostic::Addition;
use crate::model::value::{Amount, TimeSpan};
use crate::model::{Arg, Model, Outline, Status, Value};
use crate::source::Span;
use crate::vocabulary::{FILE, Pattern, Row, Slot, vocabulary};

/// A compact, and whether an expression has asked for what was not understood.
#[derive(Debug)]
pub(super) struct View {
    pub outline: Arc<Outline>,
    /// First and last day of the term.
    days: Option<(String, String)>,
    status: Status,
    unknown: AtomicBool,
}

impl View {
    /// Looks at a model as if it had a status.
    pub fn of(model: &Model, status: Status) -> Arc<Self> {
        let days = model.term.as_ref().and_then(|term| term.days);
        Arc::new(Self {
            outline: Arc::clone(&model.outline),
            days: days.map(|(first, last)| (first.to_string(), last.to_string())),
            status,
            unknown: AtomicBool::new(false),
        })
    }

    pub fn forget_unknown(&self) {
        self.unknown.store(false, atomic::Ordering::Relaxed);
    }

    pub fn touched_unknown(&self) -> bool {
        self.unknown.load(atomic::Ordering::Relaxed)
    }

    /// What stands for a value that was not understood.
    fn not_understood(&self) -> Jinja {
        self.unknown.store(true, atomic::Ordering::Relaxed);
        Jinja::from(())
    }

    /// What is missing: none, unless it was written and not understood, or its absence is a finding of its own.
    fn absent(&self, block: usize, row: &Row) -> Jinja {
        if row.required || self.outline.may_hold(block, &row.keyword) { self.not_understood() } else { Jinja::from(()) }
    }
}

/// One statement.
#[derive(Debug)]
pub(super) struct Thing {
    pub view: Arc<View>,
    pub index: usize,
}

/// A statement as a value of expressions.
pub(super) fn thing(view: &Arc<View>, index: usize) -> Jinja {
    Jinja::from_object(Thing { view: Arc::clone(view), index })
}

/// A name that expressions see from everywhere: all statements of a kind by its plural, or the only one by its keyword.
pub(super) fn global(view: &Arc<View>, name: &str) -> Option<Jinja> {
    if name == "status" {
        return Some(Jinja::from(view.status.word()));
    }
    let keyword = name.replace('_', "-");
    if let Some(row) = vocabulary().row(FILE, &keyword).filter(|row| !row.repeats) {
        return Some(match view.outline.fields(0, &row.keyword).next() {
            Some((index, _)) => value(view, index),
            None => view.absent(0, row),
        });
    }
    let keyword = singular(&keyword)?;
    let found = view.outline.of_keyword(keyword);
    if view.outline.may_hold(0, keyword)
        || found.iter().any(|index| view.outline.get(*index).is_some_and(|s| s.unknown))
    {
        view.not_understood();
    }
    Some(Jinja::from(found.iter().map(|index| thing(view, *index)).collect::<Vec<_>>()))
}

/// The keyword behind a plural: `activities` are the statements `activity`.
fn singular(plural: &str) -> Option<&'static str> {
    static PLURALS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let keywords = vocabulary().rows().iter().map(|row| row.keyword.as_str());
        let plural = |keyword: &str| match keyword.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{keyword}s"),
        };
        keywords.map(|keyword| (plural(keyword), keyword)).collect()
    });
    PLURALS.get(plural).copied()
}

/// A statement as the value of a field: what stands in its only slot, or the statement where there is more to it.
fn value(view: &Arc<View>, index: usize) -> Jinja {
    let Some(statement) = view.outline.get(index) else { return Jinja::from(()) };
    let Some(row) = statement.row else { return thing(view, index) };
    if statement.unknown {
        return view.not_understood();
    }
    let slots = slots(&row.pattern);
    if row.fields || slots.len() > 1 {
        return thing(view, index);
    }
    match slots.first() {
        Some((slot, list)) => in_slot(view, index, slot.name(), *list),
        // Words alone: the last of them says it.
        None => view.outline.args(index).last().map_or(Jinja::from(true), |arg| Jinja::from(arg.slot)),
    }
}

/// The slots of a pattern, and whether each takes a list.
fn slots(pattern: &Pattern) -> Vec<(&Slot, bool)> {
    fn slot(leaf: &Pattern) -> Option<(&Slot, bool)> {
        match leaf {
            Pattern::Slot(slot) => Some((slot, false)),
            Pattern::List(slot) => Some((slot, true)),
            _ => None,
        }
    }
    pattern.leaves().into_iter().filter_map(slot).collect()
}

/// What stands in a slot of a statement's own line.
fn in_slot(view: &Arc<View>, index: usize, slot: &str, list: bool) -> Jinja {
    let mut found = view.outline.args(index).iter().filter(|arg| arg.slot == slot).map(|arg| one(view, index, arg));
    if list {
        return Jinja::from(found.collect::<Vec<_>>());
    }
    found.next().unwrap_or_else(|| match view.outline.get(index) {
        Some(statement) if statement.unknown => view.not_understood(),
        Some(statement) => statement
            .texts
            .first()
            .filter(|_| slot == "TEXT")
            .map_or(Jinja::from(()), |text| Jinja::from(text.literal.text.clone())),
        None => Jinja::from(()),
    })
}

/// One value of a statement's own line.
fn one(view: &Arc<View>, index: usize, arg: &Arg) -> Jinja {
    match &arg.value {
        Value::Word => Jinja::from(arg.slot),
        Value::Id(id) => Jinja::from(id.as_str()),
        Value::Name(name) => match view.outline.named(name) {
            Some(index) if is_reference(arg.slot, name) => thing(view, index),
            // A reference to nothing has been reported.
            None if is_reference(arg.slot, name) => view.not_understood(),
            _ => Jinja::from(name.as_str()),
        },
        Value::Text(literal) => Jinja::from(literal.text.as_str()),
        Value::Number(number) => Jinja::from(number.to_f64()),
        Value::Figure(figure) => Jinja::from(format!(
            "{}{}",
            crate::model::value::grouped(figure.value),
            if figure.percent { "%" } else { "" }
        )),
        Value::Money(money) => sum(*money, None),
        Value::Amount(Amount { money, quantifier }) => sum(*money, *quantifier),
        Value::Date(date) => Jinja::from(date.to_string()),
        Value::MonthDay(month, day) => Jinja::from(format!("{month:02}-{day:02}")),
        Value::Period(period) => Jinja::from(period.to_string()),
        Value::Span(TimeSpan::Periods(from, to)) => Jinja::from(format!("{from}..{to}")),
        Value::Span(TimeSpan::Dates(from, to)) => Jinja::from(format!("{from}..{to}")),
        Value::Duration(duration) => Jinja::from_object(Length(*duration)),
        Value::InBlock => {
            let texts = view.outline.get(index).map(|statement| &statement.texts);
            let first = texts.and_then(|texts| texts.first());
            first.map_or(Jinja::from(""), |text| Jinja::from(text.literal.text.as_str()))
        }
        Value::Unknown => view.not_understood(),
    }
}

/// Whether a value was meant to name a statement and names none of the kinds that its slot takes: it may have meant any.
fn leads_nowhere(outline: &Outline, arg: &Arg) -> bool {
    let Value::Name(name) = &arg.value else { return false };
    let taken =
        || outline.named(name).and_then(|named| outline.get(named)).is_some_and(|named| takes(arg, named.keyword));
    is_reference(arg.slot, name) && !taken()
}

/// Whether a slot takes the statements of a keyword. A `lead` is a body.
fn takes(arg: &Arg, keyword: &str) -> bool {
    let kind = if keyword == "lead" { "body" } else { keyword };
    vocabulary().slot(arg.slot).is_some_and(|slot| slot.refers.iter().any(|refers| refers == kind))
}

/// Whether a value that names nothing may have meant a statement of a keyword.
fn may_mean(outline: &Outline, arg: &Arg, keyword: &str) -> bool {
    takes(arg, keyword) && leads_nowhere(outline, arg)
}

/// Whether a slot takes identifiers, and the word in it is none of the slot's own.
fn is_reference(slot: &str, name: &str) -> bool {
    vocabulary().slot(slot).is_some_and(|kind| !kind.refers.is_empty() && !kind.words.iter().any(|word| word == name))
}

impl Thing {
    /// A field by its name in expressions; none for a name that no vocabulary knows.
    pub fn field(&self, name: &str) -> Option<Jinja> {
        let Self { view, index } = self;
        let statement = view.outline.get(*index)?;
        let keyword = name.replace('_', "-");
        if let Some(row) = vocabulary().row(statement.keyword, &keyword) {
            let mut found = view.outline.fields(*index, &row.keyword);
            if row.repeats {
                let all: Vec<Jinja> = found.map(|(child, _)| value(view, child)).collect();
                // What was not understood may be the one that is asked for.
                if view.outline.may_hold(*index, &row.keyword) {
                    view.not_understood();
                }
                return Some(Jinja::from(all));
            }
            return Some(match found.next() {
                Some((child, _)) => value(view, child),
                None => self.on_own_line(&keyword).unwrap_or_else(|| view.absent(*index, row)),
            });
        }
        if let Some(row) = statement.row {
            let slot = slots(&row.pattern).into_iter().find(|(slot, _)| slot.name().eq_ignore_ascii_case(&keyword));
            if let Some((slot, list)) = slot.filter(|(slot, _)| **slot != Slot::Id) {
                return Some(in_slot(view, *index, slot.name(), list));
            }
            let is_word = |leaf: &&Pattern| matches!(leaf, Pattern::Word(word) if *word == keyword);
            if row.pattern.leaves().iter().any(is_word) {
                return Some(Jinja::from(view.outline.args(*index).iter().any(|arg| arg.slot == keyword)));
            }
        }
        match name {
            "id" => Some(view.outline.id(*index).map_or(Jinja::from(()), |(id, _)| Jinja::from(id))),
            "keyword" => Some(Jinja::from(statement.keyword)),
            "parent" => Some(thing(view, statement.parent)),
            "private" => Some(Jinja::from(statement.private)),
            "empty" => {
                Some(Jinja::from(view.outline.children(*index).next().is_none() && view.outline.is_whole(*index)))
            }
            "first_day" | "last_day" if statement.keyword == "term" => {
                let day = view.days.as_ref().map(|(first, last)| if name == "first_day" { first } else { last });
                Some(day.map_or(Jinja::from(()), |day| Jinja::from(day.as_str())))
            }
            _ => Some(self.named_by(singular(&keyword)?)),
        }
    }

    /// A field that a short form gives on the statement's own line: the name of a body, the title of a signatory.
    fn on_own_line(&self, field: &str) -> Option<Jinja> {
        let keyword = self.view.outline.get(self.index)?.keyword;
        let slot = match (keyword, field) {
            ("signatory", "name") => "STRING",
            ("signatory", "title") | ("body" | "lead" | "place", "name") => "TEXT",
            _ => return None,
        };
        let given = self.view.outline.args(self.index).iter().any(|arg| arg.slot == slot);
        given.then(|| in_slot(&self.view, self.index, slot, false))
    }

    /// The statements of a keyword that name this one on their own line; what names a part counts for its whole.
    fn named_by(&self, keyword: &str) -> Jinja {
        let outline = &self.view.outline;
        let mut ids: Vec<&str> = outline.id(self.index).map(|(id, _)| id).into_iter().collect();
        for part in outline.of_keyword("within") {
            if outline.args(*part).iter().any(|arg| names(arg, &ids)) {
                let whole = outline.get(*part).and_then(|within| outline.id(within.parent));
                ids.extend(whole.map(|(id, _)| id));
            }
        }
        let candidates = outline.of_keyword(keyword);
        let found: Vec<Jinja> = (candidates.iter())
            .filter(|index| outline.args(**index).iter().any(|arg| names(arg, &ids)))
            .map(|index| thing(&self.view, *index))
            .collect();
        // A name that leads nowhere may have meant this one; whatever names this one well is enough.
        let own = outline.get(self.index).map_or("", |statement| statement.keyword);
        let astray = |index: &usize| outline.args(*index).iter().any(|arg| may_mean(outline, arg, own));
        let unread = |index: &usize| outline.get(*index).is_some_and(|statement| statement.unknown);
        if outline.may_hold(0, keyword)
            || candidates.iter().any(unread)
            || (found.is_empty() && candidates.iter().any(astray))
        {
            self.view.not_understood();
        }
        Jinja::from(found)
    }

    /// Whether this statement names another on its own line.
    pub fn refers_to(&self, other: &Self) -> bool {
        let Some((id, _)) = self.view.outline.id(other.index) else { return false };
        self.view.outline.args(self.index).iter().any(|arg| names(arg, &[id]))
    }

    /// Where none of this kind names another: marks as not understood what one that names nothing may have meant. It may
    /// have meant the other or, where it names that one, whatever this list was chosen by.
    pub fn unless_astray(&self, other: &Self) {
        let outline = &self.view.outline;
        let Some(own) = outline.get(self.index) else { return };
        let meant = outline.get(other.index).map_or("", |statement| statement.keyword);
        let astray = |index: usize| {
            let args = outline.args(index);
            args.iter().any(|arg| may_mean(outline, arg, meant))
                || (Self { view: Arc::clone(&self.view), index }.refers_to(other)
                    && args.iter().any(|arg| leads_nowhere(outline, arg)))
        };
        if outline.fields(own.parent, own.keyword).any(|(index, _)| astray(index)) {
            self.view.not_understood();
        }
    }

    /// Where a path of fields leads: as far as there is something.
    pub fn place(&self, path: &str) -> Option<Span> {
        let outline = &self.view.outline;
        let mut index = self.index;
        for (step, part) in path.split('.').enumerate() {
            let keyword = part.replace('_', "-");
            if keyword == "id" {
                continue;
            }
            let own = outline.fields(index, &keyword).next();
            let found = own.or_else(|| outline.fields(0, &keyword).next().filter(|_| step == 0));
            index = found?.0;
        }
        let statement = outline.get(index)?;
        if index == self.index || statement.row.is_some_and(|row| row.fields) {
            return Some(outline.place(index));
        }
        let args = outline.args(index);
        // A text points at its keyword: it may be long.
        let short = args.iter().all(|arg| !matches!(arg.value, Value::Text(_) | Value::InBlock));
        Some(match (args.first(), args.last()) {
            (Some(first), Some(last)) if short => first.span.to(last.span),
            _ => statement.at,
        })
    }

    /// The words and names of the statement's own line, as it was written: ` of us, pe for protect`.
    fn own_line(&self) -> String {
        let mut line = String::new();
        let mut before = "";
        for arg in self.view.outline.args(self.index) {
            let (word, slot) = match &arg.value {
                Value::Word => (arg.slot, ""),
                Value::Name(name) => (name.as_str(), arg.slot),
                _ => continue,
            };
            line.push_str(if !slot.is_empty() && slot == before { ", " } else { " " });
            line.push_str(word);
            before = slot;
        }
        line
    }

    /// The statement as something that meets an element of the law.
    pub fn met(&self) -> Met {
        let outline = &self.view.outline;
        let (id, span) = (outline.id(self.index).map(|(id, _)| id), outline.place(self.index));
        let keyword = outline.get(self.index).map_or("", |statement| statement.keyword);
        let name = id.map_or_else(|| format!("{keyword}{}", self.own_line()), |id| format!("{keyword} {id}"));
        // A title may be written on several lines; it is told on one.
        let on_one_line = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = self.field("title").and_then(|title| title.as_str().map(on_one_line));
        Met { name, title, span }
    }

    /// Where statements that begin with a keyword would be added to mend a finding about this one: in its own block, in
    /// its own place, or in the file.
    pub fn takes(&self, text: String) -> Addition {
        let keyword = text.split_whitespace().next().unwrap_or_default();
        let own = self.view.outline.get(self.index).filter(|_| self.index != 0);
        let own = own.map(|statement| (statement.keyword, statement.at));
        let field = |(block, _): &(&str, Span)| vocabulary().row(block, keyword).is_some();
        let itself = |(own, _): &(&str, Span)| *own == keyword && vocabulary().row(FILE, own).is_none();
        let (into, instead) = (own.filter(field), own.filter(itself));
        Addition { into: into.map(|(_, span)| span), instead: instead.map(|(_, span)| span), text }
    }

    /// What a finding about this statement is about: its identifier, or its path; nothing for the compact itself.
    pub fn about(&self) -> Option<String> {
        let outline = &self.view.outline;
        let statement = outline.get(self.index).filter(|statement| statement.keyword != "compact")?;
        outline.id(self.index).map(|(id, _)| id.to_owned()).or_else(|| match statement.parent {
            0 => Some(outline.path(self.index)),
            parent => Thing { view: Arc::clone(&self.view), index: parent }.about(),
        })
    }
}

fn names(arg: &Arg, ids: &[&str]) -> bool {
    matches!(&arg.value, Value::Name(name) if ids.contains(&name.as_str()))
}

impl Object for Thing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.field(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Jinja> {
        self.field(key)
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<Self>().map(|other| self.index.cmp(&other.index))
    }

    /// As messages print it: `objective `protect``.
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keyword = self.view.outline.get(self.index).map_or("", |statement| statement.keyword);
        match self.view.outline.id(self.index) {
            Some((id, _)) => write!(f, "{keyword} `{id}`"),
            None => write!(f, "`{keyword}`"),
        }
    }
}
