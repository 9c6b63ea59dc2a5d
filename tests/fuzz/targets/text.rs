//! Letters: whatever a cell holds, in whatever fonts, nothing breaks and the promises of `text` hold.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::text::{
    Charset, Prior, Run, bare_key, clean, compare, cut, decode, encode, font_hint, is_surely_unicode, key,
    loose_key, name_case, nearest, repair, similarity, slug,
};

const FONTS: [&str; 6] = ["", ".VnTime", ".VnTimeH", "VNI-Times", "VPS Times", "VI Times"];

fuzz_target!(|input: &[u8]| {
    let [choice, bytes @ ..] = input else { return };
    let choice = usize::from(*choice);
    // The same bytes as a cell of Unicode, and as the surface of a legacy one.
    let unicode = String::from_utf8_lossy(bytes);
    let surface: String = bytes.iter().copied().map(char::from).collect();
    for text in [&*unicode, &*surface] {
        cells(text, choice);
        folds(text);
        charsets(text);
    }
});

fn cells(text: &str, choice: usize) {
    let mut prior = Prior::none();
    let charset = Charset::ALL[choice / 36 % Charset::ALL.len()];
    (0..choice % 7).for_each(|_| prior.observe(charset));
    let middle = text.char_indices().nth(choice % 5).map_or(text.len(), |(at, _)| at);
    let (front, end) = text.split_at(middle);
    if is_surely_unicode(text) {
        assert_eq!(decode(Charset::Unicode, text), text, "what is surely Unicode is in NFC");
    }
    let (first, second) = (font_hint(FONTS[choice % 6]), font_hint(FONTS[choice / 6 % 6]));
    for runs in [
        vec![Run { text, font: first }],
        vec![Run { text: front, font: first }, Run { text: end, font: second }],
    ] {
        let repaired = repair(&runs, &prior);
        assert_eq!(cut(&runs, &repaired).concat(), repaired.text, "the pieces are the whole");
        if let Some(repair) = repaired.repair {
            assert!((0.0..=1.0).contains(&repair.confidence), "a confidence is a share");
            assert_eq!(&*repair.raw, text, "the raw value is kept");
        }
        let composed = decode(Charset::Unicode, &repaired.text);
        assert_eq!(repaired.text, composed, "what was repaired is in NFC");
    }
}

fn folds(text: &str) {
    for fold in [key, loose_key, bare_key, slug] {
        let once = fold(text);
        assert_eq!(fold(&once), once, "folding twice changes nothing");
    }
    let cleaned = clean(text);
    assert_eq!(clean(&cleaned), cleaned, "cleaning twice changes nothing");
    let (front, end) = text.split_at(text.char_indices().nth(4).map_or(0, |(at, _)| at));
    assert!((0.0..=1.0).contains(&similarity(front, end)), "likeness is a share");
    assert_eq!(compare(front, end), compare(end, front).reverse(), "the order is one");
    let _ = (name_case(text), nearest(front, [end, text]));
}

fn charsets(text: &str) {
    for charset in Charset::ALL {
        let decoded = decode(charset, text);
        // VIQR writes marks in ASCII, which plain text may hold by itself; entities may be escaped twice.
        let is_plain = !matches!(charset, Charset::Viqr | Charset::Entities | Charset::Mojibake);
        if let Some(surface) = encode(charset, &decoded).filter(|_| is_plain) {
            let _ = decode(charset, &surface);
        }
    }
}
