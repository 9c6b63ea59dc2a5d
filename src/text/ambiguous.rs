//! Words that can be read two ways: as Unicode, and as a legacy encoding of another word.
//!
//! `sè` is a syllable, but hardly a word; in TCVN3 it is *số*, which stands in every sheet. The
//! lists grade such words, written with Latin-1 letters only, by which reading is in use. They tell
//! how much one word says for a reading; what the cell, its font and its neighbours say is added
//! in [`detect`](super::detect).
//!
//! Source: the syllables that the grammar allows in both readings, graded by how common either
//! is (by the frequency bands of the wordfreq word list for Vietnamese, version 3.1; only our
//! own yes-or-no judgement is kept, no figure). *Stale*: the legacy reading is at least twenty times
//! as common, and the word as it stands is no everyday word of farm, school or office.
//! *Even*: both are in use. *Firm*: the word as it
//! stands is at least sixty times as common. All other words with two readings are meant as they stand.

use super::charset::Charset;
use super::letters;

/// How a word that may be read as a legacy encoding stands as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
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
const TCVN3_STALE: [&str; 150] = [
    "bãn", "bãng", "bèng", "béc", "bóa", "bõa", "bõng", "chã", "chãng", "chèng", "chóa", "chóc", "chõa",
    "câng", "cã", "còng", "cóm", "cón", "cóp", "côm", "cõ", "dét", "dô", "dõa", "dõng", "dùa", "giái",
    "gièng", "giê", "gióp", "gím", "gòi", "gõng", "háng", "hé", "hép", "hó", "hõ", "khã", "khãi", "khèng",
    "khíp", "lé", "léc", "léng", "lín", "líp", "lóa", "lón", "lõa", "mèng", "mé", "méc", "méng", "móa",
    "mót", "mõng", "ngá", "ngãn", "ngãng", "ngôm", "ngõa", "ngõng", "ngù", "ngùa", "nhãm", "nhén", "nhê",
    "nhên", "nhít", "nhò", "nhòng", "nhón", "nhóng", "nhõ", "nhùa", "nã", "nãi", "nãn", "nãng", "nép", "nì",
    "nóm", "nóp", "nót", "pháng", "phã", "phãng", "phè", "phéng", "phít", "phóc", "phót", "ré", "rén",
    "réng", "rôi", "rõng", "sãng", "sè", "sèng", "sé", "sì", "sí", "sím", "sóp", "sôn", "sõng", "sù", "thá",
    "thãi", "thè", "thèn", "thèng", "thó", "thõa", "thõng", "trèn", "trèng", "trém", "trén", "tró", "tróng",
    "trô", "trõ", "trõng", "tãm", "tè", "tèn", "tèng", "téc", "tó", "tói", "tóng", "tõ", "tõng", "tùa",
    "vèn", "vó", "võa", "xãi", "xãm", "ã", "ãi", "è", "èm", "èng", "óp", "ót", "õ",
];

/// Words, and words in TCVN3.
const TCVN3_EVEN: [&str; 121] = [
    "bá", "báng", "bã", "bè", "bèn", "bé", "bén", "bét", "bê", "bít", "bón", "bóp", "bót", "bôi", "bông",
    "chãi", "chèn", "chê", "chíp", "chó", "chóng", "chót", "chõ", "chõng", "cò", "cóc", "cói", "cóng", "cót",
    "cù", "cùa", "dì", "dông", "dù", "dùng", "giã", "giãng", "giò", "gãi", "hái", "héc", "hê", "hên", "hóc",
    "hóng", "hót", "khái", "khè", "khèn", "khóc", "láng", "lâng", "lè", "lén", "lét", "lì", "lò", "lóc",
    "lóng", "lõng", "lù", "lùa", "má", "máng", "mâm", "mãn", "mãng", "mét", "mì", "mí", "mò", "mòi", "mói",
    "mú", "ngò", "nhá", "nhãi", "nhéng", "nhí", "nhót", "né", "nô", "phó", "phô", "phông", "rì", "rít", "rò",
    "rót", "rông", "sái", "sãi", "sê", "sóng", "thê", "thít", "thóc", "thô", "trá", "trãi", "tròng", "tróc",
    "trót", "tá", "tét", "tê", "tí", "tô", "tù", "vá", "vê", "vít", "vò", "vô", "vôn", "vông", "xén", "xóc",
    "xói", "ó", "óc",
];

/// Hardly words; common words in VNI.
const VNI_STALE: [&str; 140] = [
    "boà", "boài", "boàn", "boàng", "boá", "boác", "boái", "boán", "boáng", "boát", "boãng", "bòa", "bôm",
    "choàn", "choác", "choái", "choán", "choát", "choã", "chò", "chóa", "chôi", "coàn", "coàng", "coá",
    "coác", "coái", "coáng", "coáp", "coát", "coã", "coãi", "coõng", "côm", "doài", "doàn", "doác", "doái",
    "doát", "doã", "dó", "dóa", "dô", "gioàng", "gioáng", "gioã", "giô", "goà", "goàm", "goác", "goái",
    "goám", "goã", "hoái", "hoát", "hoã", "loàng", "loá", "loác", "loái", "loáp", "loã", "loãi", "moà",
    "moài", "moàm", "moàng", "moác", "moái", "moáng", "moát", "moã", "moãi", "ngoác", "ngoãng", "nhoài",
    "nhoát", "nhò", "nhòn", "nhó", "nhôn", "noài", "noàng", "noái", "noát", "noã", "noãi", "oà", "oàn", "oá",
    "oác", "oám", "oáng", "phoàn", "phoàng", "phoá", "phoái", "phoát", "roà", "roài", "roàng", "roái",
    "roán", "roát", "roãi", "roãng", "ròa", "rôi", "rôm", "soài", "soá", "soác", "soáng", "só", "sôn",
    "thoá", "thoán", "thò", "thôm", "toài", "toá", "toác", "toái", "toáng", "toáp", "toát", "troàng",
    "troán", "troáng", "troãi", "tró", "trô", "trôn", "voà", "voàng", "voán", "voã", "voõng", "xoáp", "xòn",
];

/// Words, and words in VNI.
const VNI_EVEN: [&str; 39] = [
    "bò", "bô", "bôi", "choài", "choàng", "choáng", "cô", "côn", "doãi", "dò", "dôi", "hoà", "hoài", "hoàng",
    "hoác", "hoãn", "hôi", "hôn", "khoái", "khoán", "loà", "loõng", "mó", "nôi", "oái", "oáp", "phôi",
    "soái", "sô", "thoáng", "thô", "trò", "tò", "vò", "vó", "xoát", "ó", "ôi", "ôn",
];

/// Common words; hardly words in TCVN3.
const TCVN3_FIRM: [&str; 175] = [
    "bái", "bám", "bán", "bên", "bí", "bò", "bóng", "bùi", "bùng", "chán", "chén", "chìm", "chín", "chôn",
    "chùa", "chú", "cái", "cám", "cán", "cân", "còn", "có", "côn", "công", "cùng", "dáng", "dâm", "dân",
    "dâng", "dõi", "giám", "gián", "giáng", "giãn", "gió", "gái", "gòn", "góc", "gói", "góp", "hán", "hâm",
    "hân", "hãng", "hòa", "hòn", "hóa", "hô", "hôi", "hôm", "hôn", "hùng", "khoáng", "khám", "khán", "kháng",
    "khí", "khó", "khóa", "khói", "khô", "khôi", "khôn", "không", "lá", "lân", "lãm", "lên", "lí", "lô",
    "lông", "lõi", "lùi", "lùng", "mã", "mãi", "móng", "môi", "mông", "mù", "mùa", "mùi", "ngân", "ngón",
    "ngôi", "ngôn", "nhân", "nhãn", "nhé", "nhìn", "nhóm", "nâng", "nét", "nên", "nó", "nóng", "nông", "phá",
    "phái", "phán", "phân", "phép", "phê", "phí", "phòng", "phóng", "phù", "phùng", "phú", "quê", "quên",
    "rõ", "sáng", "sân", "sói", "sông", "thuê", "thám", "tháng", "thâm", "thân", "thèm", "thép", "thêm",
    "thì", "thôi", "thôn", "thông", "thùng", "thú", "trái", "tráng", "trân", "trên", "trì", "trí", "trò",
    "tròn", "trông", "trùng", "trú", "tám", "tán", "tâm", "tân", "tên", "tìm", "tín", "tò", "tòa", "tôi",
    "tôn", "tùng", "vân", "vé", "võ", "vú", "xám", "xâm", "xã", "xét", "xóa", "xóm", "xô", "xông", "á", "ám",
    "án", "âm", "ân", "ép", "ô", "ôm", "ôn", "ông",
];

/// Common words; hardly words in VNI.
const VNI_FIRM: [&str; 28] = [
    "bó", "chó", "gòn", "hòa", "hòn", "hóa", "hôm", "khóa", "khôn", "món", "môi", "môn", "ngôn", "nhóm",
    "nó", "phó", "thôi", "thôn", "tròn", "trôi", "tòa", "tóm", "tôi", "tôn", "vô", "xóa", "xóm", "ôm",
];

/// No words as they stand; common words in VNI, and rare ones in TCVN3.
const RATHER_VNI: [&str; 58] = [
    "bæm", "böng", "böu", "chuû", "chæ", "chö", "chöa", "chöng", "cuû", "cöng", "dö", "döa", "döng", "hö",
    "höng", "höu", "lî", "lö", "löng", "löu", "muû", "mæm", "möa", "möu", "nguî", "nguû", "ngö", "ngöng",
    "ngöu", "nhuû", "nhö", "nhöng", "phuû", "quæ", "quî", "ruû", "söng", "söu", "thuî", "thuû", "thöa",
    "trö", "tröa", "tröng", "tuû", "tî", "töng", "væ", "vöu", "xæn", "xöa", "xöng", "ña", "ñi", "ö", "öa",
    "öng", "öu",
];

/// Whether a word that is none as it stands is likelier VNI than TCVN3; the first letter may be a capital.
pub(super) fn is_rather_vni(word: &str) -> bool {
    let small: String = word.chars().map(letters::lower).collect();
    RATHER_VNI.binary_search(&small.as_str()).is_ok()
}

/// How a word stands against being read in a legacy charset; the first letter may be a capital.
pub(super) fn standing(word: &str, charset: Charset) -> Standing {
    let (stale, even, firm): (&[&str], &[&str], &[&str]) = match charset {
        Charset::Tcvn3 => (&TCVN3_STALE, &TCVN3_EVEN, &TCVN3_FIRM),
        Charset::Vni => (&VNI_STALE, &VNI_EVEN, &VNI_FIRM),
        _ => return Standing::Sound,
    };
    let small = || word.bytes().take(1).map(|first| first.to_ascii_lowercase()).chain(word.bytes().skip(1));
    let holds = |list: &[&str]| list.binary_search_by(|listed| listed.bytes().cmp(small())).is_ok();
    if holds(stale) {
        Standing::Stale
    } else if holds(even) {
        Standing::Even
    } else if holds(firm) {
        Standing::Firm
    } else {
        Standing::Sound
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
        assert_eq!(standing("Sè", Charset::Tcvn3), Standing::Stale);
        assert_eq!(standing("chó", Charset::Tcvn3), Standing::Even);
        assert_eq!(standing("có", Charset::Tcvn3), Standing::Firm);
        assert_eq!(standing("bò", Charset::Vni), Standing::Even);
        assert!(is_rather_vni("Chæ") && is_rather_vni("ÖU") && !is_rather_vni("®i"));
        assert_eq!(standing("ở", Charset::Vni), Standing::Sound);
    }
}
