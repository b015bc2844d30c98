//! From statements to the model: names are collected first, so that order does not matter, then each kind is read.

use jiff::civil::Date;

use super::bind::{Binder, Bound, Files as Files_, Node};
use super::fit::ArgValue;
use super::include::Files;
use super::lowering::{Lowering, day, head, id, names, string, value, word};
use super::names::collect;
use super::term::Term;
use super::value::Day;
use super::*;
use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::ast::{self, ValueKind};
use crate::vocabulary::{FILE, Vocabulary};

/// Lowers the files of a compact to its model; `judged_as` asks for the judgment of another status.
///
/// A fragment is judged only through what includes it: by itself its model says what it consists of, and nothing is
/// found in it.
pub fn lower(
    files: &Files,
    vocabulary: &'static Vocabulary,
    judged_as: Option<Status>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    let Some(root) = files.asts.first() else { return Model::default() };
    let mut unheard = Vec::new();
    let diagnostics = if is_compact(files, vocabulary) { diagnostics } else { &mut unheard };
    let draft = judged_as.unwrap_or_else(|| status(files, vocabulary)) == Status::Draft;
    let binder = Binder {
        files: Files_ { asts: &files.asts, includes: &files.includes },
        vocabulary,
        unknown_names: Vec::new(),
        nameless: false,
        diagnostics,
        draft,
        misplaced: 0,
        told: Vec::new(),
    };
    let bound = binder.file(root);
    let names = collect(&bound, diagnostics);
    let mut lowering = Lowering { names, vocabulary, diagnostics };
    let mut model = Model::default();
    for node in &bound.nodes {
        lowering.statement(node, &mut model);
    }
    lowering.within(&bound, &mut model);
    let mentioned = lowering.names.sections.take();
    model.named = lowering.names.named.take();
    model.mentions = lowering.names.mentions.take();
    sections_printed(&model, mentioned, draft, diagnostics);
    let first = first_day(&model);
    model.term = model.term.take().map(|term| term.starting(first));
    waivers(&bound.nodes, None, &mut model);
    model.outline = Arc::new(Outline::of(bound));
    super::figures::check(&model, diagnostics);
    model
}

/// A reference to a section with nothing in it leads nowhere; in a draft it may still be written. Where something was not
/// understood, it may be what the section holds.
fn sections_printed(
    model: &Model,
    mentioned: Vec<(SectionName, Span)>,
    draft: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if diagnostics.iter().any(|finding| finding.rule.starts_with("SYN") && !finding.still_open) {
        return;
    }
    for (section, span) in mentioned.into_iter().filter(|(section, _)| !model.prints(*section)) {
        let message = format!("`section.{}` is not printed, since nothing stands in it", section.word());
        let mut finding =
            Diagnostic::error("REF001", span, message).help("write what it holds, or leave the reference out");
        if draft {
            finding.severity = Severity::Warning;
            finding.still_open = true;
        }
        diagnostics.push(finding);
    }
}

/// Whether the file asked for is a compact, and not a fragment for others to include. A misspelt keyword counts: a file
/// that was meant as a compact is judged as one.
fn is_compact(files: &Files, vocabulary: &Vocabulary) -> bool {
    files.asts.iter().any(|file| {
        file.items.iter().any(|item| match item {
            ast::Item::Statement(statement) => is_compact_keyword(&statement.keyword.text, vocabulary),
            ast::Item::Broken(broken) => {
                broken.keyword.as_ref().is_some_and(|keyword| is_compact_keyword(&keyword.text, vocabulary))
            }
            _ => false,
        })
    })
}

fn is_compact_keyword(keyword: &str, vocabulary: &Vocabulary) -> bool {
    keyword == "compact"
        || (vocabulary.row(FILE, keyword).is_none() && vocabulary.nearest(FILE, keyword) == Some("compact"))
}

/// The status, read ahead of everything else: it says how much weighs what is missing.
fn status(files: &Files, vocabulary: &Vocabulary) -> Status {
    let mut statements = files.asts.iter().flat_map(ast::Ast::statements);
    let compact = statements.find(|statement| is_compact_keyword(&statement.keyword.text, vocabulary));
    let block = compact.and_then(|compact| compact.block.as_ref());
    let written = block.and_then(|block| ast::statements(&block.items).find(|field| field.keyword.text == "status"));
    match written.and_then(|status| status.values.first()).map(|value| &value.kind) {
        Some(ValueKind::Word(word)) => read_status(word),
        _ => Status::Draft,
    }
}

fn read_status(word: &str) -> Status {
    match word {
        "settled" => Status::Settled,
        "final" => Status::Final,
        "signed" => Status::Signed,
        _ => Status::Draft,
    }
}

/// The first day of the term: as written, else the operative date, else the day of signing.
fn first_day(model: &Model) -> Option<Date> {
    let written = model.term.as_ref().and_then(|term| term.begins.as_ref()).map(|date| date.value);
    let compact = model.compact.as_ref();
    let operative = compact.and_then(|compact| compact.operative.as_ref()).map(|date| date.value);
    let signed = compact.and_then(|compact| compact.date.as_ref()).and_then(|date| match date.value {
        Day::On(date) => Some(date),
        Day::Blank => None,
    });
    written.or(operative).or(signed)
}

/// Waivers at every depth, each with the block it covers.
fn waivers(nodes: &[Node<'_>], scope: Option<Span>, model: &mut Model) {
    for node in nodes {
        if node.row.keyword == "allow" {
            let rule = names(node, "RULE").into_iter().next();
            if let (Some(rule), Some(reason)) = (rule, string(node, "STRING")) {
                model.waivers.push(Waiver { rule, reason, scope });
            }
        }
        waivers(&node.children, Some(node.span), model);
    }
}

impl<'a> Lowering<'a, '_> {
    fn statement(&mut self, node: &Node<'a>, model: &mut Model) {
        match node.row.keyword.as_str() {
            "compact" => model.compact = model.compact.take().or_else(|| Some(self.compact(node))),
            "participant" => {
                let index = model.participants.len();
                for (child, leads) in node.children.iter().filter_map(body_kind) {
                    let body = self.body(child, index, leads);
                    model.bodies.push(body);
                }
                let participant = self.participant(node);
                model.participants.push(participant);
            }
            "place" => model.places.push(Place { id: id(node), name: self.text(node, "name") }),
            "purpose" => model.purpose = model.purpose.take().or(self.own_text(node, "")),
            "goal" => model.goal = model.goal.take().or(self.own_text(node, "")),
            "focus" => {
                let places = node.child("in").map(|child| self.places(child)).unwrap_or_default();
                model.focus = Some(Focus { places, text: self.text(node, "text") });
            }
            "definition" => {
                let (word, means) = (self.text(node, "word"), self.text(node, "means"));
                model.definitions.push(Definition { id: id(node), word, means });
            }
            "recital" => {
                let participle = names(node, "PARTICIPLE").into_iter().next().map(|word| word.value);
                model.recitals.extend(self.own_text(node, "").map(|text| Recital { participle, text }));
            }
            "strategy" => {
                let title = self.text(node, "title");
                let years = value!(node.child("years"), "SPAN", Span).map(|span| span.value);
                let draft = word(node, "status").is_some_and(|word| word.value == "draft");
                model.strategies.push(Strategy { id: id(node), kind: word(node, "kind"), title, years, draft });
            }
            "term" => {
                let duration = value!(node.child("duration"), "DURATION", Duration);
                let begins = value!(node.child("begins"), "DATE", Date);
                model.term = model.term.take().or(Some(Term { span: head(node), duration, begins, days: None }));
            }
            "objective" => {
                let (title, text) = (self.text(node, "title"), self.text(node, "text"));
                let pillar = word(node, "pillar");
                model.objectives.push(Objective { id: id(node), pillar, title, text, within: None });
            }
            "responsibility" => {
                let responsibility = Responsibility {
                    id: node.id().map(|(id, span)| Spanned::new(id.to_owned(), span)),
                    span: head(node),
                    participants: self.indices(node, "PARTICIPANT"),
                    objectives: self.indices(node, "OBJECTIVE"),
                    text: self.text(node, "text"),
                };
                model.responsibilities.push(responsibility);
            }
            "activity" => {
                let activity = self.activity(node);
                model.activities.push(activity);
            }
            "contribution" => {
                let contribution = self.contribution(node);
                model.contributions.push(contribution);
            }
            "implementer" => {
                let implementer = self.implementer(node);
                model.implementers.push(implementer);
            }
            "indicator" => {
                let indicator = self.indicator(node);
                model.indicators.push(indicator);
            }
            "mechanism" => {
                let mechanism = self.mechanism(node);
                model.mechanisms.push(mechanism);
            }
            "data" => model.data = model.data.take().or_else(|| Some(self.data(node))),
            "sustainability" => {
                let sustainability = Sustainability {
                    span: head(node),
                    text: self.text(node, "text"),
                    ready: value!(node.child("ready"), "DATE", Date),
                    led_by: self.child_who(node, "led", "BODY"),
                };
                model.sustainability = model.sustainability.take().or(Some(sustainability));
            }
            "suspension" => model.suspension = model.suspension.take().or(self.text(node, "text")),
            "provision" => {
                let (title, text) = (self.text(node, "title"), self.text(node, "text"));
                let after = word(node, "after").and_then(|word| SectionName::read(&word.value));
                let after = after.unwrap_or(SectionName::General);
                model.provisions.push(Provision { id: id(node), title, text, after });
            }
            "annex" => {
                let (title, text) = (self.text(node, "title"), self.text(node, "text"));
                let to_follow = value!(node.child("to-follow"), "DATE", Date).map(|date| date.value);
                model.annexes.push(Annex { id: id(node), title, text, to_follow });
            }
            "suppress" => {
                model.suppressed.extend(node.args.last().map(|arg| Spanned::new(arg.slot.to_owned(), arg.span)))
            }
            "selection" => model.selection = model.selection.take().or_else(|| Some(self.selection(node))),
            _ => {}
        }
    }

    /// An objective may be part of another: known only when all are read, and one level deep.
    fn within(&mut self, bound: &Bound<'a>, model: &mut Model) {
        let objectives = bound.nodes.iter().filter(|node| node.row.keyword == "objective");
        for (index, node) in objectives.enumerate() {
            let Some(child) = node.child("within") else { continue };
            let Some(whole) = self.indices(child, "OBJECTIVE").into_iter().next() else { continue };
            let parent_is_part = bound.nodes.iter().filter(|node| node.row.keyword == "objective").nth(whole);
            let span = child.arg("OBJECTIVE").map_or(child.span, |arg| arg.span);
            if whole == index || parent_is_part.is_some_and(|parent| parent.child("within").is_some()) {
                self.diagnostics.push(
                    Diagnostic::error("REF003", span, "an objective is part of a whole one, one level deep")
                        .help("name an objective that is not itself within another"),
                );
            } else if let Some(objective) = model.objectives.get_mut(index) {
                objective.within = Some(whole);
            }
        }
    }

    fn compact(&mut self, node: &Node<'a>) -> Compact {
        let tags = |keyword: &str| node.child(keyword).map(|child| names(child, "TAG")).unwrap_or_default();
        let mut languages = tags("languages");
        if languages.is_empty() {
            languages.push(Spanned::new("en".to_owned(), node.keyword));
        }
        let signing = node.child("signing");
        let id = id(node);
        Compact {
            span: id.span,
            id: id.value,
            rules: word(node, "rules").map_or_else(|| "cpc".into(), |word| word.value),
            title: self.text(node, "title"),
            short: self.text(node, "short"),
            languages,
            courtesy: tags("courtesy"),
            prevails: tags("prevails").into_iter().next(),
            status: word(node, "status").map(|word| read_status(&word.value)).unwrap_or_default(),
            place: signing.map(|child| self.places(child)).unwrap_or_default().into_iter().next(),
            date: signing.and_then(day),
            operative: value!(node.child("operative"), "DATE", Date),
            alternat_by_language: word(node, "alternat").is_some_and(|word| word.value == "language"),
            authority: node.children("authority").filter_map(|child| self.own_text(child, "compact")).collect(),
            naming: self.text(node, "naming"),
            lead_in: self.text(node, "lead-in"),
            closing: self.text(node, "closing"),
        }
    }

    fn participant(&mut self, node: &Node<'a>) -> Participant {
        let fiscal = node.child("fiscal-year").and_then(|child| child.arg("MONTH-DAY"));
        Participant {
            id: id(node),
            name: self.text(node, "name"),
            short: self.text(node, "short"),
            adjective: self.text(node, "adjective"),
            assisting: word(node, "role").is_some_and(|word| word.value == "assisting"),
            language: value!(node.child("language"), "TAG", Tag)
                .map(|tag| Spanned::new(tag.value.to_owned(), tag.span)),
            fiscal_year: match fiscal.map(|arg| &arg.value) {
                Some(ArgValue::MonthDay { month, day }) => (*month, *day),
                _ => (1, 1),
            },
            on_behalf: self.text(node, "on-behalf"),
            signatories: node.children("signatory").map(|child| self.signatory(child)).collect(),
        }
    }

    fn signatory(&mut self, node: &Node<'a>) -> Signatory {
        let written = self.string_text(node, "STRING");
        let title = self.own_text(node, "");
        Signatory {
            span: node.span,
            name: written.or_else(|| self.text(node, "name")),
            title: title.or_else(|| self.text(node, "title")),
            place: node.child("at").map(|child| self.places(child)).unwrap_or_default().into_iter().next(),
            date: node.child("on").and_then(day).map(|day| day.value),
        }
    }

    fn body(&mut self, node: &Node<'a>, participant: usize, leads: bool) -> Body {
        let name = self.own_text(node, "");
        let name = name.or_else(|| self.text(node, "name"));
        Body { id: id(node), participant, leads, name, short: self.text(node, "short") }
    }

    fn implementer(&mut self, node: &Node<'a>) -> Implementer {
        let with = node.child("with").into_iter().flat_map(|child| child.args("STRING"));
        let with = with.filter_map(|arg| match arg.value {
            ArgValue::Text(literal) => Some(literal.text.clone()),
            _ => None,
        });
        let awards = node.children("award").filter_map(|award| {
            let amount = value!(Some(award), "AMOUNT", Amount)?;
            Some((amount.value, value!(Some(award), "PERIOD", Period)?.value))
        });
        Implementer {
            id: id(node),
            name: self.text(node, "name"),
            short: self.text(node, "short"),
            kind: word(node, "kind"),
            with: with.collect(),
            selected: word(node, "selected"),
            awards: awards.collect(),
        }
    }

    fn data(&mut self, node: &Node<'a>) -> Data {
        Data {
            span: head(node),
            text: self.text(node, "text"),
            collected: self.text(node, "collected"),
            tracked: self.text(node, "tracked"),
            managed: self.text(node, "managed"),
            uses: node
                .child("use")
                .map(|child| names(child, "USE"))
                .unwrap_or_default()
                .into_iter()
                .map(|u| u.value)
                .collect(),
            custodians: self.child_who(node, "custodian", "BODY"),
            records: word(node, "records"),
            access: self.text(node, "access"),
            shared: word(node, "shared"),
            retained: value!(node.child("retained"), "DURATION", Duration).map(|duration| duration.value),
            law: self.text(node, "law"),
            suppress_below: value!(node.child("suppress-below"), "NUMBER", Number).map(|number| number.value),
        }
    }

    fn selection(&mut self, node: &Node<'a>) -> Selection {
        let mut factors = Vec::new();
        for child in node.children("factor") {
            let name = names(child, "FACTOR").into_iter().next();
            if let (Some(name), Some(text)) = (name, self.own_text(child, "selection")) {
                let period = value!(Some(child), "PERIOD", Period).map(|period| period.value);
                factors.push(Factor { name, source: string(child, "STRING"), period, text });
            }
        }
        let tiers = node
            .children("tier")
            .filter_map(|child| Some((string(child, "STRING")?, value!(Some(child), "PERIOD", Period)?.value)));
        Selection { span: head(node), factors, tiers: tiers.collect() }
    }
}

fn body_kind<'n, 'a>(node: &'n Node<'a>) -> Option<(&'n Node<'a>, bool)> {
    match node.row.keyword.as_str() {
        "lead" => Some((node, true)),
        "body" => Some((node, false)),
        _ => None,
    }
}
