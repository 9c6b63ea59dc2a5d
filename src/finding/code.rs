use super::Severity;

/// What a code stands for: its name in files, its weight, and three sentences for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeEntry {
    /// Stable kebab-case name, `<noun>-<state>`.
    pub id: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What is the matter (Vietnamese).
    pub what: &'static str,
    /// Why it matters (Vietnamese).
    pub why: &'static str,
    /// What to do (Vietnamese).
    pub advice: &'static str,
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $what:literal, $why:literal, $advice:literal; )*) => {
        /// Every kind of finding there is. The names in files never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[$doc])* #[doc = $what] $name, )* }

        impl Code {
            /// All codes, in the order of the rooms that raise them.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )* ];

            /// What the code stands for.
            pub fn entry(self) -> CodeEntry {
                match self {
                    $( Code::$name => CodeEntry {
                        id: $id, severity: Severity::$severity, what: $what, why: $why, advice: $advice,
                    }, )*
                }
            }
        }
    };
}

// One line of the table is one code; the macro only spares writing each name three times.
codes! {
    // settings and references
    SettingUnknown = "setting-unknown", Error,
        "Cài đặt không có trong chương trình.",
        "Một dòng cài đặt viết sai tên sẽ bị bỏ qua mà không ai biết.",
        "Sửa tên cài đặt theo gợi ý, hoặc xóa dòng đó.";
    PlanInvalid = "plan-invalid", Error,
        "Kế hoạch (plan.toml hoặc ke-hoach.xlsx) có chỗ không hợp lệ.",
        "Chỉ tiêu được chấm theo kế hoạch này.",
        "Sửa chỗ được nêu rồi chạy lại.";
    PlanUnitUnknown = "plan-unit-unknown", Error,
        "Kế hoạch nêu một đơn vị không có trong danh mục đơn vị.",
        "Chỉ tiêu của đơn vị đó sẽ không được chấm.",
        "Sửa tên hoặc mã đơn vị trong kế hoạch, hoặc thêm đơn vị vào danh mục của cơ quan.";
    PlanCellRepaired = "plan-cell-repaired", Note,
        "Một ô của sổ kế hoạch ghi khác cách, nhưng đọc được.",
        "Điều máy hiểu phải đúng là điều người ghi muốn nói.",
        "Xem lại ô được nêu; đúng ý thì không phải làm gì.";
    ClusterOverlapping = "cluster-overlapping", Query,
        "Một đơn vị thuộc hai cụm, khối thi đua.",
        "Điển hình của đơn vị được tính cho cả hai cụm.",
        "Đúng vậy thì không phải làm gì; nếu không, bỏ đơn vị khỏi một cụm.";
    PlanDraftUnchecked = "plan-draft-unchecked", Query,
        "Kế hoạch còn chỗ do máy đọc từ văn bản mà chưa ai xem lại.",
        "Máy có thể đọc sai số lượng, đơn vị hay phong trào; chỉ tiêu chấm theo đó sẽ sai.",
        "Đối chiếu dòng được nêu với văn bản, sửa cho đúng, rồi xóa chữ «CẦN XEM LẠI».";
    PlanCellsUnread = "plan-cells-unread", Query,
        "Một phần của sổ kế hoạch không được đọc.",
        "Điều ghi ở đó không có hiệu lực.",
        "Dời nội dung vào trang, cột có sẵn của sổ; là phần riêng của cơ quan thì không phải làm gì.";
    LettersLost = "letters-lost", Error,
        "Chữ trong tệp của cơ quan đã mất khi lưu.",
        "Tên sai chữ sẽ được in ra như thế, và không khớp với tên đơn vị gửi về.",
        "Gõ lại chữ trong ô được nêu, rồi lưu bằng Excel dạng «CSV UTF-8» hoặc .xlsx.";
    UnitListInvalid = "unit-list-invalid", Error,
        "Danh mục đơn vị có dòng không hợp lệ.",
        "Đơn vị ở dòng đó sẽ không được nhận ra.",
        "Sửa dòng được nêu trong danh mục đơn vị.";
    SamenessInvalid = "sameness-invalid", Error,
        "Tệp tham số so trùng (sameness.toml) không hợp lệ.",
        "Lượt chạy dùng tham số có sẵn, nên có thể gộp hoặc hỏi khác với ý của cơ quan.",
        "Sửa chỗ được nêu, hoặc xóa tệp để dùng tham số có sẵn.";
    UnitListConflict = "unit-list-conflict", Query,
        "Danh mục đơn vị có hai dòng mâu thuẫn nhau.",
        "Cùng một tên có thể bị hiểu thành hai đơn vị.",
        "Giữ một dòng, hoặc ghi rõ đơn vị cha và thời hạn của từng dòng.";
    // intake
    FileEmpty = "file-empty", Error,
        "Tệp rỗng, không có nội dung.",
        "Thư có thể đã bị cắt khi gửi.",
        "Đề nghị đơn vị gửi lại tệp.";
    FileDamaged = "file-damaged", Error,
        "Tệp hỏng, không mở được.",
        "Không đọc được người hay tập thể nào trong tệp này.",
        "Đề nghị đơn vị mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi lại.";
    FileEncrypted = "file-encrypted", Error,
        "Tệp có mật khẩu.",
        "Không có mật khẩu nào trong mat-khau.txt mở được tệp này.",
        "Hỏi đơn vị mật khẩu, ghi vào mat-khau.txt của thư mục làm việc (mỗi dòng một mật khẩu) rồi chạy lại; hoặc đề nghị gửi lại tệp không đặt mật khẩu.";
    FileSplit = "file-split", Error,
        "Tệp nén chia nhiều phần.",
        "Một phần không đủ để giải nén; danh sách bị cắt ở giữa không đọc được.",
        "Giải nén cả bộ (mở phần thứ nhất) rồi đặt các tệp vào thư mục inbox; thiếu phần nào thì đề nghị đơn vị gửi lại thành một tệp.";
    FileUnsupported = "file-unsupported", Error,
        "Loại tệp không phải bảng tính.",
        "Ảnh, PDF, Word đời cũ (.doc) không đọc được thành danh sách.",
        "Đề nghị đơn vị gửi danh sách bằng tệp Excel.";
    FileTooLarge = "file-too-large", Error,
        "Tệp quá lớn hoặc nén bất thường.",
        "Mở tệp này có thể làm treo máy.",
        "Mở bằng Excel, xóa các dòng và cột trống thừa rồi lưu lại; hoặc đề nghị đơn vị gửi lại.";
    FileCrashed = "file-crashed", Error,
        "Tệp làm bộ đọc dừng bất thường.",
        "Chỉ tệp này bị bỏ qua; các tệp khác không bị ảnh hưởng.",
        "Mở bằng Excel, lưu lại dạng .xlsx và đặt lại vào thư mục inbox.";
    FileMisnamed = "file-misnamed", Note,
        "Phần mở rộng của tệp không đúng với nội dung.",
        "Excel có thể hỏi khi mở; chương trình đọc theo nội dung.",
        "Không cần làm gì; nên nhắc đơn vị lưu đúng định dạng.";
    FileIgnored = "file-ignored", Note,
        "Tệp phụ được bỏ qua.",
        "Tệp khóa, chữ ký, biểu trưng trong thư không phải danh sách.",
        "Không cần làm gì.";
    FileSeenBefore = "file-seen-before", Note,
        "Tệp trùng nội dung với một tệp đã nhận.",
        "Cùng một danh sách gửi hai lần chỉ được tính một lần.",
        "Không cần làm gì.";
    FileWaiting = "file-waiting", Note,
        "Tệp đến sau ngày cuối của kỳ.",
        "Người trong tệp chưa được tính ở kỳ này.",
        "Chạy kỳ sau để tính («--period»), hoặc đặt tệp vào thư mục mang ngày đúng nếu tệp thật ra đến sớm hơn.";
    MailEmpty = "mail-empty", Query,
        "Thư không có tệp bảng tính đính kèm.",
        "Có thể đơn vị quên đính kèm, hoặc ghi danh sách ngay trong thư.",
        "Đọc nội dung thư; nếu có tên người đăng ký hoặc xin rút, đề nghị đơn vị gửi bằng tệp Excel.";
    CellBroken = "cell-broken", Note,
        "Ô chứa lỗi của Excel (#N/A, #REF!…).",
        "Giá trị thật không có trong tệp.",
        "Nếu ô này cần thiết, hỏi lại đơn vị.";
    // text
    TextRepaired = "text-repaired", Note,
        "Chữ được chuyển mã sang Unicode.",
        "Giá trị gốc vẫn được giữ lại để đối chiếu.",
        "Không cần làm gì.";
    TextDoubtful = "text-doubtful", Query,
        "Chữ có thể sai bảng mã, chương trình không dám tự sửa.",
        "Tên người có thể bị in sai.",
        "Xem ô gốc và báo lại chữ đúng cho đơn vị hoặc sửa trong tệp.";
    // layout
    TableMissing = "table-missing", Query,
        "Không tìm thấy bảng danh sách trong trang tính.",
        "Trang tính có chữ nhưng không có dòng tiêu đề cột nào nhận ra được.",
        "Xem trang tính bằng lệnh «tonghop inspect»; nếu là danh sách, đề nghị đơn vị dùng mẫu đăng ký.";
    LayoutDoubtful = "layout-doubtful", Query,
        "Cách đọc trang tính chưa chắc chắn.",
        "Cột hoặc dòng có thể bị hiểu nhầm.",
        "Kiểm tra bằng lệnh «tonghop inspect --map».";
    ColumnUnused = "column-unused", Note,
        "Cột có nội dung nhưng không rõ nghĩa, không được dùng.",
        "Tên cột không có trong danh mục tên cột.",
        "Nếu cần dùng, ghi tên cột vào columns.csv của thư mục làm việc.";
    SheetExample = "sheet-example", Note,
        "Trang hướng dẫn, ví dụ được bỏ qua.",
        "Người trong ví dụ không phải người đăng ký.",
        "Không cần làm gì.";
    TemplateChanged = "template-changed", Note,
        "Mẫu đăng ký bị sửa, vẫn đọc được.",
        "Cột của mẫu có tên riêng để đọc chính xác.",
        "Không cần làm gì nếu cột được hiểu đúng; nên nhắc đơn vị giữ nguyên mẫu.";
    TemplateBroken = "template-broken", Query,
        "Mẫu đăng ký bị sửa, mất phần cần để đọc chính xác.",
        "Tệp được đọc như một bảng thường, hoặc thiếu cột.",
        "Xem lại tệp; nếu thiếu dữ liệu, đề nghị đơn vị điền lại vào mẫu nguyên vẹn.";
    TemplateOutdated = "template-outdated", Query,
        "Mẫu đăng ký của kế hoạch khác hoặc của phiên bản cũ.",
        "Danh sách phong trào, đơn vị trong mẫu có thể không còn đúng.",
        "Kiểm tra phong trào của các dòng; gửi lại đơn vị mẫu mới («tonghop template»).";
    TemplateUnit = "template-unit", Query,
        "Đầu văn bản ghi đơn vị khác với đơn vị mà mẫu được lập cho.",
        "Mẫu của đơn vị này có thể đã được đơn vị khác dùng.",
        "Hỏi lại xem danh sách là của đơn vị nào.";
    RowUnclear = "row-unclear", Query,
        "Dòng có chữ nhưng không rõ là gì.",
        "Có thể là một người bị bỏ sót.",
        "Xem dòng này trong tệp gốc.";
    // what is written into cells
    TextLeftOver = "text-left-over", Query,
        "Ô có chữ mà chương trình không hiểu.",
        "Phần chữ đó không nằm trong cột nào của kết quả, trừ khi có người đọc.",
        "Đọc ô; nếu là thông tin của người đăng ký, đề nghị đơn vị ghi vào đúng cột.";
    RowSplit = "row-split", Note,
        "Một dòng ghi nhiều người hoặc nhiều phong trào, được tách thành nhiều đăng ký.",
        "Mỗi đăng ký chỉ có một điển hình và một phong trào.",
        "Xem lại các tên được tách; nếu đúng thì không cần làm gì.";
    PersonBeside = "person-beside", Note,
        "Ô nhắc tới một người không được đăng ký.",
        "Người đó không được tính là điển hình.",
        "Nếu người đó cũng đăng ký, đề nghị đơn vị ghi thành một dòng riêng.";
    PeopleUnclear = "people-unclear", Query,
        "Không rõ ô ghi một người hay nhiều người.",
        "Nếu là nhiều người thì những người sau chưa được tính.",
        "Trả lời trong can-quyet-dinh.xlsx.";
    FieldContradicts = "field-contradicts", Query,
        "Ô ghi khác với cột riêng của cùng một dòng.",
        "Chỉ một trong hai giá trị được dùng: giá trị ở cột riêng.",
        "Hỏi lại đơn vị giá trị nào đúng.";
    RemarkDoubtful = "remark-doubtful", Query,
        "Ghi chú có thể rút, thay hoặc loại người đăng ký.",
        "Người đó vẫn được tính cho đến khi có câu trả lời.",
        "Trả lời trong can-quyet-dinh.xlsx.";
    RemarkRepeats = "remark-repeats", Note,
        "Ghi chú nói dòng này trùng với một dòng khác của danh sách.",
        "Hai dòng cùng tên, được so trùng như mọi dòng khác: mỗi người được tính một lần trong một phong trào.",
        "Không cần làm gì.";
    TextStruck = "text-struck", Query,
        "Chữ trong ô bị gạch ngang.",
        "Người bị gạch vẫn được tính cho đến khi có câu trả lời; chữ bị gạch ở ô khác thì không được dùng.",
        "Trả lời trong can-quyet-dinh.xlsx; chữ ở ô khác thì xem lại có đúng là đã bỏ.";
    AwardOfAnother = "award-of-another", Note,
        "Khen thưởng của tập thể ghi trong dòng của cá nhân.",
        "Khen thưởng của tập thể không được tính cho cá nhân.",
        "Nếu thật ra là của cá nhân, đề nghị đơn vị ghi lại.";
    NumberRepaired = "number-repaired", Note,
        "Chữ giống số (l, I, O) trong ngày, năm sinh được sửa thành số.",
        "Giá trị gốc vẫn được giữ lại để đối chiếu.",
        "Xem lại ngày sinh; nếu đúng thì không cần làm gì.";
    BirthMonth = "birth-month", Note,
        "Chỉ ghi tháng và năm sinh.",
        "Không có ngày sinh đầy đủ; chỉ năm sinh được dùng.",
        "Không cần làm gì; muốn có ngày sinh đầy đủ thì hỏi lại đơn vị.";
    BirthInferred = "birth-inferred", Note,
        "Năm sinh được suy ra từ tuổi hoặc từ hai chữ số.",
        "Năm suy từ tuổi có thể lệch một năm.",
        "Không cần làm gì; nên nhắc đơn vị ghi năm sinh đủ bốn chữ số.";
    CommentFound = "comment-found", Query,
        "Nhận xét hoặc hộp chữ ghi trên trang tính.",
        "Người gửi hoặc người duyệt có thể đã sửa, rút tên bằng nhận xét.",
        "Đọc nhận xét; nếu nhận xét sửa danh sách, đề nghị đơn vị gửi lại bản đã sửa.";
    RowsHidden = "rows-hidden", Note,
        "Danh sách có dòng hoặc cột bị ẩn, bị lọc.",
        "Các dòng ẩn vẫn được tính, dù người gửi có thể không thấy.",
        "Nếu các dòng ẩn không được đăng ký, đề nghị đơn vị gửi lại.";
    FormulaUncomputed = "formula-uncomputed", Query,
        "Ô có công thức chưa được tính.",
        "Tệp không ghi giá trị của ô.",
        "Mở tệp bằng Excel, lưu lại rồi gửi lại; hoặc chép giá trị vào ô.";
    FormulaComputed = "formula-computed", Note,
        "Công thức chưa được tính đã được chương trình tính.",
        "Tệp không ghi giá trị của ô; chỉ phép ghép chữ, cộng trừ, dẫn ô được tính thay.",
        "Xem lại giá trị; nên mở tệp bằng Excel, lưu lại rồi gửi.";
    CountsDiffer = "counts-differ", Query,
        "Bảng tổng hợp số lượng khác với danh sách.",
        "Danh sách có thể thiếu hoặc thừa người.",
        "Hỏi lại đơn vị số nào đúng.";
    // record
    NameTyped = "name-typed", Note,
        "Tên còn phím gõ Telex, VNI (bộ gõ tắt khi nhập), dính chữ hay lẫn chữ số.",
        "Đã đọc thành chữ có dấu; chữ gốc vẫn được giữ lại để đối chiếu.",
        "Không cần làm gì; nếu tên thật viết như vậy thì báo lại.";
    NameMissing = "name-missing", Error,
        "Dòng đăng ký không có tên.",
        "Không biết ai được đăng ký.",
        "Hỏi lại đơn vị tên của điển hình ở dòng này.";
    NameIncomplete = "name-incomplete", Query,
        "Tên người chỉ có một chữ.",
        "Không đủ để phân biệt người này với người khác.",
        "Hỏi lại đơn vị họ và tên đầy đủ.";
    NameDoubtful = "name-doubtful", Query,
        "Trong tên người có chữ hoặc dấu không phải của tên.",
        "Ô này có thể ghi nhiều người hoặc ghi thêm điều khác; đang tính là một người.",
        "Hỏi lại đơn vị: mỗi người một dòng, điều khác ghi ở cột Ghi chú.";
    CellUnsure = "cell-unsure", Query,
        "Đơn vị ghi dấu hỏi: chưa chắc chắn điều đã ghi.",
        "Ô được dùng như đã ghi.",
        "Hỏi lại đơn vị; nếu đúng như đã ghi thì không cần làm gì.";
    DateImpossible = "date-impossible", Query,
        "Ngày sinh không có thật.",
        "Không dùng được để phân biệt người trùng tên.",
        "Hỏi lại đơn vị ngày sinh đúng.";
    DateAmbiguous = "date-ambiguous", Note,
        "Ngày sinh có thể đọc theo hai cách.",
        "Ngày và tháng có thể bị đảo; chỉ năm sinh được dùng.",
        "Không cần làm gì nếu năm sinh đúng.";
    AgeUnlikely = "age-unlikely", Query,
        "Tuổi khác thường.",
        "Có thể năm sinh gõ nhầm.",
        "Hỏi lại đơn vị năm sinh.";
    KindUnclear = "kind-unclear", Query,
        "Không rõ là tập thể hay cá nhân.",
        "Chỉ tiêu theo loại có thể bị tính sai.",
        "Ghi rõ loại (tập thể, cá nhân, hộ gia đình…) trong danh sách.";
    ListOther = "list-other", Query,
        "Danh sách không phải danh sách đăng ký.",
        "Kết quả khen thưởng, đại biểu, sáng kiến nêu tên người nhưng không đăng ký ai.",
        "Không cần làm gì; nếu đúng là danh sách đăng ký, đề nghị đơn vị ghi «đăng ký» ở tiêu đề rồi gửi lại.";
    ListProposal = "list-proposal", Query,
        "Danh sách đề nghị khen thưởng được đọc như danh sách đăng ký.",
        "Người được đề nghị khen thưởng có thể không phải điển hình đăng ký.",
        "Hỏi lại đơn vị; nếu không đăng ký, chọn «Không phải danh sách đăng ký» hoặc bỏ tệp ra khỏi thư mục inbox.";
    RowUnmarked = "row-unmarked", Query,
        "Dòng không có dấu ở cột cho biết ai được đăng ký.",
        "Danh sách gồm cả người không đăng ký; chương trình không tự chọn.",
        "Trả lời câu hỏi trong can-quyet-dinh.xlsx: một câu cho cả danh sách.";
    KindUnknown = "kind-unknown", Query,
        "Không biết loại điển hình ghi trong cột loại.",
        "Loại được suy từ tên; chỉ tiêu theo loại có thể bị tính sai.",
        "Ghi một trong các loại: tập thể, cá nhân, hộ gia đình, doanh nghiệp, hợp tác xã, tổ hợp tác, mô hình.";
    // units and movements
    SenderUnknown = "sender-unknown", Query,
        "Không nhận ra đơn vị gửi.",
        "Không biết tính danh sách này cho đơn vị nào.",
        "Thêm đơn vị, tên gọi khác hoặc địa chỉ thư vào units.csv, hoặc trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    UnitUnknown = "unit-unknown", Query,
        "Không nhận ra tên đơn vị.",
        "Người này chưa được tính cho đơn vị nào.",
        "Thêm tên gọi khác vào units.csv, hoặc trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    UnitAmbiguous = "unit-ambiguous", Query,
        "Tên đơn vị có thể là nhiều đơn vị.",
        "Chương trình không tự chọn.",
        "Chọn đơn vị đúng trong can-quyet-dinh.xlsx.";
    MovementUnknown = "movement-unknown", Query,
        "Không rõ phong trào, cuộc vận động hay lĩnh vực.",
        "Điển hình này chưa được tính vào chỉ tiêu nào.",
        "Chọn phong trào trong can-quyet-dinh.xlsx, hoặc hỏi lại đơn vị.";
    HolderRestricted = "holder-restricted", Query,
        "Điển hình không thuộc đối tượng của chỉ tiêu.",
        "Kế hoạch chỉ nhận đối tượng nhất định cho chỉ tiêu này; điển hình được liệt kê nhưng không tính.",
        "Kiểm tra nghề nghiệp, chức vụ; nếu đúng đối tượng, đề nghị đơn vị ghi rõ.";
    // registry and dedup
    ListReplaced = "list-replaced", Note,
        "Danh sách được thay bằng bản gửi sau.",
        "Chỉ bản gửi sau được tính.",
        "Xem bảng Biến động để biết ai được thêm, bớt.";
    ListOverlapping = "list-overlapping", Query,
        "Hai danh sách cùng đơn vị trùng nhau một phần.",
        "Không rõ bản sau thay thế hay bổ sung bản trước.",
        "Trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    RegistrationWithdrawn = "registration-withdrawn", Query,
        "Điển hình có trong bản trước, không còn trong bản gửi lại.",
        "Đơn vị có thể đã rút tên, hoặc bỏ sót.",
        "Hỏi lại đơn vị nếu không chắc.";
    ListAmended = "list-amended", Note,
        "Một số dòng được sửa theo bản gửi sau.",
        "Chỉ các dòng có trong bản sau được thay; các dòng khác giữ nguyên.",
        "Xem bảng Biến động để biết dòng nào được sửa.";
    WithdrawalTaken = "withdrawal-taken", Note,
        "Đơn vị xin rút điển hình đã đăng ký.",
        "Điển hình này không còn được tính.",
        "Không cần làm gì.";
    WithdrawalUnmatched = "withdrawal-unmatched", Query,
        "Đơn vị xin rút một tên chưa thấy đăng ký.",
        "Tên có thể ghi khác với danh sách đã gửi, nên chưa rút được.",
        "Hỏi lại đơn vị tên, năm sinh đã đăng ký của người cần rút.";
    ListNobody = "list-nobody", Note,
        "Đơn vị báo không có điển hình đăng ký.",
        "Đơn vị vẫn được tính là đã gửi.",
        "Không cần làm gì.";
    ListCopied = "list-copied", Query,
        "Danh sách có nhiều người của đơn vị khác.",
        "Tệp của đơn vị khác có thể đã được chép lại và sửa sót.",
        "Hỏi lại đơn vị gửi sau: những người này có đúng là của đơn vị mình không.";
    SenderDoubtful = "sender-doubtful", Query,
        "Đầu danh sách ghi một đơn vị, nội dung lại của đơn vị khác.",
        "Có thể tệp của đơn vị này được chép để làm danh sách cho đơn vị khác; danh sách không thay bản nào đã gửi khi chưa rõ.",
        "Trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    FindingConfirmed = "finding-confirmed", Error,
        "Cán bộ tổng hợp đã xem và thấy sai.",
        "Đơn vị phải sửa chỗ này trong danh sách của mình.",
        "Sửa ô được nêu rồi gửi lại danh sách.";
    FindingExplained = "finding-explained", Note,
        "Đơn vị đã giải trình.",
        "Chỗ này đã hỏi và đơn vị đã trả lời, không hỏi lại nữa.",
        "Đọc lời giải trình; nếu chưa thỏa đáng, trao đổi lại với đơn vị.";
    ExemplarDuplicate = "exemplar-duplicate", Note,
        "Điển hình được đăng ký nhiều lần.",
        "Mỗi điển hình chỉ tính một lần cho mỗi phong trào.",
        "Không cần làm gì.";
    ExemplarDoubtful = "exemplar-doubtful", Query,
        "Hai dòng có thể là cùng một điển hình.",
        "Chương trình không tự gộp khi còn nghi ngờ.",
        "Trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    // quota and reporting
    QuotaShort = "quota-short", Query,
        "Chưa đủ số điển hình tối thiểu theo kế hoạch.",
        "Đơn vị chủ trì chưa đạt chỉ tiêu được giao.",
        "Đôn đốc đơn vị chủ trì đăng ký thêm.";
    QuotaOver = "quota-over", Query,
        "Vượt số nhiều nhất mà kế hoạch cho.",
        "Kế hoạch ghi «không quá»; các điển hình đã đăng ký vẫn được giữ trong danh sách.",
        "Đề nghị đơn vị chọn lại cho đúng số lượng, hoặc xem lại kế hoạch.";
    QuotaUnclear = "quota-unclear", Query,
        "Chưa rõ chỉ tiêu đạt hay không.",
        "Danh sách chưa ghi đủ giới tính, người lao động trực tiếp; hoặc chưa có tổng số để tính tỷ lệ.",
        "Đề nghị đơn vị ghi rõ trong danh sách, hoặc thêm tổng số vào kế hoạch.";
    EligibilityUnmet = "eligibility-unmet", Query,
        "Chưa đủ điều kiện làm điển hình theo kế hoạch.",
        "Kế hoạch đặt điều kiện theo chức vụ và thành tích; điển hình vẫn được giữ trong danh sách.",
        "Xem lý do; nếu hồ sơ có thêm thành tích, đề nghị đơn vị bổ sung.";
    EligibilityUnclear = "eligibility-unclear", Query,
        "Chưa xác định được có đủ điều kiện hay không.",
        "Danh sách thiếu hoặc ghi chưa rõ khen thưởng, sáng kiến, xếp loại.",
        "Hỏi đơn vị phần còn thiếu.";
    ReportMissing = "report-missing", Query,
        "Đơn vị chưa gửi danh sách.",
        "Số liệu của đơn vị chưa có trong bảng tổng hợp.",
        "Gọi điện, gửi thư nhắc đơn vị.";
    ReportLate = "report-late", Note,
        "Đơn vị gửi danh sách sau hạn.",
        "Tỷ lệ gửi đúng hạn giảm.",
        "Nhắc đơn vị gửi đúng hạn.";
    PaperReceived = "paper-received", Note,
        "Đã nhận kế hoạch hoặc báo cáo mà kế hoạch yêu cầu.",
        "Văn bản này không có danh sách; đơn vị được tính là đã gửi.",
        "Không cần làm gì.";
    PaperMissing = "paper-missing", Query,
        "Đơn vị chưa gửi kế hoạch hoặc báo cáo của mình.",
        "Kế hoạch yêu cầu mỗi đơn vị gửi văn bản này.",
        "Gọi điện, gửi thư nhắc đơn vị; nếu đã nhận bản giấy thì ghi vào sổ theo dõi.";
    PaperLate = "paper-late", Note,
        "Đơn vị gửi kế hoạch hoặc báo cáo sau hạn.",
        "Tỷ lệ gửi đúng hạn giảm.",
        "Nhắc đơn vị gửi đúng hạn.";
    LeadUnknown = "lead-unknown", Query,
        "Không rõ điển hình được tính cho cơ quan chủ trì nào.",
        "Phong trào có nhiều cơ quan chủ trì; điển hình chưa được tính vào chỉ tiêu của cơ quan nào.",
        "Trả lời câu hỏi trong can-quyet-dinh.xlsx.";
    // ledger
    DecisionRepaired = "decision-repaired", Note,
        "Câu trả lời bị bảng tính làm mất số 0 ở đầu mã.",
        "Mã đã được hiểu lại cho đúng.",
        "Không phải làm gì; muốn sửa hẳn thì gõ lại mã trong decisions.csv.";
    DecisionInvalid = "decision-invalid", Error,
        "Dòng quyết định không dùng được.",
        "Câu trả lời này không được áp dụng; câu hỏi được hỏi lại.",
        "Trả lời lại trong can-quyet-dinh.xlsx, hoặc sửa dòng được nêu trong decisions.csv.";
    ClosingInvalid = "closing-invalid", Error,
        "Dòng trong closed.csv không dùng được.",
        "Kỳ ở dòng đó không được coi là đã khóa.",
        "Sửa dòng được nêu, hoặc chạy lại tonghop close với kỳ cần khóa.";
    ClosedEdited = "closed-edited", Error,
        "Kết quả của một kỳ đã khóa không còn đúng như khi khóa.",
        "Số liệu đối chiếu lấy từ tệp đã bị thay; bản đã ký có thể khác.",
        "Lấy lại thư mục của kỳ đó từ bản sao lưu, hoặc mở khóa rồi khóa lại kỳ.";
    FileGone = "file-gone", Error,
        "Tệp đã được tính trong kết quả đã phát hành nay không còn trong thư mục inbox.",
        "Người và tập thể chỉ có trong tệp này không còn được tính.",
        "Nếu tệp bị xóa nhầm, đặt lại vào thư mục inbox rồi chạy lại; nếu bỏ có chủ ý thì không cần làm gì.";
    FileReplaced = "file-replaced", Note,
        "Tệp đã được tính trong kết quả đã phát hành nay có nội dung khác.",
        "Số liệu của kỳ đã phát hành tính lại sẽ khác bản đã in.",
        "Nếu không chủ ý thay, lấy lại tệp cũ; nếu đơn vị gửi bản sửa, nên đặt vào thư mục của ngày nhận và giữ tệp cũ.";
    FileLate = "file-late", Note,
        "Tệp đến sau khi kỳ của nó đã phát hành.",
        "Tệp nằm trong thư mục của một ngày thuộc kỳ đã phát hành nên không có trong bản đã in.",
        "Không cần làm gì: phần thêm được ghi là điều chỉnh trong trang Biến động của kỳ này.";
    FileRedated = "file-redated", Note,
        "Tệp đã được tính trong kỳ đã phát hành nay mang ngày của kỳ khác.",
        "Người trong tệp chuyển sang kỳ khác.",
        "Nếu chỉ do chép lại tệp, đặt vào thư mục mang ngày nhận (ví dụ inbox/2024-06-05).";
    PublishedDiffers = "published-differs", Note,
        "Kỳ đã phát hành tính lại nay cho số khác.",
        "Bản đã in và số liệu kỳ này lệch nhau nếu không có phần điều chỉnh.",
        "Xem phần đối chiếu trong trang Biến động và data/reconciliation.csv.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_name_of_its_own_and_says_what_why_and_what_to_do() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            let entry = code.entry();
            assert!(seen.insert(entry.id), "{} stands twice", entry.id);
            assert!(entry.id.contains('-'), "{} is not <noun>-<state>", entry.id);
            assert!(entry.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.id);
            for sentence in [entry.what, entry.why, entry.advice] {
                assert!(sentence.ends_with('.'), "{}: “{sentence}” is not a sentence", entry.id);
                assert!(!sentence.is_ascii(), "{}: “{sentence}” is not Vietnamese", entry.id);
            }
        }
    }
}
