//! The names of the sheets to print, and which of them are annexes of a report.
//!
//! Formulas, links and charts name sheets that other files write; so the names stand above them all.

pub(super) const SUMMARY: &str = "Tổng hợp";
pub(super) const QUOTAS: &str = "Chỉ tiêu";
pub(super) const LIST: &str = "Danh sách";
pub(super) const BY_UNIT: &str = "Theo đơn vị";
pub(super) const PROGRESS: &str = "Tiến độ";
pub(super) const CHANGES: &str = "Biến động";
pub(super) const PLAN: &str = "Kế hoạch";
pub(super) const SOURCES: &str = "Ghi chú nguồn";

/// The sheets that are attached to a report, in their order.
pub(super) const ANNEXES: [&str; 5] = [SUMMARY, QUOTAS, LIST, PROGRESS, CHANGES];

/// The sheets that are signed; on the others stands what helps the office with its work.
pub(super) const SIGNED: [&str; 3] = [SUMMARY, QUOTAS, LIST];
