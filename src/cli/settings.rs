//! A project's settings: its `engross.toml` found, read, and held against the rules that there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Trouble;
use super::config::{self, Config, FILE, Spanned};
use super::files::{self, tidy};
use super::inputs::Input;
use super::loader::relative;
use super::packs;
use super::screen::{self, why};
use crate::document::edition::Layout;
use crate::document::wording::Wordings;
use crate::nearest::nearest;
use crate::render::sheet::{Paper, Sheet};
use crate::render::template::Templates;
use crate::rules::{Fault, Parameter, Rulebook, Rules, WHERE_LISTED};

/// Millimetres: more, and the lines of text are too short to be set.
const WIDEST_BINDING: u8 = 60;

/// What a project sets; by default nothing.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// What judges its compacts.
    pub rules: Rules,
    /// The words in which they are printed.
    pub wordings: Wordings,
    /// The templates by which they are printed.
    pub templates: Arc<Templates>,
    /// Where they are printed to.
    pub out: Option<PathBuf>,
    /// Folders with fonts.
    pub fonts: Vec<PathBuf>,
    /// How several languages stand, where that is set.
    pub layout: Option<Layout>,
    /// The pages of a PDF.
    pub sheet: Sheet,
    /// Everything that was read for it, and the folders that were listed: what is watched.
    pub files: Vec<PathBuf>,
}

/// The settings of all projects that the texts of a run belong to.
pub(super) struct Projects {
    /// The first has nothing set, for texts outside all projects.
    settings: Vec<Settings>,
    /// By the folder of a text.
    folders: HashMap<PathBuf, usize>,
}

impl Projects {
    /// Reads each `engross.toml` that lies above one of the texts, once.
    ///
    /// # Errors
    /// The last fault of the files; those before it are said at once.
    pub fn of(inputs: &[Input]) -> Result<Self, Trouble> {
        let mut projects = Self { settings: vec![Settings::default()], folders: HashMap::new() };
        let mut read: HashMap<PathBuf, usize> = HashMap::new();
        for input in inputs {
            let folder = input.folder();
            if projects.folders.contains_key(&folder) {
                continue;
            }
            let index = match project_folder(&folder) {
                None => 0,
                Some(root) => match read.get(root) {
                    Some(index) => *index,
                    None => {
                        let shown = Path::new(&input.name).parent().unwrap_or(Path::new(""));
                        projects.settings.push(Settings::read(root, &tidy(&shown.join(relative(&folder, root))))?);
                        read.insert(root.to_owned(), projects.settings.len() - 1);
                        projects.settings.len() - 1
                    }
                },
            };
            projects.folders.insert(folder, index);
        }
        Ok(projects)
    }

    /// The settings for a text.
    pub fn settings(&self, input: &Input) -> &Settings {
        let index = self.folders.get(&input.folder()).copied().unwrap_or_default();
        &self.settings[index]
    }

    /// The settings for a text, taken out.
    #[cfg(any(feature = "lsp", feature = "preview"))]
    pub fn into_settings(mut self, input: &Input) -> Settings {
        let index = self.folders.get(&input.folder()).copied().unwrap_or_default();
        self.settings.swap_remove(index)
    }

    /// The rules of all projects.
    pub fn books(&self) -> impl Iterator<Item = &Rulebook> {
        self.settings.iter().map(|settings| &settings.rules.book)
    }

    /// Everything that was read for the settings.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.settings.iter().flat_map(|settings| settings.files.iter().map(PathBuf::as_path))
    }
}

/// The nearest folder upward that an `engross.toml` marks.
pub(super) fn project_folder(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(FILE).is_file())
}

impl Settings {
    /// The settings of the project that the current folder belongs to.
    ///
    /// # Errors
    /// As those of [`Projects::of`].
    pub fn here() -> Result<Self, Trouble> {
        let here =
            fs::canonicalize(".").map_err(|error| Trouble::new(format!("cannot tell the folder: {}", why(&error))))?;
        match project_folder(&here) {
            Some(root) => Self::read(root, &tidy(&relative(&here, root))),
            None => Ok(Self::default()),
        }
    }

    /// Reads the `engross.toml` of a folder; `shown` is the folder as the user would write it.
    fn read(root: &Path, shown: &Path) -> Result<Self, Trouble> {
        let path = root.join(FILE);
        let name = shown.join(FILE).to_string_lossy().into_owned();
        let text =
            files::read(&path).map_err(|error| Trouble::new(format!("cannot read `{name}`: {}", error.why())))?;
        let config = Config::read(&name, &text).map_err(trouble)?;
        let mut making = Making { root, shown, name: &name, text: &text, faults: Vec::new() };
        let settings = making.settings(path, &config);
        let mut faults = making.faults.into_iter().map(trouble).collect::<Vec<_>>();
        let Some(last) = faults.pop() else { return Ok(settings) };
        faults.iter().for_each(screen::complain);
        Err(last)
    }
}

fn trouble(fault: Fault) -> Trouble {
    Trouble { message: fault.message, help: fault.help }
}

/// Settings in the making, with all that is wrong.
struct Making<'a> {
    root: &'a Path,
    shown: &'a Path,
    name: &'a str,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Making<'_> {
    fn settings(&mut self, path: PathBuf, config: &Config) -> Settings {
        let mut settings = Settings { files: vec![path], ..Settings::default() };
        for folder in &config.packs {
            let Some(place) = self.folder("pack", folder) else { continue };
            match packs::read(&place, &self.shown.join(folder.get_ref()), &settings.rules.book) {
                Ok((pack, files)) => {
                    settings.rules.book.own.push(pack);
                    settings.files.extend(files);
                }
                Err(faults) => self.faults.extend(faults),
            }
        }
        self.weights(config, &mut settings.rules);
        self.parameters(config, &mut settings.rules);
        if let Some(folder) = &config.wording
            && let Some(place) = self.folder("wording", folder)
        {
            self.wording(&place, Path::new(folder.get_ref()), &mut settings);
        }
        if let Some(folder) = &config.templates
            && let Some(place) = self.folder("template", folder)
        {
            self.templates(&place, folder, &mut settings);
        }
        settings.fonts = config.fonts.iter().filter_map(|folder| self.folder("font", folder)).collect();
        self.page(config, &mut settings);
        settings.out = config.out.as_ref().map(|folder| tidy(&self.shown.join(folder)));
        settings
    }

    fn page(&mut self, config: &Config, settings: &mut Settings) {
        let page = &config.page;
        settings.layout = page.layout.map(|layout| match layout {
            config::Layout::Tandem => Layout::Tandem,
            config::Layout::Columns => Layout::Columns,
        });
        let mut margin = 0;
        if let Some(written) = &page.binding_margin {
            match written.get_ref().as_integer().and_then(|margin| u8::try_from(margin).ok()) {
                Some(whole) if whole <= WIDEST_BINDING => margin = whole,
                _ => {
                    let message =
                        format!("`binding-margin` is a whole number of millimetres, from 0 to {WIDEST_BINDING}");
                    self.fault(written.span().start, message, None);
                }
            }
        }
        settings.sheet = Sheet {
            paper: match page.paper {
                config::PaperName::A4 => Paper::A4,
                config::PaperName::Letter => Paper::Letter,
            },
            binding_margin: margin,
            two_sided: page.two_sided,
            initials: page.initials,
            spare_signatures: page.spare_signatures,
            line_numbers: false,
        };
    }

    fn fault(&mut self, offset: usize, message: String, help: Option<String>) {
        self.faults.push(Fault::at(self.name, self.text, offset, message).help(help));
    }

    /// A folder that a key names: it must be there, or the key would do nothing.
    fn folder(&mut self, what: &str, written: &Spanned<String>) -> Option<PathBuf> {
        let place = self.root.join(written.get_ref());
        if place.is_dir() {
            return Some(place);
        }
        let message = format!("there is no {what} folder `{}`", written.get_ref());
        self.fault(written.span().start, message, Some(format!("paths lead from the folder of `{}`", self.name)));
        None
    }

    fn weights(&mut self, config: &Config, rules: &mut Rules) {
        for (written, severity) in &config.severity {
            let Some((code, name, integral)) = self.rule(written, rules) else { continue };
            if integral {
                let message =
                    format!("`{code}` ({name}) cannot be weighed otherwise: without it the text is not whole");
                self.fault(written.span().start, message, None);
            } else if rules.weights.insert(code.clone(), severity.weight()).is_some() {
                self.fault(written.span().start, format!("`{code}` ({name}) is weighed twice"), None);
            }
        }
    }

    fn parameters(&mut self, config: &Config, rules: &mut Rules) {
        for (written, own) in &config.parameters {
            let Some((code, ..)) = self.rule(written, rules) else { continue };
            let mut set = BTreeMap::new();
            for (name, value) in own {
                let known = rules.book.rule(&code).map(|rule| &rule.parameters);
                match known.and_then(|known| known.get(name.get_ref())) {
                    Some(declared) if kind(declared) == kind(value) => {
                        set.insert(name.get_ref().clone(), value.clone());
                    }
                    Some(declared) => {
                        let message = format!("`{}` of `{code}` is {}", name.get_ref(), kind(declared));
                        self.fault(name.span().start, message, None);
                    }
                    None => {
                        let known: Vec<&str> = known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                        let help = match crate::nearest::nearest(name.get_ref(), known.iter().copied()) {
                            Some(meant) => format!("did you mean `{meant}`?"),
                            None if known.is_empty() => "it has none".to_owned(),
                            None => format!("it has `{}`", known.join("`, `")),
                        };
                        let message = format!("`{}` is not a parameter of `{code}`", name.get_ref());
                        self.fault(name.span().start, message, Some(help));
                    }
                }
            }
            if !set.is_empty() && rules.parameters.insert(code.clone(), set).is_some() {
                self.fault(written.span().start, format!("the parameters of `{code}` are set twice"), None);
            }
        }
    }

    /// The code and the name of a rule, and whether it keeps a text whole.
    fn rule(&mut self, written: &Spanned<String>, rules: &Rules) -> Option<(String, String, bool)> {
        if let Some(rule) = rules.book.rule(written.get_ref()) {
            return Some((rule.code.clone(), rule.name.clone(), rule.is_integral()));
        }
        let help = match rules.book.nearest(written.get_ref()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => WHERE_LISTED.to_owned(),
        };
        self.fault(written.span().start, format!("there is no rule `{}`", written.get_ref()), Some(help));
        None
    }

    fn templates(&mut self, place: &Path, written: &Spanned<String>, settings: &mut Settings) {
        let mut templates = Templates::default();
        let folders: BTreeSet<&str> = Templates::names().filter_map(|name| Some(name.split_once('/')?.0)).collect();
        for folder in folders {
            let Ok(entries) = fs::read_dir(place.join(folder)) else { continue };
            settings.files.push(place.join(folder));
            let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.sort();
            for path in paths {
                let name = format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy());
                settings.files.push(path.clone());
                let shown = self.shown.join(written.get_ref()).join(&name).to_string_lossy().into_owned();
                match files::read(&path) {
                    Ok(text) if templates.replace(&name, &text) => {}
                    Ok(_) => {
                        let help = match nearest(&name, Templates::names()) {
                            Some(meant) => format!("did you mean `{meant}`?"),
                            None => format!("the templates are {}", Templates::names().collect::<Vec<_>>().join(", ")),
                        };
                        self.fault(written.span().start, format!("`{shown}` is no template of engross"), Some(help));
                    }
                    Err(error) => {
                        let message = format!("cannot read `{shown}`: {}", error.why());
                        self.fault(written.span().start, message, error.help());
                    }
                }
            }
        }
        if !templates.has_own() {
            let help = format!("the templates are {}", Templates::names().collect::<Vec<_>>().join(", "));
            let message = format!("there is no template in `{}`", written.get_ref());
            self.fault(written.span().start, message, Some(help));
        }
        settings.templates = Arc::new(templates);
    }

    fn wording(&mut self, place: &Path, written: &Path, settings: &mut Settings) {
        let (listed, files) = match packs::with_extension(place, "toml") {
            Ok(files) => (place.to_owned(), files),
            Err(error) => return self.fault(0, format!("cannot read `{}`: {}", written.display(), why(&error)), None),
        };
        settings.files.push(listed);
        for file in files {
            let name =
                self.shown.join(written).join(file.file_name().unwrap_or_default()).to_string_lossy().into_owned();
            let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            settings.files.push(file.clone());
            match files::read(&file) {
                Ok(text) => {
                    let faults = settings.wordings.add(&language, &text).err().unwrap_or_default();
                    self.faults.extend(faults.into_iter().map(|fault| {
                        let meant = fault.meant.map(|meant| format!("did you mean `{meant}`?"));
                        Fault::at(&name, &text, fault.offset, fault.message).help(meant)
                    }));
                }
                Err(error) => self.fault(0, format!("cannot read `{name}`: {}", error.why()), error.help()),
            }
        }
    }
}

/// What a parameter is, as the end of a sentence.
fn kind(parameter: &Parameter) -> &'static str {
    match parameter {
        Parameter::Number(_) => "a whole number",
        Parameter::Text(_) => "a text",
        Parameter::List(_) => "a list of texts",
    }
}
