//! Expressions and messages of rule pages: compiled when they are first used, once a run.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Arc, LazyLock};

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, Expression, UndefinedBehavior};

use super::page::Find;
use super::view::{self, View};

/// Knows the filters of the rule pages; nothing else is in it.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    view::filters(&mut environment);
    environment
});

/// The expressions of one `[[find]]`.
#[derive(Debug)]
pub struct Compiled {
    names: Vec<(String, Expression<'static, 'static>)>,
    when: Option<Expression<'static, 'static>>,
    require: Expression<'static, 'static>,
}

/// A message in which `{{ … }}` stands for an expression's value.
#[derive(Debug)]
pub struct Template(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Words(String),
    Value(Box<Expression<'static, 'static>>),
}

/// What came of judging one statement.
pub(super) enum Judged {
    /// Nothing is to be said.
    Sound,
    /// It does not hold; the names of `let`, for the message.
    Fails(Arc<Scope>),
}

/// What expressions see: the statements that are looked at, the names of `let`, the parameters, and the whole compact.
#[derive(Debug)]
pub(super) struct Scope {
    pub view: Arc<View>,
    pub names: HashMap<String, Value>,
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.names.get(key).cloned().or_else(|| view::global(&self.view, key))
    }
}

/// Compiles one expression.
///
/// # Errors
/// What is wrong with it.
pub(super) fn compile(text: &str) -> Result<Expression<'static, 'static>, String> {
    ENVIRONMENT.compile_expression_owned(text.to_owned()).map_err(|error| told(&error, text))
}

/// Evaluates an expression. One that touches what was not understood has no value, and one whose value is undefined is
/// misspelt.
///
/// # Errors
/// What is wrong with the expression.
pub(super) fn evaluate(
    expression: &Expression<'static, 'static>,
    scope: &Arc<Scope>,
    text: &str,
) -> Result<Option<Value>, String> {
    scope.view.forget_unknown();
    let value = expression.eval(Value::from_dyn_object(Arc::clone(scope)));
    if scope.view.touched_unknown() {
        return Ok(None);
    }
    let value = value.map_err(|error| told(&error, text))?;
    if value.is_undefined() {
        return Err(format!("`{text}` is undefined: a name in it is misspelt"));
    }
    Ok(Some(value))
}

impl Compiled {
    /// Compiles the expressions of a `[[find]]`.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(find: &Find) -> Result<Self, String> {
        let names = find.names.iter().map(|(name, text)| Ok((name.clone(), compile(text)?)));
        Ok(Self {
            names: names.collect::<Result<_, String>>()?,
            when: find.when.as_deref().map(compile).transpose()?,
            require: compile(&find.require)?,
        })
    }

    /// Judges what the scope holds.
    ///
    /// # Errors
    /// What is wrong with one of the expressions.
    pub(super) fn judge(&self, find: &Find, mut scope: Scope) -> Result<Judged, String> {
        let holds = |expression: &Expression<'static, 'static>, text: &str, scope: &Arc<Scope>| {
            Ok::<_, String>(evaluate(expression, scope, text)?.map(|value| value.is_true()))
        };
        for (name, expression) in &self.names {
            let text = find.names.get(name).map_or("", String::as_str);
            let bound = Arc::new(scope);
            let Some(value) = evaluate(expression, &bound, text)? else { return Ok(Judged::Sound) };
            scope = Scope { view: Arc::clone(&bound.view), names: bound.names.clone() };
            scope.names.insert(name.clone(), value);
        }
        let scope = Arc::new(scope);
        if let (Some(when), Some(text)) = (&self.when, &find.when)
            && holds(when, text, &scope)? != Some(true)
        {
            return Ok(Judged::Sound);
        }
        match holds(&self.require, &find.require, &scope)? {
            Some(false) => Ok(Judged::Fails(scope)),
            _ => Ok(Judged::Sound),
        }
    }
}

impl Template {
    /// Compiles a message.
    ///
    /// # Errors
    /// What is wrong with one of its expressions.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once("{{") {
            let (expression, after) =
                after.split_once("}}").ok_or_else(|| format!("`{{{{` without `}}}}` in `{text}`"))?;
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Value(Box::new(compile(expression.trim())?)));
            rest = after;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// Fills the message.
    ///
    /// # Errors
    /// What is wrong with one of its expressions.
    pub(super) fn render(&self, scope: &Arc<Scope>) -> Result<String, String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Value(expression) => {
                    if let Some(value) = evaluate(expression, scope, "a part of the message")? {
                        text.push_str(&value.to_string());
                    }
                }
            }
        }
        Ok(text)
    }
}

/// An error with all its causes, as one line.
fn told(error: &Error, text: &str) -> String {
    let mut told = format!("`{text}`: {error}");
    let mut cause = error.source();
    while let Some(next) = cause {
        told.push_str(&format!(": {next}"));
        cause = next.source();
    }
    told
}
