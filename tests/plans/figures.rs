//! The figures of the official documents, typed here by hand, and what the generators of the samples know.

use super::*;

#[test]
fn every_plan_is_sound() {
    for (name, period) in [
        ("lang-son-2024", "2024-06"),
        ("tay-ninh-2021-2025", "2021-12"),
        ("diem-mac-2022-2025", "2022-06"),
        ("da-lat-2023", "2023-04"),
        ("ha-giang-ldtbxh-2023-2025", "2023-12"),
    ] {
        let sample = Sample::of(name);
        let data = sample.run(period);
        let faults: Vec<Row> = data
            .table("findings.csv")
            .into_iter()
            .filter(|row| row["severity"] == "error" && row["source"] == "plan.toml")
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

#[test]
fn tay_ninh_has_the_figures_of_plan_310() {
    // Retyped from Kế hoạch 310/KH-UBND, Mục II.2.b, in its order: movement, leads, minimums by kind.
    let both = &[("collective", 10), ("individual", 10)][..];
    type Line = (&'static str, &'static [&'static str], &'static [(&'static str, u32)]);
    let seed: [Line; 16] = [
        ("nong-thon-moi", &["so-nong-nghiep-ptnt"], both),
        ("doanh-nghiep", &["so-ke-hoach-dau-tu"], both),
        ("doi-song-van-hoa", &["so-vhttdl"], both),
        ("day-tot-hoc-tot", &["so-giao-duc-dao-tao"], both),
        ("quoc-phong-an-ninh", &["cong-an", "bo-chi-huy-quan-su", "bo-chi-huy-bien-phong"], both),
        ("y-te", &["so-y-te"], both),
        ("hoc-tap-bac", &["ban-tuyen-giao"], both),
        ("vi-nguoi-ngheo", &["so-lao-dong-tbxh"], &[("household", 40)]),
        ("van-hoa-cong-so", &["so-noi-vu"], both),
        ("thanh-nien", &["tinh-doan"], &[("individual", 20)]),
        ("hop-tac-xa", &["lien-minh-htx"], &[("cooperative", 10), ("cooperative_group", 10)]),
        ("sang-kien", &["so-khoa-hoc-cong-nghe"], &[("any", 10)]),
        ("doan-ket-cong-nhan", &["ban-dan-van"], both),
        ("quy-che-dan-chu", &["ban-dan-van"], both),
        ("pho-bien-phap-luat", &["so-tu-phap"], both),
        ("khuyen-hoc", &["so-giao-duc-dao-tao"], both),
    ];
    let mut lines: Vec<(String, String, String, u32)> = Vec::new();
    for (movement, leads, minimums) in seed {
        for lead in leads {
            for (kind, n) in minimums {
                lines.push((movement.to_owned(), (*lead).to_owned(), (*kind).to_owned(), *n));
            }
        }
    }
    assert_eq!(lines.len(), 33);
    assert_eq!(lines.iter().map(|(_, _, _, n)| n).sum::<u32>(), 370);
    assert_eq!(seed.iter().map(|(_, leads, _)| leads.len()).sum::<usize>(), 18);

    let sample = Sample::of("tay-ninh-2021-2025");
    let mut before: Vec<u32> = vec![0; 33];
    let mut by_period: Vec<(&str, Vec<[String; 2]>, usize)> = Vec::new();
    for period in ["2021-12", "2022-12", "2023-06", "2024-12", "2025-12"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        let found: Vec<_> = quotas
            .iter()
            .map(|row| {
                let text = |column: &str| row[column].clone();
                (text("movement_id"), text("lead_code"), text("kind"), number(row, "required"))
            })
            .collect();
        assert_eq!(found, lines, "{period}");
        check_quotas(&sample, &data, period);
        // Counts add up over the years.
        let now: Vec<u32> = quotas.iter().map(|row| number(row, "registered")).collect();
        assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "{period}");
        before = now;
        let exemplars = data.table("exemplars.csv").into_iter();
        let exemplars =
            exemplars.map(|row| ["exemplar_id", "first_period"].map(|column| row[column].clone()));
        let new = data.table("changes.csv").iter().filter(|row| row["change"] == "new").count();
        by_period.push((period, exemplars.collect(), new));
        if period == "2025-12" {
            check_registrations(&sample, &data);
            let mut months: BTreeMap<String, u32> = BTreeMap::new();
            for row in data.table("exemplars.csv") {
                *months.entry(row["first_period"].clone()).or_default() += 1;
            }
            let truth: BTreeMap<String, u32> = sample
                .expected("first_periods.csv")
                .iter()
                .map(|row| (row["first_period"].clone(), number(row, "exemplars")))
                .collect();
            assert_eq!(months, truth, "what is new in each period");
        }
    }
    // What stands at the end of each period, and what is new in it, are what one run over everything says.
    let (_, whole, _) = by_period.last().expect("the last period").clone();
    for (period, exemplars, new) in &by_period {
        let mut then: Vec<_> = whole.iter().filter(|[_, first]| first.as_str() <= *period).cloned().collect();
        let mut exemplars = exemplars.clone();
        then.sort();
        exemplars.sort();
        assert_eq!(exemplars, then, "{period}");
        assert_eq!(*new, whole.iter().filter(|[_, first]| first == period).count(), "new in {period}");
    }
    // The changes of a month are what came new in it.
    let data = sample.run("2023-05");
    let new = data.table("changes.csv").iter().filter(|row| row["change"] == "new").count();
    let truth = sample.expected("first_periods.csv");
    let truth = truth.iter().find(|row| row["first_period"] == "2023-05").expect("a line");
    assert_eq!(new.to_string(), truth["exemplars"]);
}

#[test]
fn diem_mac_asks_one_of_every_hamlet() {
    // Retyped from the plan, Mục IV.1: «mỗi Tổ xóm … từ 01 điển hình tiên tiến trở lên», «trước ngày 30/6/2022».
    let sample = Sample::of("diem-mac-2022-2025");
    for period in ["2022-06", "2022-07", "2024-06"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        assert_eq!(quotas.len(), 12);
        assert!(quotas.iter().all(|row| row["required"] == "1" && row["scope"] == "each_unit"));
        assert!(quotas.iter().all(|row| row["movement_id"].is_empty() && row["kind"] == "any"));
        check_quotas(&sample, &data, period);
        if period == "2024-06" {
            check_registrations(&sample, &data);
        }
    }
    let reporting = sample.run("2022-07").table("reporting.csv");
    let of = |unit: &str| {
        let row = reporting.iter().find(|row| row["unit_code"] == unit).expect("a reporter");
        ["on_time", "late", "missing", "due"].map(|column| row[column].clone()).join(" ")
    };
    assert_eq!(of("xom-song-thai"), "1 0 0 2022-06-29", "on the last day");
    assert_eq!(of("xom-thang-loi"), "0 1 0 2022-06-29", "«trước ngày 30/6» leaves out the day itself");
    assert_eq!(of("xom-khau-lau"), "0 1 0 2022-06-29");
    assert_eq!(of("xom-tan-vinh"), "0 0 1 2022-06-29");
}

#[test]
fn da_lat_asks_two_of_every_unit() {
    // Retyped from the plan, Mục III.1: «ít nhất 02 mô hình, điển hình tiên tiến»; Mục II.3: twelve fields.
    let sample = Sample::of("da-lat-2023");
    for period in ["2023-04", "2023-06"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        assert_eq!(quotas.len(), 22 + 16);
        assert!(quotas.iter().all(|row| row["required"] == "2" && row["scope"] == "each_unit"));
        check_quotas(&sample, &data, period);
        if period == "2023-06" {
            check_registrations(&sample, &data);
            // One person for two fields is one exemplar; exactly two are enough; one is short of one.
            let of = |unit: &str| {
                let row = quotas.iter().find(|row| row["lead_code"] == unit).expect("a unit");
                ["registered", "shortfall", "status"].map(|column| row[column].clone()).join(" ")
            };
            assert_eq!(of("phong-noi-vu"), "1 1 short");
            assert_eq!(of("24784"), "2 0 met");
            assert_eq!(of("24802"), "1 1 short");
            assert_eq!(of("24805"), "0 2 none");
        }
    }
    let plan = fs::read_to_string(root().join("samples/da-lat-2023/plan.toml")).expect("the plan");
    assert_eq!(plan.matches("[[movement]]").count(), 12);
}

#[test]
fn ha_giang_has_no_quota_and_judges_by_position_and_record() {
    let sample = Sample::of("ha-giang-ldtbxh-2023-2025");
    let data = sample.run("2023-12");
    assert_eq!(data.table("quotas.csv").len(), 0);
    check_registrations(&sample, &data);
    let found: BTreeMap<_, Row> =
        data.table("eligibility.csv").into_iter().map(|row| (place(&row), row)).collect();
    let truth = sample.expected("eligibility.csv");
    assert_eq!(found.len(), truth.len());
    for row in truth {
        let own = &found[&place(&row)];
        assert_eq!(own["verdict"], row["verdict"], "{own:?}");
        assert!(!own["reasons"].is_empty() && !own["plan_lines"].is_empty(), "{own:?}");
        assert!(own["verdict"] != "cannot_tell" || !own["missing"].is_empty(), "{own:?}");
    }
}

/// A list of Điều dưỡng that arrives on a day, in an office whose settings say this.
fn arriving(day: &str, settings: &str, period: &str) -> (usize, BTreeMap<String, Row>) {
    let sample = Sample::of("ha-giang-ldtbxh-2023-2025");
    let inbox = sample.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    fs::create_dir_all(inbox.join(day)).expect("a folder");
    let list =
        "STT;Họ và tên;Năm sinh;Chức vụ\n1;Lành Thanh Nhật;1995;Điều dưỡng\n2;Lưu Quốc Nhật;1985;Kế toán\n";
    let file = format!("{day}/Trung tâm Điều dưỡng người có công tỉnh.csv");
    fs::write(inbox.join(file), list).expect("written");
    fs::write(sample.dir.join("tonghop.toml"), settings).expect("written");
    let data = sample.run(period);
    let exemplars = data.table("exemplars.csv");
    assert!(exemplars.iter().all(|row| row["first_period"] == period), "{exemplars:?}");
    let reporting = data.table("reporting.csv").into_iter().map(|row| (row["unit_code"].clone(), row));
    (exemplars.len(), reporting.collect())
}

#[test]
fn an_office_that_closes_on_the_14th_reports_from_the_15th_to_the_14th() {
    const MONTHLY: &str = "[[due]]\nname = \"Danh sách\"\nopens = 2023-04-15\nevery = \"month\"\n";
    let closing = format!("cut_off_day = 14\n{MONTHLY}");
    let check = |day: &str, settings: &str, period: &str, n: usize, of_may: &str| {
        let (exemplars, reporting) = arriving(day, settings, period);
        let row = &reporting["trung-tam-dieu-duong"];
        let counts = ["on_time", "late", "missing", "due"].map(|column| row[column].clone()).join(" ");
        assert_eq!((exemplars, counts.as_str()), (n, of_may), "{day} {period}");
    };
    // May of this office runs from 15 April to 14 May.
    check("2023-04-15", &closing, "2023-05", 2, "1 0 0 2023-05-14");
    check("2023-05-14", &closing, "2023-05", 2, "1 0 0 2023-05-14");
    check("2023-05-15", &closing, "2023-05", 0, "0 0 1 2023-05-14");
    check("2023-05-15", &closing, "2023-06", 2, "1 0 1 2023-06-14");
    // By calendar months the same list is May's.
    let calendar = MONTHLY.replace("2023-04-15", "2023-05-01");
    check("2023-05-15", &calendar, "2023-05", 2, "1 0 0 2023-05-31");
}
