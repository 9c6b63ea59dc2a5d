//! Running text, cut into cells and encoded, comes back: the room's promise, measured.
//!
//! The text is that of the five plans as `samples/` retells them. Shares are counted over cells of
//! one, two, three, four and six words, each cell by itself and each cell in a column of
//! twenty-five, where the sure cells tell how the doubtful ones are to be read.

use super::*;

const TEXT: [&str; 5] = [
    include_str!("../../samples/lang-son-2024/plan.toml"),
    include_str!("../../samples/diem-mac-2022-2025/plan.toml"),
    include_str!("../../samples/da-lat-2023/plan.toml"),
    include_str!("../../samples/tay-ninh-2021-2025/plan.toml"),
    include_str!("../../samples/ha-giang-ldtbxh-2023-2025/plan.toml"),
];

/// Cells of Vietnamese words only: what is typed for the program stands between them.
fn cells(n_words: usize) -> Vec<String> {
    let lines = TEXT.iter().flat_map(|text| text.lines());
    let words = lines.map(|line| {
        let words = line.split([' ', '"', '«', '»', '[', ']', '{', '}', '=', '#', '_']);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    });
    words.flat_map(|words| words.chunks(n_words).map(|cell| cell.join(" ")).collect::<Vec<_>>()).collect()
}

/// The cell as a workbook holds it: TCVN3 writes toned capitals as small letters in a font of capitals.
fn runs(cell: &str, charset: Charset, with_font: bool) -> Vec<(String, FontHint)> {
    let font = |hint| if with_font { hint } else { FontHint::Silent };
    if charset != Charset::Tcvn3 {
        return vec![(encode(charset, cell).unwrap_or_default(), font(font_hint("VNI-Times")))];
    }
    let letters = cell.chars().map(|c| match encode(charset, &c.to_string()) {
        Some(surface) => (surface, font(font_hint(".VnTime"))),
        None => {
            let small = letters::lower(c).to_string();
            (encode(charset, &small).unwrap_or_default(), font(font_hint(".VnTimeH")))
        }
    });
    letters.collect()
}

fn read(runs: &[(String, FontHint)], prior: &Prior) -> (String, bool, Charset) {
    let runs: Vec<Run<'_>> = runs.iter().map(|(text, font)| Run { text, font: *font }).collect();
    let repaired = repair(&runs, prior);
    (repaired.text.into_owned(), repaired.doubtful, repaired.charset)
}

/// Without a font a capital that TCVN3 cannot write is small, and stays so.
fn is_same(read: &str, cell: &str, ignores_case: bool) -> bool {
    read == cell || (ignores_case && read.to_lowercase() == cell.to_lowercase())
}

/// Per mille of cells that come back: by themselves, and in columns.
fn come_back(charset: Charset, with_font: bool, n_words: usize) -> (usize, usize) {
    let (mut alone, mut in_column) = (0, 0);
    let cells = cells(n_words);
    assert!(1_500 < cells.len());
    for column in cells.chunks(25) {
        let encoded: Vec<_> = column.iter().map(|cell| runs(cell, charset, with_font)).collect();
        let mut prior = Prior::none();
        let ignores_case = charset == Charset::Tcvn3 && !with_font;
        let read_alone: Vec<_> = encoded.iter().map(|runs| read(runs, &Prior::none())).collect();
        for runs in &encoded {
            let runs: Vec<Run<'_>> = runs.iter().map(|(text, font)| Run { text, font: *font }).collect();
            prior.observe_cell(&repair(&runs, &Prior::none()));
        }
        for ((cell, runs), (text, doubtful, _)) in column.iter().zip(&encoded).zip(read_alone) {
            alone += usize::from(is_same(&text, cell, ignores_case));
            let text = if doubtful { read(runs, &prior).0 } else { text };
            in_column += usize::from(is_same(&text, cell, ignores_case));
        }
    }
    (1_000 * alone / cells.len(), 1_000 * in_column / cells.len())
}

#[track_caller]
fn check(charset: Charset, with_font: bool, n_words: usize, at_least: (usize, usize)) {
    let (alone, in_column) = come_back(charset, with_font, n_words);
    let is_enough = at_least.0 <= alone && at_least.1 <= in_column;
    assert!(
        is_enough,
        "{charset}, font {with_font}, {n_words} words: {alone} ‰ alone, {in_column} ‰ in columns"
    );
}

#[test]
fn with_its_font_running_text_comes_back() {
    for n_words in [1, 2, 3, 4, 6] {
        check(Charset::Tcvn3, true, n_words, (999, 999));
        check(Charset::Vni, true, n_words, (999, 999));
    }
}

#[test]
fn without_a_font_running_text_comes_back() {
    for n_words in [1, 2, 3, 4, 6] {
        check(Charset::Tcvn3, false, n_words, (980, 998));
        check(Charset::Vni, false, n_words, (980, 997));
    }
}

#[test]
fn the_same_text_in_unicode_never_changes() {
    for n_words in [1, 2, 3, 4, 6] {
        for cell in cells(n_words) {
            let (text, doubtful, _) = read(&[(cell.clone(), FontHint::Silent)], &Prior::none());
            assert_eq!(text, cell);
            let mut unicode = Prior::none();
            (0..25).for_each(|_| unicode.observe(Charset::Unicode));
            assert!(!doubtful || read(&[(cell.clone(), FontHint::Silent)], &unicode).0 == cell);
        }
    }
}
