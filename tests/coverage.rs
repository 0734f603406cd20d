//! Proof that the catalogue carries what the documents say: each table in `tests/coverage/` lists an
//! article's items and the id of the entry, statement or step that carries them.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use appgw_doctor::fault::Basis;
use appgw_doctor::guide::playbook::entries;
use appgw_doctor::guide::source::Cite;

const HEAD: &str = "article\theading\tkind\titem\tid";

const KINDS: [&str; 8] = [
    "message",
    "cause",
    "step",
    "note",
    "tip",
    "table-row",
    "link",
    "command",
];

/// The articles, by the ids that the catalogue cites them under.
const ARTICLES: [&str; 5] = [
    "unknown-health",
    "backend-health-troubleshooting",
    "backend-health",
    "degraded",
    "unhealthy-pool",
];

/// One line of a table.
struct Row {
    place: String,
    article: String,
    kind: String,
    id: String,
    whole: String,
}

fn rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some(HEAD), "{name}");
        for (number, line) in lines.enumerate() {
            let place = format!("{name}:{}", number + 2);
            let [article, heading, kind, item, id] = line.split('\t').collect::<Vec<_>>()[..]
            else {
                panic!("{place}: five columns are wanted: {line}");
            };
            for column in [article, heading, kind, item, id] {
                assert!(
                    !column.is_empty() && column.trim() == column,
                    "{place}: {line}"
                );
            }
            assert!(name.starts_with(article), "{place}: another article's line");
            assert!(ARTICLES.contains(&article), "{place}: {article}");
            assert!(KINDS.contains(&kind), "{place}: {kind}");
            rows.push(Row {
                place,
                article: article.to_owned(),
                kind: kind.to_owned(),
                id: id.to_owned(),
                whole: line.to_owned(),
            });
        }
    }
    rows
}

/// What an id of the catalogue carries.
#[derive(Default)]
struct Carried {
    links: usize,
    commands: usize,
    /// The articles it cites, where it is said to be documented.
    articles: BTreeSet<&'static str>,
}

fn articles(basis: Basis, cites: &'static [Cite]) -> BTreeSet<&'static str> {
    cites
        .iter()
        .filter(|_| basis == Basis::Documented)
        .map(|cite| cite.source.id)
        .filter(|id| ARTICLES.contains(id))
        .collect()
}

fn catalogue() -> BTreeMap<&'static str, Carried> {
    let mut all = BTreeMap::new();
    for entry in entries() {
        let links = entry.links.len();
        all.insert(
            entry.topic.id(),
            Carried {
                links,
                ..Carried::default()
            },
        );
        for statement in entry.statements() {
            let carried = Carried {
                articles: articles(statement.basis, statement.sources),
                ..Carried::default()
            };
            all.insert(statement.id, carried);
        }
        for step in entry.steps {
            let carried = Carried {
                links: step.links.len() + step.portal.len(),
                commands: step.commands.len(),
                articles: articles(step.basis, step.sources),
            };
            all.insert(step.id, carried);
        }
    }
    all
}

#[test]
fn every_item_is_carried() {
    let catalogue = catalogue();
    let mut seen = BTreeSet::new();
    for row in rows() {
        let Some(carried) = catalogue.get(row.id.as_str()) else {
            panic!("{}: nothing has the id {}", row.place, row.id);
        };
        match row.kind.as_str() {
            "link" => assert!(carried.links > 0, "{}: {} links nowhere", row.place, row.id),
            "command" => assert!(
                carried.commands > 0,
                "{}: {} has no command",
                row.place,
                row.id
            ),
            _ => {}
        }
        assert!(seen.insert(row.whole), "{}: stands twice", row.place);
    }
}

#[test]
fn every_article_is_covered() {
    let covered: BTreeSet<String> = rows().into_iter().map(|row| row.article).collect();
    for article in ARTICLES {
        assert!(covered.contains(article), "{article}");
    }
}

/// What cites one of the articles as documented stands in that article's table.
#[test]
fn every_citation_is_accounted_for() {
    let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows() {
        listed.entry(row.id).or_default().insert(row.article);
    }
    let missing: Vec<String> = catalogue()
        .into_iter()
        .flat_map(|(id, carried)| {
            carried
                .articles
                .into_iter()
                .map(move |article| (id, article))
        })
        .filter(|(id, article)| !listed.get(*id).is_some_and(|have| have.contains(*article)))
        .map(|(id, article)| format!("{article}'s table lacks {id}, which cites it"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
