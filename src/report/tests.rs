//! The room as a whole, on an invented office.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use rust_xlsxwriter::Workbook;

use super::invented::{MANIFEST, Office};
use super::part::Part;
use super::style::Styles;
use super::{WrittenFile, changes, finish, list, publish, recover, tables};
use crate::ledger::Cache;

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn published(n: usize) -> (tempfile::TempDir, Vec<WrittenFile>) {
    let office = Office::new(n);
    let out = tempfile::tempdir().expect("a folder");
    let written =
        publish(out.path(), &office.consolidation(), &MANIFEST, &Cache::default(), &BTreeSet::new())
            .expect("published");
    (out, written.written)
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
    fs::write(place.join("ghi chú.txt"), "của cán bộ").expect("a file");
    // What an earlier run published goes with its folder, what it did not stays.
    let old = blake3::hash(b"published before").to_hex();
    fs::write(place.join("cũ.txt"), "published before").expect("a file");
    let manifest = format!("{{\"outputs\": {{\"cũ.txt\": \"{old}\"}}}}");
    fs::write(place.join("manifest.json"), manifest).expect("a file");
    publish(out.path(), &office.consolidation(), &MANIFEST, &Cache::default(), &BTreeSet::new())
        .expect("published");
    assert!(!place.join("cũ.txt").exists());
    assert_eq!(fs::read_to_string(place.join("ghi chú.txt")).expect("kept"), "của cán bộ");
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
        ("registrations.csv", "registration_id,exemplar_id,status,kind,name,birth_date,birth_year,gender,position,workplace,unit_code,unit_name,sender_code,sender_name,movement_id,lead_code,received,source,sheet,row,members,part,practice,carrier,honorific,achievement,remark,address,ethnicity,religion,phone,email,object_class,attributes,awards,proposed_award,rating,initiative,decision,particulars"),
        ("exemplars.csv", "exemplar_id,kind,name,birth_year,unit_code,unit_name,movement_ids,lead_codes,registrations,first_period"),
        ("quotas.csv", "movement_id,movement,lead_code,lead,kind,holder,scope,required,registered,shortfall,excess,status,quota_id,partners,basis,plan_line"),
        ("reporting.csv", "unit_code,unit,level,expected,received,on_time,late,missing,last_received,due"),
        ("findings.csv", "code,severity,source,sheet,cell,raw,message,advice,unit_code"),
        ("sources.csv", "source,sheet,hash,sender_code,received,outcome,rows,blank,title,header,numbering,section,data,total,note,signature,other,cells,cells_read,cells_split,cells_told,cells_structure,registrations"),
        ("questions.csv", "question_id,topic,left,right,evidence,score,proposal"),
        ("changes.csv", "exemplar_id,change,field,before,after,cause,source"),
    ];
    for (name, columns) in expect {
        let text = read(name);
        let text = text.strip_prefix('\u{FEFF}').expect("the mark by which Excel shows Vietnamese");
        assert_eq!(text.lines().next(), Some(columns), "{name}");
    }
    assert_eq!(read("registrations.csv").lines().count(), 41);
    assert!(read("findings.csv").contains("'=NguyÔn"));
}

/// The text of a part of a workbook.
fn part_of(workbook: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(workbook)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The numbers of the rows of a sheet.
fn rows_of(sheet: &str) -> Vec<u32> {
    let numbers = sheet.split("<row r=\"").skip(1).filter_map(|row| row.split('"').next()?.parse().ok());
    numbers.collect()
}

#[test]
fn a_list_longer_than_a_sheet_ends_in_time_and_says_where_the_rest_stands() {
    const LAST_ROW: u32 = 60;
    let office = Office::new(300);
    let all = office.consolidation();
    let part = Part::whole(&all, &list::in_order(&all));
    let styles = Styles::new(all.look);
    let write = |last_row: u32| {
        let (mut workbook, mut blocks) = (Workbook::new(), Vec::new());
        list::write_until(last_row, &mut workbook, &styles, &part, &mut blocks).expect("written");
        let lines: usize = blocks.iter().map(|block| block.n_lines).sum();
        assert!(blocks.iter().all(|block| block.end() <= last_row + 1), "{blocks:?}");
        (lines, finish::saved(&mut workbook, &blocks).expect("a workbook"))
    };
    let (lines, whole) = write(10_000);
    let (fewer, cut) = write(LAST_ROW);
    assert!(0 < fewer && fewer < lines, "{fewer} of {lines} lines");
    let full = "Trang tính đã đầy; danh sách đủ ở data/exemplars.csv.";
    assert!(!part_of(&whole, "xl/sharedStrings.xml").contains(full));
    let texts = part_of(&cut, "xl/sharedStrings.xml");
    assert!(texts.contains(full) && texts.contains(&format!("{lines} lượt đăng ký")), "all are counted");
    for (workbook, lines) in [(whole, lines), (cut, fewer)] {
        let sheet = part_of(&workbook, "xl/worksheets/sheet1.xml");
        let rows = rows_of(&sheet);
        assert!(rows.is_sorted_by(|before, after| before < after), "{rows:?}");
        assert_eq!(sheet.matches("<row r=\"").count(), rows.len());
        let ordinals = sheet.matches("<v>").count() - sheet.matches(" t=\"s\"><v>").count();
        assert!(lines <= ordinals, "{ordinals} numbers in {lines} lines");
    }
}

#[test]
fn changes_more_than_a_sheet_holds_end_in_time_and_say_where_the_rest_stands() {
    const LAST_ROW: u32 = 18;
    let office = Office::new(40);
    let all = office.consolidation();
    let part = Part::whole(&all, &list::in_order(&all));
    let styles = Styles::new(all.look);
    let (mut workbook, mut blocks) = (Workbook::new(), Vec::new());
    changes::write_until(LAST_ROW, &mut workbook, &styles, &part, &mut blocks).expect("written");
    let lines: usize = blocks.iter().map(|block| block.n_lines).sum();
    assert!(0 < lines && lines < all.changes.len(), "{lines} lines");
    assert!(blocks.iter().all(|block| block.end() <= LAST_ROW + 1), "{blocks:?}");
    let workbook = finish::saved(&mut workbook, &blocks).expect("a workbook");
    let full = "Trang tính đã đầy; biến động đủ ở data/changes.csv.";
    assert!(part_of(&workbook, "xl/sharedStrings.xml").contains(full));
    let rows = rows_of(&part_of(&workbook, "xl/worksheets/sheet1.xml"));
    assert!(rows.is_sorted_by(|before, after| before < after), "{rows:?}");
}

#[test]
fn a_table_longer_than_a_sheet_is_cut_where_the_sheet_ends() {
    let office = Office::new(120);
    let all = office.consolidation();
    let (mut workbook, mut blocks) = (Workbook::new(), Vec::new());
    tables::write_up_to(50, &mut workbook, &Styles::new(all.look), &all, &mut blocks).expect("written");
    let workbook = finish::saved(&mut workbook, &blocks).expect("a workbook");
    let sheet = part_of(&workbook, "xl/worksheets/sheet1.xml");
    assert_eq!(rows_of(&sheet), (1..=51).collect::<Vec<u32>>());
    assert!(sheet.contains("<dimension ref=\"A1:AP51\"/>"));
    let table = part_of(&workbook, "xl/tables/table1.xml");
    assert_eq!(table.matches(" ref=\"A1:AP51\"").count(), 2, "the table and its filter: {table}");
}

/// Writes the invented office where `TONGHOP_LOOK` says, for people to look at.
#[test]
#[ignore = "it writes workbooks for people to look at"]
fn to_look_at() {
    let out = std::env::var_os("TONGHOP_LOOK").expect("TONGHOP_LOOK says where to write");
    let size = std::env::var("TONGHOP_LOOK_SIZE").ok().and_then(|size| size.parse().ok());
    let office = Office::new(size.unwrap_or(120));
    publish(Path::new(&out), &office.consolidation(), &MANIFEST, &Cache::default(), &BTreeSet::new())
        .expect("published");
}
