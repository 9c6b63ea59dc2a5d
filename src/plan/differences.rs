//! Where two plans do not say the same: the same plan in two forms has to.

use super::Plan;
use crate::finding::{Place, SourceText};

/// One thing that two plans say differently, and where each says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about, in Vietnamese.
    pub what: String,
    /// Where the first says it.
    pub one: Place,
    /// Where the second does.
    pub other: Place,
}

/// A statement: what it is about, what it says, and where.
type PlanStatement = (String, String, Place);

/// The differences of two plans, each with the text it was read from, in the order of a plan.
pub fn differences(one: (&Plan, &SourceText), other: (&Plan, &SourceText)) -> Vec<Difference> {
    let mut found = Vec::new();
    for (of_one, of_other) in statements(one.0, one.1).into_iter().zip(statements(other.0, other.1)) {
        let at = |list: &[PlanStatement], at: usize, written: &SourceText| {
            list.get(at)
                .or(list.last())
                .map_or_else(|| written.whole().clone(), |(_, _, place)| place.clone())
        };
        for n in 0..of_one.len().max(of_other.len()) {
            let (left, right) = (of_one.get(n), of_other.get(n));
            if left.map(|(_, said, _)| said) != right.map(|(_, said, _)| said) {
                let what = left.or(right).map(|(what, _, _)| what.clone()).unwrap_or_default();
                found.push(Difference { what, one: at(&of_one, n, one.1), other: at(&of_other, n, other.1) });
                break;
            }
        }
    }
    found
}

/// What a plan says, list by list.
fn statements(plan: &Plan, written: &SourceText) -> Vec<Vec<PlanStatement>> {
    let head = |key: &str, what: &str, said: String| vec![(what.to_owned(), said, written.place_of(key))];
    let part = |list: &str, n: usize| written.part(list, n);
    let schedule = &plan.schedule;
    let mut all = vec![
        head("number", "số, ký hiệu", plan.number.clone()),
        head("title", "tên kế hoạch", plan.title.clone()),
        head("issued", "ngày ban hành", format!("{:?}", schedule.issued)),
        head("issuer", "cơ quan ban hành", plan.issuer.to_string()),
        head("receiver", "nơi nhận danh sách", plan.receiver.to_string()),
        head("level", "cấp ban hành", format!("{:?}", plan.level)),
        head("from", "ngày đầu", plan.from.to_string()),
        head("to", "ngày cuối", plan.to.to_string()),
        head("cut_off_day", "ngày chốt kỳ", plan.cut_off_day.to_string()),
        head("counting", "cách tính", format!("{:?}", plan.counting)),
    ];
    let named = plan.movements.iter().enumerate();
    all.push(
        named
            .map(|(n, one)| (format!("phong trào «{}»", one.name), format!("{one:?}"), part("movement", n)))
            .collect(),
    );
    let bare = || Place::file("");
    all.push(of(&plan.quotas, |one| {
        let statement = std::mem::replace(&mut one.said, bare());
        (format!("chỉ tiêu của «{}»", one.lead), statement)
    }));
    let clusters = plan.clusters.iter().enumerate();
    all.push(
        clusters
            .map(|(n, one)| (format!("cụm, khối «{}»", one.name), format!("{one:?}"), part("cluster", n)))
            .collect(),
    );
    let totals = plan.totals.iter().enumerate();
    all.push(
        totals
            .map(|(n, one)| (format!("tổng số của «{}»", one.unit), format!("{one:?}"), part("total", n)))
            .collect(),
    );
    all.push(
        plan.reporters
            .iter()
            .map(|code| (format!("đơn vị phải gửi «{code}»"), code.to_string(), part("reporters", 0)))
            .collect(),
    );
    let dues = plan.dues.iter().chain(&schedule.plans_due).chain(&schedule.reports_due);
    all.push(dues.map(|due| (format!("hạn «{}»", due.name), format!("{due:?}"), part("due", 0))).collect());
    all.push(of(&schedule.phases, |one| {
        let statement = std::mem::replace(&mut one.said, bare());
        (format!("giai đoạn «{}»", one.name), statement)
    }));
    let reviews = schedule.reviews.iter();
    all.push(reviews.map(|one| (format!("«{}»", one.name), format!("{one:?}"), part("review", 0))).collect());
    all.push(of(&plan.eligibility, |one| ("điều kiện".to_owned(), std::mem::replace(&mut one.said, bare()))));
    all.push(of(&schedule.criteria, |one| {
        let statement = std::mem::replace(&mut one.said, bare());
        (format!("tiêu chí «{}»", one.says), statement)
    }));
    all.push(of(&schedule.tasks, |one| {
        let statement = std::mem::replace(&mut one.said, bare());
        (format!("nhiệm vụ «{}»", one.what), statement)
    }));
    all.push(of(&schedule.funds, |one| {
        ("phần của quỹ".to_owned(), std::mem::replace(&mut one.said, bare()))
    }));
    let extensions = schedule.extensions.iter();
    all.push(
        extensions
            .map(|one| (format!("gia hạn «{}»", one.due), format!("{one:?}"), part("extension", 0)))
            .collect(),
    );
    all
}

/// Statements that know where they stand: `take` names one and takes its place out of it.
fn of<T: Clone + std::fmt::Debug>(
    list: &[T],
    take: impl Fn(&mut T) -> (String, Place),
) -> Vec<PlanStatement> {
    let statement = |one: &T| {
        let mut rest = one.clone();
        let (what, place) = take(&mut rest);
        (what, format!("{rest:?}"), place)
    };
    list.iter().map(statement).collect()
}
