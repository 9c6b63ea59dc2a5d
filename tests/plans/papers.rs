//! What the README says is so: its commands run, its files are there.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{copy, root};

/// A page may be this long.
const MAX_LINES: usize = 120;

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// The commands of its console blocks, without what follows a `#`.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ "));
    lines.map(|line| line.split('#').next().unwrap_or_default()).map(words).collect()
}

/// The words of a command as a shell reads them: quotes hold several together.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn run(words: &[String], dir: &Path) -> i32 {
    let output = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(words).current_dir(dir).output();
    output.expect("the program starts").status.code().expect("a status")
}

#[test]
fn the_commands_of_the_readme_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path();
    let sample = Path::new("samples/lang-son-2024");
    copy(&root().join(sample), &dir.join(sample));
    let readme = readme();
    let mut n_run = 0;
    for command in commands(&readme) {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let args = match words.as_slice() {
            ["cargo", "run", "--release", "--", ..] => &command[4..],
            ["tonghop", ..] => &command[1..],
            // This very test.
            ["cargo", "test"] => continue,
            _ => panic!("the README shows «{}», which nobody runs here", command.join(" ")),
        };
        let status = run(args, dir);
        // A run that was done may still have found something to mend.
        let done = if args[0] == "run" { [0, 1].as_slice() } else { [0].as_slice() };
        assert!(done.contains(&status), "{}: {status}", command.join(" "));
        n_run += 1;
    }
    assert!(n_run >= 6, "{n_run} commands");
    assert!(dir.join("ke-hoach-2026/HUONG-DAN.html").is_file());

    // What it says of the folder of a period.
    let out = dir.join(sample).join("out/2024-06");
    for name in [
        "tong-hop.xlsx",
        "cap-xa",
        "don-doc.xlsx",
        "thu",
        "can-quyet-dinh.xlsx",
        "phan-hoi",
        "data",
        "manifest.json",
    ] {
        assert!(readme.contains(name) && out.join(name).exists(), "{name}");
    }
}

#[test]
fn the_readme_is_short_and_what_it_points_to_is_there() {
    let readme = readme();
    assert!(readme.lines().count() <= MAX_LINES);
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local: Vec<&str> = targets.filter(|target| !target.starts_with("http")).collect();
    assert!(local.len() >= 5, "{local:?}");
    for target in local {
        assert!(root().join(target).is_file(), "{target}");
    }
}

#[test]
fn the_manual_names_every_column_of_the_data_files() {
    let manual = fs::read_to_string(root().join("src/cli/manual/chapters/data.md")).expect("the chapter");
    let sample = super::Sample::of("lang-son-2024");
    let data = sample.run("2024-06");
    let mut n_files = 0;
    for entry in fs::read_dir(&data.0).expect("the data files") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let stem = name.trim_end_matches(".csv");
        assert!(manual.contains(stem), "data.md names no {name}");
        // Columns of the Excel tables stand in schemas/tables.csv; those of the matrix are movements.
        if !stem.starts_with("tbl") && stem != "tong-hop" {
            let mut table = csv::Reader::from_path(&path).expect("a table");
            for column in table.headers().expect("a header") {
                assert!(manual.contains(&format!("`{column}`")), "data.md names no «{column}» of {name}");
            }
        }
        n_files += 1;
    }
    assert_eq!(n_files, 16);
}

#[test]
fn the_schemas_speak_to_the_officer() {
    // An editor shows these sentences beside each key of plan.toml and tonghop.toml.
    fn walk(value: &serde_json::Value, at: &str, silent: &mut Vec<String>) {
        let is_vietnamese =
            |text: &str| text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
        match value {
            serde_json::Value::Object(fields) => {
                let properties = fields.get("properties").and_then(serde_json::Value::as_object);
                for (key, property) in properties.into_iter().flatten() {
                    let told = property.get("description").and_then(serde_json::Value::as_str);
                    if !told.is_some_and(is_vietnamese) {
                        silent.push(format!("{at}/{key}: {}", told.unwrap_or("nothing")));
                    }
                }
                for (key, value) in fields {
                    walk(value, &format!("{at}/{key}"), silent);
                }
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| walk(value, at, silent)),
            _ => {}
        }
    }
    for name in ["plan", "settings", "units"] {
        let text = fs::read_to_string(root().join(format!("schemas/{name}.schema.json"))).expect("a schema");
        let mut silent = Vec::new();
        walk(&serde_json::from_str(&text).expect("JSON"), name, &mut silent);
        assert!(silent.is_empty(), "keys that say nothing, or not in Vietnamese:\n{}", silent.join("\n"));
    }
}
