//! A long instrument in code: three objectives, tables, two languages, signatures.

use engross::document::{
    Block, Column, Detail, Document, FileDate, Inline, Row, RowRole, SCHEMA, Section, Signatory, SignatureBlock,
    SignatureLine, Table, Text,
};

/// Runs of plain words.
pub fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

/// A paragraph without a number.
pub fn paragraph(text: &str) -> Block {
    Block::Paragraph { anchor: None, number: None, body: words(text), source: None }
}

fn numbered(prefix: &str, number: usize, body: Vec<Inline>) -> Block {
    let anchor = Some(format!("{prefix}-p{number}"));
    Block::Paragraph { anchor, number: Some(format!("{number}.")), body, source: None }
}

fn heading(anchor: &str, label: &str, title: &str) -> Block {
    Block::Heading { anchor: Some(anchor.into()), label: label.into(), title: words(title), source: None }
}

fn row(role: RowRole, cells: &[&str]) -> Row {
    Row { anchor: None, role, cells: cells.iter().map(|cell| words(cell)).collect(), source: None }
}

fn column(head: &str, numeric: bool, weight: u8) -> Column {
    Column { head: words(head), numeric, weight }
}

/// The sentences that differ by language.
pub struct Wording {
    /// BCP 47 tag.
    pub language: &'static str,
    /// ISO 15924 script.
    pub script: &'static str,
    /// Lines of the title.
    pub title: [&'static str; 4],
    /// A sentence of the preamble, repeated with variations.
    pub recital: &'static str,
    /// A sentence of a section.
    pub sentence: &'static str,
    /// A heading, some words long.
    pub heading: &'static str,
    /// "Indicator".
    pub indicator: &'static str,
    /// "Total".
    pub total: &'static str,
    /// The closing words.
    pub closing: &'static str,
    /// "For the Government of …:".
    pub on_behalf: [&'static str; 2],
    /// "Date:".
    pub date: &'static str,
    /// The page number.
    pub page: &'static str,
}

/// English.
pub const ENGLISH: Wording = Wording {
    language: "en-US",
    script: "Latn",
    title: [
        "Child Protection Compact Partnership",
        "between",
        "the Government of the United States of America",
        "and the Government of the Republic of Peru",
    ],
    recital: "Recognizing that trafficking in persons is a crime that affects children and adolescents, and desiring \
              to strengthen their cooperation in preventing and combating it in all its forms;",
    sentence: "The Participants intend to strengthen the capacity of police officers, prosecutors, judges and service \
               providers to identify, refer and protect child victims of trafficking in Metropolitan Lima, Cusco and \
               Loreto, and to carry out efficient investigations of the crime.",
    heading: "Contributions and Multi-Year Financial Plan",
    indicator: "Number of officials who complete the training and apply it in their work",
    total: "Total",
    closing: "Signed at Lima on June 15, 2017, in duplicate, in the English and Spanish languages, each text being \
              equally valid.",
    on_behalf: ["For the Government of the United States of America:", "For the Government of the Republic of Peru:"],
    date: "Date:",
    page: "Page {page} of {pages}",
};

/// Spanish, with long headings.
pub const SPANISH: Wording = Wording {
    language: "es-PE",
    script: "Latn",
    title: [
        "Alianza para la Protección de Niños, Niñas y Adolescentes",
        "entre",
        "el Gobierno de los Estados Unidos de América",
        "y el Gobierno de la República del Perú",
    ],
    recital: "Reconociendo que la trata de personas es un delito que afecta a niños, niñas y adolescentes, y deseosos \
              de fortalecer su cooperación para prevenirlo y combatirlo en todas sus formas;",
    sentence: "Los Participantes tienen la intención de fortalecer las capacidades de policías, fiscales, jueces y \
               proveedores de servicios para identificar, derivar y proteger a las niñas, niños y adolescentes \
               víctimas de trata en Lima Metropolitana, Cusco y Loreto.",
    heading: "Contribuciones y plan financiero plurianual de los Participantes para la ejecución coordinada de las \
              actividades previstas en el presente instrumento",
    indicator: "Número de funcionarios que completan la capacitación y la aplican en su trabajo institucional",
    total: "Total",
    closing: "Firmado en Lima el 15 de junio de 2017, en dos ejemplares, en los idiomas inglés y español, siendo ambos \
              textos igualmente válidos.",
    on_behalf: ["Por el Gobierno de los Estados Unidos de América:", "Por el Gobierno de la República del Perú:"],
    date: "Fecha:",
    page: "Página {page} de {pages}",
};

/// Mongolian in Cyrillic, which the embedded font sets.
pub const CYRILLIC: Wording = Wording {
    language: "mn-MN",
    script: "Cyrl",
    title: [
        "Хүүхэд хамгааллын түншлэл",
        "хооронд",
        "Америкийн Нэгдсэн Улсын Засгийн газар",
        "Монгол Улсын Засгийн газар",
    ],
    recital: "Хүн худалдаалах гэмт хэрэг нь хүүхэд, өсвөр үеийнхэнд нөлөөлдөг болохыг хүлээн зөвшөөрч, түүнээс \
              урьдчилан сэргийлэх, тэмцэх хамтын ажиллагаагаа бэхжүүлэхийг эрмэлзэн;",
    sentence: "Талууд цагдаа, прокурор, шүүгч болон үйлчилгээ үзүүлэгчдийн чадавхыг бэхжүүлэх зорилготой байна.",
    heading: "Хувь нэмэр ба олон жилийн санхүүгийн төлөвлөгөө",
    indicator: "Сургалтад хамрагдаж, ажилдаа хэрэгжүүлж буй албан хаагчдын тоо",
    total: "Нийт",
    closing: "Улаанбаатар хотноо 2020 оны 4 дүгээр сарын 2-ны өдөр үйлдэв.",
    on_behalf: ["Америкийн Нэгдсэн Улсын Засгийн газрыг төлөөлж:", "Монгол Улсын Засгийн газрыг төлөөлж:"],
    date: "Огноо:",
    page: "{pages} хуудасны {page}",
};

/// Nepali: every letter needs a font that is not embedded, and one that joins letters.
pub const NEPALI: Wording = Wording {
    language: "ne-NP",
    script: "Deva",
    title: ["बाल संरक्षण सम्झौता साझेदारी", "बीच", "संयुक्त राज्य अमेरिकाको सरकार", "र नेपाल सरकार"],
    recital: "मानव बेचबिखन बालबालिकालाई असर गर्ने अपराध हो भन्ने कुरा स्वीकार गर्दै, र यसको रोकथाममा आफ्नो सहकार्य सुदृढ गर्ने इच्छा राख्दै;",
    sentence: "सहभागीहरू प्रहरी, अभियोजक, न्यायाधीश र सेवा प्रदायकको क्षमता सुदृढ गर्ने मनसाय राख्छन्।",
    heading: "योगदान र बहुवर्षीय वित्तीय योजना",
    indicator: "तालिम पूरा गर्ने अधिकारीहरूको संख्या",
    total: "जम्मा",
    closing: "काठमाडौंमा हस्ताक्षर गरियो।",
    on_behalf: ["संयुक्त राज्य अमेरिकाको सरकारको तर्फबाट:", "नेपाल सरकारको तर्फबाट:"],
    date: "मिति:",
    page: "पृष्ठ {page} / {pages}",
};

/// Arabic, from right to left.
pub const ARABIC: Wording = Wording {
    language: "ar-JO",
    script: "Arab",
    title: ["شراكة ميثاق حماية الطفل", "بين", "حكومة الولايات المتحدة الأمريكية", "وحكومة المملكة الأردنية الهاشمية"],
    recital: "إذ يدركان أن الاتجار بالأشخاص جريمة تمس الأطفال واليافعين، ورغبة منهما في تعزيز تعاونهما في منعها ومكافحتها؛",
    sentence: "يعتزم المشاركان تعزيز قدرات أفراد الشرطة والمدعين العامين والقضاة ومقدمي الخدمات في 24 مدينة.",
    heading: "المساهمات والخطة المالية متعددة السنوات",
    indicator: "عدد المسؤولين الذين أكملوا التدريب",
    total: "المجموع",
    closing: "وقع في عمان في 15 حزيران 2017.",
    on_behalf: ["عن حكومة الولايات المتحدة الأمريكية:", "عن حكومة المملكة الأردنية الهاشمية:"],
    date: "التاريخ:",
    page: "صفحة {page} من {pages}",
};

fn indicators(prefix: &str, wording: &Wording, rows: usize) -> Table {
    let years = ["2017", "2018", "2019", "2020", "2021"].map(|year| column(year, true, 1));
    let mut columns = vec![column(wording.indicator, false, 3), column("Unit", false, 1), column("Baseline", true, 1)];
    columns.extend(years);
    columns.push(column("Source", false, 2));
    let mut body = Vec::new();
    for at in 0..rows {
        if at % 4 == 0 {
            body.push(Row {
                anchor: None,
                role: RowRole::Group,
                cells: vec![words(&format!("{}. {}", at / 4 + 1, wording.heading))],
                source: None,
            });
        }
        let name = format!("{}.{} {}", at / 4 + 1, at % 4 + 1, wording.indicator);
        let cells =
            [&name, "officials", "1\u{a0}250", "100", "220", "380", "540", "1\u{a0}600", "Administrative records"];
        body.push(row(RowRole::Body, &cells));
    }
    Table { anchor: format!("{prefix}-indicators"), caption: words(wording.heading), columns, rows: body }
}

fn money(prefix: &str, wording: &Wording) -> Table {
    let columns = vec![
        column("Year", false, 1),
        column("United States of America (USD)", true, 2),
        column("Peru (PEN)", true, 2),
    ];
    let mut rows: Vec<Row> =
        (2017..2021).map(|year| row(RowRole::Body, &[&year.to_string(), "1,250,000", "2,000,000"])).collect();
    rows.push(row(RowRole::Body, &["2021"]));
    rows.push(row(RowRole::Total, &[wording.total, "5,000,000", "8,000,000"]));
    Table { anchor: format!("{prefix}-money"), caption: words(wording.heading), columns, rows }
}

/// One participant's signatories; every second date is left to be written.
pub fn signatures(wording: &Wording, counts: &[usize]) -> Vec<SignatureBlock> {
    let line =
        |label: Option<&str>, value: Option<&str>| SignatureLine { label: label.map(words), value: value.map(words) };
    let block = |(at, count): (usize, &usize)| SignatureBlock {
        participant: format!("p{at}"),
        name: wording.on_behalf[at % 2].into(),
        heading: words(wording.on_behalf[at % 2]),
        signatories: (0..*count)
            .map(|n| Signatory {
                field: format!("sig-p{at}-{}", n + 1),
                name: "Ricardo Luna Mendoza, Minister of Foreign Affairs".into(),
                signed: None,
                lines: vec![
                    line(None, Some("Ricardo Luna Mendoza")),
                    line(None, Some("Minister of Foreign Affairs")),
                    line(Some(wording.date), (n % 2 == 1).then_some("June 15, 2017")),
                ],
                source: None,
            })
            .collect(),
        source: None,
    };
    counts.iter().enumerate().map(block).collect()
}

fn activities(prefix: &str, wording: &Wording) -> Vec<Block> {
    let mut blocks = Vec::new();
    for objective in 1..=3 {
        blocks.push(heading(&format!("{prefix}-o{objective}"), &format!("Objective {objective}."), wording.heading));
        for activity in 1..=3 {
            let mut body = words(wording.sentence);
            body.push(Inline::text(" See "));
            body.push(Inline::Link { target: format!("{prefix}-money"), body: words("Section VII") });
            body.push(Inline::text(" and "));
            body.push(Inline::Emph { body: words("mutatis mutandis") });
            body.push(Inline::text(", "));
            body.push(Inline::Foreign { language: "es".into(), body: words("Comisión Multisectorial") });
            body.push(Inline::text("."));
            blocks.push(numbered(&format!("{prefix}-o{objective}"), (objective - 1) * 3 + activity, body));
            let detail = |label: &str, text: &str| Detail { label: label.into(), body: words(text), source: None };
            let items = vec![detail("Carried out by:", "the TIP Office"), detail("Period:", wording.recital)];
            blocks.push(Block::Details { items });
        }
        let nested =
            Block::List { ordered: true, start: 3, items: vec![vec![paragraph("first")], vec![paragraph("second")]] };
        let items = vec![vec![paragraph(wording.recital)], vec![paragraph("data"), nested]];
        blocks.push(Block::List { ordered: false, start: 1, items });
    }
    blocks
}

/// One text.
pub fn text(prefix: &str, wording: &Wording, counts: &[usize]) -> Text {
    let section = |name: &str, number: &str, blocks: Vec<Block>| Section {
        anchor: format!("{prefix}-{name}"),
        number: number.into(),
        title: words(wording.heading),
        blocks,
        source: None,
    };
    let plain = |name: &str, count: usize| {
        (1..=count).map(|n| numbered(&format!("{prefix}-{name}"), n, words(wording.sentence))).collect()
    };
    Text {
        language: wording.language.into(),
        script: wording.script.into(),
        direction: if wording.script == "Arab" { "rtl" } else { "ltr" },
        title: wording.title.iter().map(|line| (*line).into()).collect(),
        notice: None,
        watermark: None,
        mark: None,
        head: Some("Draft".into()),
        foot: "Child Protection Compact Partnership, Peru".into(),
        page_number: wording.page.into(),
        initials: "Initials:".into(),
        preamble: (0..5).map(|_| paragraph(wording.recital)).collect(),
        sections: vec![
            section("purpose", "I.", plain("purpose", 3)),
            section("activities", "II.", activities(prefix, wording)),
            section("contributions", "III.", vec![paragraph(wording.sentence), Block::Table(money(prefix, wording))]),
            section("monitoring", "IV.", vec![Block::Table(indicators(prefix, wording, 12))]),
            section("general", "V.", plain("general", 12)),
        ],
        closing: vec![paragraph(wording.closing)],
        signatures: signatures(wording, counts),
        annexes: vec![section("annex-a", "Annex A.", plain("annex", 2))],
    }
}

/// A document of some texts.
pub fn document(texts: Vec<Text>) -> Document {
    Document {
        schema: SCHEMA,
        courtesy: None,
        original: None,
        fingerprint: "4f1c09ab".repeat(8),
        columns: None,
        name: "peru-2017".into(),
        status: "draft",
        date: FileDate { year: 2017, month: 6, day: 15 },
        texts,
    }
}
