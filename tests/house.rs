//! The law of the house (see the crate documentation): which room may use which, where the world is
//! touched, and what stands at the root.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 17] = [
    "finding", "text", "package", "units", "plan", "intake", "layout", "record", "registry", "dedup",
    "quota", "ledger", "report", "convert", "feed", "office", "cli",
];

/// Source files of a room with their text, tests included.
fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    walk(&root().join("src").join(room), &mut files);
    files
}

fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a room is a folder")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            files.push((path, text));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file's code lines, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

#[test]
fn rooms_stand_in_the_order_of_the_law() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let modules: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, ROOMS);
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let mut broken = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        let below = &ROOMS[at + 1..];
        for (path, text) in sources(room) {
            for line in code(&text) {
                for other in below {
                    if line.contains(&format!("crate::{other}::"))
                        || line.contains(&format!("crate::{{{other}"))
                    {
                        broken.push(format!("{}: {line}", path.display()));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "rooms reach down:\n{}", broken.join("\n"));
}

#[test]
fn libraries_of_formats_are_named_in_one_room_only() {
    let owners =
        [("calamine::", "intake"), ("rust_xlsxwriter::", "report"), ("polars::", "quota"), ("clap::", "cli")];
    for (library, owner) in owners {
        for room in ROOMS.iter().filter(|room| **room != owner) {
            for (path, text) in sources(room) {
                // Tests may make workbooks to read.
                let own = text.split("#[cfg(test)]").next().unwrap_or_default();
                let in_tests = path.components().any(|part| part.as_os_str() == "tests")
                    || path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("tests.rs"));
                let named = !in_tests && code(own).any(|line| line.contains(library));
                assert!(!named, "{} names {library}", path.display());
            }
        }
    }
}

#[test]
fn the_world_is_touched_in_four_rooms_and_the_clock_in_one() {
    for room in ROOMS {
        for (path, text) in sources(room) {
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            let in_tests = path.components().any(|part| part.as_os_str() == "tests")
                || path.file_name().is_some_and(|name| {
                    name.to_string_lossy().ends_with("tests.rs") || name == "invented.rs"
                });
            if in_tests {
                continue;
            }
            let says = |word: &str| code(own).any(|line| line.contains(word));
            if !["intake", "ledger", "report", "convert", "feed", "office", "cli"].contains(&room) {
                assert!(!says("std::fs") && !says("File::open"), "{} touches files", path.display());
            }
            // What a process has worked is no clock, but only the fence around reading asks for it.
            if room != "intake" {
                assert!(!says("cpu_time"), "{} asks for processor time", path.display());
            }
            if room != "cli" {
                assert!(
                    !says("::now()") && !says("env::var"),
                    "{} reads the clock or environment",
                    path.display()
                );
            }
        }
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
        "rustfmt.toml",
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
