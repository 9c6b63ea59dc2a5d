//! Whom the numbers of a paragraph are asked of, and in which movement, from one piece of it to the next.

use super::movements::{self, DraftMovement};
use super::names::KnownUnits;
use super::outline::Paragraph;
use super::owners::Owners;

/// What the pieces read so far say for those that follow.
#[derive(Debug, Clone, Default)]
pub(super) struct Duty {
    pub(super) owners: Owners,
    pub(super) partners: Vec<String>,
    pub(super) movement: Option<DraftMovement>,
    /// Whether the paragraph begins with that movement, so that others it names are a part of it.
    pub(super) is_of_paragraph: bool,
    /// Who leads and who helps by lines of their own, for the heading above.
    pub(super) labelled: Owners,
    pub(super) labelled_partners: Vec<String>,
}

impl Duty {
    /// The duty of a paragraph that begins with a movement, or with none.
    pub(super) fn of(movement: Option<DraftMovement>) -> Duty {
        Duty { is_of_paragraph: movement.is_some(), movement, ..Duty::default() }
    }

    /// Takes the movement that a piece names, unless the paragraph or the heading above (`known`) means the same.
    pub(super) fn mention(&mut self, movement: DraftMovement, heading: Option<&DraftMovement>) {
        if self.is_of_paragraph {
            return;
        }
        let known = self.movement.as_ref().or(heading);
        if known.is_some_and(|known| movements::is_same(&known.name, &movement.name)) {
            return;
        }
        // «Lĩnh vực văn hóa … phong trào “X”»: the heading is wider than the name within it.
        let is_wide = known.is_some_and(|known| known.name.to_lowercase().starts_with("lĩnh vực"));
        if !is_wide || self.movement.is_none() {
            self.movement = Some(movement);
        }
    }

    /// Whoever a piece without numbers names owes those that follow.
    pub(super) fn keep_subject(&mut self, piece: &str, paragraph: &Paragraph, units: &KnownUnits) {
        const MOST_WORDS: usize = 14;
        let owners = units.owners(piece);
        // A class owes what stands below a heading that names it, or a list that a sentence about it announces.
        let text = paragraph.text.trim_end();
        let is_heading = paragraph.is_numbered()
            && !text.ends_with(['.', ';', ','])
            && text.split(' ').count() <= MOST_WORDS;
        // «Các cơ quan: xây dựng kế hoạch; đồng thời lựa chọn …»
        let opens = is_heading || paragraph.announces() || piece.contains(':');
        let is_class = !owners.class.is_empty() && self.owners.is_nobody() && opens;
        if !owners.names.is_empty() || is_class {
            self.owners = owners;
            self.partners = units.partners(piece);
        }
    }

    /// Whoever the words before a number (`between`) name owes it from here on. Returns the units that owe something
    /// else than the class named before them: «riêng xã A».
    pub(super) fn change_owner(
        &mut self,
        between: &str,
        piece: &str,
        paragraph: &Paragraph,
        units: &KnownUnits,
    ) -> Vec<String> {
        let mut owners = units.owners(between);
        if owners.is_nobody() {
            owners.names.extend(item_name(between, paragraph));
        }
        if owners.is_nobody() {
            return Vec::new();
        }
        if owners.is_each_of_them() && !self.owners.names.is_empty() {
            self.owners.is_each = true;
            return Vec::new();
        }
        let is_exception =
            between.trim_start().to_lowercase().starts_with("riêng ") || between.contains("riêng ");
        let excepted = if is_exception { owners.names.clone() } else { Vec::new() };
        let partners = units.partners(piece);
        if !partners.is_empty() {
            self.partners = partners;
        } else if self.owners != owners {
            self.partners.clear();
        }
        self.owners = owners;
        excepted
    }
}

/// Words with which the label of a number begins, so that what stands before the colon is no body.
const LABELS: [&str; 40] = [
    "chỉ tiêu",
    "số lượng",
    "sản phẩm",
    "mục tiêu",
    "kết quả",
    "yêu cầu",
    "tổng",
    "cụ thể",
    "trong đó",
    "năm",
    "giai đoạn",
    "quý",
    "tháng",
    "về ",
    "đối với",
    "tập thể",
    "cá nhân",
    "hộ ",
    "phong trào",
    "lĩnh vực",
    "nội dung",
    "nhiệm vụ",
    "bước",
    "hằng",
    "hàng",
    "mỗi",
    "các ",
    "thời gian",
    "đăng ký",
    "khối",
    "toàn",
    "phấn đấu",
    "ít nhất",
    "tối thiểu",
    "gồm",
    "ngoài ra",
    "điển hình",
    "cuộc vận động",
    "công tác",
    "đơn vị",
];

/// The name before the colon of an item, of a body whose name begins like none that is known: «Liên đội: 01 …».
fn item_name(between: &str, paragraph: &Paragraph) -> Option<String> {
    const MOST_WORDS: usize = 8;
    let name = between.trim().strip_suffix(':')?.trim();
    let small = name.to_lowercase();
    let plain = !name.contains(['“', '"', '«', ':', '(', ';', '.']) && name.starts_with(char::is_uppercase);
    let short = name.split(' ').count() <= MOST_WORDS;
    let is_name = !paragraph.mark.is_empty() && plain && short;
    (is_name && !LABELS.iter().any(|label| small.starts_with(label))).then(|| name.to_owned())
}
