//! Units that a plan names and no list knows → lines of the sheet *Đơn vị*, to be looked at.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::minimum::DraftQuota;
use super::names::KnownUnits;
use crate::plan::UNCHECKED;
use crate::text;

/// Words that names of bodies begin with, and what such a body is; the longer ones first.
const KINDS: [(&str, &str); 36] = [
    ("công đoàn", "mass_organisation"),
    ("công an", "armed_force"),
    ("ban chỉ huy", "armed_force"),
    ("bộ chỉ huy", "armed_force"),
    ("đồn biên phòng", "armed_force"),
    ("đảng ủy", "party"),
    ("đảng bộ", "party"),
    ("chi bộ", "party"),
    ("ban tổ chức", "party"),
    ("ban tuyên giáo", "party"),
    ("ban xây dựng đảng", "party"),
    ("ban dân vận", "party"),
    ("ban nội chính", "party"),
    ("ủy ban kiểm tra", "party"),
    ("văn phòng đảng ủy", "party"),
    ("ủy ban mặt trận", "mass_organisation"),
    ("ủy ban mttq", "mass_organisation"),
    ("hiệp hội", "mass_organisation"),
    ("hội", "mass_organisation"),
    ("đoàn", "mass_organisation"),
    ("tỉnh đoàn", "mass_organisation"),
    ("liên đoàn", "mass_organisation"),
    ("liên minh", "mass_organisation"),
    ("trường", "school"),
    ("trung tâm y tế", "health"),
    ("trạm y tế", "health"),
    ("bệnh viện", "health"),
    ("trung tâm", "public_service"),
    ("báo", "public_service"),
    ("ban quản lý", "public_service"),
    ("công ty", "enterprise"),
    ("tổng công ty", "enterprise"),
    ("hợp tác xã", "cooperative"),
    ("thôn", "hamlet"),
    ("tổ dân phố", "hamlet"),
    ("xã", "area"),
];

/// The lines of the list for whoever a draft names and nobody knows, the issuer first.
pub(super) fn strangers(
    plan: &Table,
    quotas: &[DraftQuota],
    known: &KnownUnits,
) -> Vec<BTreeMap<String, String>> {
    let text = |key: &str| plan.get(key).and_then(Value::as_str).unwrap_or_default();
    let (issuer, level) = (text("issuer"), text("level"));
    let named = quotas.iter().flat_map(|quota| quota.leads.iter().chain(&quota.except));
    let receiver = Some(text("receiver").to_owned()).filter(|name| !name.is_empty());
    let mut lines: Vec<BTreeMap<String, String>> = Vec::new();
    if !issuer.is_empty() && !known.is_unit(issuer) {
        lines.push(line(issuer, "", level));
    }
    for name in named.chain(receiver.iter()).filter(|name| !known.is_unit(name)) {
        let listed = |line: &BTreeMap<String, String>| {
            line.get("name").map(|one| text::key(one)) == Some(text::key(name))
        };
        if !lines.iter().any(listed) {
            lines.push(line(name, issuer, level));
        }
    }
    lines
}

fn line(name: &str, parent: &str, level: &str) -> BTreeMap<String, String> {
    let remark = format!("{UNCHECKED} (danh mục chưa có tên này: xem lại tên, loại, đơn vị cấp trên)");
    let pairs = [
        ("name", name.to_owned()),
        ("kind", kind(name).to_owned()),
        ("level", level.to_owned()),
        ("parent", parent.to_owned()),
        ("remark", remark),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What a body is by its name: a place without a word of its own, an office where nothing says so.
pub(super) fn kind(name: &str) -> &'static str {
    let small = name.to_lowercase();
    let begins =
        |word: &str| small.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let place = ["tỉnh", "thành phố", "phường", "đặc khu", "huyện", "thị xã"];
    if place.iter().any(|word| begins(word)) && !begins("tỉnh đoàn") {
        return "area";
    }
    KINDS.iter().find(|(word, _)| begins(word)).map_or("agency", |(_, kind)| *kind)
}
