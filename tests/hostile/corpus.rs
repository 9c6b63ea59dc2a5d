//! A measurement, made when asked for: every file of a folder through the readers.
//!
//! `TONGHOP_CORPUS=<folder> cargo test --test hostile corpus -- --ignored --nocapture` prints what became of
//! each file; the folder is that of test suites of other readers, which are not committed.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::time::Instant;

use tonghop::intake::{Limits, arrivals};

use crate::{account, assert_accounted, readers};

#[test]
#[ignore = "a measurement: the corpus is no part of the project"]
fn a_corpus_is_accounted_for() {
    let folder = env::var_os("TONGHOP_CORPUS").expect("TONGHOP_CORPUS says where the files are");
    let readers = readers(Limits::default());
    let listed = arrivals(Path::new(&folder)).expect("a folder").value;
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut slowest = (0.0, String::new());
    for arrival in &listed {
        let start = Instant::now();
        let attachments = readers.open(std::slice::from_ref(arrival)).concat();
        let seconds = start.elapsed().as_secs_f64();
        if slowest.0 < seconds {
            slowest = (seconds, arrival.source.to_string());
        }
        assert_accounted(&arrival.source, &attachments);
        for line in account(&attachments).iter().filter(|line| line.contains(" Failed ")) {
            println!("{line}");
        }
        let extension = arrival.source.rsplit('.').next().unwrap_or_default().to_lowercase();
        let outcome = attachments.first().map_or_else(String::new, |it| format!("{:?}", it.outcome));
        *counts.entry((extension, outcome)).or_default() += 1;
    }
    println!("{} files, slowest {:.2} s: {}", listed.len(), slowest.0, slowest.1);
    for ((extension, outcome), count) in counts {
        println!("{extension}\t{outcome}\t{count}");
    }
    assert!(!readers.unfenced());
}
