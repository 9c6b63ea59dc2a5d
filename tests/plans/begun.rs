//! `tonghop init --for`: a place's workspace, ready to run.

use std::collections::BTreeSet;
use std::fs;

use jiff::Timestamp;
use tonghop::office::{Host, Silent, Workspace};

use super::root;
use super::workbook::tonghop;

/// How many units owe a list, counted in the tables of the country: the places right below, and the bodies of the
/// state, the Party, the Front with the mass organisations, and the armed forces that every such place has today.
fn counted(code: &str, level: &str, place: &str) -> usize {
    let word =
        ["tỉnh", "thành phố", "xã", "phường", "đặc khu"].into_iter().find(|word| place.starts_with(word));
    let word = word.expect("a kind of place");
    let table = |name: &str| fs::read_to_string(root().join("schemas").join(name)).expect("a table");
    let below = table("units-2025.csv");
    let below = below.lines().filter(|line| line.split(',').nth(2) == Some(code)).count();
    let today = Timestamp::now().to_string();
    let today = &today[..10];
    let owes = |line: &&str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, kind, of, from, until, _, _, _, having] = cells[..] else { return false };
        ["agency", "party", "mass_organisation", "armed_force"].contains(&kind)
            && of.split(';').any(|one| one == level)
            && (from.is_empty() || from <= today)
            && (until.is_empty() || today <= until)
            && !having.split(';').any(|one| one == format!("trừ {place}"))
            && (having.is_empty()
                || having.starts_with("trừ ")
                || having.split(';').any(|one| one == word || one == place))
    };
    let bodies = table("bodies.tsv");
    below + bodies.lines().filter(|line| !line.starts_with('#')).skip(1).filter(owes).count()
}

#[test]
fn a_place_of_today_begins_with_the_units_that_have_to_send() {
    let check = |place: &str, code: &str, level: &str, bare: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("ke hoach");
        let at = dir.to_string_lossy().into_owned();
        tonghop(&["init", &at, "--for", place], &[0]);
        let host = Host { program: None, now: Timestamp::now, console: &Silent };
        let workspace = Workspace::open(&dir, &host).expect("opened");
        let senders: BTreeSet<_> = workspace.plan.reporters.iter().collect();
        assert_eq!(senders.len(), counted(code, level, bare), "{place}");
        assert_eq!(workspace.plan.issuer.as_str(), code, "{place}");
        assert!(workspace.findings.is_empty(), "{place}: {:?}", workspace.findings);
        let examples = workspace.plan.quotas.iter().filter(|quota| quota.basis.starts_with("VÍ DỤ")).count();
        assert!(examples >= 2 && examples == workspace.plan.quotas.len(), "{place}");
        tonghop(&["run", &at, "--quiet"], &[0]);
        tonghop(&["template", "--all", "--in", &at], &[0]);
        let forms = fs::read_dir(dir.join("mau-dang-ky")).expect("forms").count();
        assert_eq!(forms, senders.len(), "{place}");
        // The folder is somebody's now.
        let said = tonghop(&["init", &at, "--for", place], &[2]);
        assert!(said.contains("ke-hoach.xlsx"), "{said}");
    };
    check("Tỉnh Lạng Sơn", "20", "tỉnh", "tỉnh Lạng Sơn");
    check("Thành phố Huế", "46", "tỉnh", "thành phố Huế");
    check("Thành phố Hà Nội", "01", "tỉnh", "thành phố Hà Nội");
    check("Xã Đồng Đăng, tỉnh Lạng Sơn", "06184", "xã", "xã Đồng Đăng");
    check("Phường Tam Thanh, tỉnh Lạng Sơn", "05986", "xã", "phường Tam Thanh");
    check("Đặc khu Phú Quốc, tỉnh An Giang", "31078", "xã", "đặc khu Phú Quốc");
    check("Đặc khu Vân Đồn, tỉnh Quảng Ninh", "06994", "xã", "đặc khu Vân Đồn");
}

#[test]
fn a_department_begins_with_its_own_rooms() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("so");
    tonghop(&["init", &dir.to_string_lossy(), "--for", "Sở Nội vụ tỉnh Lạng Sơn"], &[0]);
    tonghop(&["run", &dir.to_string_lossy(), "--quiet"], &[0]);
}

#[test]
fn a_place_that_may_be_several_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("so");
    for (place, pieces) in [
        ("Xã Tân Tiến", &["Xã Tân Tiến", "Không rõ", "Có phải"][..]),
        ("Tỉnh Lạng Sơm", &["Không rõ", "«Tỉnh Lạng Sơn»"]),
    ] {
        let said = tonghop(&["init", &dir.to_string_lossy(), "--for", place], &[2]);
        assert!(pieces.iter().all(|piece| said.contains(piece)), "{said}");
    }
    assert!(!dir.exists());
}
