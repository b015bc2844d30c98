//! What `engross.toml` may say, as data: the names of its keys, their meaning, and the schema that editors complete by.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use semver::{Version, VersionReq};
use serde::Deserialize;
pub(super) use toml::Spanned;

use crate::rules::{Fault, Parameter, Weight};

/// The file that marks a project's folder.
pub(super) const FILE: &str = "engross.toml";

/// Settings of a project. The file stands in the project's folder, above or beside the compacts; paths in it lead from
/// that folder.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "engross.toml")]
pub(super) struct Config {
    /// The versions of engross that may work on this project, such as `>=0.1, <0.2`: another one refuses, so that an
    /// upgrade cannot change a text unseen.
    #[schemars(with = "Option<String>")]
    pub required_version: Option<Spanned<String>>,
    /// Folders with packs of the project's own, each with a `pack.toml` and a page a rule.
    #[schemars(with = "Vec<String>")]
    pub packs: Vec<Spanned<String>>,
    /// How much the findings of a rule weigh, by its code or name. What keeps a text whole cannot be weighed.
    #[schemars(with = "BTreeMap<String, Severity>")]
    pub severity: BTreeMap<Spanned<String>, Severity>,
    /// The parameters of rules, by the rule's code or name.
    #[schemars(with = "BTreeMap<String, BTreeMap<String, Value>>")]
    pub parameters: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Parameter>>,
    /// A folder with wording: what `<language>.toml` says takes the place of the program's own words in that language.
    #[schemars(with = "Option<String>")]
    pub wording: Option<Spanned<String>>,
    /// A folder with templates: a file in it takes the place of the program's own of the same name, such as
    /// `html/style.css` or `pdf/instrument.typ`.
    #[schemars(with = "Option<String>")]
    pub templates: Option<Spanned<String>>,
    /// The folder that `engross build` writes into, where no `--out` is given.
    pub out: Option<String>,
    /// Folders with fonts, tried after those of `--font-path` and before those of the machine.
    #[schemars(with = "Vec<String>")]
    pub fonts: Vec<Spanned<String>>,
    /// How pages are laid out and set.
    pub page: Page,
}

/// How pages are laid out and set.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Page {
    /// How several languages stand, where no `--layout` is given.
    pub layout: Option<Layout>,
    /// The paper of a PDF.
    pub paper: PaperName,
    /// Room for binding in a PDF, in millimetres, beside the margin: on the left, or inside where both sides are printed.
    #[schemars(with = "u8", range(max = 60))]
    pub binding_margin: Option<Spanned<toml::Value>>,
    /// Whether both sides of the paper are printed: then each text begins on a right-hand page.
    pub two_sided: bool,
    /// Whether every page of a PDF has a line for initials.
    pub initials: bool,
    /// Whether a PDF ends with a sheet that has the signature blocks alone, for a signature that goes wrong.
    pub spare_signatures: bool,
}

/// How several languages stand beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Layout {
    /// One text after the other, each with its signatures.
    Tandem,
    /// In parallel columns, clause by clause.
    Columns,
}

/// The paper of a PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PaperName {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// How much the findings of a rule weigh.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Severity {
    /// They are not reported.
    Off,
    /// Worth knowing.
    Info,
    /// To be considered.
    Warning,
    /// To be settled before signing.
    Error,
}

impl Severity {
    /// As the rules weigh.
    pub fn weight(self) -> Weight {
        match self {
            Self::Off => Weight::Off,
            Self::Info => Weight::Info,
            Self::Warning => Weight::Warning,
            Self::Error => Weight::Error,
        }
    }
}

/// A whole number, a text, or several texts: what the rule's page has.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum Value {
    Number(i64),
    Text(String),
    List(Vec<String>),
}

/// What is read of a file before anything else of it: a later version may know keys that this one does not.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Head {
    required_version: Option<Spanned<String>>,
}

impl Config {
    /// Reads the text of an `engross.toml`; `path` is the name shown for it.
    ///
    /// # Errors
    /// What is wrong with it, or that this version must not read it.
    pub fn read(path: &str, text: &str) -> Result<Self, Fault> {
        let of_toml = |error: toml::de::Error| Fault::of_toml(path, text, 0, &error);
        if let Some(required) = toml::from_str::<Head>(text).map_err(of_toml)?.required_version {
            fits(&required, env!("CARGO_PKG_VERSION"))
                .map_err(|(message, help)| Fault::at(path, text, required.span().start, message).help(Some(help)))?;
        }
        toml::from_str(text).map_err(of_toml)
    }
}

/// Whether a version is one that a project asks for; else what is wrong, and the cure.
fn fits(required: &Spanned<String>, version: &str) -> Result<(), (String, String)> {
    let written = required.get_ref();
    let asked = VersionReq::parse(written).map_err(|error| {
        (format!("`{written}` is no range of versions: {error}"), "write a range such as `>=0.1, <0.2`".to_owned())
    })?;
    if Version::parse(version).is_ok_and(|version| asked.matches(&version)) {
        return Ok(());
    }
    let message = format!("this project asks for engross `{written}`, and this is engross {version}");
    Err((message, "install a version that fits; or look at what a new one changes, and change the range".to_owned()))
}

/// The JSON Schema of `engross.toml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Config)
}
