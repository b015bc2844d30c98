//! The originals of one instrument held against each other: what alternates, and that nothing else differs.
//!
//! The composer is given an order and uses it in many places; this looks at what came out, and knows only what may
//! alternate: the title, lists of all participants, columns headed by participants, the order of the languages and of
//! their names in the closing words, and the signature blocks.

mod joint;
mod table;
mod walk;

use serde::Serialize;

use super::Document;
use super::edition::Edition;
use super::wording::Wordings;
use crate::model::Model;

/// What a comparison of all originals showed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Whose originals were compared, by identifier.
    pub originals: Vec<String>,
    /// The fingerprint that they share.
    pub fingerprint: String,
    /// What stands in another order, as the alternat asks.
    pub alternates: Vec<Place>,
    /// What differs and must not.
    pub differs: Vec<Place>,
    /// How many headings, paragraphs, items, rows and blocks are the same in all.
    pub same: usize,
}

/// One place, as it reads in each original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// BCP 47 tag of the text; none for what concerns all.
    pub language: Option<String>,
    /// Where: "Section V, paragraph 3".
    pub place: String,
    /// As it reads in each original, in the order of [`Comparison::originals`].
    pub reads: Vec<String>,
}

/// Compares originals; the first is held against each of the others.
pub fn compare(model: &Model, wordings: &Wordings, originals: &[(Edition, Document)]) -> Comparison {
    let mut comparison = Comparison {
        originals: originals.iter().map(|(_, document)| document.original.clone().unwrap_or_default()).collect(),
        fingerprint: originals.first().map(|(_, document)| document.fingerprint.clone()).unwrap_or_default(),
        ..Comparison::default()
    };
    let documents: Vec<&Document> = originals.iter().map(|(_, document)| document).collect();
    furniture(&documents, &mut comparison);
    order(model, originals, &mut comparison);
    let Some(first) = documents.first() else { return comparison };
    for text in &first.texts {
        let texts =
            documents.iter().map(|document| document.texts.iter().find(|other| other.language == text.language));
        let joint = joint::Joint::of(model, wordings, originals.iter().map(|(edition, _)| edition), &text.language);
        match texts.collect::<Option<Vec<_>>>() {
            Some(texts) => walk::texts(&texts, &joint, &mut comparison),
            None => comparison.differs.push(Place {
                language: Some(text.language.clone()),
                place: "the text".to_owned(),
                reads: documents.iter().map(|document| listed(document)).collect(),
            }),
        }
    }
    let blocks =
        documents.iter().map(|document| document.columns.as_ref().map(|columns| columns.signatures.as_slice()));
    if let Some(blocks) = blocks.collect::<Option<Vec<_>>>() {
        walk::signatures(None, &blocks, &mut comparison);
    }
    comparison
}

/// What is about the document and not about its words.
fn furniture(documents: &[&Document], comparison: &mut Comparison) {
    let told = |document: &&Document| {
        let Document { schema, name, courtesy, status, date, fingerprint, .. } = document;
        let date = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
        let courtesy = courtesy.as_deref().unwrap_or_default();
        [schema, name.as_str(), courtesy, status, &date, fingerprint].join(" ").trim().to_owned()
    };
    comparison.settle(None, "the file", documents.iter().map(told).collect(), None);
}

/// The languages are the same, and each original begins with that of who keeps it, as do its signatures.
fn order(model: &Model, originals: &[(Edition, Document)], comparison: &mut Comparison) {
    let reads: Vec<String> = originals.iter().map(|(_, document)| listed(document)).collect();
    let compact = model.compact.as_ref();
    let tag = |index: &usize| compact.and_then(|compact| compact.languages.get(*index)).map(|tag| tag.value.as_str());
    let ids = |order: Vec<usize>| -> Vec<&str> {
        order.into_iter().filter_map(|index| model.participants.get(index)).map(|one| one.id.value.as_str()).collect()
    };
    for (edition, document) in originals {
        let languages = edition.languages(model);
        let joint = document.columns.iter().map(|columns| (&columns.signatures, ids(edition.signing(model))));
        let own = document.texts.iter().zip(&languages);
        let own = own.map(|(text, language)| (&text.signatures, ids(edition.participants(model, *language))));
        let signed = |(blocks, wanted): (&Vec<super::SignatureBlock>, Vec<&str>)| {
            blocks.is_empty() || blocks.iter().map(|block| block.participant.as_str()).eq(wanted)
        };
        let in_order = languages.iter().filter_map(tag).eq(document.texts.iter().map(|text| text.language.as_str()));
        if !in_order || !joint.chain(own).all(signed) {
            comparison.differs.push(Place {
                language: None,
                place: format!("the order in the original of `{}`", document.original.as_deref().unwrap_or_default()),
                reads: reads.clone(),
            });
        }
    }
    comparison.settle(None, "the order of languages", reads, Some(true));
}

fn listed(document: &Document) -> String {
    document.texts.iter().map(|text| text.language.as_str()).collect::<Vec<_>>().join(", ")
}

impl Comparison {
    /// Files one place: the same in all; or different, and then an alternation or a difference. `alternates` says whether
    /// what differs is an alternation; none where nothing may.
    fn settle(&mut self, language: Option<&str>, place: &str, reads: Vec<String>, alternates: Option<bool>) {
        if reads.windows(2).all(|pair| pair[0] == pair[1]) {
            self.same += 1;
            return;
        }
        let place = Place { language: language.map(str::to_owned), place: place.to_owned(), reads };
        match alternates {
            Some(true) => self.alternates.push(place),
            _ => self.differs.push(place),
        }
    }
}
