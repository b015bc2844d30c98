//! What a user sets in the editor, under `engross`.

use serde::Deserialize;
use serde_json::Value;

/// The settings; what is not set stays as it is here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// What is shown behind the text.
    pub inlay_hints: HintSettings,
    /// What is shown above it.
    pub code_lens: LensSettings,
}

/// Which hints are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct HintSettings {
    /// Printed numbers: Objective 2, Activity 2.3.
    pub numbers: bool,
    /// Sums of money.
    pub sums: bool,
    /// Program years, and the days that periods mean.
    pub years: bool,
}

impl Default for HintSettings {
    fn default() -> Self {
        Self { numbers: true, sums: true, years: true }
    }
}

/// Whether lenses are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LensSettings {
    /// All of them.
    pub enable: bool,
}

impl Default for LensSettings {
    fn default() -> Self {
        Self { enable: true }
    }
}

impl Settings {
    /// Reads settings: those of the section itself, or of all sections by name. Nothing set is the default.
    ///
    /// # Errors
    /// What is wrong with them, in words.
    pub fn read(value: &Value) -> Result<Self, String> {
        let section = value.get("engross").unwrap_or(value);
        if section.is_null() {
            return Ok(Self::default());
        }
        Self::deserialize(section).map_err(|error| format!("the settings of `engross` are not used: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_set_stays() {
        let inlay_hints = HintSettings { sums: false, ..HintSettings::default() };
        let set = Ok(Settings { inlay_hints, ..Settings::default() });
        assert_eq!(Settings::read(&json!({ "engross": { "inlayHints": { "sums": false } } })), set);
        assert_eq!(Settings::read(&json!({ "inlayHints": { "sums": false } })), set);
        assert_eq!(Settings::read(&Value::Null), Ok(Settings::default()));
        assert!(Settings::read(&json!({ "inlayHints": "no" })).is_err());
    }
}
