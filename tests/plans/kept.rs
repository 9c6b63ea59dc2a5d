//! What was kept of earlier runs.

use super::*;

/// Every file below a folder with its bytes.
fn files(folder: &Path, base: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, base, found);
        } else {
            let name = path.strip_prefix(base).expect("inside").to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).expect("readable"));
        }
    }
}

/// What was kept of earlier runs changes how fast a run is, and no byte of what it writes: not where
/// it is deleted, damaged or foreign, and not where files came one by one.
#[test]
fn what_was_kept_of_earlier_runs_changes_no_byte() {
    let sample = Sample::of("tay-ninh-2021-2025");
    let out = sample.dir.join("out");
    let written = |period: &str| {
        sample.run(period);
        let mut found = BTreeMap::new();
        files(&out.join(period), &out, &mut found);
        found
    };
    let later = sample.dir.join("inbox/2025-11-14");
    let aside = sample.dir.join("aside");
    fs::rename(&later, &aside).expect("moved");
    written("2024-12");
    written("2025-11");
    // The list of November comes: one file is new.
    fs::rename(&aside, &later).expect("moved");
    let month_by_month = written("2025-12");
    let kept = sample.dir.join(".tonghop/readings");
    let bytes = fs::read(&kept).expect("readings are kept");

    fs::remove_dir_all(sample.dir.join(".tonghop")).expect("removed");
    assert!(month_by_month == written("2025-12"), "without what was kept");
    let mut damaged = bytes.clone();
    for at in (40..damaged.len()).step_by(997) {
        damaged[at] ^= 0x55;
    }
    for foreign in [damaged.as_slice(), &bytes[..bytes.len() / 2], b"PK\x03\x04 not ours", b""] {
        fs::write(&kept, foreign).expect("written");
        assert!(month_by_month == written("2025-12"), "with {} foreign bytes", foreign.len());
    }
}
