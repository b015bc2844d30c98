//! How the pages of a PDF are set: what is about paper and not about words.

use serde::{Deserialize, Serialize};

/// The pages of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sheet {
    /// The paper.
    pub paper: Paper,
    /// Room for binding beside the margin, in millimetres.
    pub binding_margin: u8,
    /// Whether both sides are printed: then binding alternates, and each text begins on a right-hand page.
    pub two_sided: bool,
    /// Whether each page has a line for initials.
    pub initials: bool,
    /// Whether a sheet with signature blocks alone, to be used where a signature goes wrong, follows.
    pub spare_signatures: bool,
    /// Whether lines are numbered, for the negotiating table.
    pub line_numbers: bool,
}

/// The paper that a PDF is set for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}
