//! The manifest of a sealed file: which edition it is, how it was printed, and which versions made it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MANIFEST, Origin, json};
use crate::document::Document;
use crate::document::edition::{Edition, Layout};
use crate::document::wording::Wordings;
use crate::model::Model;
use crate::render::fonts::Chosen;
use crate::render::identifier::sha256;
use crate::render::pdf::typesetter;
use crate::render::print::{Attachment, Print, Relationship};
use crate::render::sheet::Sheet;
use crate::render::template::Templates;

/// The version of the shape below.
pub const SCHEMA: &str = "engross.seal/1";

/// What is to be known of a sealed file, to prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: String,
    /// Whether the file is for this side alone.
    pub internal: bool,
    /// The fingerprint of the canonical text.
    pub fingerprint: String,
    /// Which print it is.
    pub edition: Which,
    /// The pages.
    pub sheet: Sheet,
    /// Whether places to sign are fields.
    pub fields: bool,
    /// What made it.
    pub made_by: Makers,
    /// The other files attached.
    pub attached: Vec<Listed>,
}

/// An edition by its names, which mean the same whatever is added to a compact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// The participant that keeps it.
    pub original: Option<String>,
    /// The only language printed.
    pub language: Option<String>,
    /// The language of an unofficial translation.
    pub courtesy: Option<String>,
    /// How the texts stand.
    pub layout: Layout,
    /// Whether it shows signatures.
    pub conformed: bool,
    /// The day on which the text was settled, as `2017-06-15`.
    pub settled_on: Option<String>,
    /// The day that was written in by hand, of a conformed copy.
    #[serde(default)]
    pub signed_on: Option<String>,
}

/// The versions of what made a file: where all are alike, so is what they make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Makers {
    /// The version of engross.
    pub engross: String,
    /// The version of the typesetter.
    pub typst: String,
    /// The version of the data by which dates and numbers are written.
    pub cldr: String,
    /// The hash of each catalogue whose words were used, by language.
    pub wordings: BTreeMap<String, String>,
    /// The hash of the templates.
    pub templates: String,
    /// The hash of each font, behind its family.
    pub fonts: Vec<[String; 2]>,
}

/// A file attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// What it is.
    pub description: String,
    /// What it is to the file.
    pub relationship: Relationship,
    /// The hash of what it holds.
    pub sha256: String,
}

impl Listed {
    /// A file as it is listed.
    pub fn of(file: &Attachment) -> Self {
        Self {
            name: file.name.clone(),
            mime: file.mime.clone(),
            description: file.description.clone(),
            relationship: file.relationship,
            sha256: sha256(&file.bytes),
        }
    }
}

impl Manifest {
    pub(super) fn of(
        origin: &Origin<'_>,
        document: &Document,
        chosen: &Chosen,
        templates: &Templates,
        print: &Print,
        attached: Vec<Listed>,
    ) -> Result<Self, String> {
        Ok(Self {
            schema: SCHEMA.to_owned(),
            internal: origin.records.is_some(),
            fingerprint: document.fingerprint.clone(),
            edition: Which::of(origin.edition, origin.model, document),
            sheet: print.sheet.clone(),
            fields: print.fields,
            made_by: Makers::here(document, origin.model, origin.wordings, chosen, templates)?,
            attached,
        })
    }

    /// The manifest, attached.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of this program.
    pub fn attachment(&self) -> Result<Attachment, String> {
        Ok(Attachment {
            name: MANIFEST.to_owned(),
            mime: "application/json".to_owned(),
            description: "The edition, and the versions of what made it".to_owned(),
            relationship: Relationship::Supplement,
            bytes: json(self)?,
        })
    }
}

impl Which {
    fn of(edition: &Edition, model: &Model, document: &Document) -> Self {
        let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
        let language = edition.language.and_then(|index| languages.get(index));
        Self {
            original: document.original.clone(),
            language: language.map(|tag| tag.value.clone()),
            courtesy: document.courtesy.clone(),
            layout: edition.layout,
            conformed: edition.conformed,
            settled_on: edition.settled_on.map(|date| date.to_string()),
            signed_on: edition.signed_on.map(|date| date.to_string()),
        }
    }

    /// The edition of a model; none where the model has no such participant or language.
    pub fn edition(&self, model: &Model) -> Option<Edition> {
        let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
        let index = |found: Option<usize>| found.map(Some);
        let original = match &self.original {
            Some(id) => index(model.participants.iter().position(|one| one.id.value == *id))?,
            None => None,
        };
        let language = match &self.language {
            Some(tag) => index(languages.iter().position(|one| one.value == *tag))?,
            None => None,
        };
        let (layout, conformed) = (self.layout, self.conformed);
        let day = |written: &Option<String>| match written {
            Some(date) => date.parse::<Date>().ok().map(Some),
            None => Some(None),
        };
        let (settled_on, signed_on) = (day(&self.settled_on)?, day(&self.signed_on)?);
        Some(Edition { original, language, layout, conformed, settled_on, signed_on })
    }
}

impl Makers {
    /// What this program makes a document with.
    ///
    /// # Errors
    /// A catalogue cannot be written as JSON: a fault of this program.
    pub fn here(
        document: &Document,
        model: &Model,
        wordings: &Wordings,
        chosen: &Chosen,
        templates: &Templates,
    ) -> Result<Self, String> {
        // What a text lacks is taken from the language that the compact is drafted in, and then from English.
        let drafted =
            model.compact.iter().filter_map(|compact| compact.languages.first()).map(|tag| tag.value.as_str());
        let languages = document.texts.iter().map(|text| text.language.as_str()).chain(drafted).chain(["en"]);
        let mut catalogues = BTreeMap::new();
        for wording in languages.filter_map(|language| wordings.of(language)) {
            catalogues.insert(wording.language.clone(), sha256(&json(&wording)?));
        }
        Ok(Self {
            engross: env!("CARGO_PKG_VERSION").to_owned(),
            typst: typesetter().to_owned(),
            cldr: icu_decimal_data::cldr_tag!().to_owned(),
            wordings: catalogues,
            templates: sha256(templates.of_pdf().as_bytes()),
            fonts: chosen.files().map(|(family, bytes)| [family.to_owned(), sha256(bytes)]).collect(),
        })
    }
}
