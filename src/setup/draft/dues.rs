//! Sentences that set a day by which something is sent → dues: once, or again and again.

use jiff::civil::Date;
use toml::{Table, Value};

use super::dates::{TimeIs, TimeSpan, quarter, spans};
use super::said;

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delivery {
    Registration,
    Plan,
    Report,
}

impl Delivery {
    fn id(self) -> &'static str {
        match self {
            Delivery::Registration => "registration",
            Delivery::Plan => "plan",
            Delivery::Report => "report",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Delivery::Registration => "Danh sách đăng ký điển hình tiên tiến",
            Delivery::Plan => "Kế hoạch của đơn vị",
            Delivery::Report => "Báo cáo của đơn vị",
        }
    }
}

/// The dues of a plan in some years.
#[derive(Debug, Clone, Copy)]
pub(super) struct DueReader {
    pub(super) from: Date,
    pub(super) to: Date,
}

/// Words for what is sent.
const SENDS: [&str; 6] = ["gửi", "đăng ký", "nộp", "báo cáo", "lập danh sách", "danh sách"];
/// So many dates stand for a time that the workbook has no word for; more would be a list that nobody reads.
const MOST_DATES: usize = 24;

impl DueReader {
    /// The dues that a sentence in small letters sets.
    pub(super) fn dues(self, small: &str, basis: &str) -> Vec<Table> {
        let spans = spans(small);
        let mut dues = Vec::new();
        let mut until = 0;
        for (at, span) in spans.iter().enumerate() {
            let clause = small.get(until..span.at).unwrap_or_default();
            let Some(is_before) = deadline(small, span) else { continue };
            // «đăng ký xong trong tháng 01/2026, báo cáo kết quả vào ngày 20»: the last words say what.
            let last = clause.trim_end_matches([',', ' ']).rsplit(',').next().unwrap_or_default();
            let names = ["đăng ký", "danh sách", "kế hoạch", "báo cáo"];
            let last = Some(last).filter(|last| names.iter().any(|word| last.contains(word)));
            let said_here = last.and_then(sent).or_else(|| sent(clause));
            let by_month = matches!(span.is, TimeIs::Between(..));
            let elsewhere = || sent(small).filter(|_| !by_month);
            let Some(sent) = said_here.or_else(elsewhere) else { continue };
            until = span.end;
            if is_held(clause) {
                continue;
            }
            let opens = at
                .checked_sub(1)
                .and_then(|last| spans.get(last))
                .filter(|_| clause.ends_with("đến ngày ") || clause.ends_with("đến "));
            dues.extend(self.due(sent, (small, clause), (span, is_before), opens, basis));
        }
        if dues.is_empty() {
            dues.extend(by_quarter_or_year(small, basis));
        }
        dues
    }

    /// The rows of one deadline.
    fn due(
        self,
        sent: Delivery,
        (small, clause): (&str, &str),
        (span, is_before): (&TimeSpan, bool),
        opens: Option<&TimeSpan>,
        basis: &str,
    ) -> Vec<Table> {
        let after = small.get(span.end..).unwrap_or_default();
        let base = |name: &str| -> Table {
            [("name", name), ("about", sent.id()), ("basis", basis)]
                .map(|(key, value)| (key.to_owned(), said(value)))
                .into_iter()
                .collect()
        };
        let key = if is_before { "before" } else { "by" };
        let dated = |name: String, day: Date| {
            let mut due = base(&name);
            due.insert(key.to_owned(), said(day.to_string()));
            due
        };
        let again = |every: &str, day: i8, times: &str| {
            let mut due = base(&if sent == Delivery::Report {
                format!("Báo cáo {times}")
            } else {
                sent.name().to_owned()
            });
            // «Trước ngày 15» is on the 14th at the latest.
            let day = if is_before && 1 < day { day - 1 } else { day };
            due.insert("every".to_owned(), said(every));
            due.insert("day".to_owned(), Value::Integer(i64::from(day)));
            due
        };
        let monthly = ["hằng tháng", "hàng tháng", "mỗi tháng"].iter().any(|word| small.contains(word));
        match span.is {
            TimeIs::Day(day) => {
                let mut due = dated(sent.name().to_owned(), day);
                let opening = match opens.map(|span| span.is) {
                    Some(TimeIs::Day(day)) => Some(day),
                    Some(TimeIs::DayOfYear(first, month)) => Date::new(day.year(), month, first).ok(),
                    _ => None,
                };
                if let Some(opening) = opening.filter(|opening| *opening < day) {
                    due.insert("opens".to_owned(), said(opening.to_string()));
                }
                vec![due]
            }
            TimeIs::DayOfMonth(day)
                if after.trim_start().starts_with("của tháng cuối")
                    || after.trim_start().starts_with("tháng cuối") =>
            {
                vec![again("quarter", day, "hằng quý")]
            }
            TimeIs::DayOfMonth(day) if after.contains("tháng đầu") && after.contains("quý") => self
                .after_quarters(day)
                .into_iter()
                .map(|(name, day)| dated(format!("Báo cáo {name}"), day))
                .collect(),
            TimeIs::DayOfMonth(day) if monthly => vec![again("month", day, "hằng tháng")],
            TimeIs::DayOfYear(day, 12) => vec![again("year", day, "hằng năm")],
            TimeIs::DayOfYear(day, month) => {
                let half =
                    clause.contains("6 tháng") || clause.contains("06 tháng") || clause.contains("sáu tháng");
                let what = if half { "Báo cáo 6 tháng năm" } else { "Báo cáo năm" };
                let years = self.from.year()..=self.to.year();
                let days = years.filter_map(|year| Some((year, Date::new(year, month, day).ok()?)));
                days.filter(|(_, day)| self.from < *day && *day <= self.to)
                    .map(|(year, day)| {
                        let name = if sent == Delivery::Report {
                            format!("{what} {year}")
                        } else {
                            sent.name().to_owned()
                        };
                        dated(name, day)
                    })
                    .collect()
            }
            // «đăng ký xong trong tháng 01/2026»
            TimeIs::Between(_, last) => {
                let mut due = base(sent.name());
                due.insert("by".to_owned(), said(last.to_string()));
                vec![due]
            }
            TimeIs::DayOfMonth(_) => Vec::new(),
        }
    }

    /// The days in the month after each quarter, with the quarter's name.
    fn after_quarters(self, day: i8) -> Vec<(String, Date)> {
        let mut days = Vec::new();
        for year in self.from.year()..=self.to.year() {
            for (at, name) in ["I", "II", "III", "IV"].into_iter().enumerate() {
                let month = i8::try_from(at * 3 + 4).unwrap_or(1);
                let (year_of, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
                let ends = Date::new(year_of, month, 1).ok().and_then(|first| first.yesterday().ok());
                let inside = ends.is_some_and(|ends| self.from <= ends && ends <= self.to);
                if let Some(day) = Date::new(year_of, month, day).ok().filter(|_| inside) {
                    days.push((format!("quý {name}/{year}"), day));
                }
            }
        }
        days.truncate(MOST_DATES);
        days
    }
}

/// What a text says is sent.
fn sent(small: &str) -> Option<Delivery> {
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if !has(&SENDS) && !small.contains("xây dựng kế hoạch") {
        return None;
    }
    Some(match () {
        () if has(&["đăng ký", "danh sách"]) => Delivery::Registration,
        // «Báo cáo kết quả thực hiện Kế hoạch» is no plan.
        () if small.contains("kế hoạch") && !small.contains("báo cáo") => Delivery::Plan,
        () => Delivery::Report,
    })
}

/// Whether a clause says when something is held, not when it is sent.
fn is_held(clause: &str) -> bool {
    let last = clause.rsplit([',', ';']).next().unwrap_or_default();
    let held = ["sơ kết", "tổng kết"].iter().any(|word| last.contains(word));
    held && !["báo cáo", "gửi", "đăng ký"].iter().any(|word| last.contains(word))
}

/// Whether a time is one by which something has to be there, and whether that day itself is too late.
fn deadline(small: &str, span: &TimeSpan) -> Option<bool> {
    let before = small.get(..span.at)?.trim_end();
    let before = before.strip_suffix("ngày").map_or(before, str::trim_end);
    if matches!(span.is, TimeIs::Between(..)) {
        return ["xong trong", "hoàn thành trong", "gửi trong", "nộp trong"]
            .iter()
            .any(|word| before.ends_with(word))
            .then_some(false);
    }
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if ends(&["trước"]) {
        return Some(true);
    }
    let by = [
        "chậm nhất",
        "chậm nhất là",
        "chậm nhất đến",
        "đến hết",
        "hạn cuối",
        "hạn cuối là",
        "hạn cuối:",
        "hạn chót",
        "hạn chót:",
        "hạn chót là",
        "muộn nhất",
        "muộn nhất là",
        "thời hạn:",
        "hạn:",
        "vào",
    ];
    // «chậm nhất 17 giờ ngày 20/3/2026»
    let hour = before.ends_with("giờ")
        && before
            .rsplit("chậm nhất")
            .next()
            .is_some_and(|between| between.chars().count() < 20 && between.len() < before.len());
    // «từ ngày 10/3 đến ngày 31/3/2026»
    let window = before.ends_with("đến") && small.contains("từ ngày ");
    let after = small.get(span.end..)?.trim_start();
    let again = matches!(span.is, TimeIs::DayOfMonth(_))
        && [
            "hằng tháng",
            "hàng tháng",
            "mỗi tháng",
            "của tháng cuối",
            "tháng cuối",
            "tháng đầu",
            "của tháng đầu",
        ]
        .iter()
        .any(|word| after.starts_with(word));
    // «30/3/2026: hạn chót đăng ký»
    let words = after.trim_start_matches([':', '-', ' ']).trim_start_matches("là ");
    let named = ["hạn chót", "hạn cuối", "hạn cuối cùng", "hết hạn", "kết thúc đăng ký"];
    let behind = named.iter().any(|word| words.starts_with(word));
    (ends(&by) || hour || window || again || behind).then_some(false)
}

/// Papers that a quarter is set for, or that come every year.
fn by_quarter_or_year(small: &str, basis: &str) -> Option<Table> {
    let made = |pairs: &[(&str, Value)]| -> Table {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
    };
    let writes =
        ["xây dựng văn bản triển khai", "ban hành kế hoạch", "xây dựng kế hoạch", "xây dựng nội dung"];
    if let Some((from, to)) = quarter(small).filter(|_| writes.iter().any(|word| small.contains(word))) {
        return Some(made(&[
            ("name", said(Delivery::Plan.name())),
            ("about", said("plan")),
            ("opens", said(from.to_string())),
            ("by", said(to.to_string())),
            ("basis", said(basis)),
        ]));
    }
    let yearly = small.contains("hàng năm") || small.contains("hằng năm");
    (yearly && small.contains("báo cáo") && small.contains("kết quả thực hiện")).then(|| {
        made(&[
            ("name", said("Báo cáo kết quả thực hiện")),
            ("about", said("report")),
            ("every", said("year")),
            ("basis", said(basis)),
        ])
    })
}

/// Whether a sentence sets a deadline in words that were not understood.
pub(super) fn sets_a_day(small: &str) -> bool {
    let words = ["trước ngày ", "chậm nhất ", "hạn cuối", "hạn chót", "thời hạn "];
    sent(small).is_some() && !is_held(small) && words.iter().any(|word| small.contains(word))
}
