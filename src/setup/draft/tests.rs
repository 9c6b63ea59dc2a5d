//! Sentences of plans and what they ask, against a table that was written before the code.

use toml::{Table, Value};

use super::{drafted, outline};

/// `each_unit collective ≥5% of=total per=quarter`: a quota of a draft in short.
fn shown(quota: &Table) -> Vec<String> {
    let text = |key: &str| quota.get(key).and_then(Value::as_str).unwrap_or_default();
    let who = match () {
        () if text("shared") == "together" => "together".to_owned(),
        () if quota.contains_key("lead") || quota.contains_key("leads") => "lead".to_owned(),
        () if quota.contains_key("each") => "each_unit".to_owned(),
        () => match quota.get("clusters").and_then(Value::as_array).map(Vec::as_slice) {
            Some([Value::String(all)]) if all == "all" => "each_cluster".to_owned(),
            Some([Value::String(name)]) => format!("cluster({name})"),
            _ => String::new(),
        },
    };
    let amounts = |key: &str| -> Vec<(String, String)> {
        let amount = |value: &Value| value.to_string().replace('"', "");
        match quota.get(key) {
            Some(Value::Table(kinds)) => {
                kinds.iter().map(|(kind, own)| (kind.clone(), amount(own))).collect()
            }
            Some(any) => vec![("any".to_owned(), amount(any))],
            None => Vec::new(),
        }
    };
    let (least, most) = (amounts("at_least"), amounts("at_most"));
    let of = quota.get("of").map(|of| format!(" of={}", of.to_string().replace('"', ""))).unwrap_or_default();
    let per =
        Some(text("per")).filter(|per| !per.is_empty()).map(|per| format!(" per={per}")).unwrap_or_default();
    let line = |kind: &str, asked: String| {
        let kind = match text("among") {
            "women" => "women",
            "direct_workers" => "direct",
            _ => kind,
        };
        format!("{who} {kind} {asked}{of}{per}").trim().to_owned()
    };
    let other = |kind: &str, list: &[(String, String)]| {
        list.iter().find(|(known, _)| known == kind).map(|(_, own)| own.clone())
    };
    let mut lines: Vec<String> = least
        .iter()
        .map(|(kind, own)| match other(kind, &most) {
            Some(most) => line(kind, format!("{own}..{most}")),
            None => line(kind, format!("≥{own}")),
        })
        .collect();
    lines.extend(
        most.iter()
            .filter(|(kind, _)| other(kind, &least).is_none())
            .map(|(kind, own)| line(kind, format!("≤{own}"))),
    );
    lines
}

#[track_caller]
fn check(table: &str, fewest: usize) {
    let (mut n, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let Some((sentence, expect)) = line.split_once('\t') else { unreachable!("two columns: {line}") };
        let text = format!("KẾ HOẠCH\nNhân rộng điển hình năm 2026\n\nI. NỘI DUNG\n\n1. {sentence}\n");
        let draft = drafted(&outline::outlined(&text));
        let quotas = draft.to_fill.plan.get("quota").and_then(Value::as_array).cloned().unwrap_or_default();
        let got: Vec<String> = quotas.iter().filter_map(Value::as_table).flat_map(shown).collect();
        let got = got.join(" | ");
        if got != expect {
            wrong.push(format!("{sentence}\n  expected {expect}\n  got      {got}"));
        }
        n += 1;
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(fewest <= n, "{n} sentences");
}

#[test]
fn what_a_sentence_asks_is_drafted() {
    check(include_str!("../../../tests/expect/draft-demands.tsv"), 14);
}

#[test]
fn a_cluster_has_the_units_that_the_plan_lists() {
    let text = "KẾ HOẠCH\nNhân rộng điển hình năm 2026\n\nI. NỘI DUNG\n\n1. Cụm thi đua số 1 gồm: xã Đồng Đăng, xã Cao Lộc và \
                phường Tam Thanh.\n\n2. Mỗi cụm thi đua ít nhất 02 điển hình; Khối thi đua các sở có ít nhất 03 tập thể.\n";
    let plan = drafted(&outline::outlined(text)).to_fill.plan;
    let shown = plan.get("cluster").map(ToString::to_string).unwrap_or_default();
    assert!(shown.contains("units = [\"xã Đồng Đăng\", \"xã Cao Lộc\", \"phường Tam Thanh\"]"), "{shown}");
    assert!(shown.contains("name = \"Khối thi đua các sở\""), "{shown}");
}

#[test]
fn and_so_is_what_nobody_tuned_on() {
    check(include_str!("../../../tests/expect/draft-demands-held.tsv"), 6);
    check(include_str!("../../../tests/expect/draft-demands-held-2.tsv"), 8);
    check(include_str!("../../../tests/expect/draft-demands-held-3.tsv"), 9);
}

/// What the plan of a department says of who may be an exemplar, built as such plans are.
const RULES: &str = "KẾ HOẠCH
Nhân rộng điển hình năm 2026

III. TIÊU CHÍ CỤ THỂ

1. Điển hình đối với tập thể

- Tập thể đoàn kết, luôn hoàn thành xuất sắc nhiệm vụ được giao, là nhân tố tiêu biểu của ngành.

- Trong giai đoạn 2024-2026 được Chủ tịch UBND tỉnh tặng 01 Bằng khen.

- Tập thể được xếp loại hằng năm từ hoàn thành tốt nhiệm vụ trở lên, không có viên chức bị xử lý kỷ luật.

2. Cá nhân điển hình

+ Đối với Giám đốc, các Phó Giám đốc Sở: Có 02 lần đạt danh hiệu Chiến sỹ thi đua cấp tỉnh hoặc có ít nhất 02 sáng kiến cấp tỉnh được công nhận.

+ Đối với cán bộ, viên chức: có ít nhất 01 lần được tặng Bằng khen của Chủ tịch UBND tỉnh hoặc 01 lần được Bộ, ngành, đoàn thể Trung ương tặng Bằng khen hoặc có một sáng kiến cấp tỉnh được công nhận.

IV. TỔ CHỨC THỰC HIỆN

1. Giao Văn phòng Sở trình Hội đồng xét tặng Bằng khen của Chủ tịch UBND tỉnh.
";

#[test]
fn who_may_be_an_exemplar_is_drafted_to_be_looked_at() {
    let plan = drafted(&outline::outlined(RULES)).to_fill.plan;
    let parts = |list: &str| plan.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let shown: Vec<String> = parts("eligibility")
        .iter()
        .map(|rule| {
            let keys = ["kind", "positions", "all_of", "any_of"].iter().filter_map(|key| rule.get(*key));
            keys.map(|value| value.to_string().replace('"', "")).collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "collective | [{ award = Bằng khen của Chủ tịch UBND tỉnh }, { rating = good }, { disciplined = false }]",
            "individual | [Giám đốc, Phó Giám đốc Sở] | [{ award = Chiến sĩ thi đua cấp tỉnh, times = 2 }, { initiative = province, times = 2 }]",
            "individual | [{ award = Bằng khen của Chủ tịch UBND tỉnh }, { award = Bằng khen của Bộ, ngành, đoàn thể Trung ương }, { initiative = province }]",
        ]
    );
    let marked =
        |rule: &Value| rule.get("basis").is_some_and(|basis| basis.to_string().contains("CẦN XEM LẠI"));
    assert!(parts("eligibility").iter().all(marked), "nothing is taken for granted");
    let criteria = parts("criterion");
    assert_eq!(criteria.len(), 1, "{criteria:?}");
    assert!(
        parts("task").iter().any(|task| task.to_string().contains("Giao Văn phòng Sở")),
        "a task stays one"
    );
}

/// A draft in lines: who owes what, when what is due, what was told, which units no list knows.
fn lines(draft: &super::PlanDraft) -> Vec<String> {
    let plan = &draft.to_fill.plan;
    let tables = |list: &str| -> Vec<Table> {
        let parts = plan.get(list).and_then(Value::as_array).into_iter().flatten();
        parts.filter_map(Value::as_table).cloned().collect()
    };
    let text = |table: &Table, key: &str| match table.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string().replace('"', ""),
        None => String::new(),
    };
    let names: Vec<(String, String)> =
        tables("movement").iter().map(|one| (text(one, "id"), text(one, "name"))).collect();
    let mut lines =
        vec![format!("head\t{}\t{}\t{}", text(plan, "number"), text(plan, "issuer"), text(plan, "receiver"))];
    for quota in tables("quota") {
        let who = ["lead", "leads", "each", "clusters"].iter().map(|key| text(&quota, key));
        let who = who.filter(|who| !who.is_empty()).collect::<Vec<_>>().join(" ");
        let movement = text(&quota, "movement");
        let movement = names.iter().find(|(id, _)| *id == movement).map_or("", |(_, name)| name);
        let holder = quota.get("holder").map(|holder| format!(" {}", holder.to_string().replace('"', "")));
        let doubt = if text(&quota, "basis").starts_with(crate::plan::UNCHECKED) { " ?" } else { "" };
        for amount in shown(&quota) {
            let of = format!("cluster({})", text(&quota, "clusters").trim_matches(['[', ']']));
            let own = amount.strip_prefix(&of).or_else(|| amount.split_once(' ').map(|(_, amount)| amount));
            let amount = own.unwrap_or(&amount).trim();
            lines.push(format!(
                "quota\t{who}\t{movement}\t{amount}{}{doubt}",
                holder.clone().unwrap_or_default()
            ));
        }
    }
    for due in tables("due") {
        let times = ["opens", "before", "by", "every", "day"].iter().filter(|key| due.contains_key(**key));
        let times: Vec<String> = times.map(|key| format!("{key} {}", text(&due, key))).collect();
        lines.push(format!("due\t{}\t{}\t{}", text(&due, "about"), text(&due, "name"), times.join(", ")));
    }
    for review in tables("review") {
        let times = ["from", "to", "months", "occasion"].iter().filter(|key| review.contains_key(**key));
        let times: Vec<String> = times.map(|key| format!("{key} {}", text(&review, key))).collect();
        lines.push(format!("review\t{}\t{}", text(&review, "kind"), times.join(", ")));
    }
    for task in tables("task").iter().skip(1) {
        let what = text(task, "what");
        lines.push(format!("told\t{}", what.split_once("): ").map_or(what.as_str(), |(_, said)| said)));
    }
    for unit in &draft.to_fill.units {
        let cell = |key: &str| unit.get(key).map(String::as_str).unwrap_or_default();
        lines.push(format!("unit\t{}\t{}\t{}", cell("name"), cell("kind"), cell("parent")));
    }
    lines
}

/// Compares the draft of a plan with the lines that were written beside it.
fn differences(name: &str, plan: &str, expect: &str) -> Vec<String> {
    let got = lines(&drafted(&outline::outlined(plan)));
    let expect: Vec<String> =
        expect.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    let lost = expect.iter().filter(|line| !got.contains(line)).map(|line| format!("{name}: lost {line}"));
    let more = got.iter().filter(|line| !expect.contains(line)).map(|line| format!("{name}: more {line}"));
    lost.chain(more).collect()
}

macro_rules! plans {
    ($($name:literal),*) => {
        [$((
            $name,
            include_str!(concat!("../../../tests/expect/drafts/", $name, ".txt")),
            include_str!(concat!("../../../tests/expect/drafts/", $name, ".tsv")),
        )),*]
    };
}

#[test]
fn plans_of_many_styles_become_drafts() {
    let plans = plans![
        "steps",
        "commune",
        "annex-of-units",
        "annex-of-movements",
        "articles",
        "leads-in-headings",
        "party",
        "prose",
        "blocks",
        "clusters-and-table",
        "kinds-in-headings",
        "school",
        "tasks"
    ];
    let wrong: Vec<String> =
        plans.iter().flat_map(|(name, plan, expect)| differences(name, plan, expect)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn and_so_do_plans_that_nobody_tuned_on() {
    let plans = plans![
        "held-womens-union",
        "held-labels",
        "held-schools",
        "held-annex",
        "held-trade-union",
        "held-tasks",
        "held-party",
        "held-table-in-text"
    ];
    let wrong: Vec<String> =
        plans.iter().flat_map(|(name, plan, expect)| differences(name, plan, expect)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
