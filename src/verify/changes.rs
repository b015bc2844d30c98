//! What a later revision of a PDF changed, object by object: signatures may be put into their fields, and nothing else.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::described::described;
use super::metadata;
use super::roles::{PROOFS, Roles, is_invisible, reach};
use super::signature;

/// What a revision changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The fields that were signed in it.
    pub signed: Vec<String>,
    /// What else it did that it may.
    pub notes: BTreeSet<String>,
    /// What it did and may not.
    pub faults: Vec<String>,
}

/// What is noted of a signature that has no place on paper.
const UNSEEN: &str = "a signature or time stamp without a place was added";

impl Changes {
    /// Whether somebody signed in it.
    pub fn is_signed(&self) -> bool {
        !self.signed.is_empty() || self.notes.contains(UNSEEN)
    }
}

/// What a field may gain when it is signed.
const SIGNING: [&[u8]; 3] = [b"V", b"AP", b"M"];

/// What a trailer says of where objects lie; a revision has its own.
const LISTING: [&[u8]; 9] =
    [b"Size", b"Prev", b"XRefStm", b"Type", b"W", b"Index", b"Length", b"Filter", b"DecodeParms"];

/// Compares a revision with the one before it; `printed` is the first, and `file` ends where the revision does.
pub(super) fn changes(before: &Document, after: &Document, printed: &Document, file: &[u8]) -> Changes {
    let mut comparer = Comparer { before, after, printed, file, roles: Roles::of(before), changes: Changes::default() };
    comparer.trailer();
    comparer.added();
    for (id, new) in &after.objects {
        let Some(old) = before.objects.get(id) else { continue };
        if !same(old, new) && !is_bookkeeping(new) {
            comparer.changed(*id, old, new);
        }
    }
    for (id, old) in before.objects.iter().filter(|(id, _)| !after.objects.contains_key(*id)) {
        if !is_bookkeeping(old) {
            comparer.fault(format!("{} was taken away", described(before, *id)));
        }
    }
    comparer.changes
}

/// Where in a file its objects lie is told by some of them; a revision has its own.
fn is_bookkeeping(object: &Object) -> bool {
    object.type_name().is_ok_and(|kind| kind == b"XRef" || kind == b"ObjStm")
}

/// Whether two objects say the same; how a text is encoded, and a number written, does not count.
fn same(old: &Object, new: &Object) -> bool {
    match (old, new) {
        (Object::Stream(old), Object::Stream(new)) => same_entries(&old.dict, &new.dict) && old.content == new.content,
        (Object::Dictionary(old), Object::Dictionary(new)) => same_entries(old, new),
        (Object::Array(old), Object::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Object::String(one, _), Object::String(other, _)) => {
            let words = |object| lopdf::decode_text_string(object).ok();
            one == other || words(old).is_some_and(|old| words(new) == Some(old))
        }
        (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => {
            old.as_float().ok() == new.as_float().ok()
        }
        _ => old == new,
    }
}

fn same_entries(old: &Dictionary, new: &Dictionary) -> bool {
    differing(old, new).is_empty()
}

struct Comparer<'a> {
    before: &'a Document,
    after: &'a Document,
    printed: &'a Document,
    file: &'a [u8],
    roles: Roles,
    changes: Changes,
}

impl Comparer<'_> {
    fn note(&mut self, note: &str) {
        self.changes.notes.insert(note.to_owned());
    }

    fn fault(&mut self, fault: String) {
        self.changes.faults.push(fault);
    }

    fn trailer(&mut self) {
        let (old, new) = (&self.before.trailer, &self.after.trailer);
        for key in differing(old, new) {
            match key.as_slice() {
                b"Root" => self.fault("its catalogue was replaced".to_owned()),
                b"Encrypt" => self.fault("its encryption was replaced".to_owned()),
                b"Info" => {
                    let info = |pdf: &Document| {
                        let info = pdf.trailer.get_deref(b"Info", pdf).and_then(Object::as_dict);
                        info.cloned().unwrap_or_default()
                    };
                    self.info(&info(self.before), &info(self.after));
                }
                b"ID" => {
                    let first =
                        |pdf: &Document| pdf.trailer.get_deref(b"ID", pdf).ok()?.as_array().ok()?.first().cloned();
                    let kept = match (first(self.before), first(self.after)) {
                        (Some(old), Some(new)) => old.as_str().ok() == new.as_str().ok(),
                        (old, new) => old == new,
                    };
                    if !kept {
                        self.fault("its identifier was replaced".to_owned());
                    }
                }
                key if LISTING.contains(&key) => {}
                key => self.fault(format!("`{}` of the trailer was changed", String::from_utf8_lossy(key))),
            }
        }
    }

    /// What a revision adds is of use in it; and it does add or change something.
    fn added(&mut self) {
        let known = |pdf: &Document, id: &ObjectId| pdf.objects.contains_key(id);
        let new = self.after.objects.iter().filter(|(id, object)| !known(self.before, id) && !is_bookkeeping(object));
        let new: Vec<ObjectId> = new.map(|(id, _)| *id).collect();
        let mut used = BTreeSet::new();
        for key in [&b"Root"[..], b"Info"] {
            self.after.trailer.get(key).into_iter().for_each(|from| reach(self.after, from, &mut used));
        }
        if new.iter().any(|id| !used.contains(id)) {
            self.fault("an object was added that nothing leads to".to_owned());
        }
        let alike = |(id, old): (&ObjectId, &Object)| {
            is_bookkeeping(old) || self.after.objects.get(id).is_some_and(|new| same(old, new))
        };
        if new.is_empty() && self.before.objects.iter().all(alike) {
            self.fault("it changes nothing".to_owned());
        }
    }

    fn changed(&mut self, id: ObjectId, old: &Object, new: &Object) {
        let roles = &self.roles;
        if let (Object::Dictionary(old), Object::Dictionary(new)) = (old, new) {
            if roles.catalog == Some(id) {
                return self.catalog(old, new);
            }
            if roles.form == Some(id) {
                return self.form(old, new);
            }
            if roles.info == Some(id) {
                return self.info(old, new);
            }
            if let Some(name) = roles.fields.get(&id).cloned() {
                return self.field(&name, old, new);
            }
            if let Some(number) = roles.pages.get(&id).copied() {
                return self.page(number, old, new);
            }
        }
        if let (Some(number), Object::Array(old), Object::Array(new)) = (roles.annotations.get(&id).copied(), old, new)
        {
            return self.annotations(number, old, new);
        }
        if let (true, Object::Stream(old), Object::Stream(new)) = (roles.metadata == Some(id), old, new) {
            if metadata::alike(old, new) {
                self.note("the dates of the file's metadata were brought up to date");
            } else {
                self.fault("the file's metadata was changed".to_owned());
            }
            return;
        }
        // What proves signatures grows with them; it was not there when the file was printed.
        if roles.proofs.contains(&id) && !self.printed.objects.contains_key(&id) {
            return;
        }
        self.fault(format!("{} was replaced", described(self.before, id)));
    }

    fn catalog(&mut self, old: &Dictionary, new: &Dictionary) {
        for key in differing(old, new) {
            let (was, is) = (old.get_deref(&key, self.before).ok(), new.get_deref(&key, self.after).ok());
            match (key.as_slice(), was, is) {
                (b"AcroForm", Some(Object::Dictionary(old)), Some(Object::Dictionary(new))) => self.form(old, new),
                (b"AcroForm", None, Some(Object::Dictionary(new))) => self.form(&Dictionary::new(), new),
                (b"Metadata", Some(Object::Stream(old)), Some(Object::Stream(new))) if metadata::alike(old, new) => {
                    self.note("the dates of the file's metadata were brought up to date");
                }
                (b"Version" | b"Extensions", ..) => self.note("the file calls itself a later version of PDF"),
                (key, ..) if PROOFS.contains(&key) => {
                    self.note("what proves signatures later was added");
                }
                (key, ..) => self.fault(format!("`{}` of the catalogue was changed", String::from_utf8_lossy(key))),
            }
        }
    }

    fn form(&mut self, old: &Dictionary, new: &Dictionary) {
        for key in differing(old, new) {
            match key.as_slice() {
                // Fonts for text fields, of which there are none; and flags that say that there are signatures.
                b"SigFlags" | b"DR" | b"DA" => {}
                b"Fields" => {
                    let list = |form: &Dictionary, pdf: &Document| {
                        form.get_deref(b"Fields", pdf).and_then(Object::as_array).cloned().unwrap_or_default()
                    };
                    let (old, new) = (list(old, self.before), list(new, self.after));
                    if old.iter().any(|field| !new.contains(field)) {
                        self.fault("a field was taken away".to_owned());
                    }
                    for field in new.iter().filter(|field| !old.contains(field)) {
                        if !is_invisible(field, self.after) {
                            self.fault("a field was added".to_owned());
                            continue;
                        }
                        let Ok((_, Object::Dictionary(field))) = self.after.dereference(field) else { continue };
                        let name = field.get_deref(b"T", self.after).and_then(lopdf::decode_text_string);
                        if self.is_signed(&name.unwrap_or_default(), field) {
                            self.note(UNSEEN);
                        }
                    }
                }
                key => self.fault(format!("`{}` of the form was changed", String::from_utf8_lossy(key))),
            }
        }
    }

    fn field(&mut self, name: &str, old: &Dictionary, new: &Dictionary) {
        if !old.has(b"V") && new.has(b"V") {
            if self.is_signed(name, new) {
                self.changes.signed.push(name.to_owned());
            }
        } else if old.has(b"V") && !new.has(b"V") {
            self.fault(format!("the signature in `{name}` was taken away"));
        } else {
            self.fault(format!("the field `{name}` was changed and not signed"));
        }
        for key in differing(old, new).iter().filter(|key| !SIGNING.contains(&key.as_slice())) {
            self.fault(format!("`{}` of the field `{name}` was changed", String::from_utf8_lossy(key)));
        }
    }

    /// Whether there is a signature in a field; if not, that is a fault.
    fn is_signed(&mut self, name: &str, field: &Dictionary) -> bool {
        let faults = signature::faults(field, self.after, self.file);
        let told = |fault: &String| format!("what was put into the field `{name}` is no signature: {fault}");
        self.changes.faults.extend(faults.iter().map(told));
        faults.is_empty()
    }

    fn page(&mut self, number: u32, old: &Dictionary, new: &Dictionary) {
        for key in differing(old, new) {
            let list = |page: &Dictionary, pdf: &Document| {
                page.get_deref(b"Annots", pdf).and_then(Object::as_array).cloned().unwrap_or_default()
            };
            match key.as_slice() {
                b"Annots" => self.annotations(number, &list(old, self.before), &list(new, self.after)),
                b"Contents" => self.fault(format!("the content of page {number} was replaced")),
                key => self.fault(format!("`{}` of page {number} was changed", String::from_utf8_lossy(key))),
            }
        }
    }

    fn annotations(&mut self, number: u32, old: &[Object], new: &[Object]) {
        if old.iter().any(|annotation| !new.contains(annotation)) {
            self.fault(format!("an annotation of page {number} was taken away"));
        }
        let added = new.iter().filter(|annotation| !old.contains(annotation));
        if added.clone().any(|annotation| !is_invisible(annotation, self.after)) {
            self.fault(format!("an annotation was added to page {number}"));
        }
    }

    fn info(&mut self, old: &Dictionary, new: &Dictionary) {
        for key in differing(old, new) {
            match key.as_slice() {
                b"ModDate" | b"Producer" => {
                    self.note("the dates of the file's metadata were brought up to date");
                }
                key => self.fault(format!("`{}` of the file's metadata was changed", String::from_utf8_lossy(key))),
            }
        }
    }
}

/// The keys that two dictionaries do not have alike.
fn differing(old: &Dictionary, new: &Dictionary) -> BTreeSet<Vec<u8>> {
    let keys = old.iter().chain(new.iter()).map(|(key, _)| key);
    let alike = |key: &[u8]| matches!((old.get(key), new.get(key)), (Ok(old), Ok(new)) if same(old, new));
    keys.filter(|key| !alike(key)).cloned().collect()
}
