//! Registrations as offices beside each other send them, by an error model of its own: written from the reference
//! alone, before the comparison was changed for any of it, and never tuned on. Where `registrations` draws each slip anew
//! for every row, here each sender has a clerk, and a clerk has habits; and one exemplar is registered by its commune, by
//! its school or station, by the department and by the association above it, each in its own words.
//!
//! The units are the country's as they stood in 2024 (Thanh Hóa, Tây Ninh or Lạng Sơn, by the seed), and the schools of
//! its communes; surnames, middle names and given names are the region's. Lists are text files read from their bytes on.
//!
//! | | share |
//! |---|---|
//! | persons, households, bodies, firms and cooperatives | 68, 10, 16, 6 % of exemplars |
//! | registered once, twice, three times, four times | 55, 25, 15, 5 % of exemplars |
//! | by its own unit; its commune; the department or association of its district; of its province | 40, 25, 25, 10 % |
//! | a relative or neighbour: one tone or one middle name differs; or a namesake of another year and post | 3 % of persons |
//! | clerk writes names in capitals; without any marks | 20 %; 1 % of clerks |
//! | clerk writes years only; whole dates; ages; nothing | 55, 35, 4, 6 % of clerks |
//! | clerk writes units in full; short; abbreviated; leaves them out | 30, 35, 20, 15 % of clerks |
//! | clerk abbreviates posts and bodies; leaves out gender; leaves out addresses | 35; 40; 50 % of clerks |
//! | name: one tone lost; all marks lost; a letter wrong; middle name dropped; typing keys left in | 0.4; 0.3; 0.3; 0.3; 0.2 % of rows |
//! | birth: year one off; day and month swapped; digits swapped; left out | 0.4; 0.4 of dates; 0.1; 2 % of rows |
//! | post: another one; left out | 4; 8 % of rows |
//! | body: place left to the column; collective words before; number in another form | 35; 15; 50 % of rows |
//! | firm: legal form in another spelling | 40 % of rows |
#![allow(dead_code, reason = "a bench and a test use parts of it")]

mod bodies;
mod clerk;
mod country;
mod people;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rayon::prelude::*;
use tonghop::finding::Decisions;
use tonghop::intake::{Limits, read_bytes};
use tonghop::layout::Dictionary;
use tonghop::plan::{MovementNames, Plan};
use tonghop::record::{AwardWords, References, Registration, Remarks};
use tonghop::registry::{Registry, submit};

use super::registrations::{Chance, Made};
use clerk::Clerk;
use country::{Province, Sender};
use people::Exemplar;

/// Rows of cells, each with whom it is in truth, by sender and day.
type Lists = BTreeMap<(Sender, Date), Vec<(u32, Vec<String>)>>;

/// A list read: its day and number, and its registrations with their truth.
type Read = (Date, usize, Vec<(Registration, u32)>);

const DAYS: [Date; 4] = [date(2024, 3, 20), date(2024, 6, 20), date(2024, 9, 20), date(2024, 12, 20)];

/// `n` registrations, more or less: whole exemplars.
pub(super) fn made(seed: u64, n: usize) -> Made {
    let mut chance = Chance::new(seed.wrapping_mul(0x9E37).wrapping_add(77));
    let province = Province::of(seed, n);
    let mut who: Vec<Exemplar> = Vec::new();
    // What a commune has once is one exemplar however often it is drawn.
    let mut bodies: BTreeMap<String, u32> = BTreeMap::new();
    let mut lists: Lists = BTreeMap::new();
    let mut clerks: BTreeMap<Sender, Clerk> = BTreeMap::new();
    let mut rows = 0;
    while rows < n {
        let next = match who.last() {
            Some(before) if before.is_person() && !before.is_neighbour && chance.share(0.03) => {
                before.neighbour(&mut chance)
            }
            _ => people::exemplar(&mut chance, &province, who.len()),
        };
        let mut at = who.len() as u32;
        match next.only_one().map(|only| *bodies.entry(only).or_insert(at)) {
            Some(known) if known != at => at = known,
            _ => who.push(next),
        }
        let own = &who[at as usize];
        let times = match chance.below(100) {
            0..=54 => 1,
            55..=79 => 2,
            80..=94 => 3,
            _ => 4,
        };
        for _ in 0..times {
            let sender = own.sender(&mut chance);
            let clerk = *clerks.entry(sender).or_insert_with(|| Clerk::of(&mut chance));
            let day = *chance.one(&DAYS);
            let cells = clerk.row(&mut chance, own, sender, &province);
            let list = lists.entry((sender, day)).or_default();
            // Nobody stands twice in a list.
            if list.iter().all(|(other, _)| *other != at) {
                list.push((at, cells));
                rows += 1;
            }
        }
    }
    read(&province, lists)
}

fn read(province: &Province, lists: Lists) -> Made {
    let (units, plan) = (province.book(), province.plan());
    let names = MovementNames::of(&plan);
    let decisions = Decisions::default();
    let references = References {
        units: &units,
        plan: &plan,
        movements: &names,
        decisions: &decisions,
        remarks: Remarks::built_in(),
        award_words: AwardWords::built_in(),
    };
    let lists: Vec<_> = lists.into_iter().collect();
    let mut read: Vec<Read> = lists
        .par_iter()
        .enumerate()
        .map(|(nth, ((sender, day), rows))| {
            let source: Arc<str> = format!("{day}/{nth}.csv").into();
            let (bytes, first) = file(province, *sender, rows);
            let mut own = Vec::new();
            for attachment in read_bytes(&source, &bytes, *day, None, &Limits::default()) {
                let sent = submit(&attachment, Dictionary::built_in(), &references);
                for row in sent.registrations {
                    let at = row.place.row_shown().map_or(usize::MAX, |shown| shown as usize - 1 - first);
                    let who =
                        rows.get(at).unwrap_or_else(|| panic!("{source}: a row of its own: {}", row.place)).0;
                    own.push((row, who));
                }
            }
            assert!(rows.len() <= own.len(), "{source}: {} of {} rows read", own.len(), rows.len());
            (*day, nth, own)
        })
        .collect();
    read.sort_by_key(|(day, nth, _)| (*day, *nth));
    let (registrations, truth): (Vec<_>, Vec<_>) = read.into_iter().flat_map(|(_, _, own)| own).unzip();
    let mut registry = Registry::default();
    registry.registrations = registrations;
    registry.replaced_by = vec![None; truth.len()];
    Made { units, plan, registry, truth }
}

/// A list as a file, and the row of its first registration.
fn file(province: &Province, sender: Sender, rows: &[(u32, Vec<String>)]) -> (Vec<u8>, usize) {
    let mut table = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut head: Vec<Vec<String>> =
        province.letterhead(sender).into_iter().map(|line| vec![line.to_uppercase()]).collect();
    head.push(vec!["DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN PHONG TRÀO DÂN VẬN KHÉO".to_owned()]);
    let header = [
        "STT",
        "Họ và tên",
        "Đối tượng",
        "Ngày, tháng, năm sinh",
        "Giới tính",
        "Chức vụ",
        "Đơn vị công tác",
        "Địa chỉ",
    ];
    head.push(header.map(str::to_owned).to_vec());
    let first = head.len();
    for line in head {
        table.write_record(&line).expect("written");
    }
    for (n, (_, cells)) in rows.iter().enumerate() {
        let n = (n + 1).to_string();
        table.write_record(std::iter::once(&n).chain(cells)).expect("written");
    }
    (table.into_inner().expect("written"), first)
}

impl Province {
    fn plan(&self) -> Plan {
        let text = format!(
            "title = 'Kế hoạch'\nissuer = '{0}'\nreceiver = '{0}'\nlevel = 'province'\nfrom = 2024-01-01\nto = 2024-12-31\n\
             [[movement]]\nid = 'm'\nname = 'Dân vận khéo'\nkind = 'emulation'\n",
            self.code
        );
        Plan::from_toml("plan.toml", &text, &self.book()).value.expect("a plan")
    }
}
