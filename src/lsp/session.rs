//! What the server knows: the open files, the compacts they belong to, and what was last found in each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gen_lsp_types::{Diagnostic, TextDocumentContentChangeEvent, Uri};

use super::capabilities::Client;
use super::convert::{self, Encoding};
use super::host::{Buffers, Checked, Host};
use super::outgoing::Outgoing;
use super::settings::Settings;
use crate::document;
use crate::source::{FileId, Source, Span};

/// From how many texts on the user is shown how far their check has come, and after how many each time.
const WORTH_SHOWING: usize = 20;
const SHOWN_EVERY: usize = 10;

/// What each reference in prose prints where it stands, language by language.
type Heard = Vec<(String, HashMap<Span, String>)>;

/// An open file.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its address as the client writes it.
    pub uri: Uri,
    /// The client's count of its changes.
    pub version: i32,
}

/// Findings in a file, as they were told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The address under which they were told: a client may write that of the same file in another way once it opens it.
    pub uri: Uri,
    /// The version that they are of.
    pub version: Option<i32>,
    /// The findings.
    pub findings: Vec<Diagnostic>,
}

/// The state between two messages.
pub struct Session<'h> {
    /// The world.
    pub host: &'h dyn Host,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// What the client can do.
    pub client: Client,
    /// What columns count.
    pub encoding: Encoding,
    /// The way to the client.
    pub outgoing: Outgoing,
    /// What the user sets.
    pub settings: Settings,
    /// The open files, by identity.
    pub open: HashMap<String, Open>,
    buffers: Buffers,
    /// The compacts that are known, and fragments that none of them includes, by identity.
    roots: BTreeMap<String, Rc<Checked>>,
    /// Why a file could not be analysed.
    troubles: BTreeMap<String, String>,
    /// The files that changed since all that they are part of was analysed.
    touched: BTreeSet<String>,
    heard: RefCell<Option<(Rc<Checked>, Heard)>>,
    /// What was last told of a file.
    pub told: BTreeMap<String, Told>,
}

/// One file of a compact, as a request sees it.
#[derive(Clone)]
pub struct View {
    /// The compact.
    pub checked: Rc<Checked>,
    /// The file in it.
    pub file: FileId,
}

impl View {
    /// The file's text.
    pub fn source(&self) -> &Source {
        self.checked.analysis.files.sources.get(self.file)
    }

    /// What makes a file of the compact itself.
    pub fn identity(&self, file: FileId) -> &str {
        self.checked.files.get(file.0 as usize).map_or("", String::as_str)
    }
}

impl<'h> Session<'h> {
    /// Nothing is open yet.
    pub fn new(host: &'h dyn Host, client: Client, outgoing: Outgoing) -> Self {
        Self {
            host,
            folders: Vec::new(),
            client,
            encoding: client.encoding,
            outgoing,
            settings: Settings::default(),
            open: HashMap::new(),
            buffers: Buffers::new(),
            roots: BTreeMap::new(),
            troubles: BTreeMap::new(),
            touched: BTreeSet::new(),
            heard: RefCell::default(),
            told: BTreeMap::new(),
        }
    }

    /// What makes the file of an address itself; none where it is no file. A text that was never saved is one of the first
    /// folder, so that its project judges it.
    pub fn identity(&self, uri: &Uri) -> Option<String> {
        let unsaved = || {
            let folder = self.folders.first().map_or(Path::new("/"), PathBuf::as_path);
            (uri.scheme() == "untitled").then(|| folder.join(uri.path().trim_start_matches('/')))
        };
        convert::path(uri).or_else(unsaved).map(|path| self.host.identity(&path))
    }

    /// Opens a file, and the compacts it belongs to.
    pub fn opened(&mut self, uri: Uri, version: i32, text: String) {
        let Some(identity) = self.identity(&uri) else { return };
        self.open.insert(identity.clone(), Open { uri, version });
        self.buffers.insert(identity.clone(), text);
        self.touch(&identity);
    }

    /// Applies changes to an open file.
    pub fn edited(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(identity) = self.identity(uri) else { return };
        let Some(text) = self.buffers.get_mut(&identity) else { return };
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let source = Source::new("", text.as_str());
                    let start = self.encoding.offset(&source, part.range.start) as usize;
                    let end = self.encoding.offset(&source, part.range.end) as usize;
                    text.replace_range(start..end.max(start), &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
            }
        }
        if let Some(open) = self.open.get_mut(&identity) {
            open.version = version;
        }
        self.touch(&identity);
    }

    /// Closes a file: what is on the disk counts again.
    pub fn closed(&mut self, uri: &Uri) {
        let Some(identity) = self.identity(uri) else { return };
        self.open.remove(&identity);
        self.buffers.remove(&identity);
        self.touch(&identity);
    }

    /// A file is gone from the disk: so is the compact that it was.
    pub fn deleted(&mut self, identity: &str) {
        if !self.open.contains_key(identity) {
            self.roots.remove(identity);
            self.troubles.remove(identity);
        }
        if self.roots.values().any(|checked| checked.files.iter().any(|file| file == identity)) {
            self.touch(identity);
        }
        self.analyze_what_is_alone();
    }

    /// Takes note that a file changed.
    pub fn touch(&mut self, identity: &str) {
        self.touched.insert(identity.to_owned());
    }

    /// Analyses what changed since the last time: a request is answered, and findings are told, only after it.
    pub fn settle(&mut self) {
        self.hand_on();
        for identity in std::mem::take(&mut self.touched) {
            self.changed_file(&identity);
        }
    }

    /// Gives the previews what was typed. They read it on threads of their own, so that it need not be analysed first.
    fn hand_on(&self) {
        #[cfg(feature = "preview")]
        for identity in &self.touched {
            self.host.typed(identity, self.buffers.get(identity).map(String::as_str));
        }
    }

    /// The texts that are open, by identity.
    #[cfg(feature = "preview")]
    pub fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    /// Reads what is on the disk anew: files changed outside the editor, or settings.
    pub fn refreshed(&mut self) {
        self.hand_on();
        self.host.forget();
        let mut known: BTreeSet<String> = self.open.keys().cloned().collect();
        known.extend(self.folders.iter().flat_map(|folder| self.host.compacts(folder)));
        self.roots.clear();
        self.troubles.clear();
        self.touched.clear();
        let shown = self.client.progress && known.len() >= WORTH_SHOWING;
        for (done, identity) in known.iter().enumerate() {
            if shown && done % SHOWN_EVERY == 0 {
                self.outgoing.progress(done, known.len());
            }
            self.analyze(identity);
        }
        if shown {
            self.outgoing.progress(known.len(), known.len());
        }
        self.drop_fragments();
    }

    /// Analyses all that a file is part of.
    fn changed_file(&mut self, identity: &str) {
        let part_of = |checked: &Rc<Checked>| checked.files.iter().any(|file| file == identity);
        let mut affected: BTreeSet<String> =
            self.roots.iter().filter(|(_, checked)| part_of(checked)).map(|(root, _)| root.clone()).collect();
        if affected.is_empty() {
            // A file that is new may be what an include did not find.
            let wanting = |checked: &Rc<Checked>| checked.analysis.diagnostics.iter().any(|one| one.rule == "INC001");
            affected.extend(self.roots.iter().filter(|(_, checked)| wanting(checked)).map(|(root, _)| root.clone()));
            affected.insert(identity.to_owned());
        } else if self.roots.contains_key(identity) {
            affected.insert(identity.to_owned());
        }
        affected.iter().for_each(|root| self.analyze(root));
        self.drop_fragments();
        self.analyze_what_is_alone();
    }

    /// What no compact includes any more is known by itself.
    fn analyze_what_is_alone(&mut self) {
        let alone: Vec<String> = self.open.keys().filter(|open| self.view_of(open).is_none()).cloned().collect();
        alone.iter().for_each(|open| self.analyze(open));
    }

    fn analyze(&mut self, root: &str) {
        match self.host.analyze(root, &self.buffers) {
            Ok(checked) => {
                match &checked.trouble {
                    Some(trouble) => self.troubles.insert(root.to_owned(), trouble.clone()),
                    None => self.troubles.remove(root),
                };
                self.roots.insert(root.to_owned(), Rc::new(checked));
            }
            Err(trouble) => {
                self.roots.remove(root);
                self.troubles.insert(root.to_owned(), trouble);
            }
        }
    }

    /// A fragment is judged through what includes it, and not by itself.
    fn drop_fragments(&mut self) {
        let included: BTreeSet<String> = self
            .roots
            .values()
            .filter(|checked| checked.analysis.is_compact())
            .flat_map(|checked| checked.files.iter().skip(1).cloned())
            .collect();
        self.roots.retain(|root, checked| checked.analysis.is_compact() || !included.contains(root));
    }

    /// A file as a part of a compact: the first that it belongs to, itself before others.
    pub fn view(&self, uri: &Uri) -> Option<View> {
        self.view_of(&self.identity(uri)?)
    }

    /// The same, by what makes the file itself.
    pub fn view_of(&self, identity: &str) -> Option<View> {
        self.views_of(identity).next()
    }

    /// A file as a part of each compact that it belongs to, itself before others.
    pub fn views_of(&self, identity: &str) -> impl Iterator<Item = View> {
        let own = self.roots.get(identity).into_iter();
        let others = self.roots.iter().filter(move |(root, _)| *root != identity).map(|(_, checked)| checked);
        own.chain(others).filter_map(move |checked| {
            let at = checked.files.iter().position(|file| file == identity)?;
            Some(View { checked: Rc::clone(checked), file: FileId(u16::try_from(at).ok()?) })
        })
    }

    /// The compacts that are known, and fragments that none of them includes.
    pub fn roots(&self) -> impl Iterator<Item = &Rc<Checked>> {
        self.roots.values()
    }

    /// What a reference in a compact prints, and in which language. Languages are composed when they are first asked for,
    /// one after the other, and kept until another compact is asked about.
    pub fn heard(&self, checked: &Rc<Checked>, reference: Span) -> Option<(String, String)> {
        let mut known = self.heard.borrow_mut();
        if !known.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(of, checked)) {
            *known = Some((Rc::clone(checked), Heard::new()));
        }
        let (_, heard) = known.as_mut()?;
        let printed = |(language, printed): &(String, HashMap<Span, String>)| {
            Some((language.clone(), printed.get(&reference)?.clone()))
        };
        if let Some(found) = heard.iter().find_map(printed) {
            return Some(found);
        }
        let (model, wordings) = (&checked.analysis.model, &checked.project.wordings);
        while let Some(language) = document::references(model, wordings, heard.len()) {
            let found = printed(&language);
            heard.push(language);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Why files could not be analysed, by identity.
    pub fn troubles(&self) -> &BTreeMap<String, String> {
        &self.troubles
    }

    /// The address of a file: as the client writes it, where it is open.
    pub fn uri(&self, identity: &str) -> Option<Uri> {
        self.open.get(identity).map(|open| open.uri.clone()).or_else(|| convert::uri(identity))
    }
}
