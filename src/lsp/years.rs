//! The program years in which days lie.

use jiff::civil::Date;

use crate::model::Model;
use crate::model::term::Term;

/// From a program year to a program year, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    first: u8,
    last: u8,
}

impl Years {
    /// The program years that some days touch; none where they touch none, or no date is known.
    pub fn of(term: &Term, (from, to): (Date, Date)) -> Option<Self> {
        let touches = |number: &u8| term.year(*number).is_some_and(|(begin, end)| begin <= to && end >= from);
        let mut touched = (1..=term.years()).filter(touches);
        let first = touched.next()?;
        Some(Self { first, last: touched.next_back().unwrap_or(first) })
    }

    /// "Year 2", "Years 2 to 4"
    pub fn words(self) -> String {
        match self.last - self.first {
            0 => format!("Year {}", self.first),
            1 => format!("Years {} and {}", self.first, self.last),
            _ => format!("Years {} to {}", self.first, self.last),
        }
    }
}

/// Month and day on which the fiscal years that a statement means begin: those of the contribution's participant, else
/// of the assisting one.
pub fn fiscal_year(model: &Model, index: usize) -> (i8, i8) {
    let parent = model.outline.get(index).map_or(0, |statement| statement.parent);
    let contribution = model
        .outline
        .id(parent)
        .and_then(|(_, span)| model.contributions.iter().find(|contribution| contribution.id.span == span));
    let participant = contribution.and_then(|contribution| model.participants.get(contribution.participant));
    participant.map_or_else(|| model.fiscal_year(), |participant| participant.fiscal_year)
}
