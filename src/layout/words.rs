//! Lists of words by which rows and cells are told: how names of offices, places, positions and
//! people begin.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use crate::text;

/// Words as they are printed, and as they are typed without their marks.
pub(super) struct Spellings {
    pub(super) marked: &'static [&'static str],
    bare: OnceLock<Vec<String>>,
}

impl Spellings {
    pub(super) const fn new(marked: &'static [&'static str]) -> Spellings {
        Spellings { marked, bare: OnceLock::new() }
    }

    /// Words without their marks; single ones are too short to be told from others then.
    fn bare(&self) -> &[String] {
        self.bare.get_or_init(|| {
            self.marked.iter().filter(|word| word.contains(' ')).map(|word| text::bare_key(word)).collect()
        })
    }
}

/// Whether a key begins with one of some words.
pub(super) fn begins(key: &str, words: &Spellings) -> bool {
    words.marked.iter().any(|word| starts_with_word(key, word))
        || (key.is_ascii() && words.bare().iter().any(|word| starts_with_word(key, word)))
}

/// Whether a key is one of some words.
pub(super) fn is_one_of(key: &str, words: &Spellings) -> bool {
    words.marked.contains(&key) || (key.is_ascii() && words.bare().iter().any(|word| word == key))
}

pub(super) fn starts_with_word(key: &str, beginning: &str) -> bool {
    text::begins(key, beginning)
}

/// The beginnings of names of places where people live, below the commune.
pub(super) static PLACES: Spellings = Spellings::new(&[
    "thôn",
    "xóm",
    "ấp",
    "bản",
    "buôn",
    "làng",
    "khu phố",
    "tổ dân phố",
    "khu dân cư",
    "khóm",
    "tiểu khu",
    "số nhà",
]);

/// The beginnings of names of offices, as in a letterhead.
pub(super) static OFFICES: Spellings = Spellings::new(&[
    "ủy ban",
    "ubnd",
    "hđnd",
    "hội đồng",
    "sở",
    "phòng",
    "ban",
    "chi cục",
    "cục",
    "trung tâm",
    "trường",
    "hội",
    "đoàn",
    "liên đoàn",
    "công đoàn",
    "công an",
    "bộ chỉ huy",
    "ban chỉ huy",
    "mặt trận",
    "ubmttq",
    "mttq",
    "công ty",
    "hợp tác xã",
    "htx",
    "doanh nghiệp",
    "bệnh viện",
    "trạm",
    "đảng ủy",
    "đảng bộ",
    "thành ủy",
    "huyện ủy",
    "tỉnh ủy",
    "văn phòng",
    "thành phố",
    "phường",
    "xã",
    "thị trấn",
    "đội",
    "khoa",
    "viện",
    "đài",
    "nhà máy",
    "xí nghiệp",
    "tiểu đoàn",
    "đại đội",
    "trung đoàn",
    "huyện đoàn",
    "xã đoàn",
    "hạt",
    "tỉnh đoàn",
    "thành đoàn",
    "tổng công ty",
    "bưu điện",
    "ngân hàng",
    "tòa án",
    "kho bạc",
    "chi nhánh",
    "bảo hiểm xã hội",
]);

/// Beginnings that sound like those of offices and places and are none: of movements, fields of
/// work, deeds and occupations.
pub(super) static NEITHER: Spellings = Spellings::new(&[
    "đoàn kết",
    "trường học thân thiện",
    "trường học hạnh phúc",
    "trường kỳ",
    "xã hội",
    "xã hội hóa",
    "khoa học",
    "phòng chống",
    "phòng cháy",
    "phòng ngừa",
    "phòng bệnh",
    "hội nhập",
    "hội thi",
    "hội thao",
    "hội diễn",
    "hội viên",
    "đoàn viên",
    "đội viên",
    "xã viên",
    "tổ viên",
    "công an viên",
    "đội ngũ",
    "tổ chức",
    "bản thân",
    "bản sắc",
    "buôn bán",
    "sở hữu",
    "viện trợ",
    "ban hành",
    "hạt nhân",
    "hạt giống",
    "làng nghề",
]);

/// The beginnings of names of parts of offices, which have no office of their own below them.
pub(super) static PARTS: Spellings = Spellings::new(&[
    "tổ",
    "nhóm",
    "phân xưởng",
    "khoa",
    "chi bộ",
    "chi đoàn",
    "chi hội",
    "bộ phận",
    "lớp",
    "nhà ăn",
    "bộ môn",
    "ca sản xuất",
    "dây chuyền",
    "đội thi công",
    "kíp",
    "tập thể tổ",
    "tập thể lớp",
    "tập thể khoa",
    "tập thể phòng",
    "liên đội",
]);

/// The beginnings of positions, occupations and ranks.
pub(super) static POSITIONS: Spellings = Spellings::new(&[
    "chủ tịch",
    "phó chủ tịch",
    "phó",
    "trưởng",
    "xã viên",
    "tổ viên",
    "đội viên",
    "công an viên",
    "buôn bán",
    "kinh doanh",
    "làm ruộng",
    "làm nông",
    "làm vườn",
    "chăn nuôi",
    "nội trợ",
    "nghỉ hưu",
    "hưu trí",
    "thợ",
    "trưởng phòng",
    "phó phòng",
    "trưởng ban",
    "phó trưởng",
    "giám đốc",
    "phó giám đốc",
    "hiệu trưởng",
    "phó hiệu trưởng",
    "bí thư",
    "chuyên viên",
    "giáo viên",
    "nhân viên",
    "công chức",
    "viên chức",
    "cán bộ",
    "chỉ huy",
    "chính trị viên",
    "kế toán",
    "văn thư",
    "thủ quỹ",
    "bảo vệ",
    "y sĩ",
    "y tá",
    "điều dưỡng",
    "bác sĩ",
    "kỹ sư",
    "kỹ thuật viên",
    "công nhân",
    "nông dân",
    "học sinh",
    "sinh viên",
    "tổ trưởng",
    "đội trưởng",
    "nhóm trưởng",
    "ủy viên",
    "chánh",
    "hội viên",
    "đoàn viên",
    "hội trưởng",
    "thư ký",
    "lái xe",
    "tiểu đội trưởng",
    "trung đội trưởng",
    "đại tá",
    "thượng tá",
    "trung tá",
    "thiếu tá",
    "đại úy",
    "thượng úy",
    "trung úy",
    "thiếu úy",
    "thượng sĩ",
    "trung sĩ",
    "hạ sĩ",
    "binh nhất",
    "binh nhì",
]);

/// The beginnings of titles and commendations.
pub(super) static AWARDS: Spellings = Spellings::new(&[
    "chiến sĩ thi đua",
    "lao động tiên tiến",
    "lao động giỏi",
    "lao động sáng tạo",
    "tập thể lao động",
    "bằng khen",
    "giấy khen",
    "cờ thi đua",
    "huân chương",
    "huy chương",
    "kỷ niệm chương",
    "danh hiệu",
    "cstđ",
    "cstđcs",
    "lđtt",
    "ttlđxs",
]);

/// The beginnings of names of communes and what is above them.
pub(super) static AREAS: Spellings =
    Spellings::new(&["xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh"]);

/// Whether a key is a family name.
pub fn is_family_name(key: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FAMILY_NAMES.split_whitespace().collect());
    NAMES.contains(key)
}

/// Family names of Vietnam, of the Kinh and of the minorities that write lists in Vietnamese, by
/// key. Source: the surnames of `vietnamese-name-generator` 0.13.1 (MIT), without those that are
/// common words of forms, and the minorities' own, from general knowledge; retyped 2026-11.
pub(super) const FAMILY_NAMES: &str = "an âu bá bàn bạch bành bế bùi ca cao cầm chá châu chảo chế chu chử chúng chướng chíu \
    cil cù cung cư dã danh diệp diệu doãn dương đái đàm đàng đào đan đặng đậu đèo đinh điểu đoàn đỗ đồng đới \
    đường êban giang giàng giáp gia hà hạ hán hàn hầu hoa hoàng hoàn hồ hồng hứa huỳnh kha khổng khúc khuất \
    khương kiên kiều kim kơ kpă kpuih ksor kbuôr la lã lại lâm lầu lành lăng lâu lê lềm lèng liêng liêu liễu lò lô \
    lộc lỗ lục lù lùng lư lữ lưu lường lương ly lý ma mã mạc mách mạch mai mâu mầu mè mlô mông mùa mua nay \
    ngân nghiêm ngô ngọc ngụy nguyễn nhan nhâm nhữ niê ninh nông nùng ông phà phạm phan phàn phí phó phù phú \
    phùng phương quách quan quàng quản rahlan rcom rmah rơ sa sầm siu sơn sùng sử tạ tào tăng tẩn tất thạch \
    thái thào thân thang thẩm thi thiều thò tiêu tiết tô tôn tòng tống triệu trà trang trầm trần trịnh trương \
    trưng từ tưởng ung uông ứng vàng văn vang vi viên võ vòng vũ vừ vừa vương xa xên xuân ya yên y";
