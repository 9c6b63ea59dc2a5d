//! How well and how fast letters are read.
//!
//!     cargo bench --bench letters                 time of a cell, beside NFC of the same strings
//!     cargo bench --bench letters -- FILE…        share of cells of running text that come back
//!
//! The second form takes text files in Unicode, and prints for each charset and number of words how many
//! per mille come back standing alone, how many are wrong without a doubt, and how many come back in columns.
//! With `--words` it lists the wrong ones.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use tonghop::text::{Charset, FontHint, Neighbours, Prior, Run, encode, key, repair};
use unicode_normalization::UnicodeNormalization;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let (flags, files): (Vec<&String>, Vec<&String>) = args.iter().partition(|arg| arg.starts_with("--"));
    if files.is_empty() {
        return speed();
    }
    let text: String =
        files.iter().map(|file| std::fs::read_to_string(file).expect("a text file") + "\n").collect();
    let lists = flags.iter().any(|flag| *flag == "--words");
    for charset in [Charset::Tcvn3, Charset::Vni, Charset::Viscii, Charset::Vps] {
        for n_words in [1, 2, 3, 4, 6] {
            share(&text, charset, n_words, lists);
        }
    }
    unicode(&text);
}

fn cells(text: &str, n_words: usize) -> Vec<String> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines.flat_map(|words| words.chunks(n_words).map(|cell| cell.join(" ")).collect::<Vec<_>>()).collect()
}

/// The cell as a workbook holds it; none if a sign in it has no form. Capitals that TCVN3 lacks are small.
fn shown(charset: Charset, cell: &str) -> Option<String> {
    let letter = |c: char| {
        let same = encode(charset, &c.to_string());
        let small = || encode(charset, &c.to_lowercase().to_string()).filter(|_| charset == Charset::Tcvn3);
        same.or_else(small)
    };
    cell.chars().map(letter).collect()
}

fn is_same(read: &str, cell: &str, charset: Charset) -> bool {
    read == cell || (charset == Charset::Tcvn3 && read.to_lowercase() == cell.to_lowercase())
}

fn share(text: &str, charset: Charset, n_words: usize, lists: bool) {
    let cells: Vec<String> = cells(text, n_words).into_iter().map(|cell| cell.nfc().collect()).collect();
    let cells: Vec<(String, String)> =
        cells.into_iter().filter_map(|cell| Some((shown(charset, &cell)?, cell))).collect();
    let (mut alone, mut silent, mut asked, mut in_column) = (0, 0, 0, 0);
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for column in cells.chunks(25) {
        let mut neighbours = Neighbours::default();
        let read: Vec<_> =
            column.iter().map(|(surface, _)| repair(&[Run::plain(surface)], &Prior::none())).collect();
        read.iter().for_each(|cell| neighbours.observe(0, 0, cell));
        for ((surface, cell), read) in column.iter().zip(read) {
            let same = is_same(&read.text, cell, charset);
            alone += usize::from(same);
            silent += usize::from(!same && !read.doubtful);
            asked += usize::from(read.doubtful);
            if !same {
                let mark = if read.doubtful { "?" } else { "!" };
                *wrong.entry(format!("{mark} {cell} {surface} → {}", read.text)).or_default() += 1;
            }
            let again = match read.doubtful {
                true => repair(&[Run::plain(surface)], &neighbours.of_column(0, 0)).text,
                false => read.text,
            };
            in_column += usize::from(is_same(&again, cell, charset));
        }
    }
    let per_mille = |n: usize| 1_000.0 * f64::from(u32::try_from(n).unwrap_or(u32::MAX)) / cells.len() as f64;
    println!(
        "{charset:>7} {n_words} words, {} cells: {:.1} ‰ alone, {:.1} ‰ wrong unasked, {:.1} ‰ asked, {:.1} ‰ in columns",
        cells.len(),
        per_mille(alone),
        per_mille(silent),
        per_mille(asked),
        per_mille(in_column)
    );
    if lists {
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        wrong.iter().take(60).for_each(|(word, count)| println!("    {count} {word}"));
    }
}

fn unicode(text: &str) {
    for n_words in [1, 2, 3, 4, 6] {
        let cells = cells(text, n_words);
        let composed = cells.iter().map(|cell| cell.nfc().collect::<String>());
        let (mut changed, mut asked) = (0, 0);
        for cell in composed {
            let read = repair(&[Run::plain(&cell)], &Prior::none());
            if read.text != cell {
                changed += 1;
                println!("    changed: {cell} → {}", read.text);
            }
            asked += usize::from(read.doubtful);
        }
        println!("unicode {n_words} words, {} cells: {changed} changed, {asked} asked", cells.len());
    }
}

/// Cells as registrations hold them.
const CELLS: [&str; 12] = [
    "Nguyễn Văn Bình",
    "Hoàng Thị Ngọc Ánh",
    "Trưởng Trạm Y tế xã Đồng Tân",
    "Ủy ban nhân dân xã Hữu Liên, huyện Hữu Lũng",
    "Chiến sĩ thi đua cơ sở năm 2022, 2023",
    "Hoàn thành xuất sắc nhiệm vụ",
    "Chi bộ thôn Làng Bến",
    "Mô hình chăn nuôi bò sinh sản kết hợp trồng rừng",
    "Công an nhân dân",
    "Hội Nông dân",
    "Giấy khen của Chủ tịch UBND huyện",
    "Phong trào thi đua \"Dân vận khéo\" giai đoạn 2021-2025",
];

const ROUNDS: usize = 20_000;

fn speed() {
    let plain = |text: &str| text.to_owned();
    let unicode: Vec<String> = CELLS.iter().map(|text| plain(text)).collect();
    let decomposed: Vec<String> = CELLS.iter().map(|text| text.nfd().collect()).collect();
    let legacy = |charset| CELLS.iter().filter_map(|text| shown(charset, text)).collect::<Vec<_>>();
    let base = time(&unicode, |text| text.nfc().collect::<String>().len());
    println!("NFC of Unicode        {base:.2} µs a cell");
    let tell =
        |name: &str, micros: f64| println!("{name:<22}{micros:.2} µs a cell, {:.2} × NFC", micros / base);
    let font = |font: FontHint| move |text: &str| repair(&[Run { text, font }], &Prior::none()).text.len();
    let tcvn3 = FontHint::Tcvn3 { capitals: false };
    tell("repair Unicode", time(&unicode, font(FontHint::Silent)));
    tell("repair NFD", time(&decomposed, font(FontHint::Silent)));
    tell("repair TCVN3", time(&legacy(Charset::Tcvn3), font(FontHint::Silent)));
    tell("repair TCVN3, font", time(&legacy(Charset::Tcvn3), font(tcvn3)));
    tell("repair VNI", time(&legacy(Charset::Vni), font(FontHint::Silent)));
    tell("repair VNI, font", time(&legacy(Charset::Vni), font(FontHint::Vni)));
    tell("repair Unicode in .VnTime", time(&unicode, font(tcvn3)));
    tell("key", time(&unicode, |text| key(text).len()));
}

/// Microseconds a cell, the best of five.
fn time(cells: &[String], work: impl Fn(&str) -> usize) -> f64 {
    let once = || {
        let start = Instant::now();
        for _ in 0..ROUNDS / cells.len() {
            for cell in cells {
                black_box(work(black_box(cell)));
            }
        }
        let done = ROUNDS / cells.len() * cells.len();
        start.elapsed().as_secs_f64() * 1e6 / done as f64
    };
    (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
}
