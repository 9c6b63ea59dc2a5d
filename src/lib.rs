//! `tonghop` (*tổng hợp*: to consolidate) reads the Excel sheets by which Vietnamese offices
//! register *điển hình tiên tiến* — model people and collectives — and writes the consolidated
//! workbooks that an emulation-and-commendation board prints, signs and feeds to its dashboards.
//!
//! This page is the architecture. What the program does for its user is told by its manual: `tonghop manual`,
//! from `src/cli/manual/chapters`.
//!
//! # The house
//!
//! The data walks one way through a row of rooms. A room may use only the rooms above it in this
//! list, which is the order of the `mod` lines below; `tests/house` holds the law.
//!
//! ```text
//! finding    the language of trouble: where, how bad, what to do; questions and their answers
//! text       the language of letters: legacy fonts, keys for comparison, Vietnamese order
//! package    a zip of parts (OPC): paths, relations, attributes, A1, entities
//! ── references: who is who, what should be ──
//! units      the unit book: a written name → one unit, several, none
//! plan       the plan as written → the plan as meant: movements, quotas, due dates
//! ── rooms, as the data walks ──
//! intake     inbox → attachments → sheets of cells
//! layout     sheet → a role for each row, a meaning for each column
//! record     row → registration
//! registry   registrations held: what was sent again, an account of every row
//! dedup      registrations → exemplars
//! quota      plan × exemplars → tallies; arrivals × dues → reporting; two states → changes
//! ledger     decisions, the state of each period, runs; what was read before
//! report     everything → workbooks, replies, data files, manifest
//! setup      ke-hoach.xlsx ↔ plan, units and settings as text, each key with its cell
//! convert    a workbook in legacy letters → the same workbook in Unicode
//! feed       the named tables of an existing workbook, refreshed in place
//! office     a workspace: opened, read, worked out period by period, published
//! ── the door ──
//! cli        arguments, clock, progress, printing, exit status
//! ```
//!
//! # What flows
//!
//! ```text
//!    inbox/ ─► intake ─► layout ─► record ─► registry ─► dedup ─► quota ─► report ─► out/<period>/
//!              cells     rows,     typed     lists that  who is   tallies, workbooks,    │
//!                        columns   fields    count       one      dues     data files    │ answers typed
//!                  ▲         ▲        ▲          ▲          ▲        ▲                   ▼ by the officer
//!    columns.csv ──┴─────────┤        │          │          │        │            can-quyet-dinh.xlsx
//!    units.csv, the nation's ┴────────┴──────────┤          │        │                   │
//!    plan.toml, ke-hoach.xlsx ───────────────────┴──────────┼────────┘                   │
//!    decisions.csv ◄─────────── ledger ─────────────────────┴────────────────────────────┘
//! ```
//!
//! In types: [`intake::Attachment`] → [`intake::Sheet`] → [`layout::SheetMap`] → [`layout::Record`] →
//! [`record::Registration`] → [`registry::Registry`] → [`dedup::Exemplar`] → [`quota::Tally`] →
//! [`report::Consolidation`] → files. A [`finding::Place`] travels with every value, so that each
//! figure leads back to file › sheet › cell. `office/run.rs` reads as the list of these steps.
//!
//! # Invariants
//!
//! - **Rows in = dispositions out.** Each row of each sheet stands once in a
//!   [`registry::SheetAccount`], and each non-empty cell of a row that registers somebody has one
//!   [`record::CellUse`]; a run whose accounts do not balance publishes nothing.
//! - **A raw value is never lost.** What repairs letters keeps them as they stood
//!   ([`text::Repair`]); what reads a field keeps the place of its cell.
//! - **Doubt is asked, not guessed.** A doubtful case is a [`finding::Question`]; its answer in
//!   `decisions.csv` comes before any evidence. Until then the registration is *pending*.
//! - **Same input, same bytes.** No room iterates over hash order, reads the clock or the
//!   environment; only `cli` knows the time, and hands it to `office` as part of a [`office::Host`].
//! - **One file's trouble is that file's.** `office` has files read by worker processes
//!   ([`intake::Readers`]) with bounds on memory and time; what harms a worker costs the file it was
//!   reading, which becomes a finding.
//! - **The library never prints.** Only `cli` writes to the terminal.
//!
//! And of absence: `finding` and `text` know no file format; `package` knows no sheet's meaning; `units` knows no plan; `intake` knows
//! no word of a form and is the only room that names `calamine`; `layout` knows no unit, movement or person;
//! `record` sees one registration at a time; `registry` compares lists, not people; `dedup` knows
//! no quota; `quota` changes nothing it judges; `report` computes nothing and is the only room that
//! names `rust_xlsxwriter`; `setup` knows which cell says which key, and leaves to `plan` what it means; `convert` and `feed` never see a [`report::Consolidation`]. The world — files —
//! is touched in `intake`, `ledger`, `report`, `convert`, `feed`, `office` and `cli` only.
//!
//! # Recipes
//!
//! - **A finding**: one entry in `finding/code.rs` (id, severity, what, why, what to do); raise it with
//!   [`finding::Finding::new`]. Its message names the value and, where there is one, the nearest right value.
//!   The manual lists it by itself.
//! - **A question**: a [`finding::Topic`] and its [`finding::Answer`], checked against the question's choices in
//!   `ledger/decisions.rs`. No room reads the words of `decisions.csv` itself.
//! - **A word for a column**: a line in `schemas/columns.csv`; a new meaning is a [`layout::Field`] first.
//! - **A format**: how its bytes are known in `intake/sniff.rs`, what such a file is in `intake/nature.rs`, its reader
//!   in `intake/formats`. A container tells what it holds in `intake/containers`; `intake/walk` goes on from there.
//! - **A setting**: a field of `RawSettings` in `office/settings.rs` or of [`report::Look`], with its sentence in
//!   Vietnamese: the schema and the chapter *Cài đặt* are made from it.
//! - **A column of a data file**: behind the last one in `report/data.rs`, and a line in the chapter
//!   *Các tệp dữ liệu*.
//! - **A sheet**: a file in `report` that lays lines out which `quota` has worked out.
//! - **A command**: its arguments in `cli/args.rs`, a file in `cli`, a line in the chapter *Bắt đầu*.
//! - **A case of a cell**: a table in `tests/cells/*.toml`, written before looking; cases marked `held` are never
//!   tuned on.
//!
//! Whatever is added is measured where it costs: `tests/bench/README.md`.

pub mod finding;
pub mod text;
pub mod package;

pub mod units;
pub mod plan;

pub mod intake;
pub mod layout;
pub mod record;
pub mod registry;
pub mod dedup;
pub mod quota;
pub mod ledger;
pub mod report;
pub mod setup;
pub mod convert;
pub mod feed;
pub mod office;

pub mod cli;
