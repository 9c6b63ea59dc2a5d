//! Workers that end, hang, eat or babble cost one file, and the next file is read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tonghop::intake::{FileOutcome, Limits, Readers, arrivals, open, read_bytes};

use crate::files::{mail, xlsx, zip_of};
use crate::{DAY, account, read, readers};

/// A page that takes hours: each of its rows looks for a free column among 16,384 taken ones.
fn slow_page() -> Vec<u8> {
    let mut page = "<html><table><tr><td rowspan=1000000 colspan=16384>a</tr>".to_owned();
    page.push_str(&"<tr><td>b</tr>".repeat(200_000));
    page.into()
}

/// A list of a million short cells.
fn large_list() -> Vec<u8> {
    let mut list = String::new();
    for row in 0..100_000 {
        writeln!(list, "{row},b,c,d,e,f,g,h,i,j").expect("a string");
    }
    list.into()
}

#[test]
fn what_takes_too_long_is_given_up() {
    let readers = readers(Limits { max_seconds: 2, ..Limits::default() });
    let slow = read(&readers, "a.html", &slow_page());
    assert_eq!(account(&slow), ["a.html Failed file-crashed"]);
    assert!(slow[0].findings[0].message.contains("quá 4 giây"), "{}", slow[0].findings[0].message);
    assert_eq!(read(&readers, "b.xlsx", &xlsx())[0].outcome, FileOutcome::Read);
}

#[test]
fn what_takes_too_much_memory_is_given_up() {
    let readers = readers(Limits { max_memory_bytes: 32 << 20, ..Limits::default() });
    let large = read(&readers, "a.csv", &large_list());
    assert_eq!(account(&large), ["a.csv Failed file-too-large"]);
    assert!(large[0].findings[0].message.contains("32 MB"), "{}", large[0].findings[0].message);
    assert_eq!(read(&readers, "b.xlsx", &xlsx())[0].outcome, FileOutcome::Read);
}

/// Only the member at which reading breaks off is lost, however deep it lies.
#[test]
fn a_bad_member_does_not_cost_its_neighbours() {
    let readers = readers(Limits { max_memory_bytes: 32 << 20, max_seconds: 2, ..Limits::default() });
    let (good, large, slow) = (xlsx(), large_list(), slow_page());
    let letter = mail(&[("tốt.xlsx", &good), ("nặng.csv", &large), ("cuối.xlsx", &good)]);
    let zip = zip_of(&[("1.xlsx", &good), ("2.html", &slow), ("3.eml", &letter), ("4.xlsx", &good)]);
    assert_eq!(
        account(&read(&readers, "a.zip", &zip)),
        [
            "a.zip!1.xlsx Read",
            "a.zip!2.html Failed file-crashed",
            "a.zip!3.eml!tốt.xlsx Read",
            "a.zip!3.eml!nặng.csv Failed file-too-large",
            "a.zip!3.eml!cuối.xlsx Read",
            "a.zip!4.xlsx Read",
        ]
    );
}

/// A container full of bad members ends, too.
#[test]
fn bad_members_without_end_cost_their_container() {
    let readers = readers(Limits { max_memory_bytes: 32 << 20, ..Limits::default() });
    let large = large_list();
    let members: Vec<String> = (0..12).map(|n| format!("{n}.csv")).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|name| (name.as_str(), large.as_slice())).collect();
    assert_eq!(account(&read(&readers, "a.zip", &zip_of(&members))), ["a.zip Failed file-too-large"]);
}

/// What goes through a worker is what comes out in-process, to the last letter; alone or in a row.
#[test]
fn workers_change_nothing() {
    let inbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024/inbox");
    let readers = readers(Limits::default());
    let listed = arrivals(&inbox).expect("the samples").value;
    let in_a_row = readers.open(&listed);
    assert_eq!(in_a_row.len(), listed.len());
    for (arrival, read) in listed.iter().zip(&in_a_row) {
        assert_eq!(format!("{read:?}"), format!("{:?}", open(arrival, &Limits::default())));
    }
    assert!(!readers.unfenced());
}

/// One bad file in a row is found, and the others are read.
#[test]
fn a_bad_file_does_not_cost_its_row() {
    let inbox = tempfile::tempdir().expect("a folder");
    // The slow page is cut so that it fits into a row.
    for (name, bytes) in [("1.xlsx", &xlsx()[..]), ("2.html", &slow_page()[..200_000]), ("3.xlsx", &xlsx())] {
        fs::write(inbox.path().join(name), bytes).expect("a file");
    }
    let readers = readers(Limits { max_seconds: 1, ..Limits::default() });
    let listed = arrivals(inbox.path()).expect("a listing").value;
    let outcomes: Vec<FileOutcome> = readers.open(&listed).iter().map(|read| read[0].outcome).collect();
    assert_eq!(outcomes, [FileOutcome::Read, FileOutcome::Failed, FileOutcome::Read]);
}

/// Programs that are no readers: none at all, and of those that every system has one that ends and one that
/// babbles; of Unix also one that fails and one that never ends.
#[cfg(windows)]
const NO_READERS: [&str; 3] =
    ["C:\\nowhere\\tonghop.exe", "C:\\Windows\\System32\\hostname.exe", "C:\\Windows\\System32\\cmd.exe"];
#[cfg(not(windows))]
const NO_READERS: [&str; 4] = ["/nowhere/tonghop", "/usr/bin/true", "/usr/bin/false", "/usr/bin/yes"];

#[test]
fn without_a_reader_files_are_read_in_process() {
    let list = xlsx();
    for program in NO_READERS {
        let readers = Readers::start(Path::new(program), Limits::default());
        for _ in 0..2 {
            let here = read(&readers, "a.xlsx", &list);
            let there = read_bytes(&"a.xlsx".into(), &list, DAY, None, &Limits::default());
            assert_eq!(format!("{here:?}"), format!("{there:?}"), "{program}");
            assert!(readers.unfenced(), "{program}");
        }
    }
}

/// A worker without a parent ends by itself.
#[test]
fn a_worker_ends_with_its_input() {
    use std::process::{Command, Stdio};
    let worker = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .arg(tonghop::intake::READER)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .expect("a worker");
    assert!(worker.status.success() && worker.stdout.ends_with(b" reads\n"));
}

/// Not even amid a file that takes hours does it outlive the program that wanted it.
#[cfg(target_os = "linux")]
#[test]
fn a_worker_does_not_outlive_its_parent() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;
    let folder = tempfile::tempdir().expect("a folder");
    // Under a name of its own, so that its workers are told from those of other tests.
    let program = folder.path().join("tonghop");
    fs::copy(env!("CARGO_BIN_EXE_tonghop"), &program).expect("a program");
    let page = folder.path().join("a.html");
    fs::write(&page, slow_page()).expect("a file");
    let inspect = Command::new(&program).arg("inspect").arg(&page).stderr(Stdio::null()).spawn();
    let mut inspect = inspect.expect("a process");
    let workers = || {
        let processes = fs::read_dir("/proc").expect("processes").flatten();
        let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
        let name = program.as_os_str().as_encoded_bytes();
        lines.filter(|line| line.starts_with(name) && line.ends_with(b"__read\0")).count()
    };
    let wait_for = |count: usize| {
        (0..100).any(|_| {
            count == workers() || {
                sleep(Duration::from_millis(50));
                false
            }
        })
    };
    assert!(wait_for(1), "a worker begins");
    sleep(Duration::from_millis(300));
    inspect.kill().expect("an end");
    inspect.wait().expect("an end");
    assert!(wait_for(0), "a worker lives on");
}
