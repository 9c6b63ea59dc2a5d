//! Who a sentence gives a task to: units by name, partners, or a class of units.

use super::amounts::word_at;
use super::classes;
use super::demands::without_times;
use super::names::{KnownUnits, is_class};

/// Who owes what a sentence asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Owners {
    pub(super) names: Vec<String>,
    /// A class of units, each of which owes it, in the words of the sentence.
    pub(super) class: String,
    /// Whether each of them owes all of it.
    pub(super) is_each: bool,
}

impl Owners {
    /// Whether it names anybody.
    pub(super) fn is_nobody(&self) -> bool {
        self.names.is_empty() && self.class.is_empty()
    }

    /// Whether it only says that each of those named before owes it: «mỗi đơn vị».
    pub(super) fn is_each_of_them(&self) -> bool {
        const ANY: [&str; 9] =
            ["đơn vị", "cơ quan", "ngành", "tổ chức", "cơ quan, đơn vị", "ban", "hội", "đoàn thể", "nơi"];
        self.names.is_empty() && self.is_each && ANY.contains(&self.class.as_str())
    }
}

/// Words after which a sentence says what, not who.
const STOPS: [&str; 31] = [
    " chủ trì",
    " xem xét",
    " lựa chọn",
    " phối hợp",
    " mỗi ",
    " (",
    " tham mưu",
    " tổ chức ",
    " có trách nhiệm",
    " xây dựng",
    " đăng ký",
    " giới thiệu",
    " phát hiện",
    " thực hiện",
    ":",
    " triển khai",
    " phấn đấu",
    " có ",
    " không ",
    " ít nhất",
    " tối thiểu",
    " bình chọn",
    " chọn",
    " đề xuất",
    " rà soát",
    " được ",
    " chịu trách nhiệm",
    " gửi ",
    " đề nghị",
    " đạt ",
    " tối đa",
];

/// Words before whoever a sentence is about.
const BEFORE: [&str; 14] = [
    "đối với ",
    "riêng ",
    "ngoài ra, ",
    "trong đó, ",
    "trong năm, ",
    "phấn đấu ",
    "yêu cầu ",
    "trong đó ",
    "và ",
    "còn ",
    "năm nay, ",
    "tại ",
    "các đơn vị: ",
    ", ",
];

/// Whether of several leads each owes all of it, in small letters.
pub(super) fn is_of_each(small: &str) -> bool {
    let each = ["mỗi ", "từng "].iter().any(|word| word_at(small, word).is_some());
    each || ["/đơn vị", "/cơ quan", "/tổ chức", "/ngành"].iter().any(|word| small.contains(word))
}

impl KnownUnits {
    /// Who a piece of a sentence says that does what follows: «giao Sở A», «do Sở A chủ trì», «Sở A:», «Mỗi thôn».
    pub(super) fn owners(&self, said: &str) -> Owners {
        // «Giao chỉ tiêu cho các cơ quan như sau: Sở A …», «Khối đoàn thể: Hội A, …»: who comes last is meant.
        let last = said.rsplit_once(':').map(|(_, last)| last).filter(|last| !last.trim().is_empty());
        let of_last = last.map(|last| self.owners_in(last)).filter(|own| !own.names.is_empty());
        of_last.unwrap_or_else(|| self.owners_in(said))
    }

    fn owners_in(&self, said: &str) -> Owners {
        let untimed = without_times(said);
        let words = without_leads_in(&untimed);
        let small = words.to_lowercase();
        let ways = [Self::led, Self::given, Self::subject];
        let names =
            ways.iter().map(|way| way(self, words)).find(|names| !names.is_empty()).unwrap_or_default();
        let class = if names.is_empty() { class_of(&small) } else { String::new() };
        let is_each = is_of_each(&small);
        Owners { names, class, is_each }
    }

    /// Who leads: «do Hội Nông dân tỉnh chủ trì», «(Sở Tài chính chủ trì, …)».
    fn led(&self, said: &str) -> Vec<String> {
        let Some(at) = said.find(" chủ trì").or_else(|| said.find(" tham mưu, chủ trì")) else {
            return Vec::new();
        };
        let before = said.get(..at).unwrap_or_default();
        let from = [
            ": ",
            "(",
            "”",
            "»",
            "\"",
            "; ",
            " do ",
            " Do ",
            " giao ",
            "Giao ",
            " đề nghị ",
            "Đề nghị ",
            " - ",
        ]
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| at + word.len()))
        .max()
        .unwrap_or(0);
        let list = before.get(from..).unwrap_or_default().trim();
        let list = list.strip_prefix("Do ").or_else(|| list.strip_prefix("do ")).unwrap_or(list);
        let end = [", mỗi ", " mỗi ", ": mỗi "].iter().filter_map(|word| list.find(word)).min();
        self.units_in(list.get(..end.unwrap_or(list.len())).unwrap_or_default())
    }

    /// Who is given a task in a sentence.
    fn given(&self, said: &str) -> Vec<String> {
        let small = said.to_lowercase();
        let verbs = ["giao cho ", "giao ", "đề nghị ", "yêu cầu ", "phân công "];
        let found = verbs.iter().filter_map(|verb| Some((word_at(&small, verb)?, verb.len()))).min();
        let Some((at, length)) = found else { return Vec::new() };
        let rest = said.get(at + length..).unwrap_or_default();
        // «Mỗi đơn vị đề nghị không quá 03 tập thể» asks nobody.
        if !rest.starts_with(char::is_uppercase) {
            return Vec::new();
        }
        self.units_in(until_stop(rest))
    }

    /// The units that a sentence begins with: `Hội Nông dân xã lựa chọn …`, `Sở Y tế: …`.
    fn subject(&self, said: &str) -> Vec<String> {
        let name = until_stop(said).trim().trim_end_matches([',', '(']).trim_end();
        const LONGEST: usize = 240;
        if name.chars().count() < LONGEST { self.units_in(name) } else { Vec::new() }
    }

    /// With whom a sentence says that it is done.
    pub(super) fn partners(&self, said: &str) -> Vec<String> {
        let Some((_, rest)) = said.split_once("phối hợp với ") else { return self.helping(said) };
        let end = [" xem xét", " lựa chọn", " xây dựng", " tổ chức ", " thực hiện", ":", ";", "."];
        let end = end.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
        let mut partners = self.listed(rest.get(..end).unwrap_or_default());
        // «…, và» leads over to what is to be done.
        partners.retain(|name| name.chars().count() > 3);
        partners
    }

    /// Who helps: «(Sở Tài chính chủ trì, Sở Công Thương phối hợp)».
    fn helping(&self, said: &str) -> Vec<String> {
        let Some((before, _)) = said.split_once(" phối hợp)") else { return Vec::new() };
        let from = before.rfind("chủ trì").map_or(0, |at| at + "chủ trì".len());
        self.units_in(before.get(from..).unwrap_or_default().trim_start_matches([',', ';', ' ']))
    }
}

fn until_stop(said: &str) -> &str {
    let end = STOPS.iter().filter_map(|stop| said.find(stop)).min().unwrap_or(said.len());
    said.get(..end).unwrap_or(said)
}

fn without_leads_in(said: &str) -> &str {
    let mut words = said.trim();
    loop {
        let small = words.to_lowercase();
        match BEFORE.iter().find(|word| small.starts_with(**word)) {
            Some(word) => words = words.get(word.len()..).unwrap_or_default().trim_start(),
            None => return words,
        }
    }
}

/// The class of units of whom each owes it, in the words of the sentence.
fn class_of(small: &str) -> String {
    const STOPS_OF_CLASS: [&str; 23] = [
        " lựa chọn",
        " xây dựng",
        " đăng ký",
        " giới thiệu",
        " phát hiện",
        " phấn đấu",
        " có ",
        " chọn ",
        " ít nhất",
        " tối thiểu",
        " tối đa",
        " nhiều nhất",
        " không",
        " đề nghị",
        " rà soát",
        " tiến hành",
        " căn cứ",
        " bình chọn",
        " đề xuất",
        " từ ",
        " phải",
        ":",
        ", mỗi",
    ];
    let words = |from: &str| {
        let end = STOPS_OF_CLASS.iter().filter_map(|stop| from.find(stop)).min().unwrap_or(from.len());
        from.get(..end).unwrap_or_default().trim().trim_end_matches([',', '.']).to_owned()
    };
    let each = ["mỗi ", "từng "]
        .iter()
        .find_map(|word| Some(words(small.get(word_at(small, word)? + word.len()..)?)));
    let all = small.strip_prefix("các ").map(words).or_else(|| is_class(&words(small)).then(|| words(small)));
    let each = each.filter(|words| classes::may_owe(words, true));
    let all = all.filter(|words| classes::may_owe(words, false));
    match (each, all) {
        // «Các trường THPT, trung tâm: mỗi đơn vị …»
        (Some(_), Some(all)) => all,
        (Some(each), None) => each,
        (None, Some(all)) => all,
        (None, None) => String::new(),
    }
}
