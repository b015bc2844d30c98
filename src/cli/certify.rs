//! `engross certify`: a language officer's certificate, recorded in the lock.

use super::args::Certify;
use super::inputs::one;
use super::settings::Projects;
use super::settle::{judged, today};
use super::{Trouble, Verdict, lock_file, screen, whole};
use crate::diagnostic::Diagnostic;
use crate::document::edition::signed_language;
use crate::lock::Certificate;

pub(super) fn run(args: &Certify) -> Result<Verdict, Trouble> {
    for (given, flag) in [(&args.by, "--by"), (&args.title, "--title")] {
        if given.trim().is_empty() {
            return Err(Trouble::new(format!("`{flag}` is empty")).help("a certificate is a person's, with a title"));
        }
    }
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let text = judged(&input, projects.settings(&input))?;
    let name = &input.name;
    let model = &text.analysis.model;
    let index = signed_language(model, &args.language).map_err(|none| Trouble::new(none.message).help(none.help))?;
    let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
    let (Some(language), Some(first)) = (languages.get(index), languages.first()) else {
        return Err(Trouble::new(format!("`{name}` is in no language")));
    };
    if index == 0 {
        let message =
            format!("`{}` is the language that the text is drafted in: the others are held against it", first.value);
        return Err(Trouble::new(message).help("name the other language"));
    }
    let Some(lock) = &text.lock else {
        let message = format!("`{name}` is not settled: its words may still change");
        return Ok(whole::refuse_for(
            text,
            Vec::new(),
            Trouble::new(message).help("settle it first: `engross settle`"),
        ));
    };
    let told = |finding: &&Diagnostic| finding.rule == "SGN006" || finding.blocks_printing();
    let changed: Vec<Diagnostic> = text.analysis.diagnostics.iter().filter(told).cloned().collect();
    if !changed.is_empty() {
        let why = Trouble::new(format!("`{name}` is not the text that was settled on {}", lock.settled));
        let why = why.help("restore the words; or settle the new ones: `engross settle --renew`");
        return Ok(whole::refuse_for(text, changed, why));
    }
    let on = args.on.map_or_else(today, Ok)?;
    if on < lock.settled {
        let message = format!("the certificate is dated {on}, and the text was settled on {}", lock.settled);
        return Err(Trouble::new(message).help("a certificate is for the words that were settled: correct `--on`"));
    }
    let mut lock = lock.clone();
    let before = lock.certificates.len();
    lock.certificates.retain(|own| own.language != language.value);
    let replaced = lock.certificates.len() < before;
    let certificate = Certificate {
        language: language.value.clone(),
        by: args.by.trim().to_owned(),
        title: args.title.trim().to_owned(),
        on,
        fingerprint: lock.fingerprint.clone(),
    };
    let said = format!(
        "{}\n{}, {}, certifies on {} that the texts in `{}` and `{}` conform to each other{}\n",
        lock_file::name(&input),
        certificate.by,
        certificate.title,
        certificate.on,
        language.value,
        first.value,
        if replaced { "; an earlier certificate is replaced" } else { "" },
    );
    lock.certificates.push(certificate);
    lock.certificates.sort_by(|a, b| a.language.cmp(&b.language));
    lock_file::write(&input, &lock)?;
    screen::print(&said)?;
    Ok(Verdict::Good)
}
