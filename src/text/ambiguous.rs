//! Words that can be read two ways: as Unicode, and as a legacy encoding of another word.
//!
//! `sè` is a syllable, but hardly a word; in TCVN3 it is *số*, which stands in every sheet. The
//! lists grade such words, written with Latin-1 letters only, by which reading is in use. They tell
//! how much one word says for a reading; what the cell, its font and its neighbours say is added
//! in [`detect`](super::detect).
//!
//! Source: own compilation. The syllables that the grammar allows in both readings (1,575 pairs for TCVN3,
//! 689 for VNI) were judged by what a speaker knows to be in use, and by counts of both readings in 315,000 words
//! of laws: the Civil Code of 2015, five decrees, three resolutions and six precedents, which as legal
//! texts carry no copyright (Luật Sở hữu trí tuệ, Điều 15). No other list was used; the lists are under the licence
//! of the project. *Stale*: the legacy reading is at least twenty times as common there, or plainly the only word
//! in use, and the word as it stands is no everyday word of farm, school or office. *Even*: both are
//! in use. *Firm*: the word as it stands occurs five times there, and two hundred times as often as the
//! other. All other words with two readings are meant as they stand.

use super::charset::Charset;
use super::letters;

/// How a word that may be read as a legacy encoding stands as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AsWritten {
    /// A common word as it stands, hardly one in the legacy encoding: a font alone does not outweigh that.
    Firm,
    /// In everyday use as it stands, or not to be mistaken.
    Sound,
    /// Both readings are in use.
    Even,
    /// Hardly a word as it stands.
    Stale,
}

/// Hardly words; common words in TCVN3.
const TCVN3_STALE: [&str; 141] = [
    "bãn", "bãng", "bèng", "béc", "bóa", "bót", "bõa", "bõng", "chã", "chãng", "chèng", "chóa", "chóc",
    "câng", "cã", "còng", "cóm", "cóp", "côm", "dét", "dô", "dông", "dõa", "dõng", "dùa", "giái", "gièng",
    "giê", "gióp", "gím", "gòi", "gõng", "hé", "hép", "hó", "khã", "khãi", "khèng", "khíp", "lé", "léc",
    "léng", "lín", "líp", "lóa", "lón", "lõa", "lùa", "mèng", "méc", "méng", "móa", "mót", "mõng", "ngá",
    "ngãn", "ngôm", "ngõa", "ngõng", "ngù", "ngùa", "nhá", "nhãm", "nhén", "nhê", "nhên", "nhít", "nhòng",
    "nhóng", "nhõ", "nhùa", "nã", "nãi", "nãng", "nép", "nì", "nóm", "nóp", "nót", "pháng", "phã", "phãng",
    "phè", "phéng", "phít", "phóc", "phót", "phô", "rén", "réng", "rót", "rõng", "sãng", "sè", "sèng", "sì",
    "sí", "sím", "sóp", "sõng", "sù", "thá", "thãi", "thè", "thèn", "thèng", "thê", "thó", "thõa", "thõng",
    "trèn", "trèng", "trém", "trén", "tró", "tróng", "trô", "trõ", "trõng", "tãm", "tè", "tèn", "tèng", "tó",
    "tói", "tóng", "tõ", "tõng", "tùa", "vèn", "vó", "vô", "võa", "xãi", "xãm", "ãi", "è", "èm", "óp", "ót",
    "õ",
];

/// Words, and words in TCVN3.
const TCVN3_EVEN: [&str; 107] = [
    "bá", "bã", "bè", "bèn", "bé", "bén", "bét", "bê", "bít", "bón", "bóp", "bôi", "bông", "chãi", "chèn",
    "chê", "chó", "chóng", "chót", "chõ", "cò", "cóc", "cói", "cóng", "cót", "cô", "cù", "dì", "dù", "dùng",
    "giã", "giò", "gãi", "hái", "háng", "héc", "hên", "hò", "hóc", "hóng", "hót", "khái", "khè", "khóc",
    "láng", "lén", "lò", "lóc", "lóng", "lõng", "má", "máng", "mâm", "mãn", "mãng", "mé", "mét", "mì", "mí",
    "mò", "mòi", "mói", "mú", "ngò", "nhãi", "nhí", "nhót", "nãn", "né", "nô", "phó", "phông", "rì", "rít",
    "rò", "rông", "sái", "sãi", "sê", "sóc", "sóng", "sót", "thít", "thóc", "thô", "trá", "trãi", "tròng",
    "tróc", "trót", "tá", "téc", "tét", "tê", "tí", "tông", "tù", "vá", "vê", "vít", "vông", "võng", "xén",
    "xóc", "xói", "ó", "óc",
];

/// Hardly words; common words in VNI.
const VNI_STALE: [&str; 131] = [
    "boà", "boài", "boàn", "boàng", "boá", "boác", "boái", "boán", "boáng", "boát", "boãng", "choàn",
    "choàng", "choác", "choái", "choán", "choáng", "choát", "choã", "chò", "chôi", "coàng", "coá", "coái",
    "coáng", "coáp", "coát", "coã", "coãi", "côm", "doài", "doàn", "doác", "doái", "doát", "doã", "dó", "dô",
    "gioáng", "gioã", "giô", "goà", "goàm", "goác", "goái", "goám", "goã", "hoái", "hoát", "hoã", "khoái",
    "loàng", "loá", "loác", "loái", "loáp", "loã", "loãi", "moà", "moài", "moàm", "moàng", "moác", "moái",
    "moáng", "moát", "moã", "moãi", "ngoác", "ngoãng", "nhoài", "nhoát", "nhò", "nhòn", "nhó", "nhôn",
    "noài", "noàng", "noái", "noã", "noãi", "nôi", "oàn", "oác", "oám", "oáng", "phoàn", "phoàng", "phoá",
    "phoái", "phoát", "roài", "roàng", "roái", "roán", "roãi", "rôi", "soài", "soá", "soác", "soáng", "só",
    "sô", "sôn", "thoá", "thoán", "thoáng", "thò", "thôm", "toài", "toá", "toác", "toái", "toáng", "toáp",
    "toát", "troàng", "troán", "troáng", "troãi", "tró", "trô", "trôn", "voà", "voàng", "voán", "voã",
    "voõng", "vò", "xoáp", "xòn",
];

/// Words, and words in VNI.
const VNI_EVEN: [&str; 29] = [
    "bò", "bô", "bôi", "choài", "cô", "côn", "dò", "dôi", "hoà", "hoài", "hoàng", "hoác", "hoãn", "hôi",
    "hôn", "khoán", "ngoài", "oái", "phôi", "rô", "soát", "thô", "toàn", "trò", "vó", "xô", "xôi", "ôi",
    "ôn",
];

/// Common words; hardly words in TCVN3.
const TCVN3_FIRM: [&str; 91] = [
    "bán", "bãi", "bên", "bí", "chìm", "chí", "chôn", "chú", "cán", "còn", "có", "công", "cùng", "dân",
    "dõi", "giám", "gián", "gìn", "góp", "hòa", "hóa", "hô", "hôn", "khoáng", "khám", "kháng", "khí", "khó",
    "khôi", "không", "lãi", "lên", "lô", "mô", "môi", "môn", "ngân", "ngôn", "nhân", "nâng", "nên", "nông",
    "phá", "phán", "phân", "phép", "phê", "phí", "phòng", "phù", "quê", "quên", "rõ", "sáng", "sân", "thuê",
    "tháng", "thân", "thêm", "thì", "thôi", "thôn", "thông", "trái", "trên", "trì", "trí", "trò", "trùng",
    "trú", "tám", "táng", "tâm", "tên", "tìm", "tín", "tòa", "tóm", "tôi", "tôn", "vùi", "vùng", "xâm", "xã",
    "xét", "xóa", "xóm", "án", "ép", "ô", "ông",
];

/// Common words; hardly words in VNI.
const VNI_FIRM: [&str; 20] = [
    "hòa", "hóa", "hô", "khoáng", "khó", "lô", "môi", "môn", "ngôn", "phó", "thoát", "thôi", "thôn", "tòa",
    "tóm", "tô", "tôn", "vô", "xóa", "xóm",
];

/// No words as they stand; common words in VNI, and rare ones in TCVN3.
const RATHER_VNI: [&str; 51] = [
    "bæm", "böng", "böu", "chuû", "chæ", "chöa", "cuû", "cöng", "cöu", "dö", "döa", "hö", "höng", "höu",
    "luî", "lî", "löng", "löu", "muû", "mæm", "möa", "möu", "nguî", "nguû", "ngö", "ngöu", "nhuû", "nhæ",
    "nhö", "nhöng", "phuû", "quî", "röng", "söng", "söu", "thuî", "thuû", "tröa", "tröng", "tuû", "tî",
    "töng", "væ", "xæn", "xöa", "xöng", "ña", "ñi", "öa", "öng", "öu",
];

/// Whether a word that is none as it stands is likelier VNI than TCVN3; the first letter may be a capital.
pub(super) fn is_rather_vni(word: &str) -> bool {
    let small: String = word.chars().map(letters::lower).collect();
    RATHER_VNI.binary_search(&small.as_str()).is_ok()
}

/// How a word stands against being read in a legacy charset; the first letter may be a capital.
pub(super) fn standing(word: &str, charset: Charset) -> AsWritten {
    let (stale, even, firm): (&[&str], &[&str], &[&str]) = match charset {
        Charset::Tcvn3 => (&TCVN3_STALE, &TCVN3_EVEN, &TCVN3_FIRM),
        Charset::Vni => (&VNI_STALE, &VNI_EVEN, &VNI_FIRM),
        _ => return AsWritten::Sound,
    };
    let small = || word.bytes().take(1).map(|first| first.to_ascii_lowercase()).chain(word.bytes().skip(1));
    let holds = |list: &[&str]| list.binary_search_by(|listed| listed.bytes().cmp(small())).is_ok();
    if holds(stale) {
        AsWritten::Stale
    } else if holds(even) {
        AsWritten::Even
    } else if holds(firm) {
        AsWritten::Firm
    } else {
        AsWritten::Sound
    }
}

#[cfg(test)]
mod tests {
    use super::super::{decode, is_syllable};
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_can_be_read_both_ways() {
        assert!(RATHER_VNI.is_sorted());
        for word in RATHER_VNI {
            assert!(!is_syllable(word) && is_syllable(&decode(Charset::Vni, word)), "{word}");
        }
        for (charset, lists) in [
            (Charset::Tcvn3, [TCVN3_STALE.as_slice(), TCVN3_EVEN.as_slice(), TCVN3_FIRM.as_slice()]),
            (Charset::Vni, [VNI_STALE.as_slice(), VNI_EVEN.as_slice(), VNI_FIRM.as_slice()]),
        ] {
            for list in lists {
                assert!(list.is_sorted());
                for word in list {
                    let other = decode(charset, word);
                    assert!(is_syllable(word) && is_syllable(&other) && other != *word, "{word} {other}");
                }
            }
        }
    }

    #[test]
    fn standings() {
        assert_eq!(standing("Sè", Charset::Tcvn3), AsWritten::Stale);
        assert_eq!(standing("chó", Charset::Tcvn3), AsWritten::Even);
        assert_eq!(standing("có", Charset::Tcvn3), AsWritten::Firm);
        assert_eq!(standing("bò", Charset::Vni), AsWritten::Even);
        assert!(is_rather_vni("Chæ") && is_rather_vni("ÖU") && !is_rather_vni("®i"));
        assert_eq!(standing("ở", Charset::Vni), AsWritten::Sound);
    }
}
