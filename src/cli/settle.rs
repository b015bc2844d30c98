//! `engross settle`: the words are agreed, and the text is held to them.

use jiff::civil::Date;

use super::args::Settle;
use super::inputs::{Input, one};
use super::project::Analyzed;
use super::settings::{Projects, Settings};
use super::{Trouble, Verdict, lock_file, screen, whole};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Canonical, abridged, canonical, signing};
use crate::lock::Lock;
use crate::model::value::Day;
use crate::model::{Model, Status};
use crate::report::number;

pub(super) fn run(args: &Settle) -> Result<Verdict, Trouble> {
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let settings = projects.settings(&input);
    let text = judged(&input, settings)?;
    let name = &input.name;
    let (changed, others): (Vec<Diagnostic>, Vec<Diagnostic>) =
        errors(&text).into_iter().partition(|finding| finding.rule == "SGN006");
    // Certificates and the lock itself come after the words.
    let others: Vec<Diagnostic> = others.into_iter().filter(|finding| finding.rule != "SGN004").collect();
    if !others.is_empty() {
        let why = Trouble::new(format!("`{name}` is not settled: {} in the way", whole::stand(others.len())));
        let why = why.help("mend them, or waive with a reason what may stay; then settle the text");
        return Ok(whole::refuse_for(text, others, why));
    }
    let (model, status) = (&text.analysis.model, text.analysis.model.status());
    let words = canonical(model, &settings.wordings);
    let on = args.on.map_or_else(today, Ok)?;
    // Where the sun rises first it is tomorrow already.
    let latest = today()?.tomorrow().unwrap_or(Date::MAX);
    if let Some(day) = args.on.into_iter().chain(args.signed_on).find(|day| *day > latest) {
        let why = Trouble::new(format!("{day} lies in the future"));
        return Err(why.help("give the day on which it was done"));
    }
    let lock = match &text.lock {
        Some(lock) if !lock.signed.is_empty() && (!changed.is_empty() || args.renew) => {
            let why = Trouble::new(format!("`{name}` is signed: neither its words nor who signed it change"));
            return Ok(whole::refuse_for(text, changed, why.help("an extension is an instrument of its own")));
        }
        Some(lock) if lock.fingerprint == words.fingerprint() => lock.clone(),
        Some(lock) if args.renew => {
            forgotten(lock);
            Lock::new(&words, on)
        }
        Some(lock) => {
            let why = Trouble::new(format!("`{name}` differs from the text that was settled on {}", lock.settled));
            let why = why.help("restore the words; or settle the new ones with `--renew`");
            return Ok(whole::refuse_for(text, changed, why));
        }
        None => Lock::new(&words, on),
    };
    let lock = match status {
        Status::Signed if lock.signed.is_empty() => {
            let signing = signing(model, &settings.wordings);
            let day = written_in(name, model, &lock, args.signed_on)?;
            lock.signed(&signing, day)
        }
        Status::Signed => lock,
        _ if args.signed_on.is_some() => {
            let why = Trouble::new(format!("`--signed-on` is of a signed text, and `{name}` is `{}`", status.word()));
            return Err(why.help("write `status signed` in the `compact` block once it is"));
        }
        _ => lock.blank(is_blank(model)),
    };
    if text.lock.as_ref() != Some(&lock) {
        lock_file::write(&input, &lock)?;
    }
    screen::print(&settled(&input, model, &lock, &words))?;
    Ok(Verdict::Good)
}

/// Analyses a compact by the rules for a settled text, or those of the status that it has, if that is later.
pub(super) fn judged<'a>(input: &'a Input, settings: &'a Settings) -> Result<Analyzed<'a>, Trouble> {
    let text = whole::compact(input, settings)?;
    match text.analysis.model.status() {
        Status::Draft => Analyzed::read(input, Some(Status::Settled), settings),
        _ => Ok(text),
    }
}

fn errors(text: &Analyzed<'_>) -> Vec<Diagnostic> {
    text.analysis.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect()
}

/// Says which certificates no longer hold.
fn forgotten(lock: &Lock) {
    for certificate in &lock.certificates {
        let (language, by) = (&certificate.language, &certificate.by);
        screen::tell(&format!(
            "the certificate of {by} for `{language}` was for other words, and is asked for again\n"
        ));
    }
}

/// Whether somebody's day of signing is left to be written in by hand.
fn is_blank(model: &Model) -> bool {
    let date = model.compact.as_ref().and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
    let days = model.participants.iter().flat_map(|participant| &participant.signatories).map(|one| &one.date);
    days.map(|own| own.as_ref().or(date)).any(|day| matches!(day, Some(Day::Blank))) || matches!(date, Some(Day::Blank))
}

/// The day that was written in by hand, of a text that left it blank: such a text stays as it was signed.
fn written_in(name: &str, model: &Model, lock: &Lock, given: Option<Date>) -> Result<Option<Date>, Trouble> {
    match (is_blank(model), given) {
        (true, None) => Err(Trouble::new(format!("`{name}` was signed with the day left blank"))
            .help("record the day that was written in: `--signed-on DATE`; the text stays as it was signed")),
        (true, Some(day)) => Ok(Some(day)),
        (false, Some(_)) => Err(Trouble::new(format!("`{name}` says itself on which day it was signed"))
            .help("leave out `--signed-on`; it is for texts that say `on blank`")),
        (false, None) if lock.blank => Err(Trouble::new(format!("`{name}` was settled with the day left blank"))
            .help(
                "if it was signed so, write `on blank` again and record the day with `--signed-on DATE`: the words were \
                 signed without it; if the day was printed, run `engross settle` once with `status final`, and then again",
            )),
        (false, None) => Ok(None),
    }
}

/// What was settled, and what comes next.
fn settled(input: &Input, model: &Model, lock: &Lock, words: &Canonical) -> String {
    let count = number(words.lines.len(), "paragraph");
    let mut said = format!("{}\n", lock_file::name(input));
    said += &format!("settled on {}: {count}, text {}\n", lock.settled, abridged(&lock.fingerprint));
    if !lock.signed.is_empty() {
        let day = lock.signed_on.map(|day| format!(" {day}")).unwrap_or_default();
        said += &format!("the signatories, the place and the day{day} are recorded as signed\n");
    }
    if model.status() == Status::Draft {
        said += "next: write `status settled` in the `compact` block, so that it prints as settled\n";
    }
    let languages = model.compact.iter().flat_map(|compact| compact.languages.iter().skip(1));
    for tag in languages.filter(|tag| !lock.certifies(&tag.value)) {
        said += &format!("before it is final: `engross certify {} --language {}`\n", input.name, tag.value);
    }
    said
}

/// Today, in UTC.
pub(super) fn today() -> Result<Date, Trouble> {
    let now = jiff::Timestamp::now().to_string();
    let unknown = || Trouble::new("the clock of this machine does not tell the day").help("give it with `--on DATE`");
    now.get(..10).and_then(|day| day.parse().ok()).ok_or_else(unknown)
}
