//! The letters that units send, thing by thing: what stands in the cell, and what it has to become.
//!
//! Each table is one kind of damage; fonts stand before the bar. What may be read two ways has a question
//! mark behind it.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (cell, expect) in cases {
        let (font, text) = cell.split_once('|').unwrap_or(("", cell));
        let repaired = repair(&[Run { text, font: font_hint(font) }], &Prior::none());
        let shown = format!("{}{}", repaired.text, if repaired.doubtful { " ?" } else { "" });
        assert_eq!(shown, *expect, "{cell}");
    }
}

#[test]
fn utf_8_read_as_another_code_page() {
    check(&[
        // windows-1252, Latin-1, ISO-8859-2
        ("Háº£i BÃ¹i Tháº¡ch", "Hải Bùi Thạch"),
        ("Nguyá»\u{85}n VÄ\u{83}n Ä\u{90}Æ°á»\u{9D}ng", "Nguyễn Văn Đường"),
        ("HáşŁi BĂši TháşĄch", "Hải Bùi Thạch"),
        // without what windows-1252 does not have, with plain spaces, without soft hyphens
        ("Nguyá»…n VÄƒn ÄÆ°á»ng", "Nguyễn Văn Đường"),
        ("Trung tÃ¢m Y táº¿ thÃ nh phá»‘", "Trung tâm Y tế thành phố"),
        ("PHÃ’NG GIÃO Dá»¤C", "PHÒNG GIÁO DỤC"),
        // too much was lost
        ("Nguyáťn VÄn An ĂĄ", "Nguyáťn VÄn An á ?"),
    ]);
}

#[test]
fn references_of_characters() {
    check(&[
        ("C&#7896;NG HOÀ X&Atilde; H&#x1ED8;I", "CỘNG HOÀ XÃ HỘI"),
        ("C&amp;#7896;NG", "CỘNG"),
        ("Tr&aacute;i &amp; ph&#7843;i", "Trái & phải"),
        ("A&B", "A&B"),
    ]);
}

#[test]
fn look_alikes() {
    check(&[
        ("Ðộc lập, ÐẢNG ỦY, HÐND", "Độc lập, ĐẢNG ỦY, HĐND"),
        ("CHƢƠNG TRÌNH thị trƣờng", "CHƯƠNG TRÌNH thị trường"),
        ("NĐ-C\u{420}", "NĐ-CP"),
        ("Guðrún, Москва", "Guðrún, Москва"),
    ]);
}

#[test]
fn the_soft_hyphen_is_a_letter_of_tcvn3() {
    check(&[
        ("tr\u{AD}ëng phßng", "trưởng phòng"),
        (".VnTime|tr\u{AD}êng", "trường"),
        ("Hà\u{AD} Nội", "Hà\u{AD} Nội"),
    ]);
    assert_eq!(clean("Hà\u{AD} Nội"), "Hà Nội");
}

#[test]
fn composition_and_code_page_1258() {
    check(&[("Bu\u{300}i Thi\u{323}", "Bùi Thị"), ("chuÒ tiòch hôòi ðôÌng", "chủ tịch hội đồng")]);
}

#[test]
fn viqr_is_read_when_it_is_asked_for() {
    check(&[("Vie^.t Nam", "Vie^.t Nam")]);
    assert_eq!(decode(Charset::Viqr, "Co^.ng ho`a xa~ ho^.i DDo^.c la^.p"), "Cộng hòa xã hội Độc lập");
}

#[test]
fn names_of_minorities_and_foreign_words_are_neutral() {
    for name in [
        "Y Blơk Êban",
        "H'Hen Niê",
        "K’Brêu",
        "Krông Pắc",
        "Ea Súp",
        "Đắk Lắk",
        "Ksor Phước",
        "Rmah Nay",
        "Rơ Chăm",
        "H'Mông",
        "Giàng A Páo",
        "Microsoft Windows",
        "café résumé",
        "Müller",
        "São Paulo",
        "naïve",
    ] {
        check(&[(name, name)]);
    }
    check(&[
        (".VnTime|Êban", "Êban"),
        (".VnTime|Kr«ng N«", "Krông Nô"),
        (".VnTime|H'M«ng", "H'Mông"),
        ("VNI-Times|Y Blôk EÂban", "Y Blơk Êban"),
        (".VnTime|Microsoft 10°C", "Microsoft 10°C"),
    ]);
}

#[test]
fn mixed_cells_are_read_word_by_word() {
    check(&[
        ("M¸y mãc thiết bÞ, phụ tïng", "Máy móc thiết bị, phụ tùng"),
        ("QuyÕt ®ịnh", "Quyết định"),
        ("Hội đồng nh©n dân tỉnh", "Hội đồng nhân dân tỉnh"),
        ("Traàn Văn Ñöôïc", "Trần Văn Được"),
        (".VnTime|Sở Tài chính", "Sở Tài chính"),
    ]);
}

#[test]
fn words_of_signs_alone() {
    check(&[("®·", "đã"), ("®¹i héi", "đại hội"), ("§§", "§§"), ("§", "§"), ("· a", "· a"), ("«…»", "«…»")]);
}

#[test]
fn two_readings_are_a_question() {
    check(&[
        ("tö", "tử ?"),
        ("bé", "bé ?"),
        ("Huª", "Huê ?"),
        ("lùa", "lựa ?"),
        ("CHÝ", "CHÍ ?"),
        ("Hà", "Hà"),
    ]);
}

const CELLS: [&str; 8] = [
    "Nguyễn Văn Bình",
    "Trưởng Trạm Y tế xã Đồng Tân",
    "Hoàn thành xuất sắc nhiệm vụ",
    "Mô hình chăn nuôi bò sinh sản",
    "chiến sĩ thi đua",
    "bé",
    "Hội Nông dân",
    "vụ",
];

proptest! {
    #[test]
    fn decoding_anything_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64), text in ".{0,32}") {
        let surface: String = bytes.iter().copied().map(char::from).collect();
        for charset in Charset::ALL {
            for text in [&*surface, &*text, &*String::from_utf8_lossy(&bytes)] {
                let decoded = decode(charset, text);
                prop_assert_eq!(decode(Charset::Unicode, &decoded), decoded.clone());
                let _ = encode(charset, &decoded);
            }
        }
    }

    #[test]
    fn what_is_sure_is_repaired_once(
        cells in prop::collection::vec(prop::sample::select(CELLS.to_vec()), 1..4),
        charset in prop::sample::select(Charset::ALL.to_vec()),
    ) {
        let Some(shown) = encode(charset, &cells.join(" ")) else { return Ok(()) };
        let once = repair(&[Run::plain(&shown)], &Prior::none());
        if !once.doubtful {
            let twice = repair(&[Run::plain(&once.text)], &Prior::none());
            prop_assert!(twice.doubtful || twice.text == once.text, "{} → {} → {}", shown, once.text, twice.text);
        }
    }
}
