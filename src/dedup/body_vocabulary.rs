//! The words that bodies are called by: what says nothing, abbreviations, legal forms, what every commune has, and
//! what they look like typed without marks.

use std::sync::LazyLock;

use crate::text;

/// Words before the name of a body that say nothing; longest first.
pub(super) const FILLERS: [&str; 29] = [
    "cán bộ công chức viên chức người lao động",
    "người lao động",
    "học sinh",
    "công nhân",
    "công chức",
    "viên chức",
    "giáo viên",
    "nhân viên",
    "hội viên",
    "đoàn viên",
    "đảng viên",
    "chiến sĩ",
    "chiến sỹ",
    "toàn thể",
    "tập thể",
    "mô hình",
    "lãnh đạo",
    "nhân dân",
    "cán bộ",
    "ccvc",
    "cbccvc",
    "cbccvclđ",
    "cbgvnv",
    "cbgv",
    "và",
    "cb gv nv",
    "cb cc vc",
    "cb cc",
    "cb nv",
];

/// Abbreviations in bodies' names that no unit has, with what they stand for.
pub(super) const SHORT: [(&str, &str); 26] = [
    ("clb", "câu lạc bộ"),
    ("dqcđ", "dân quân cơ động"),
    ("dqtt", "dân quân thường trực"),
    ("anct", "an ninh chính trị"),
    ("antt", "an ninh trật tự"),
    ("an ttxh", "an ninh trật tự"),
    ("bvdp", "bảo vệ dân phố"),
    ("bp", "biên phòng"),
    ("bb", "bộ binh"),
    ("hscc", "hồi sức cấp cứu"),
    ("đctt", "đờn ca tài tử"),
    ("ctmt", "công tác mặt trận"),
    ("cchc", "cải cách hành chính"),
    ("qlhc", "quản lý hành chính"),
    ("ttxh", "trật tự xã hội"),
    ("csgt", "cảnh sát giao thông"),
    ("csđt", "cảnh sát điều tra"),
    ("sx", "sản xuất"),
    ("dvnn", "dịch vụ nông nghiệp"),
    ("nlt", "nông lâm thủy"),
    ("cb", "chi bộ"),
    ("đoàn tn", "đoàn thanh niên"),
    ("hội nd", "hội nông dân"),
    ("1tv", "một thành viên"),
    ("1 tv", "một thành viên"),
    ("1 thành viên", "một thành viên"),
];

/// Legal forms spelt out, longest first.
pub(super) const FORMS: [&str; 13] = [
    "công ty trách nhiệm hữu hạn hai thành viên trở lên",
    "công ty trách nhiệm hữu hạn hai thành viên",
    "công ty trách nhiệm hữu hạn một thành viên",
    "công ty trách nhiệm hữu hạn",
    "liên hiệp hợp tác xã",
    "doanh nghiệp tư nhân",
    "công ty hợp danh",
    "công ty cổ phần",
    "hộ kinh doanh",
    "doanh nghiệp",
    "hợp tác xã",
    "tổ hợp tác",
    "công ty",
];

/// First words of bodies of which every place may have one.
pub(super) const GENERIC: [&str; 50] = [
    "khối",
    "thôn",
    "xóm",
    "bản",
    "làng",
    "buôn",
    "ấp",
    "khu",
    "khóm",
    "tổ",
    "phố",
    "chi bộ",
    "đảng bộ",
    "đảng ủy",
    "chi ủy",
    "chi hội",
    "phân hội",
    "chi đoàn",
    "liên đội",
    "hội",
    "đoàn",
    "liên đoàn",
    "công đoàn",
    "ban",
    "đội",
    "phòng",
    "khoa",
    "lớp",
    "trung đội",
    "tiểu đội",
    "đại đội",
    "tiểu đoàn",
    "văn phòng",
    "công an",
    "trạm",
    "trung tâm",
    "ủy ban",
    "hội đồng",
    "mặt trận",
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "mô hình",
    "câu lạc bộ",
    "nhóm",
    "trường",
    "bộ phận",
    "dân quân",
    "chốt",
];

/// Words that a unit or a place begins with inside a longer name.
pub(super) const PLACES: [&str; 26] = [
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "huyện",
    "quận",
    "thị xã",
    "thành phố",
    "tp",
    "tỉnh",
    "xóm",
    "trường",
    "trạm y tế",
    "trung tâm",
    "bệnh viện",
    "công an",
    "cơ sở",
    "phòng",
    "sở",
    "đảng bộ",
    "p",
    "tx",
    "ttyt",
    "ban",
    "q",
    "chùa",
];

/// Words that have a number behind them.
pub(super) const NUMBERED: [&str; 22] = [
    "khối",
    "thôn",
    "xóm",
    "bản",
    "ấp",
    "khu",
    "phố",
    "khóm",
    "tổ",
    "đội",
    "số",
    "lớp",
    "hội",
    "bộ",
    "đoàn",
    "chốt",
    "phường",
    "quận",
    "nhóm",
    "tác",
    "gia",
    "p",
];

pub(super) const SPOKEN: [(&str, &str); 10] = [
    ("một", "1"),
    ("hai", "2"),
    ("ba", "3"),
    ("bốn", "4"),
    ("năm", "5"),
    ("sáu", "6"),
    ("bảy", "7"),
    ("tám", "8"),
    ("chín", "9"),
    ("mười", "10"),
];

/// A name that was typed without any marks, with those of the words that bodies are called by; its own name has
/// none still.
pub(super) fn with_marks(written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let longest = MARKED.iter().find_map(|(bare, marked)| {
            let n = bare.split(' ').count();
            let own = rest.get(..n)?;
            let (last, before) = own.split_last()?;
            let last_bare = last.trim_end_matches([',', ';']);
            let said = before.iter().chain([&last_bare]).map(|word| word.to_lowercase());
            let sign = last.get(last_bare.len()..).unwrap_or_default();
            said.eq(bare.split(' ')).then(|| (n, format!("{marked}{sign}")))
        });
        let (n, word) =
            longest.unwrap_or_else(|| (1, rest.first().map_or_else(String::new, |word| (*word).to_owned())));
        out.push(word);
        at += n;
    }
    out.join(" ")
}

/// Words that bodies are called by, as they are typed without marks and with them, longest first. Of "ban"
/// nobody knows which it is.
static MARKED: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let known = [FILLERS.as_slice(), &FORMS, &GENERIC, &PLACES, &CALLED].concat();
    let mut all: Vec<(String, &str)> = known.into_iter().map(|word| (text::bare_key(word), word)).collect();
    all.sort_by(|(a, word), (b, other)| (b.len(), a, word).cmp(&(a.len(), b, other)));
    all.dedup();
    let known = all.clone();
    // One word alone may be many others, but for those that places are called by.
    all.retain(|(bare, word)| bare.contains(' ') || PLAIN.contains(word));
    all.retain(|(bare, word)| bare != word && known.iter().filter(|(other, _)| other == bare).count() == 1);
    all
});

/// Words of places that nobody takes for others.
const PLAIN: [&str; 8] = ["xã", "phường", "huyện", "thôn", "xóm", "ấp", "khối", "tỉnh"];

/// Names of bodies of more than one word.
const CALLED: [&str; 24] = [
    "ủy ban nhân dân",
    "ủy ban mặt trận tổ quốc việt nam",
    "ủy ban mặt trận tổ quốc",
    "mặt trận tổ quốc",
    "hội đồng nhân dân",
    "hội nông dân",
    "hội liên hiệp phụ nữ",
    "hội phụ nữ",
    "hội cựu chiến binh",
    "hội chữ thập đỏ",
    "hội người cao tuổi",
    "đoàn thanh niên",
    "ban chỉ huy quân sự",
    "ban công tác mặt trận",
    "tổ dân phố",
    "tổ công nghệ số cộng đồng",
    "trường mầm non",
    "trường tiểu học",
    "trường trung học cơ sở",
    "trường trung học phổ thông",
    "chi hội phụ nữ",
    "chi hội nông dân",
    "chi hội cựu chiến binh",
    "dịch vụ nông nghiệp",
];
