//! The sheets of `ke-hoach.xlsx`: which cell says which key of the plan or of the settings.

use super::words::{self, Choice};

/// Which of the two texts a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFile {
    Plan,
    Settings,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum CellKind {
    Text,
    /// A period, which Excel likes to turn into a day.
    Period,
    Number,
    Day,
    /// One of the words.
    Word(&'static [Choice]),
    /// Several of the words.
    Words(&'static [Choice]),
    /// A word for true or false.
    Flag(&'static [Choice]),
    /// Several texts, parted by `;` or lines.
    Items,
    /// Several lines as they are printed.
    Lines,
    /// Several numbers.
    Numbers,
    /// A unit, by its name or code.
    Unit,
    Units,
    /// A movement, by any of its names.
    Movement,
}

/// A column of a list.
#[derive(Debug)]
pub(super) struct FormColumn {
    pub(super) header: &'static str,
    /// The key, dotted; `*.` before a key of a merit; blank for a column that only sorts rows.
    pub(super) key: &'static str,
    pub(super) kind: CellKind,
    /// Width in pixels.
    pub(super) width: u32,
    pub(super) how: &'static str,
    pub(super) examples: [&'static str; 2],
}

/// What one row of a sheet becomes.
#[derive(Debug)]
pub(super) struct RowPart {
    /// The word in the first column that chooses it; blank where a sheet has one kind of row.
    pub(super) label: &'static str,
    pub(super) file: TextFile,
    pub(super) list: &'static str,
    /// Key and literal that the label itself says.
    pub(super) fixed: &'static [(&'static str, &'static str)],
    /// Columns that this part calls otherwise: key of the column, key of the part.
    pub(super) called: &'static [(&'static str, &'static str)],
}

/// A sheet of rows.
#[derive(Debug)]
pub(super) struct ListSheet {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) parts: &'static [RowPart],
    pub(super) columns: &'static [FormColumn],
}

/// A line of a sheet of names and values.
#[derive(Debug)]
pub(super) struct FormLine {
    pub(super) header: &'static str,
    pub(super) file: TextFile,
    pub(super) key: &'static str,
    pub(super) kind: CellKind,
    pub(super) how: &'static str,
    /// Whether a plan must have it.
    pub(super) required: bool,
    /// Whether blank says something else than silence.
    pub(super) blank_says: bool,
}

const fn col(
    header: &'static str,
    key: &'static str,
    kind: CellKind,
    width: u32,
    how: &'static str,
    examples: [&'static str; 2],
) -> FormColumn {
    FormColumn { header, key, kind, width, how, examples }
}

const fn one(file: TextFile, list: &'static str) -> RowPart {
    RowPart { label: "", file, list, fixed: &[], called: &[] }
}

const fn line(
    header: &'static str,
    file: TextFile,
    key: &'static str,
    kind: CellKind,
    how: &'static str,
    required: bool,
) -> FormLine {
    FormLine { header, file, key, kind, how, required, blank_says: false }
}

const fn look(
    header: &'static str,
    key: &'static str,
    kind: CellKind,
    how: &'static str,
    blank: bool,
) -> FormLine {
    FormLine { header, file: TextFile::Settings, key, kind, how, required: false, blank_says: blank }
}

/// The first column of every list: a number, or a mark by which a row is not read.
pub(super) const ORDINAL: &str = "TT";
/// Marks of rows that are not read.
pub(super) const EXAMPLE: &str = "ví dụ";
pub(super) const HOW: &str = "cách ghi";
/// What stands in a cell that is blank on purpose.
pub(super) const BLANK: &str = "(để trống)";

pub(super) const PLAN_SHEET: &str = "Kế hoạch";
pub(super) const LOOK_SHEET: &str = "Văn bản";
pub(super) const UNIT_SHEET: &str = "Đơn vị";
pub(super) const OTHER_SHEET: &str = "Khác";
pub(super) const GUIDE_SHEET: &str = "Hướng dẫn";
pub(super) const WORDS_SHEET: &str = "Danh mục";
/// Headers of sheets of names and values.
pub(super) const ITEM: &str = "Mục";
pub(super) const VALUE: &str = "Giá trị";
pub(super) const OTHER_KEY: &str = "Khóa";

pub(super) const PLAN_LINES: &[FormLine] = &[
    line(
        "Số, ký hiệu",
        TextFile::Plan,
        "number",
        CellKind::Text,
        "Như 310/KH-UBND; bản dự thảo để trống.",
        false,
    ),
    line(
        "Tên kế hoạch",
        TextFile::Plan,
        "title",
        CellKind::Text,
        "Trích yếu, không ghi hai chữ «Kế hoạch».",
        true,
    ),
    line(
        "Ngày ban hành",
        TextFile::Plan,
        "issued",
        CellKind::Day,
        "Ngày/tháng/năm; bản dự thảo để trống.",
        false,
    ),
    line(
        "Cơ quan ban hành",
        TextFile::Plan,
        "issuer",
        CellKind::Unit,
        "Tên nơi hoặc cơ quan: «Tỉnh Lạng Sơn», «Xã Đồng Đăng».",
        true,
    ),
    line(
        "Nơi nhận danh sách",
        TextFile::Plan,
        "receiver",
        CellKind::Unit,
        "Cơ quan nhận danh sách đăng ký: «Sở Nội vụ».",
        true,
    ),
    line(
        "Cấp ban hành",
        TextFile::Plan,
        "level",
        CellKind::Word(words::LEVELS),
        "Chọn trong danh sách.",
        true,
    ),
    line("Từ ngày", TextFile::Plan, "from", CellKind::Day, "Ngày đầu của kế hoạch.", true),
    line("Đến ngày", TextFile::Plan, "to", CellKind::Day, "Ngày cuối của kế hoạch.", true),
    line(
        "Ngày chốt kỳ theo kế hoạch",
        TextFile::Plan,
        "cut_off_day",
        CellKind::Number,
        "1 đến 31: 14 thì kỳ tháng 5 là từ 15/4 đến 14/5. Để trống là cuối tháng.",
        false,
    ),
    line(
        "Một điển hình đăng ký nhiều lần",
        TextFile::Plan,
        "counting",
        CellKind::Word(words::COUNTING),
        "Tính mấy lần; để trống là mỗi phong trào một lần.",
        false,
    ),
    line(
        "Kỳ báo cáo",
        TextFile::Settings,
        "period",
        CellKind::Period,
        "Như 2026-06, 2026-Q2, 2026-H1, 2026; để trống là kỳ có tệp nhận sau cùng.",
        false,
    ),
    line(
        "Ngày chốt kỳ của cơ quan",
        TextFile::Settings,
        "cut_off_day",
        CellKind::Number,
        "Chỉ ghi khi cơ quan chốt khác ngày của kế hoạch.",
        false,
    ),
    line(
        "Cây đơn vị",
        TextFile::Settings,
        "tree",
        CellKind::Word(words::TREES),
        "Để trống thì theo kỳ báo cáo.",
        false,
    ),
];

/// Columns of *Văn bản*: header, and the section of the settings.
pub(super) const LOOK_COLUMNS: &[(&str, &str)] = &[
    ("Cơ quan lập bảng", "look"),
    ("Đơn vị cấp tỉnh", "look.province"),
    ("Đơn vị cấp huyện", "look.district"),
    ("Đơn vị cấp xã", "look.commune"),
];

pub(super) const LOOK_LINES: &[FormLine] = &[
    look("Cơ quan cấp trên", "authority_above", CellKind::Text, "Dòng trên của đầu văn bản.", true),
    look(
        "Cơ quan",
        "office",
        CellKind::Text,
        "Dòng dưới của đầu văn bản. Cột của đơn vị: {unit} là tên đơn vị, {place} là tên riêng.",
        true,
    ),
    look("Số văn bản", "number", CellKind::Text, "Như «Số: ……/BC-SNV»; phụ lục không có.", true),
    look(
        "Kèm theo",
        "attached",
        CellKind::Text,
        "Dòng in nghiêng dưới tên bảng, không có ngoặc. Ghi «(để trống)» thì bỏ dòng ấy.",
        true,
    ),
    look("Địa danh", "place", CellKind::Text, "Trước ngày tháng: «Lạng Sơn».", true),
    look(
        "Chức vụ người ký",
        "signatory_lines",
        CellKind::Lines,
        "Mỗi dòng in một dòng trong ô (Alt+Enter).",
        true,
    ),
    look("Họ tên người ký", "signatory", CellKind::Text, "Để trống thì chừa chỗ.", false),
    look("Chức vụ người lập biểu", "compiler_lines", CellKind::Lines, "Mỗi dòng in một dòng trong ô.", true),
    look("Họ tên người lập biểu", "compiler", CellKind::Text, "Để trống thì chừa chỗ.", false),
    look("Nơi nhận", "recipients", CellKind::Lines, "Mỗi nơi nhận một dòng trong ô (Alt+Enter).", true),
    look(
        "Ghi «Phụ lục I, II…»",
        "numbered_annexes",
        CellKind::Flag(words::YES),
        "Trên tên các bảng kèm báo cáo.",
        false,
    ),
    look(
        "Hạn trả lời lời nhắc (ngày)",
        "reply_within_days",
        CellKind::Number,
        "Số ngày sau ngày cuối kỳ; để trống thì để ngỏ.",
        false,
    ),
    look("Liên hệ khi trả lời", "reply_to", CellKind::Text, "Như «bà Nguyễn Thị A, điện thoại …».", false),
    look("Thứ tự trong Danh sách", "order", CellKind::Word(words::ORDERS), "Để trống là theo tên.", false),
    look(
        "Các cột của Danh sách",
        "columns",
        CellKind::Words(words::LIST_COLUMNS),
        "Sau STT và tên, cách nhau bằng dấu chấm phẩy.",
        false,
    ),
    look("Màu nền đầu cột", "heading_colour", CellKind::Text, "Như #E7ECF2.", false),
];

pub(super) const MOVEMENTS: ListSheet = ListSheet {
    name: "Phong trào",
    about: "Mỗi dòng một phong trào, cuộc vận động hay lĩnh vực, theo thứ tự của kế hoạch.",
    parts: &[one(TextFile::Plan, "movement")],
    columns: &[
        col(
            "Tên phong trào",
            "name",
            CellKind::Text,
            330,
            "Như in ra, không ghi «Phong trào thi đua».",
            ["Cả nước chung sức xây dựng nông thôn mới", "Dạy tốt - Học tốt"],
        ),
        col(
            "Tên ngắn",
            "short",
            CellKind::Text,
            150,
            "Cho biểu đồ và cột, nhiều nhất 22 chữ.",
            ["Nông thôn mới", "Dạy tốt - Học tốt"],
        ),
        col(
            "Loại",
            "kind",
            CellKind::Word(words::MOVEMENT_KINDS),
            140,
            "Chọn; để trống là phong trào thi đua.",
            ["Phong trào thi đua", "Phong trào thi đua"],
        ),
        col(
            "Tên gọi khác",
            "aliases",
            CellKind::Items,
            280,
            "Cách người ta vẫn viết, cách nhau bằng dấu chấm phẩy.",
            ["Xây dựng nông thôn mới; NTM", "Hai tốt"],
        ),
        col("Mã", "id", CellKind::Text, 130, "Không bắt buộc: chữ thường không dấu, gạch nối.", ["", ""]),
    ],
};

pub(super) const QUOTAS: ListSheet = ListSheet {
    name: "Chỉ tiêu",
    about: "Mỗi dòng một chỉ tiêu. Ai thực hiện: ghi ĐÚNG MỘT trong ba: một đơn vị chủ trì; nhiều đơn vị, mỗi đơn vị một chỉ tiêu; hoặc mỗi đơn vị của một nhóm. Số lượng: một số chung, hoặc số theo loại.",
    parts: &[one(TextFile::Plan, "quota")],
    columns: &[
        col(
            "Phong trào",
            "movement",
            CellKind::Movement,
            150,
            "Chọn; để trống là chung cho mọi phong trào.",
            ["Nông thôn mới", ""],
        ),
        col(
            "Đơn vị chủ trì",
            "lead",
            CellKind::Unit,
            170,
            "Một đơn vị.",
            ["Sở Nông nghiệp và Môi trường", ""],
        ),
        col(
            "Nhiều đơn vị, mỗi đơn vị",
            "leads",
            CellKind::Units,
            170,
            "Cách nhau bằng dấu chấm phẩy; mỗi đơn vị nợ đủ số.",
            ["", ""],
        ),
        col(
            "Mỗi đơn vị loại",
            "each.kind",
            CellKind::Words(words::UNIT_KINDS),
            130,
            "Nhóm: loại đơn vị.",
            ["", "Đơn vị hành chính"],
        ),
        col(
            "Mỗi đơn vị cấp",
            "each.level",
            CellKind::Words(words::LEVELS),
            100,
            "Nhóm: cấp.",
            ["", "Cấp xã"],
        ),
        col(
            "Mỗi đơn vị thuộc",
            "each.within",
            CellKind::Unit,
            130,
            "Nhóm: nằm trong nơi này.",
            ["", "Tỉnh Lạng Sơn"],
        ),
        col("Nhóm gồm cả", "each.units", CellKind::Units, 120, "Thêm các đơn vị.", ["", ""]),
        col("Nhóm trừ", "each.except", CellKind::Units, 120, "Bớt các đơn vị.", ["", ""]),
        col(
            "Nhóm tính đến ngày",
            "each.as_of",
            CellKind::Day,
            90,
            "Để trống là ngày đầu kế hoạch.",
            ["", ""],
        ),
        col("Số tối thiểu", "at_least", CellKind::Number, 70, "Loại nào cũng được.", ["2", ""]),
        col("Tập thể", "at_least.collective", CellKind::Number, 60, "Theo loại.", ["", "1"]),
        col("Cá nhân", "at_least.individual", CellKind::Number, 60, "Theo loại.", ["", "2"]),
        col("Hộ gia đình", "at_least.household", CellKind::Number, 60, "Theo loại.", ["", ""]),
        col("Doanh nghiệp", "at_least.enterprise", CellKind::Number, 70, "Theo loại.", ["", ""]),
        col("Hợp tác xã", "at_least.cooperative", CellKind::Number, 60, "Theo loại.", ["", ""]),
        col("Tổ hợp tác", "at_least.cooperative_group", CellKind::Number, 60, "Theo loại.", ["", ""]),
        col("Mô hình", "at_least.practice", CellKind::Number, 60, "Theo loại.", ["", ""]),
        col("Chỉ dành cho", "holder.name", CellKind::Text, 110, "Như «nông dân».", ["", ""]),
        col(
            "Dành cho: nhận ra bởi",
            "holder.any_of",
            CellKind::Items,
            130,
            "Có một trong các từ này; để trống là chính tên ấy.",
            ["", ""],
        ),
        col(
            "Dành cho: không có từ",
            "holder.none_of",
            CellKind::Items,
            110,
            "Có từ này thì không tính.",
            ["", ""],
        ),
        col(
            "Dành cho: bỏ qua cụm",
            "holder.except",
            CellKind::Items,
            110,
            "Như «Hội Nông dân»: từ trong cụm không tính.",
            ["", ""],
        ),
        col(
            "Dành cho: xét ở cột",
            "holder.columns",
            CellKind::Words(words::HOLDER_COLUMNS),
            120,
            "Để trống là mọi cột.",
            ["", ""],
        ),
        col(
            "Phối hợp",
            "partners",
            CellKind::Units,
            140,
            "Các đơn vị, cách nhau bằng dấu chấm phẩy.",
            ["Sở Tài chính", ""],
        ),
        col(
            "Phối hợp khác",
            "partners_text",
            CellKind::Text,
            120,
            "Lời của kế hoạch: «các đơn vị liên quan».",
            ["", ""],
        ),
        col(
            "Căn cứ",
            "basis",
            CellKind::Text,
            260,
            "Chỗ và câu của kế hoạch.",
            ["Mục II.2: «ít nhất 02 điển hình»", ""],
        ),
    ],
};

pub(super) const ELIGIBILITY: ListSheet = ListSheet {
    name: "Điều kiện",
    about: "Mỗi dòng một thành tích; các dòng cùng số ở cột «Điều kiện số» là một điều kiện. Trong các điều kiện cho một loại, điều kiện đầu tiên có chức vụ khớp được áp dụng.",
    parts: &[one(TextFile::Plan, "eligibility")],
    columns: &[
        col("Điều kiện số", "", CellKind::Text, 70, "1, 2, 3…", ["1", "1"]),
        col(
            "Loại điển hình",
            "kind",
            CellKind::Word(words::KINDS),
            110,
            "Để trống là mọi loại.",
            ["Cá nhân", ""],
        ),
        col("Phong trào", "movement", CellKind::Movement, 130, "Để trống là mọi phong trào.", ["", ""]),
        col(
            "Chức vụ",
            "positions",
            CellKind::Items,
            150,
            "Để trống là mọi chức vụ còn lại.",
            ["Giám đốc; Phó Giám đốc", ""],
        ),
        col("Trừ chức vụ có từ", "except", CellKind::Items, 130, "Như «Trung tâm».", ["", ""]),
        col("Người của đơn vị", "units", CellKind::Units, 140, "Để trống là mọi đơn vị.", ["", ""]),
        col(
            "Cần",
            "need",
            CellKind::Word(words::NEEDS),
            110,
            "Cần đủ, hoặc cần một trong.",
            ["Cần một trong", "Cần một trong"],
        ),
        col(
            "Danh hiệu, khen thưởng",
            "*.award",
            CellKind::Items,
            220,
            "Các tên gọi của cùng một danh hiệu.",
            ["Bằng khen của Chủ tịch UBND tỉnh", ""],
        ),
        col(
            "Sáng kiến cấp",
            "*.initiative",
            CellKind::Word(words::LEVELS),
            100,
            "Cấp công nhận.",
            ["", "Cấp tỉnh"],
        ),
        col("Xếp loại từ", "*.rating", CellKind::Word(words::RATINGS), 150, "Mức thấp nhất.", ["", ""]),
        col(
            "Kỷ luật",
            "*.disciplined",
            CellKind::Flag(words::DISCIPLINE),
            110,
            "Chọn «Không bị kỷ luật».",
            ["", ""],
        ),
        col("Số lần", "*.times", CellKind::Number, 60, "Để trống là 1.", ["", "2"]),
        col(
            "Hằng năm",
            "*.every_year",
            CellKind::Flag(words::YES),
            70,
            "Có: năm nào cũng phải đạt.",
            ["", ""],
        ),
        col("Từ ngày", "*.from", CellKind::Day, 90, "Ngày đầu được tính.", ["", ""]),
        col("Đến ngày", "*.to", CellKind::Day, 90, "Ngày cuối được tính.", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 240, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(super) const REPORTERS: ListSheet = ListSheet {
    name: "Đơn vị phải gửi",
    about: "Ai phải gửi danh sách: từng đơn vị, hoặc cả một nhóm. Không có dòng nào thì là các đơn vị có chỉ tiêu.",
    parts: &[one(TextFile::Plan, "reporters")],
    columns: &[
        col(
            "Đơn vị",
            "units",
            CellKind::Units,
            300,
            "Một đơn vị, hay nhiều, cách nhau bằng dấu chấm phẩy.",
            ["Sở Nội vụ", ""],
        ),
        col(
            "Nhóm: loại",
            "kind",
            CellKind::Words(words::UNIT_KINDS),
            180,
            "Hoặc mọi đơn vị loại này.",
            ["", "Đơn vị hành chính"],
        ),
        col("Nhóm: cấp", "level", CellKind::Words(words::LEVELS), 120, "… ở cấp này.", ["", "Cấp xã"]),
        col("Nhóm: thuộc", "within", CellKind::Unit, 180, "… nằm trong nơi này.", ["", "Tỉnh Lạng Sơn"]),
        col("Trừ", "except", CellKind::Units, 180, "Bớt các đơn vị.", ["", ""]),
        col("Tính đến ngày", "as_of", CellKind::Day, 100, "Để trống là ngày đầu kế hoạch.", ["", ""]),
    ],
};

pub(super) const SCHEDULE: ListSheet = ListSheet {
    name: "Hạn, đợt, sơ kết",
    about: "Mỗi dòng một hạn nộp, giai đoạn, kỳ sơ kết, tổng kết hay gia hạn: chọn ở cột «Việc».",
    parts: &[
        RowPart {
            label: "Hạn nộp danh sách",
            file: TextFile::Plan,
            list: "due",
            fixed: &[],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn nộp kế hoạch",
            file: TextFile::Plan,
            list: "due",
            fixed: &[("about", "\"plan\"")],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn nộp báo cáo",
            file: TextFile::Plan,
            list: "due",
            fixed: &[("about", "\"report\"")],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart {
            label: "Hạn do cơ quan đặt",
            file: TextFile::Settings,
            list: "due",
            fixed: &[],
            called: &[("from", "opens"), ("to", "by")],
        },
        RowPart { label: "Giai đoạn", file: TextFile::Plan, list: "phase", fixed: &[], called: &[] },
        RowPart {
            label: "Sơ kết",
            file: TextFile::Plan,
            list: "review",
            fixed: &[("kind", "\"interim\"")],
            called: &[],
        },
        RowPart {
            label: "Tổng kết",
            file: TextFile::Plan,
            list: "review",
            fixed: &[("kind", "\"final\"")],
            called: &[],
        },
        RowPart {
            label: "Gia hạn",
            file: TextFile::Plan,
            list: "extension",
            fixed: &[],
            called: &[("name", "due"), ("to", "by")],
        },
    ],
    columns: &[
        col("Việc", "", CellKind::Text, 150, "Chọn trong danh sách.", ["Hạn nộp danh sách", "Sơ kết"]),
        col(
            "Tên",
            "name",
            CellKind::Text,
            280,
            "Như in ra; gia hạn thì ghi tên hạn được gia.",
            ["Danh sách đăng ký điển hình tiên tiến", "Sơ kết sáu tháng"],
        ),
        col("Từ ngày", "from", CellKind::Day, 90, "Ngày đầu nhận, hoặc ngày đầu.", ["", "01/06/2026"]),
        col("Đến ngày", "to", CellKind::Day, 90, "Hạn: ngày cuối còn đúng hạn.", ["", "30/06/2026"]),
        col("Trước ngày", "before", CellKind::Day, 90, "Khi văn bản ghi «trước ngày …».", ["", ""]),
        col(
            "Lặp lại",
            "every",
            CellKind::Word(words::STEPS),
            100,
            "Hằng tháng, hằng quý…",
            ["Hằng tháng", ""],
        ),
        col("Ngày của tháng", "day", CellKind::Number, 80, "1 đến 31, khi lặp lại.", ["20", ""]),
        col("Các tháng", "months", CellKind::Numbers, 80, "Sơ kết hằng năm vào tháng: 6; 12.", ["", ""]),
        col(
            "Cấp tổ chức",
            "level",
            CellKind::Word(words::LEVELS),
            110,
            "Để trống là mọi đơn vị.",
            ["", "Cấp xã"],
        ),
        col("Dịp", "occasion", CellKind::Text, 160, "Khi văn bản không định ngày.", ["", ""]),
        col("Đơn vị", "units", CellKind::Units, 160, "Gia hạn: cho đơn vị nào.", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 260, "Câu của văn bản.", ["", ""]),
    ],
};

pub(super) const CRITERIA: ListSheet = ListSheet {
    name: "Tiêu chí",
    about: "Tiêu chí do người xét; chương trình không chấm, chỉ in ra.",
    parts: &[one(TextFile::Plan, "criterion")],
    columns: &[
        col(
            "Tiêu chí",
            "says",
            CellKind::Text,
            420,
            "Lời của kế hoạch.",
            ["Thành tích tiêu biểu, được tập thể suy tôn", "Thoát nghèo ổn định"],
        ),
        col(
            "Loại điển hình",
            "kind",
            CellKind::Word(words::KINDS),
            120,
            "Để trống là mọi loại.",
            ["", "Hộ gia đình"],
        ),
        col(
            "Phong trào",
            "movement",
            CellKind::Movement,
            180,
            "Để trống là mọi phong trào.",
            ["", "Nông thôn mới"],
        ),
        col("Căn cứ", "basis", CellKind::Text, 300, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(super) const TASKS: ListSheet = ListSheet {
    name: "Nhiệm vụ",
    about: "Việc được giao ngoài việc đăng ký điển hình; in ra và theo dõi, không chấm.",
    parts: &[one(TextFile::Plan, "task")],
    columns: &[
        col(
            "Nhiệm vụ",
            "what",
            CellKind::Text,
            340,
            "Phải làm gì.",
            ["Tuyên truyền, giới thiệu điển hình", ""],
        ),
        col(
            "Đơn vị thực hiện",
            "owners",
            CellKind::Units,
            200,
            "Cách nhau bằng dấu chấm phẩy.",
            ["Sở Văn hóa, Thể thao và Du lịch", ""],
        ),
        col("Thực hiện, theo lời", "owners_text", CellKind::Text, 160, "Như «các cấp, các ngành».", ["", ""]),
        col("Phối hợp", "partners", CellKind::Units, 160, "", ["", ""]),
        col("Phối hợp khác", "partners_text", CellKind::Text, 140, "", ["", ""]),
        col("Gửi kết quả về", "to", CellKind::Unit, 140, "", ["", ""]),
        col("Thời gian", "when", CellKind::Text, 120, "Như «hằng năm».", ["Hằng năm", ""]),
        col("Từ ngày", "from", CellKind::Day, 90, "", ["", ""]),
        col("Đến ngày", "by", CellKind::Day, 90, "", ["", ""]),
        col("Căn cứ", "basis", CellKind::Text, 260, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(super) const FUNDS: ListSheet = ListSheet {
    name: "Quỹ",
    about: "Phần của quỹ được dành riêng.",
    parts: &[one(TextFile::Plan, "fund")],
    columns: &[
        col("Phần trăm", "percent", CellKind::Number, 90, "1 đến 100.", ["20", ""]),
        col("Của quỹ", "of", CellKind::Text, 260, "Quỹ nào.", ["Quỹ thi đua, khen thưởng", ""]),
        col("Để làm gì", "purpose", CellKind::Text, 300, "", ["Tuyên truyền, nhân điển hình", ""]),
        col("Căn cứ", "basis", CellKind::Text, 300, "Câu của kế hoạch.", ["", ""]),
    ],
};

pub(super) const CONTACTS: ListSheet = ListSheet {
    name: "Liên hệ",
    about: "Gọi cho ai ở từng đơn vị, dùng trong đôn đốc và thư.",
    parts: &[one(TextFile::Settings, "contact")],
    columns: &[
        col("Đơn vị", "unit", CellKind::Unit, 260, "Tên hoặc mã đơn vị.", ["Sở Nội vụ", ""]),
        col("Người phụ trách", "person", CellKind::Text, 220, "", ["Bà Nguyễn Thị A", ""]),
        col("Điện thoại", "phone", CellKind::Text, 140, "", ["0200 000 000", ""]),
        col("Thư điện tử", "email", CellKind::Text, 220, "Để trống thì lấy ở trang «Đơn vị».", ["", ""]),
    ],
};

/// The office's units; the keys are the columns of `units.csv`.
pub(super) const UNITS: ListSheet = ListSheet {
    name: UNIT_SHEET,
    about: "Đơn vị của cơ quan, đặt lên trên danh mục cả nước có sẵn. Chỉ cần ghi đơn vị mà danh mục chưa có, hoặc khi thêm tên gọi, địa chỉ thư.",
    parts: &[one(TextFile::Plan, "unit")],
    columns: &[
        col(
            "Tên đơn vị",
            "name",
            CellKind::Text,
            300,
            "Tên đầy đủ như in ra.",
            ["Phòng Kinh tế", "Trường THCS Đông Kinh"],
        ),
        col(
            "Loại",
            "kind",
            CellKind::Word(words::UNIT_KINDS),
            160,
            "Chọn; để trống khi chỉ thêm tên gọi, thư cho đơn vị có sẵn.",
            ["Cơ quan nhà nước", "Trường học"],
        ),
        col("Cấp", "level", CellKind::Word(words::LEVELS), 110, "Chọn.", ["Cấp xã", "Cấp xã"]),
        col(
            "Thuộc",
            "parent",
            CellKind::Unit,
            200,
            "Đơn vị cấp trên trực tiếp.",
            ["Xã Đồng Đăng", "Phường Đông Kinh"],
        ),
        col(
            "Tên gọi khác",
            "aliases",
            CellKind::Items,
            220,
            "Cách nhau bằng dấu chấm phẩy.",
            ["Phòng KT", ""],
        ),
        col(
            "Thư điện tử",
            "emails",
            CellKind::Items,
            200,
            "Cách nhau bằng dấu chấm phẩy; @tenmien là mọi địa chỉ của tên miền.",
            ["kinhte@dongdang.example", ""],
        ),
        col("Từ ngày", "valid_from", CellKind::Day, 90, "Ngày đầu hoạt động, khi cần.", ["", ""]),
        col("Đến ngày", "valid_to", CellKind::Day, 90, "Ngày cuối hoạt động, khi đã thôi.", ["", ""]),
        col("Đơn vị kế tục", "successors", CellKind::Units, 180, "Đơn vị nào thay.", ["", ""]),
        col("Mã", "code", CellKind::Text, 150, "Không bắt buộc.", ["", ""]),
    ],
};

/// All lists of the plan and the settings, in the order of their sheets.
pub(super) const LISTS: [&ListSheet; 9] =
    [&MOVEMENTS, &QUOTAS, &REPORTERS, &SCHEDULE, &ELIGIBILITY, &CRITERIA, &TASKS, &FUNDS, &CONTACTS];

/// Every key of a sheet and what its header calls it: sheet, key, header.
pub(super) fn headers() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut headers = Vec::new();
    headers.extend(PLAN_LINES.iter().map(|line| (PLAN_SHEET, line.key, line.header)));
    headers.extend(LOOK_LINES.iter().map(|line| (LOOK_SHEET, line.key, line.header)));
    for sheet in LISTS.into_iter().chain([&UNITS]) {
        for (column, own) in sheet.parts.iter().flat_map(|part| part.called) {
            let known = sheet.columns.iter().find(|known| known.key == *column);
            headers.extend(known.map(|known| (sheet.name, *own, known.header)));
        }
        let keyed = sheet.columns.iter().filter(|column| !column.key.is_empty());
        headers.extend(keyed.map(|column| (sheet.name, column.key.trim_start_matches("*."), column.header)));
    }
    headers.push((QUOTAS.name, "each", "Mỗi đơn vị loại"));
    headers.push((ELIGIBILITY.name, "all_of", "Cần"));
    headers.push((ELIGIBILITY.name, "any_of", "Cần"));
    headers.push((ELIGIBILITY.name, "disciplined = false", "Kỷ luật"));
    headers
}
