//! Numbers, dates and lists as a language and region write them, from CLDR through ICU4X.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal as IcuDecimal;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The formatters of one language.
pub struct Format {
    decimal: Option<DecimalFormatter>,
    date: Option<DateTimeFormatter<YMD>>,
    list: Option<ListFormatter>,
    plural: Option<PluralRules>,
    /// How the first day of a month is written, where not as "1".
    first_day: Option<String>,
}

impl Format {
    /// The formatters of a BCP 47 tag; of the root locale where the data know no better.
    pub fn new(language: &str, first_day: Option<&str>) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        Self {
            decimal: DecimalFormatter::try_new(locale.clone().into(), Default::default()).ok(),
            date: DateTimeFormatter::try_new(locale.clone().into(), YMD::long()).ok(),
            list: ListFormatter::try_new_and(locale.clone().into(), ListFormatterOptions::default()).ok(),
            plural: PluralRules::try_new_cardinal(locale.into()).ok(),
            first_day: first_day.map(str::to_owned),
        }
    }

    /// A number with its groups and its decimals: `5,000,000`, `5.000.000`.
    pub fn number(&self, value: Decimal) -> String {
        let plain = value.normalize().to_string();
        let formatted = self.decimal.as_ref().zip(plain.parse::<IcuDecimal>().ok());
        formatted
            .map_or_else(|| plain.clone(), |(formatter, value)| plain_spaces(&formatter.format(&value).to_string()))
    }

    /// An amount of money: decimals in full where there are any, `1,250.50`, or where all amounts beside it have them.
    pub fn money(&self, value: Decimal, decimals: u16, in_full: bool) -> String {
        let value = value.normalize();
        let value = if value.scale() == 0 && !in_full { value } else { rescaled(value, decimals) };
        let plain = value.to_string();
        let formatted = self.decimal.as_ref().zip(plain.parse::<IcuDecimal>().ok());
        formatted
            .map_or_else(|| plain.clone(), |(formatter, value)| plain_spaces(&formatter.format(&value).to_string()))
    }

    /// A date in words: `15 June 2017` as the language has it.
    pub fn date(&self, date: Date) -> String {
        let iso =
            IcuDate::try_new_iso(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs()).ok();
        let formatted = self.date.as_ref().zip(iso);
        let text = formatted
            .map_or_else(|| date.to_string(), |(formatter, iso)| plain_spaces(&formatter.format(&iso).to_string()));
        match (&self.first_day, text.strip_prefix('1').filter(|rest| rest.starts_with([' ', '\u{A0}']))) {
            (Some(first), Some(rest)) => format!("{first}{rest}"),
            _ => text,
        }
    }

    /// Words joined as a list: `a, b and c`.
    pub fn list(&self, items: &[String]) -> String {
        match &self.list {
            Some(formatter) => formatter.format(items.iter()).to_string(),
            None => items.join(", "),
        }
    }

    /// Whether a count takes the singular.
    pub fn is_one(&self, count: u16) -> bool {
        match &self.plural {
            Some(rules) => rules.category_for(usize::from(count)) == PluralCategory::One,
            None => count == 1,
        }
    }
}

/// A date in words, as a language has it.
pub fn long_date(language: &str, date: Date) -> String {
    Format::new(language, None).date(date)
}

/// The words by which the dates of a language tell the twelve months, January first; none where they are told by figures.
pub fn months(language: &str) -> Vec<String> {
    let format = Format::new(language, None);
    let words = |month: i8| -> Vec<String> {
        let date = jiff::civil::Date::new(2017, month, 20).map(|date| format.date(date)).unwrap_or_default();
        let parts = date.split(|c: char| c.is_whitespace() || c.is_numeric() || ",.-/\u{200f}".contains(c));
        parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
    };
    let all: Vec<Vec<String>> = (1..=12).map(words).collect();
    let telling = |words: &Vec<String>| {
        let own = words.iter().filter(|word| !all.iter().all(|other| other.contains(word)));
        Some(own.cloned().collect::<Vec<_>>().join(" ")).filter(|month| !month.is_empty())
    };
    all.iter().map(telling).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// The narrow no-break space that CLDR puts into figures and dates, as the common one: readers of PDF text take the narrow
/// one for nothing, and "5 000 000" would be copied as another number.
fn plain_spaces(text: &str) -> String {
    text.replace('\u{202F}', "\u{A0}")
}

fn rescaled(mut value: Decimal, decimals: u16) -> Decimal {
    value.rescale(u32::from(decimals).max(value.scale()));
    value
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn months_are_told_as_the_language_has_it() {
        for (language, sixth) in [
            ("en-US", "june"),
            ("es-PE", "junio"),
            ("fr-CI", "juin"),
            ("ru", "июня"),
            ("ar", "يونيو"),
            ("mn", "зургаадугаар"),
        ] {
            let months = months(language);
            assert_eq!((months.len(), months.get(5).map(String::as_str)), (12, Some(sixth)), "{language}");
        }
        assert!(months("zh").is_empty());
    }
}
