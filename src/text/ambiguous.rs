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
//! *Even*: both are in use. All other words with two readings are meant as they stand.

use super::charset::Charset;

/// How a word that may be read as a legacy encoding stands as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// In everyday use as it stands, or not to be mistaken.
    Sound,
    /// Both readings are in use.
    Even,
    /// Hardly a word as it stands.
    Stale,
}

/// Hardly words; common words in TCVN3.
const TCVN3_STALE: [&str; 152] = [
    "bãn", "bãng", "bèng", "béc", "bóa", "bõa", "bõng", "chã", "chãng", "chèng", "chóa", "chóc", "chõa",
    "câng", "cã", "còng", "cóm", "cón", "cóp", "côm", "cõ", "dét", "dô", "dõa", "dõng", "dùa", "giái",
    "gièng", "giê", "giìn", "gióp", "gím", "gòi", "gõng", "háng", "hé", "hép", "hó", "hõ", "khã", "khãi",
    "khèng", "khíp", "lé", "léc", "léng", "lín", "líp", "lóa", "lón", "lõa", "mèng", "mé", "méc", "méng",
    "móa", "mót", "mõng", "ngá", "ngãn", "ngãng", "ngôm", "ngõa", "ngõng", "ngù", "ngùa", "nhãm", "nhén",
    "nhê", "nhên", "nhít", "nhò", "nhòng", "nhón", "nhóng", "nhõ", "nhùa", "nã", "nãi", "nãn", "nãng", "nép",
    "nì", "nóm", "nóp", "nót", "pháng", "phã", "phãng", "phè", "phéng", "phít", "phóc", "phót", "quú", "ré",
    "rén", "réng", "rôi", "rõng", "sãng", "sè", "sèng", "sé", "sì", "sí", "sím", "sóp", "sôn", "sõng", "sù",
    "thá", "thãi", "thè", "thèn", "thèng", "thó", "thõa", "thõng", "trèn", "trèng", "trém", "trén", "tró",
    "tróng", "trô", "trõ", "trõng", "tãm", "tè", "tèn", "tèng", "téc", "tó", "tói", "tóng", "tõ", "tõng",
    "tùa", "vèn", "vó", "võa", "xãi", "xãm", "ã", "ãi", "è", "èm", "èng", "óp", "ót", "õ",
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
const VNI_STALE: [&str; 139] = [
    "boà", "boài", "boàn", "boàng", "boá", "boác", "boái", "boán", "boáng", "boát", "boãng", "bòa", "bôm",
    "choàn", "choác", "choái", "choán", "choát", "choã", "chóa", "chôi", "coàn", "coàng", "coá", "coác",
    "coái", "coáng", "coáp", "coát", "coã", "coãi", "coõng", "côm", "doài", "doàn", "doác", "doái", "doát",
    "doã", "dó", "dóa", "dô", "gioàng", "gioáng", "gioã", "giô", "goà", "goàm", "goác", "goái", "goám",
    "goã", "hoái", "hoát", "hoã", "loàng", "loá", "loác", "loái", "loáp", "loã", "loãi", "moà", "moài",
    "moàm", "moàng", "moác", "moái", "moáng", "moát", "moã", "moãi", "ngoác", "ngoãng", "nhoài", "nhoát",
    "nhò", "nhòn", "nhó", "nhôn", "noài", "noàng", "noái", "noát", "noã", "noãi", "oà", "oàn", "oá", "oác",
    "oám", "oáng", "phoàn", "phoàng", "phoá", "phoái", "phoát", "quoác", "roà", "roài", "roàng", "roái",
    "roán", "roát", "roãi", "roãng", "ròa", "rôi", "rôm", "soài", "soá", "soác", "soáng", "só", "sôn",
    "thoá", "thoán", "thôm", "toài", "toá", "toác", "toái", "toáng", "toáp", "toát", "troàng", "troán",
    "troáng", "troãi", "tró", "trô", "trôn", "voà", "voàng", "voán", "voã", "voõng", "xoáp", "xòn",
];

/// Words, and words in VNI.
const VNI_EVEN: [&str; 41] = [
    "bò", "bô", "bôi", "choài", "choàng", "choáng", "chò", "cô", "côn", "doãi", "dò", "dôi", "hoà", "hoài",
    "hoàng", "hoác", "hoãn", "hôi", "hôn", "khoái", "khoán", "loà", "loõng", "mó", "nôi", "oái", "oáp",
    "phôi", "soái", "sô", "thoáng", "thò", "thô", "trò", "tò", "vò", "vó", "xoát", "ó", "ôi", "ôn",
];

/// How a word stands against being read in a legacy charset; the first letter may be a capital.
pub(super) fn standing(word: &str, charset: Charset) -> Standing {
    let (stale, even): (&[&str], &[&str]) = match charset {
        Charset::Tcvn3 => (&TCVN3_STALE, &TCVN3_EVEN),
        Charset::Vni => (&VNI_STALE, &VNI_EVEN),
        _ => return Standing::Sound,
    };
    let mut small = word.to_owned();
    if let Some(first) = small.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    if stale.binary_search(&small.as_str()).is_ok() {
        Standing::Stale
    } else if even.binary_search(&small.as_str()).is_ok() {
        Standing::Even
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
        for (charset, lists) in [
            (Charset::Tcvn3, [TCVN3_STALE.as_slice(), TCVN3_EVEN.as_slice()]),
            (Charset::Vni, [VNI_STALE.as_slice(), VNI_EVEN.as_slice()]),
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
        assert_eq!(standing("có", Charset::Tcvn3), Standing::Sound);
        assert_eq!(standing("bò", Charset::Vni), Standing::Even);
        assert_eq!(standing("ở", Charset::Vni), Standing::Sound);
    }
}
