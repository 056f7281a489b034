//! The edges between the rooms are those of docs/architecture.md, and no others.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{CargoOpt, DependencyKind, MetadataCommand, Package};

/// Which room may call which. What is not listed is forbidden; `app` may call all.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("parse", &["model"]),
    ("text", &["model"]),
    ("story", &["model"]),
    ("fetch", &["model"]),
    ("ai", &["model", "fetch", "text"]),
    ("store", &["model"]),
    ("search", &["model", "store"]),
    ("ingest", &["model", "store", "search", "ai", "fetch", "parse", "text", "story"]),
    ("web", &["model", "store", "search", "story", "text", "parse"]),
    ("demo", &[]),
];

fn room(package: &str) -> Option<&str> {
    package.strip_prefix("tidings-").or((package == "tidings").then_some("app"))
}

fn edges(package: &Package) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|dependency| {
            dependency.kind == DependencyKind::Normal || dependency.kind == DependencyKind::Build
        })
        .filter_map(|dependency| room(&dependency.name).map(str::to_owned))
        .collect()
}

#[test]
fn rooms_call_only_the_rooms_they_may() {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .features(CargoOpt::AllFeatures)
        .no_deps()
        .exec()
        .unwrap();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for package in &metadata.packages {
        let Some(room) = room(&package.name) else { continue };
        if ["app", "tests", "bench"].contains(&room) {
            continue;
        }
        seen += 1;
        let Some(allowed) = allowed.get(room) else {
            wrong.push(format!("{room} is a new crate: it needs a decision record and a line here"));
            continue;
        };
        let others = edges(package).into_iter().filter(|to| !allowed.contains(&to.as_str()));
        wrong.extend(others.map(|to| format!("{room} -> {to}")));
    }
    assert!(seen >= 9, "only {seen} rooms found");
    assert!(wrong.is_empty(), "edges that the house does not allow: {wrong:#?}");
}
