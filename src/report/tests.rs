//! The room as a whole, on an invented office.

use std::fs;
use std::path::Path;

use super::invented::{MANIFEST, Office};
use super::{Written, publish, recover};

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn published(n: usize) -> (tempfile::TempDir, Vec<Written>) {
    let office = Office::new(n);
    let out = tempfile::tempdir().expect("a folder");
    let written = publish(out.path(), &office.consolidation(), &MANIFEST).expect("published");
    (out, written)
}

#[test]
fn two_runs_write_the_same_bytes() {
    let (_first, first) = published(120);
    let (_second, second) = published(120);
    assert_eq!(first, second);
    assert!(first.iter().any(|file| file.path == "tong-hop.xlsx"));
    assert!(first.iter().any(|file| file.path == "data/sources.csv"));
    assert!(first.iter().any(|file| file.path == "manifest.json"));
}

#[test]
fn an_office_without_anything_gets_its_folder_all_the_same() {
    let (out, written) = published(0);
    assert!(written.len() >= 12, "{written:?}");
    assert_eq!(files(out.path()), ["2024-06"]);
}

#[test]
fn the_folder_is_replaced_whole() {
    let office = Office::new(3);
    let out = tempfile::tempdir().expect("a folder");
    let place = out.path().join("2024-06");
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("cũ.txt"), "cũ").expect("a file");
    publish(out.path(), &office.consolidation(), &MANIFEST).expect("published");
    assert!(!place.join("cũ.txt").exists());
    assert_eq!(files(out.path()), ["2024-06"]);
}

#[test]
fn a_run_that_broke_off_leaves_the_old_folder_or_the_new_one() {
    let out = tempfile::tempdir().expect("a folder");
    for folder in [".2024-05.old", ".2024-06.tmp", ".2024-04.old", "2024-04"] {
        fs::create_dir_all(out.path().join(folder)).expect("a folder");
    }
    recover(out.path()).expect("recovered");
    assert_eq!(files(out.path()), ["2024-04", "2024-05"]);
}

#[test]
fn data_files_keep_their_columns_and_disarm_formulas() {
    let (out, _) = published(40);
    let read =
        |name: &str| fs::read_to_string(out.path().join("2024-06/data").join(name)).expect("a data file");
    #[rustfmt::skip]
    let expect = [
        ("registrations.csv", "registration_id,exemplar_id,status,kind,name,birth_date,birth_year,gender,position,workplace,unit_code,unit_name,sender_code,sender_name,movement_id,lead_code,received,source,sheet,row"),
        ("exemplars.csv", "exemplar_id,kind,name,birth_year,unit_code,unit_name,movement_ids,lead_codes,registrations,first_period"),
        ("quotas.csv", "movement_id,movement,lead_code,lead,kind,holder,scope,required,registered,shortfall,excess,status,quota_id"),
        ("reporting.csv", "unit_code,unit,level,expected,received,on_time,late,missing,last_received,due"),
        ("findings.csv", "code,severity,source,sheet,cell,raw,message,advice,unit_code"),
        ("sources.csv", "source,sheet,hash,sender_code,received,outcome,rows,blank,title,header,numbering,section,data,total,note,signature,other"),
        ("questions.csv", "question_id,topic,left,right,evidence,score,proposal"),
        ("changes.csv", "exemplar_id,change,field,before,after"),
    ];
    for (name, columns) in expect {
        assert_eq!(read(name).lines().next(), Some(columns), "{name}");
    }
    assert_eq!(read("registrations.csv").lines().count(), 41);
    assert!(read("findings.csv").contains("'=NguyÔn"));
}

/// Writes the invented office where `TONGHOP_LOOK` says, for people to look at.
#[test]
fn to_look_at() {
    let Some(out) = std::env::var_os("TONGHOP_LOOK") else {
        return;
    };
    let size = std::env::var("TONGHOP_LOOK_SIZE").ok().and_then(|size| size.parse().ok());
    let office = Office::new(size.unwrap_or(120));
    publish(Path::new(&out), &office.consolidation(), &MANIFEST).expect("published");
}
