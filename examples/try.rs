use engross::*;
struct L(std::path::PathBuf);
impl source::Loader for L {
    fn load(&self, from: &str, path: &str) -> Result<source::Loaded, source::LoadError> {
        let p = std::path::Path::new(from).parent().unwrap().join(path);
        let text = std::fs::read_to_string(&p).map_err(|e| source::LoadError::Unreadable(e.to_string()))?;
        Ok(source::Loaded {
            name: p.display().to_string(),
            identity: p.canonicalize().unwrap().display().to_string(),
            text,
        })
    }
}
fn main() {
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let l = L(".".into());
        let p = Project {
            root: source::Source::new(f.clone(), text),
            identity: std::path::Path::new(&f).canonicalize().unwrap().display().to_string(),
            loader: &l,
            as_settled: false,
        };
        let a = analyze(&p);
        for d in &a.diagnostics {
            let s = a.files.sources.get(d.span.file);
            let pos = s.position(d.span.start);
            println!(
                "{}:{}:{} {} {} {} [{}]",
                s.name,
                pos.line,
                pos.column,
                d.severity.word(),
                d.rule,
                d.message,
                d.help.as_deref().unwrap_or("")
            );
        }
        match compose(&a) {
            Ok(docs) => {
                for d in docs {
                    let base = format!(
                        "/tmp/out/{}{}",
                        d.name,
                        d.courtesy.as_ref().map(|c| format!(".{c}")).unwrap_or_default()
                    );
                    std::fs::create_dir_all("/tmp/out").unwrap();
                    std::fs::write(format!("{base}.html"), render::html::render(&d).unwrap()).unwrap();
                    std::fs::write(format!("{base}.md"), render::markdown::render(&d).unwrap()).unwrap();
                    #[cfg(feature = "pdf")]
                    {
                        let mut fonts = render::fonts::Fonts::embedded();
                        let _ = &mut fonts;
                        match render::pdf::render(&d, &fonts) {
                            Ok(b) => std::fs::write(format!("{base}.pdf"), b).unwrap(),
                            Err(e) => println!("{e:?}"),
                        }
                    }
                }
            }
            Err(e) => println!("{e:?}"),
        }
    }
}
