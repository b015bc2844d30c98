//! What calls itself a signature: each byte behind the printed file is one's or is told, and so is each that is none.

use engross::verify::Verdict;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::later::{revised, sealed, told};
use super::press::verified;

/// Digits that the ranges of a signature are written over.
const RANGES: [i64; 3] = [1_111_111_111, 2_222_222_222, 3_333_333_333];

fn first_field(pdf: &Document) -> ObjectId {
    let form = pdf.catalog().unwrap().get_deref(b"AcroForm", pdf).unwrap().as_dict().unwrap();
    form.get(b"Fields").unwrap().as_array().unwrap()[0].as_reference().unwrap()
}

/// A file whose first field is signed as signing software does it, but for what is done to the signature.
pub(super) fn signed(file: &[u8], spoil: impl FnOnce(&mut Dictionary)) -> Vec<u8> {
    signed_and(file, spoil, |_, _| {})
}

fn signed_and(
    file: &[u8],
    spoil: impl FnOnce(&mut Dictionary),
    more: impl FnOnce(&Document, &mut Document),
) -> Vec<u8> {
    let mut revised = revised(file, |before, after| {
        let contents =
            Object::String([vec![0x30, 0x82], vec![7; 500], vec![0; 500]].concat(), StringFormat::Hexadecimal);
        let ranges = std::iter::once(0).chain(RANGES).map(Object::Integer).collect::<Vec<_>>();
        let mut signature = dictionary! {
            "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
            "ByteRange" => ranges, "Contents" => contents
        };
        spoil(&mut signature);
        let mut widget = before.get_dictionary(first_field(before)).unwrap().clone();
        after.max_id = before.max_id + 1;
        widget.set("V", (after.max_id, 0));
        after.objects.insert((after.max_id, 0), signature.into());
        after.objects.insert(first_field(before), widget.into());
        more(before, after);
    });
    let find = |revised: &[u8], wanted: &[u8]| revised.windows(wanted.len()).rposition(|window| window == wanted);
    let start = find(&revised, b"<3082").unwrap_or(0);
    let end = start + revised[start..].iter().position(|byte| *byte == b'>').unwrap() + 1;
    for (placeholder, number) in RANGES.into_iter().zip([start, end, revised.len() - end]) {
        if let Some(at) = find(&revised, placeholder.to_string().as_bytes()) {
            revised[at..at + 10].copy_from_slice(format!("{number:<10}").as_bytes());
        }
    }
    revised
}

#[test]
fn a_signature_passes_and_so_do_the_dates_beside_it() {
    let dated = |before: &Document, after: &mut Document| {
        let id = before.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let mut info = before.get_dictionary(id).unwrap().clone();
        info.set("ModDate", Object::string_literal("D:20270301"));
        after.objects.insert(id, info.into());
    };
    let renumbered = |before: &Document, after: &mut Document| {
        dated(before, after);
        let id = before.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = after.objects.remove(&id).unwrap();
        after.max_id += 1;
        after.objects.insert((after.max_id, 0), info);
        after.trailer.set("Info", (after.max_id, 0));
    };
    let file = sealed();
    for file in [signed(&file, |_| {}), signed_and(&file, |_| {}, dated), signed_and(&file, |_| {}, renumbered)] {
        let report = verified(&file);
        assert_eq!(report.verdict, Verdict::Proven, "{:?}", report.checks);
        assert!(report.checks[1].details.contains(&"`sig-us-1` was signed".to_owned()), "{:?}", report.checks);
    }
}

#[test]
fn what_lacks_a_part_of_a_signature_is_none() {
    let file = sealed();
    type Spoil = fn(&mut Dictionary);
    let spoiled: [(Spoil, &str); 9] = [
        (|it| drop(it.remove(b"Filter")), "it has no `Filter`"),
        (|it| drop(it.remove(b"SubFilter")), "it has no `SubFilter`"),
        (|it| drop(it.remove(b"ByteRange")), "it has no `ByteRange`"),
        (|it| drop(it.remove(b"Contents")), "its `Contents` are empty"),
        (|it| it.set("Contents", Object::String(vec![0; 9], StringFormat::Hexadecimal)), "its `Contents` are empty"),
        (|it| it.set("ByteRange", vec![0.into(), 1.into()]), "it has no `ByteRange`"),
        (|it| it.set("ByteRange", vec![0.into(), 100.into(), 200.into(), 300.into()]), "does not cover"),
        (|it| it.set("ByteRange", vec![0.into(), 0.into(), 0.into(), i64::MAX.into()]), "does not cover"),
        (
            |it| it.set("ByteRange", vec![5.into(), RANGES[0].into(), RANGES[1].into(), RANGES[2].into()]),
            "does not cover",
        ),
    ];
    for (spoil, wanted) in spoiled {
        let told = told(&signed(&file, spoil));
        assert!(told.contains("what was put into the field `sig-us-1` is no signature: "), "{told}");
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

/// A signature that stands for an earlier state of the file does not cover what it came with.
#[test]
fn a_signature_is_of_its_own_revision() {
    let file = signed(&sealed(), |_| {});
    let older = Document::load_mem(&file).unwrap();
    let signature = older.get_dictionary(first_field(&older)).unwrap().get(b"V").unwrap().clone();
    let told = told(&revised(&file, |before, after| {
        let form = before.catalog().unwrap().get_deref(b"AcroForm", before).unwrap().as_dict().unwrap();
        let second = form.get(b"Fields").unwrap().as_array().unwrap()[1].as_reference().unwrap();
        let mut widget = before.get_dictionary(second).unwrap().clone();
        widget.set("V", signature.clone());
        after.objects.insert(second, widget.into());
    }));
    assert!(
        told.contains("revision 3: what was put into the field `sig-") && told.contains("does not cover"),
        "{told}"
    );
}

#[test]
fn another_title_is_told_whichever_way_it_is_put() {
    let file = sealed();
    let retitled = |before: &Document| {
        let mut info = before.trailer.get_deref(b"Info", before).unwrap().as_dict().unwrap().clone();
        info.set("Title", Object::string_literal("Treaty"));
        info
    };
    let in_place = signed_and(
        &file,
        |_| {},
        |before, after| {
            let id = before.trailer.get(b"Info").unwrap().as_reference().unwrap();
            after.objects.insert(id, retitled(before).into());
        },
    );
    let anew = signed_and(
        &file,
        |_| {},
        |before, after| {
            after.max_id += 1;
            after.objects.insert((after.max_id, 0), retitled(before).into());
            after.trailer.set("Info", (after.max_id, 0));
        },
    );
    let direct = signed_and(&file, |_| {}, |before, after| after.trailer.set("Info", retitled(before)));
    for file in [in_place, anew, direct] {
        let told = told(&file);
        assert!(told.contains("`Title` of the file's metadata was changed"), "{told}");
    }
    let gone = told(&signed_and(&file, |_| {}, |_, after| drop(after.trailer.remove(b"Info"))));
    assert!(gone.contains("`Title` of the file's metadata was changed"), "{gone}");
}

/// The last lines of a file: where its objects are listed.
fn tail(file: &[u8]) -> &[u8] {
    &file[file.windows(9).rposition(|window| window == b"startxref").unwrap()..]
}

#[test]
fn bytes_that_belong_to_no_revision_are_told() {
    let file = sealed();
    let object = b"9999 0 obj\n(evil words)\nendobj\n";
    for (what, added) in [
        ("an object", [&object[..], tail(&file)].concat()),
        ("words", [&b"evil words\n"[..], tail(&file)].concat()),
        ("the end again", tail(&file).to_vec()),
        ("the file again", file.clone()),
        ("another start", b"startxref\n9\n%%EOF\n".to_vec()),
    ] {
        for before in [file.clone(), signed(&file, |_| {})] {
            let told = told(&[before, added.clone()].concat());
            assert!(told.contains("revision"), "{what}: {told}");
        }
    }
    let told = told(&[&file[..], tail(&file)].concat());
    assert!(told.contains("revision 2: it lists no objects of its own"), "{told}");
}

#[test]
fn what_a_signed_revision_hides_is_told() {
    let file = sealed();
    let between = |junk: &[u8]| [&file[..], junk].concat();
    for junk in [&b"evil words\n"[..], b"% evil words\n", b"9999 0 obj\n(evil words)\nendobj\n"] {
        let told = told(&signed(&between(junk), |_| {}));
        assert!(told.contains("bytes were added that belong to no object"), "{told}");
    }
    let unused = told(&signed_and(
        &file,
        |_| {},
        |_, after| {
            after.max_id += 1;
            after.objects.insert((after.max_id, 0), Object::string_literal("evil words"));
        },
    ));
    assert!(unused.contains("an object was added that nothing leads to"), "{unused}");
    let trailer =
        told(&signed_and(&file, |_| {}, |_, after| after.trailer.set("Evil", Object::string_literal("words"))));
    assert!(trailer.contains("`Evil` of the trailer was changed"), "{trailer}");
}

/// A revision that is a list of objects as a stream, with what it holds.
fn listing(file: &[u8], entries: lopdf::Stream) -> Vec<u8> {
    let pdf = Document::load_mem(file).unwrap();
    let mut entries = entries;
    let trailer =
        [("Root", pdf.trailer.get(b"Root")), ("Info", pdf.trailer.get(b"Info")), ("ID", pdf.trailer.get(b"ID"))];
    for (key, value) in trailer {
        entries.dict.set(key, value.unwrap().clone());
    }
    entries.dict.set("Prev", pdf.xref_start as i64);
    let mut dictionary = String::new();
    for (key, value) in &entries.dict {
        let value = match value {
            Object::Reference(id) => format!("{} {} R", id.0, id.1),
            Object::Integer(number) => number.to_string(),
            Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
            Object::Array(list) => match list.as_slice() {
                [Object::Integer(a), Object::Integer(b), Object::Integer(c)] => format!("[{a} {b} {c}]"),
                strings => {
                    let hex =
                        |one: &Object| one.as_str().unwrap().iter().map(|b| format!("{b:02x}")).collect::<String>();
                    format!("[{}]", strings.iter().map(|one| format!("<{}>", hex(one))).collect::<String>())
                }
            },
            other => panic!("{other:?}"),
        };
        dictionary.push_str(&format!("/{} {value}\n", String::from_utf8_lossy(key)));
    }
    let start = format!("{} 0 obj\n<<{dictionary}>>stream\n", pdf.max_id + 1);
    let end = format!("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", file.len());
    [file, start.as_bytes(), &entries.content, end.as_bytes()].concat()
}

#[test]
fn a_list_of_nothing_is_told() {
    let file = sealed();
    let list = |size: usize| {
        let kept = dictionary! { "Type" => "XRef", "W" => vec![1.into(), 4.into(), 2.into()], "Size" => 9000 };
        let mut list = lopdf::Stream::new(kept, vec![b' '; size]);
        list.compress().unwrap();
        list.dict.set("Length", list.content.len() as i64);
        list
    };
    let nonsense = told(&listing(&file, list(64 * 1024)));
    assert!(nonsense.contains("revision 2: it changes nothing"), "{nonsense}");
    let bomb = told(&listing(&file, list(100 * 1024 * 1024)));
    assert!(bomb.contains("revision 2: a part of it unpacks to more than 64 MiB"), "{bomb}");
}
