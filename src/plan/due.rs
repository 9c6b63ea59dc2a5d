use jiff::civil::Date;
use schemars::JsonSchema;
use toml::Spanned;

use super::values::RawDate;
use super::{MONTH_END, Period};

/// A list that is called in: every reporter owes one within this window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What is called in, as printed.
    pub name: String,
    /// First day on which an arrival counts for it.
    pub opens: Date,
    /// Last day on which an arrival is on time.
    pub by: Date,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// What a unit sends that is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// Its own plan.
    Plan,
    /// Its report.
    Report,
}

impl Paper {
    /// All papers.
    pub const ALL: [Paper; 2] = [Paper::Plan, Paper::Report];

    /// The word used in plans and data files.
    pub fn id(self) -> &'static str {
        match self {
            Paper::Plan => "plan",
            Paper::Report => "report",
        }
    }

    /// The paper of that name.
    pub fn from_id(id: &str) -> Option<Paper> {
        Paper::ALL.into_iter().find(|paper| paper.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Paper::Plan => "Kế hoạch",
            Paper::Report => "Báo cáo",
        }
    }
}

/// Những gì phải gửi, ghi trong kế hoạch hoặc cài đặt: một lần, `by` một ngày; hoặc lặp lại, `every` tháng, quý,
/// nửa năm, năm, vào ngày `day` của tháng cuối.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDue {
    /// What is called in, as printed ("Danh sách đăng ký điển hình tiên tiến").
    #[schemars(description = "Tên đợt nộp, như in ra.")]
    pub name: String,
    /// What it is: `registration` (a list, counted in the reporting rates; the default), `plan` (the
    /// unit's own plan) or `report`, neither of which is a list.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["registration", "plan", "report", null]))]
    #[schemars(
        description = "registration danh sách (mặc định; tính vào tiến độ gửi), plan kế hoạch của đơn vị, report báo cáo."
    )]
    pub about: Option<Spanned<String>>,
    /// Last day on which an arrival is on time.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    #[schemars(description = "Ngày cuối còn đúng hạn.")]
    pub by: Option<Spanned<RawDate>>,
    /// The same, for a document that says "trước ngày": the day before it is the last on time.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    #[schemars(
        description = "Thay cho by khi văn bản ghi «trước ngày …»: ngày liền trước là ngày cuối đúng hạn."
    )]
    pub before: Option<Spanned<RawDate>>,
    /// First day on which an arrival counts; the first day of the plan unless said.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    #[schemars(description = "Ngày đầu nhận cho đợt này; không ghi thì là ngày đầu của kế hoạch.")]
    pub opens: Option<Spanned<RawDate>>,
    /// `month`, `quarter`, `half_year` or `year`.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["month", "quarter", "half_year", "year", null]))]
    #[schemars(
        description = "Lặp lại: month hằng tháng, quarter hằng quý, half_year sáu tháng, year hằng năm."
    )]
    pub every: Option<Spanned<String>>,
    /// Day of the last month, 1 to 31 (31 is its last day whatever its length); the cut-off day unless said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 31))]
    #[schemars(
        description = "Ngày của tháng cuối trong mỗi lần lặp, 1 đến 31 (31 là ngày cuối tháng); không ghi thì theo cut_off_day."
    )]
    pub day: Option<i8>,
    /// Chỗ trong văn bản nói điều ấy.
    #[serde(default)]
    #[schemars(description = "Câu của văn bản.")]
    pub basis: String,
}

impl RawDue {
    /// The windows between two days, earliest first; or what is wrong, in Vietnamese, and at which
    /// bytes of the file.
    ///
    /// A repeated window opens on the day after the one before has closed; the first one on `from`, or on the
    /// first day of the period that holds it where the office's periods are no calendar months.
    pub fn dues(
        &self,
        from: Date,
        to: Date,
        cut_off_day: i8,
    ) -> Result<Vec<Due>, (String, Option<std::ops::Range<usize>>)> {
        if let (Some(_), Some(before)) = (&self.by, &self.before) {
            let message = "chỉ ghi một trong hai: «by» hoặc «before»".to_owned();
            return Err((message, Some(before.span())));
        }
        let before = |day: &Spanned<RawDate>| {
            Spanned::new(day.span(), RawDate(day.get_ref().0.yesterday().unwrap_or(day.get_ref().0)))
        };
        match (self.by.clone().or(self.before.as_ref().map(before)), &self.every) {
            (Some(by), None) => {
                let opens = self.opens.as_ref().map_or(from, |opens| opens.get_ref().0);
                if by.get_ref().0 < opens {
                    let message = format!("hạn {} đứng trước ngày mở {opens}", by.get_ref().0);
                    return Err((message, Some(by.span())));
                }
                let (name, basis) = (self.name.clone(), self.basis.clone());
                Ok(vec![Due { name, opens, by: by.get_ref().0, basis }])
            }
            (None, Some(every)) => {
                let Some(step) = CallInterval::from_id(every.get_ref()) else {
                    let message = format!(
                        "«{}» không phải chu kỳ; chọn month, quarter, half_year hoặc year",
                        every.get_ref()
                    );
                    return Err((message, Some(every.span())));
                };
                Ok(self.repeated(step, from, to, cut_off_day))
            }
            (Some(by), Some(_)) => {
                Err(("chỉ ghi một trong hai: «by» hoặc «every»".to_owned(), Some(by.span())))
            }
            (None, None) => Err(("thiếu «by» (một ngày) hoặc «every» (chu kỳ)".to_owned(), None)),
        }
    }

    fn repeated(&self, step: CallInterval, from: Date, to: Date, cut_off_day: i8) -> Vec<Due> {
        let mut dues = Vec::new();
        let first =
            if cut_off_day == MONTH_END { from } else { Period::holding(from, cut_off_day).first_day() };
        let mut opens = self.opens.as_ref().map_or(first, |opens| opens.get_ref().0);
        let mut month = Period::of(from);
        while month <= Period::of(to) {
            let by = month.day(self.day.unwrap_or(cut_off_day));
            if step.ends_in(month) && opens <= by {
                let name = format!("{} {}", self.name, step.label(month));
                dues.push(Due { name, opens, by, basis: self.basis.clone() });
                opens = by.tomorrow().unwrap_or(by);
            }
            month = month.next();
        }
        dues
    }
}

/// How often something is called in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallInterval {
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl CallInterval {
    fn from_id(id: &str) -> Option<CallInterval> {
        match id {
            "month" => Some(CallInterval::Month),
            "quarter" => Some(CallInterval::Quarter),
            "half_year" => Some(CallInterval::HalfYear),
            "year" => Some(CallInterval::Year),
            _ => None,
        }
    }

    fn ends_in(self, month: Period) -> bool {
        let months = match self {
            CallInterval::Month => 1,
            CallInterval::Quarter => 3,
            CallInterval::HalfYear => 6,
            CallInterval::Year => 12,
        };
        month.month() % months == 0
    }

    fn label(self, month: Period) -> String {
        let year = month.year();
        match (self, month.month()) {
            (CallInterval::Month, _) => month.label(),
            (CallInterval::Quarter, 3) => format!("quý I năm {year}"),
            (CallInterval::Quarter, 6) => format!("quý II năm {year}"),
            (CallInterval::Quarter, 9) => format!("quý III năm {year}"),
            (CallInterval::Quarter, _) => format!("quý IV năm {year}"),
            (CallInterval::HalfYear, 6) => format!("6 tháng đầu năm {year}"),
            (CallInterval::HalfYear, _) => format!("6 tháng cuối năm {year}"),
            (CallInterval::Year, _) => format!("năm {year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expect: &[&str]) {
        let due: RawDue = toml::from_str(raw).unwrap_or_else(|error| unreachable!("{error}"));
        let (from, to) = (Date::constant(2024, 1, 1), Date::constant(2024, 12, 31));
        let dues = match due.dues(from, to, MONTH_END) {
            Ok(dues) => dues,
            Err((message, _)) => {
                assert_eq!([message.as_str()], expect);
                return;
            }
        };
        let shown: Vec<String> =
            dues.iter().map(|due| format!("{}: {} – {}", due.name, due.opens, due.by)).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_due_date_stands_alone_or_comes_again() {
        check("name = 'DS'\nby = 2024-06-30", &["DS: 2024-01-01 – 2024-06-30"]);
        check("name = 'DS'\nopens = 2024-05-01\nby = '2024-06-30'", &["DS: 2024-05-01 – 2024-06-30"]);
        check(
            "name = 'DS'\nevery = 'half_year'\nday = 14",
            &[
                "DS 6 tháng đầu năm 2024: 2024-01-01 – 2024-06-14",
                "DS 6 tháng cuối năm 2024: 2024-06-15 – 2024-12-14",
            ],
        );
        check("name = 'DS'\nbefore = 2024-06-30", &["DS: 2024-01-01 – 2024-06-29"]);
        check(
            "name = 'DS'\nby = 2024-06-30\nbefore = 2024-06-30",
            &["chỉ ghi một trong hai: «by» hoặc «before»"],
        );
        check("name = 'DS'\nevery = 'year'", &["DS năm 2024: 2024-01-01 – 2024-12-31"]);
        check("name = 'DS'", &["thiếu «by» (một ngày) hoặc «every» (chu kỳ)"]);
        check("name = 'DS'\nby = 2023-06-30", &["hạn 2023-06-30 đứng trước ngày mở 2024-01-01"]);
        check(
            "name = 'DS'\nevery = 'weekly'",
            &["«weekly» không phải chu kỳ; chọn month, quarter, half_year hoặc year"],
        );
    }

    #[test]
    fn months_follow_each_other_without_a_gap() {
        let due: RawDue = toml::from_str("name = 'Danh sách'\nevery = 'month'\nday = 25")
            .unwrap_or_else(|error| unreachable!("{error}"));
        let dues = due.dues(Date::constant(2024, 1, 1), Date::constant(2024, 12, 31), MONTH_END);
        let dues = dues.unwrap_or_default();
        assert_eq!(dues.len(), 12);
        assert!(dues.windows(2).all(|pair| {
            matches!(pair, [one, next] if one.by.tomorrow().is_ok_and(|day| day == next.opens))
        }));
        assert_eq!(dues.first().map(|due| due.name.as_str()), Some("Danh sách tháng 01 năm 2024"));
    }

    #[test]
    fn lists_are_due_on_the_cut_off_day_unless_the_plan_says_another() {
        let check = |raw: &str, expect: &[&str]| {
            let due: RawDue = toml::from_str(raw).unwrap_or_else(|error| unreachable!("{error}"));
            let dues = due.dues(Date::constant(2024, 1, 1), Date::constant(2024, 6, 30), 14);
            let shown: Vec<String> = dues
                .unwrap_or_default()
                .iter()
                .map(|due| format!("{}: {} – {}", due.name, due.opens, due.by))
                .collect();
            assert_eq!(shown, expect);
        };
        check(
            "name = 'DS'\nevery = 'quarter'",
            &["DS quý I năm 2024: 2023-12-15 – 2024-03-14", "DS quý II năm 2024: 2024-03-15 – 2024-06-14"],
        );
        check(
            "name = 'DS'\nevery = 'half_year'\nday = 20",
            &["DS 6 tháng đầu năm 2024: 2023-12-15 – 2024-06-20"],
        );
    }
}
