//! Expressions and messages of rule pages: compiled when they are first used, once a run.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Arc, LazyLock};

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, Expression, UndefinedBehavior};

use super::filters;
use super::page::Find;
use super::view::{self, View};
use crate::diagnostic::HOLE;

/// Knows the filters of the rule pages; nothing else is in it.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    filters::add(&mut environment);
    environment
});

/// The expressions of one `[[find]]`.
#[derive(Debug)]
pub struct Compiled {
    names: Vec<(String, Formula)>,
    when: Option<Formula>,
    require: Formula,
}

/// A message in which `{{ … }}` stands for an expression's value.
#[derive(Debug)]
pub struct Template(Vec<Piece>);

/// What is said of a finding.
#[derive(Debug)]
pub struct Templates {
    pub(super) message: Template,
    pub(super) help: Template,
    pub(super) adds: Option<Template>,
}

impl Templates {
    /// Compiles the message, the cure and what it adds.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub(super) fn read(find: &Find) -> Result<Self, String> {
        Ok(Self {
            message: Template::read(&find.message)?,
            help: Template::read(&find.help)?,
            adds: find.adds.as_deref().map(Template::read).transpose()?,
        })
    }
}

#[derive(Debug)]
enum Piece {
    Words(String),
    Value(Formula),
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

/// An expression of a page, ready to be evaluated.
#[derive(Debug)]
pub(super) enum Formula {
    /// `indicator.source`, `not objective.within`: read without compiling, since most are as simple as that and to
    /// compile one costs more than all its evaluations in a compact.
    Path { negated: bool, names: Vec<String> },
    /// Any other.
    Compiled { text: String, expression: Box<Expression<'static, 'static>> },
}

impl Formula {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let (negated, path) = text.strip_prefix("not ").map_or((false, text), |path| (true, path));
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        let names: Vec<String> = path.split('.').map(str::to_owned).collect();
        let keyword = ["true", "false", "none", "not"].contains(&path);
        if !keyword && names.iter().all(|name| is_name(name)) {
            return Ok(Self::Path { negated, names });
        }
        let expression = ENVIRONMENT.compile_expression_owned(text.to_owned()).map_err(|error| told(&error, text))?;
        Ok(Self::Compiled { text: text.to_owned(), expression: Box::new(expression) })
    }

    /// Its value. One that touches what was not understood has none, and one whose value is undefined is misspelt.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn value(&self, scope: &Arc<Scope>) -> Result<Option<Value>, String> {
        scope.view.forget_unknown();
        let value = self.value_as_understood(scope);
        if scope.view.touched_unknown() {
            return Ok(None);
        }
        value.map(Some)
    }

    /// Its value as far as the compact was understood.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn value_as_understood(&self, scope: &Arc<Scope>) -> Result<Value, String> {
        match self {
            Self::Path { negated, names } => follow(names, scope).map(|value| match negated {
                true => Value::from(!value.is_true()),
                false => value,
            }),
            Self::Compiled { text, expression } => {
                let value = expression.eval(Value::from_dyn_object(Arc::clone(scope)));
                value.map_err(|error| told(&error, text)).and_then(|value| match value.is_undefined() {
                    true => Err(format!("`{text}` is undefined: a name in it is misspelt")),
                    false => Ok(value),
                })
            }
        }
    }
}

/// Where a path of names leads. To ask something absent for a field is a mistake of the page, as it is when compiled.
fn follow(names: &[String], scope: &Arc<Scope>) -> Result<Value, String> {
    let Some((first, fields)) = names.split_first() else { return Ok(Value::from(())) };
    let undefined = |name: &str| format!("`{}` is undefined: `{name}` is misspelt", names.join("."));
    let mut value = scope.get_value_by_str(first).ok_or_else(|| undefined(first))?;
    for field in fields {
        if value.is_none() {
            return Err(format!("`{}`: `{field}` is asked of something absent", names.join(".")));
        }
        value = value.get_attr(field).ok().filter(|value| !value.is_undefined()).ok_or_else(|| undefined(field))?;
    }
    Ok(value)
}

impl Compiled {
    /// Compiles the expressions of a `[[find]]`.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(find: &Find) -> Result<Self, String> {
        let names = find.names.iter().map(|(name, text)| Ok((name.clone(), Formula::read(text)?)));
        Ok(Self {
            names: names.collect::<Result<_, String>>()?,
            when: find.when.as_deref().map(Formula::read).transpose()?,
            require: Formula::read(&find.require)?,
        })
    }

    /// Judges what the scope holds.
    ///
    /// # Errors
    /// What is wrong with one of the expressions.
    pub(super) fn judge(&self, scope: Scope) -> Result<Judged, String> {
        let mut scope = Arc::new(scope);
        for (name, formula) in &self.names {
            let Some(value) = formula.value(&scope)? else { return Ok(Judged::Sound) };
            let mut names = scope.names.clone();
            names.insert(name.clone(), value);
            scope = Arc::new(Scope { view: Arc::clone(&scope.view), names });
        }
        if let Some(when) = &self.when
            && !when.value(&scope)?.is_some_and(|value| value.is_true())
        {
            return Ok(Judged::Sound);
        }
        match self.require.value(&scope)? {
            Some(value) if !value.is_true() => Ok(Judged::Fails(scope)),
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
            pieces.push(Piece::Value(Formula::read(expression.trim())?));
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
                // What has no name yet is a value still to be given.
                Piece::Value(formula) => text.extend(formula.value(scope)?.map(|value| match value.is_none() {
                    true => HOLE.to_owned(),
                    false => value.to_string(),
                })),
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
