//! The filters of rule pages; docs/packs.md lists them.

use minijinja::Environment;
use minijinja::value::{Rest, Value as Jinja};

use super::check::listed;
use super::view::Thing;
use crate::diagnostic::HOLE;

/// The filters of rule pages.
pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("of", of);
    environment.add_filter("missing_from", missing_from);
    environment.add_filter("having", having);
    environment.add_filter("lacks", lacks);
    environment.add_filter("besides", besides);
    environment.add_filter("each", each);
    environment.add_filter("names", names_of);
    environment.add_filter("lines", lines);
    environment.add_filter("count", |list: Vec<Jinja>| list.len());
}

/// Those of a list that name a statement on their own line.
fn of(list: Vec<Jinja>, other: Jinja) -> Vec<Jinja> {
    let Some(other) = other.downcast_object_ref::<Thing>() else { return Vec::new() };
    let named = |value: &Jinja| value.downcast_object_ref::<Thing>().is_some_and(|value| value.refers_to(other));
    let found: Vec<Jinja> = list.iter().filter(|value| named(value)).cloned().collect();
    if found.is_empty() {
        list.first().and_then(|first| first.downcast_object_ref::<Thing>()).inspect(|first| first.unless_astray(other));
    }
    found
}

/// Those of a list that no statement of another names.
fn missing_from(list: Vec<Jinja>, others: Vec<Jinja>) -> Vec<Jinja> {
    list.into_iter().filter(|value| of(others.clone(), value.clone()).is_empty()).collect()
}

/// Those of a list whose field is, or holds, one of the values.
fn having(list: Vec<Jinja>, field: String, values: Rest<String>) -> Vec<Jinja> {
    let is = |value: &Jinja| value.as_str().is_some_and(|value| values.iter().any(|wanted| wanted == value));
    let has = |value: &Jinja| {
        let held = value.downcast_object_ref::<Thing>().and_then(|thing| thing.field(&field));
        held.is_some_and(|held| is(&held) || held.try_iter().is_ok_and(|mut held| held.any(|held| is(&held))))
    };
    list.into_iter().filter(has).collect()
}

/// The fields that a statement lacks.
fn lacks(value: Jinja, fields: Rest<String>) -> Vec<String> {
    let Some(thing) = value.downcast_object_ref::<Thing>() else { return Vec::new() };
    let is_absent = |field: &&String| thing.field(&field.replace('-', "_")).is_some_and(|value| !value.is_true());
    fields.iter().filter(is_absent).cloned().collect()
}

/// Those of a list that are none of these.
fn besides(list: Vec<String>, others: Rest<String>) -> Vec<String> {
    list.into_iter().filter(|value| !others.contains(value)).collect()
}

/// A field of each of a list.
fn each(list: Vec<Jinja>, field: String) -> Vec<Jinja> {
    list.iter().filter_map(|value| value.downcast_object_ref::<Thing>()?.field(&field)).filter(Jinja::is_true).collect()
}

/// The words or identifiers of a list as lines, each between some words: what a page adds.
fn lines(list: Vec<Jinja>, before: Option<String>, behind: Option<String>) -> String {
    let line = |name: String| format!("{} {name} {}", before.as_deref().unwrap_or(""), behind.as_deref().unwrap_or(""));
    let lines = list.iter().map(name).map(line).map(|line| line.trim().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// A list as messages print it: "`us` and `pe`".
fn names_of(list: Vec<Jinja>) -> String {
    listed(&list.iter().map(name).collect::<Vec<_>>())
}

/// A word itself, or the identifier of a statement; one that is still to be named has a hole for it.
fn name(value: &Jinja) -> String {
    match value.downcast_object_ref::<Thing>() {
        Some(thing) => thing.view.outline.id(thing.index).map_or(HOLE, |(id, _)| id).to_owned(),
        None => value.to_string(),
    }
}
