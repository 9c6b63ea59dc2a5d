//! The law of the house (see the crate documentation): which room may use which, where the world is
//! touched, and what stands at the root.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use source::{Crate, Source};

const ROOMS: [&str; 18] = [
    "finding", "text", "package", "units", "plan", "intake", "layout", "record", "registry", "dedup",
    "quota", "ledger", "report", "setup", "convert", "feed", "office", "cli",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The room of a path from the root of the crate.
fn room_of(path: &[String]) -> Option<&str> {
    match path {
        [root, room, ..] if root == "crate" => ROOMS.into_iter().find(|known| known == room),
        _ => None,
    }
}

fn place_of(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

fn shown(source: &Source, path: &[String]) -> String {
    format!("{}: {}", source.path.display(), path.join("::"))
}

fn house() -> Crate {
    Crate::read(&root().join("src"))
}

#[test]
fn rooms_stand_in_the_order_of_the_law() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let modules: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, ROOMS);
}

/// Paths by which a room uses one below it.
fn reaching_down(sources: &Crate) -> Vec<String> {
    let mut broken = Vec::new();
    for source in &sources.sources {
        let Some(at) = room_of(&source.module).and_then(place_of) else { continue };
        for path in &source.paths {
            if room_of(path).and_then(place_of).is_some_and(|other| other > at) {
                broken.push(shown(source, path));
            }
        }
    }
    broken
}

/// Paths by which a room names a library of formats that is another's.
fn foreign_libraries(sources: &Crate) -> Vec<String> {
    let owners: BTreeMap<&str, &str> =
        [("calamine", "intake"), ("rust_xlsxwriter", "report"), ("polars", "quota"), ("clap", "cli")].into();
    let mut broken = Vec::new();
    for source in &sources.sources {
        let Some(room) = room_of(&source.module) else { continue };
        for path in &source.paths {
            let owner = path.first().and_then(|library| owners.get(library.as_str()));
            if owner.is_some_and(|owner| *owner != room) {
                broken.push(shown(source, path));
            }
        }
    }
    broken
}

/// Paths by which a room touches the world without leave.
fn touching_the_world(sources: &Crate) -> Vec<String> {
    const TOUCHES_FILES: [&str; 7] = ["intake", "ledger", "report", "convert", "feed", "office", "cli"];
    let starts = |path: &[String], with: &[&str]| {
        path.len() >= with.len() && path.iter().zip(with).all(|(part, with)| part == with)
    };
    let mut broken = Vec::new();
    for source in &sources.sources {
        let Some(room) = room_of(&source.module) else { continue };
        for path in &source.paths {
            let last = path.last().map(String::as_str).unwrap_or_default();
            let files = starts(path, &["std", "fs"]) && !TOUCHES_FILES.contains(&room);
            // What a process has worked is no clock, but only the bounds around reading ask for it.
            let processor = last.contains("cpu_time") && room != "intake";
            let clock = last == "now" && room != "cli";
            let environment = starts(path, &["std", "env"]) && last.starts_with("var") && room != "cli";
            let console = ["print", "println", "eprint", "eprintln"].contains(&last) && room != "cli";
            if files || processor || clock || environment || console {
                broken.push(shown(source, path));
            }
        }
    }
    broken
}

/// Files that begin a zip or have one written past the one place that makes it the same on every system.
fn own_zips(sources: &Crate) -> Vec<String> {
    let saves = ["save_to_buffer", "save_to_writer"];
    let mut broken = Vec::new();
    for source in &sources.sources {
        let stands = |file: &str| source.path == Path::new(file);
        let saved = source.methods.iter().any(|method| saves.contains(&method.as_str()));
        let begun = source.paths.iter().any(|path| {
            path.first().is_some_and(|library| library == "zip")
                && path.iter().any(|part| part.ends_with("FileOptions"))
        });
        if (saved && !stands("report/finish.rs")) || (begun && !stands("package/made_by.rs")) {
            broken.push(source.path.display().to_string());
        }
    }
    broken
}

/// Groups of files inside a room that use each other. A folder's `mod.rs` holds what its files share
/// and calls them in their order, so that a file and a `mod.rs` above it may know each other.
fn circles(sources: &Crate) -> Vec<Vec<String>> {
    let above = |from: usize, to: usize| {
        let (from, to) = (&sources.sources[from].module, &sources.sources[to].module);
        from.len() > to.len() && from.starts_with(to)
    };
    let uses: Vec<BTreeSet<usize>> = sources
        .uses()
        .into_iter()
        .enumerate()
        .map(|(from, uses)| uses.into_iter().filter(|to| !above(from, *to)).collect())
        .collect();
    let reach: Vec<BTreeSet<usize>> = (0..uses.len())
        .map(|from| {
            let mut reached = BTreeSet::new();
            let mut next: Vec<usize> = uses[from].iter().copied().collect();
            while let Some(at) = next.pop() {
                if reached.insert(at) {
                    next.extend(uses[at].iter().copied());
                }
            }
            reached
        })
        .collect();
    let mut groups: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for (at, reached) in reach.iter().enumerate() {
        if reached.contains(&at) {
            groups.insert(reached.iter().copied().filter(|other| reach[*other].contains(&at)).collect());
        }
    }
    groups
        .into_iter()
        .map(|group| group.into_iter().map(|at| sources.sources[at].path.display().to_string()).collect())
        .collect()
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let broken = reaching_down(&house());
    assert!(broken.is_empty(), "rooms reach down:\n{}", broken.join("\n"));
}

#[test]
fn libraries_of_formats_are_named_in_one_room_only() {
    let broken = foreign_libraries(&house());
    assert!(broken.is_empty(), "another room's library:\n{}", broken.join("\n"));
}

#[test]
fn the_world_is_touched_where_the_law_says_and_the_clock_in_one_room() {
    let broken = touching_the_world(&house());
    assert!(broken.is_empty(), "the world is touched:\n{}", broken.join("\n"));
}

#[test]
fn zips_are_made_where_they_become_the_same_on_every_system() {
    let broken = own_zips(&house());
    assert!(broken.is_empty(), "zips of their own:\n{}", broken.join("\n"));
}

#[test]
fn no_files_of_a_room_use_each_other_in_a_circle() {
    let circles: Vec<String> = circles(&house()).iter().map(|group| group.join(" ↔ ")).collect();
    assert!(circles.is_empty(), "circles of files:\n{}", circles.join("\n"));
}

/// Names that several types bear, with their files; those for one file alone count too.
fn shared_names(sources: &Crate) -> Vec<String> {
    let mut by_name: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in &sources.sources {
        for name in &source.types {
            by_name.entry(name).or_default().push(source.path.display().to_string());
        }
    }
    by_name
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect()
}

#[test]
fn a_type_name_stands_once_in_the_crate() {
    let twice = shared_names(&house());
    assert!(twice.is_empty(), "names of several types:\n{}", twice.join("\n"));
}

/// Files with locals whose names say nothing: what was said, told, owned, one of what. `dedup` is rewritten elsewhere.
fn empty_words(sources: &Crate) -> Vec<String> {
    let says_nothing = |name: &String| ["said", "told", "own", "one"].contains(&name.as_str());
    let others = sources.sources.iter().filter(|source| !source.path.starts_with("dedup"));
    others
        .flat_map(|source| {
            let names = source.locals.iter().filter(move |name| says_nothing(name));
            names.map(|name| format!("{}: {name}", source.path.display()))
        })
        .collect()
}

#[test]
fn a_local_is_called_by_what_it_is() {
    let empty = empty_words(&house());
    assert!(empty.is_empty(), "locals that say nothing:\n{}", empty.join("\n"));
    for text in
        ["fn g() { let said = 1; }", "fn g() { let (mut own, x) = y; }", "fn g() { if let Some(one) = x {} }"]
    {
        let is_let = text.contains(" let ") && !text.contains("if let");
        assert_eq!(caught(empty_words, &[("layout/rows.rs", text)]), is_let, "{text}");
    }
}

#[test]
fn the_root_holds_what_the_client_fixed() {
    let allowed: BTreeSet<&str> = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "samples",
        "schemas",
        "tests",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "deny.toml",
        "target",
    ]
    .into();
    for entry in fs::read_dir(root()).expect("root") {
        let name = entry.expect("readable").file_name();
        let name = name.to_string_lossy();
        assert!(name.starts_with('.') || allowed.contains(&*name), "{name} stands at the root");
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies && line.contains('=') {
            assert!(line.contains('#'), "no reason: {line}");
        }
    }
}

/// The fuzz package compiles the rooms that strangers meet by path: it has the libraries that they use, in the same
/// versions, or nobody finds out until somebody wants to fuzz.
#[test]
fn the_fuzz_package_has_the_libraries_of_its_rooms() {
    let dependencies = |path: &str| -> BTreeMap<String, String> {
        let manifest = fs::read_to_string(root().join(path)).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("TOML");
        let version = |value: &toml::Value| {
            value.as_str().or_else(|| value.get("version")?.as_str()).unwrap_or_default().to_owned()
        };
        let listed = manifest["dependencies"].as_table().expect("a table");
        listed.iter().map(|(name, value)| (name.replace('-', "_"), version(value))).collect()
    };
    let (own, fuzzed) = (dependencies("Cargo.toml"), dependencies("tests/fuzz/Cargo.toml"));
    let rooms = fs::read_to_string(root().join("tests/fuzz/src/lib.rs")).expect("the rooms");
    let mut missing = BTreeSet::new();
    for source in &house().sources {
        let is_fuzzed =
            room_of(&source.module).is_some_and(|room| rooms.contains(&format!("/{room}/mod.rs")));
        let libraries = source.paths.iter().filter_map(|path| path.first()).filter(|_| is_fuzzed);
        missing
            .extend(libraries.filter(|name| own.contains_key(*name) && !fuzzed.contains_key(*name)).cloned());
    }
    assert!(missing.is_empty(), "tests/fuzz/Cargo.toml lacks {missing:?}");
    for (name, version) in &fuzzed {
        assert!(
            own.get(name).is_none_or(|own| own == version),
            "{name} is {version} in tests/fuzz/Cargo.toml"
        );
    }
}

/// What a law finds in a crate of these files.
#[track_caller]
fn caught(law: fn(&Crate) -> Vec<String>, files: &[(&str, &str)]) -> bool {
    let files = files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned()));
    !law(&Crate::of(files)).is_empty()
}

#[test]
fn a_breach_is_seen_however_it_is_written() {
    let down = [
        "use crate::report;",
        "use crate::{\n    finding::Place,\n    report::Book,\n};",
        "use crate::{finding as f, report as r};\nfn g() { r::book(); }",
        "use super::super::report::Book;",
        "#[cfg(test)]\nmod tests {}\nfn g() { crate::report::book(); }",
        "fn g() { format!(\"{}\", crate::report::book()); }",
        "fn g() -> Option<crate::report::Book> { None }",
    ];
    for text in down {
        assert!(caught(reaching_down, &[("layout/rows.rs", text)]), "{text}");
    }
    let world = [
        "use std::{fs};",
        "use std::fs::{self, File};",
        "use std::fs as files;",
        "use std::{io, fs::File};\nfn g() { let _ = File::open(\"x\"); }",
        "#[cfg(test)]\nmod tests {}\nfn g() { std::fs::read(\"x\"); }",
        "use std::time as t;\nfn g() { t::Instant::now(); }",
        "use std::env::{self as surroundings};\nfn g() { surroundings::var(\"x\"); }",
    ];
    for text in world {
        assert!(caught(touching_the_world, &[("layout/rows.rs", text)]), "{text}");
    }
    let libraries = ["use {calamine as c};", "fn g(_: calamine::Data) {}", "use calamine::{Data, Reader};"];
    for text in libraries {
        assert!(caught(foreign_libraries, &[("layout/rows.rs", text)]), "{text}");
    }
    let rows = ("report/rows.rs", "struct Row;");
    for text in ["enum Row {}", "fn g() { struct Row; }", "type Row = u8;", "pub(super) trait Row {}"] {
        assert!(caught(shared_names, &[rows, ("layout/rows.rs", text)]), "{text}");
    }
    let zips = [
        "use zip::write::SimpleFileOptions;",
        "fn g() -> zip::write::FullFileOptions { x }",
        "fn g(book: &mut Workbook) { let _ = book.save_to_buffer(); }",
    ];
    for text in zips {
        assert!(caught(own_zips, &[("report/rows.rs", text)]), "{text}");
    }
    // Tests may use what they like.
    let tests = "#[cfg(test)]\nmod tests { use crate::report; fn g() { std::fs::read(\"x\"); } }";
    assert!(!caught(reaching_down, &[("layout/rows.rs", tests)]));
    assert!(!caught(touching_the_world, &[("layout/rows.rs", tests)]));
}

#[test]
fn a_circle_is_seen_through_what_a_room_passes_on() {
    let files = [
        ("layout/mod.rs", "mod rows; mod roles; pub use rows::Row; pub use roles::Role;"),
        ("layout/rows.rs", "use super::Role; pub struct Row(Role);"),
        ("layout/roles.rs", "use crate::layout::Row; pub enum Role { Of(Row) }"),
    ];
    let house = Crate::of(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())));
    assert_eq!(circles(&house), [["layout/rows.rs", "layout/roles.rs"]]);
}
