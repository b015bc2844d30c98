//! Durations and money as expressions see them, and as messages print them.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value as Jinja};

use crate::model::value::{Amount, Duration, Money, Quantifier, Unit};

/// A duration: `.years` may be a part of one.
#[derive(Debug)]
pub(super) struct Length(pub Duration);

impl Object for Length {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Jinja> {
        let count = f64::from(self.0.count);
        match (key, self.0.unit) {
            ("years", Unit::Years) => Some(Jinja::from(count)),
            ("years", Unit::Months) => Some(Jinja::from(count / 12.0)),
            ("years", Unit::Days) => Some(Jinja::from(count / 365.25)),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.get_value_by_str(key.as_str()?)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Money, as messages print it; `.currency` is its code, `.quantifier` a word or none.
pub(super) fn sum(money: Money, quantifier: Option<Quantifier>) -> Jinja {
    Jinja::from_object(Sum { money, quantifier })
}

#[derive(Debug)]
struct Sum {
    money: Money,
    quantifier: Option<Quantifier>,
}

impl Object for Sum {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Jinja> {
        match key {
            "currency" => Some(Jinja::from(self.money.currency.code())),
            "quantifier" => Some(self.quantifier.map_or(Jinja::from(()), |quantifier| Jinja::from(quantifier.word()))),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.get_value_by_str(key.as_str()?)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Amount { quantifier: self.quantifier, money: self.money })
    }
}
