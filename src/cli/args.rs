use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Tổng hợp danh sách đăng ký điển hình tiên tiến từ các bảng Excel do đơn vị gửi về.
#[derive(Debug, Parser)]
#[command(name = "tonghop", version, arg_required_else_help = false)]
pub(super) struct Args {
    /// Việc cần làm; không ghi gì thì tổng hợp thư mục hiện tại.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Tổng hợp: đọc inbox/, viết kết quả vào out/<kỳ>/
    Run(RunArgs),
    /// Xem trước lỗi của các tệp; --reply lập phiếu phản hồi
    Check(CheckArgs),
    /// Xem chương trình hiểu từng dòng, từng cột của tệp thế nào
    Inspect(InspectArgs),
    /// Lấy câu trả lời từ can-quyet-dinh.xlsx vào decisions.csv
    Decide(DecideArgs),
    /// Khóa một kỳ đã phát hành: kết quả không viết lại nữa, khác biệt về sau ghi là điều chỉnh ở kỳ sau
    Close(CloseArgs),
    /// Lập sổ đăng ký gửi cho các đơn vị điền
    Template(TemplateArgs),
    /// Thay số liệu mới vào các bảng tblDangKy, tblChiTieu, tblTienDo của sổ điều hành có sẵn
    Feed(FeedArgs),
    /// Biến động giữa hai kỳ: ai mới, ai rút, điều gì thay đổi
    Diff(DiffArgs),
    /// Một điển hình, một đăng ký hay một con số từ đâu ra: tệp › trang › ô, sửa chữ, gộp, trả lời, chỉ tiêu
    Trace(TraceArgs),
    /// Chuyển kế hoạch, đơn vị, cài đặt giữa sổ Excel (ke-hoach.xlsx) và tệp chữ (plan.toml…)
    Plan(PlanArgs),
    /// Lập thư mục làm việc mới, chạy được ngay
    Init(InitArgs),
    /// Nhận ra đơn vị từ tên gọi (tham số, hoặc mỗi dòng một tên từ stdin)
    Units(UnitsArgs),
    /// Tham số so trùng đang dùng; --estimate ước lượng lại trên chính các đăng ký đã nhận
    Sameness(SamenessArgs),
    /// Chuyển chữ TCVN3, VNI… sang Unicode: cả sổ Excel, hoặc từng dòng từ stdin
    Convert(ConvertArgs),
    /// Hướng dẫn theo chủ đề, hoặc một mã phát hiện nghĩa là gì
    Manual(ManualArgs),
    /// In tệp gợi ý lệnh cho shell
    Completions {
        /// Loại shell
        shell: clap_complete::Shell,
    },
    /// In trang hướng dẫn dạng man
    Man,
}

impl Default for Command {
    fn default() -> Command {
        Command::Run(RunArgs::default())
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// Thư mục làm việc của kế hoạch
    #[arg(default_value = ".", value_name = "THƯ MỤC")]
    pub(super) dir: PathBuf,
    /// Kỳ báo cáo, ví dụ 2024-06
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<String>,
    /// Cây đơn vị của các sổ: old (tỉnh – huyện – xã) hoặc new (tỉnh – xã, từ 01/7/2025); mặc định theo kỳ
    #[arg(long, value_name = "old|new")]
    pub(super) tree: Option<String>,
    /// Không in tiến độ và tóm tắt
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// In tóm tắt dạng JSON cho máy
    #[arg(long)]
    pub(super) json: bool,
    /// Chạy thử: nói lượt chạy sẽ thay đổi gì, không ghi gì
    #[arg(long)]
    pub(super) dry_run: bool,
}

impl Default for RunArgs {
    fn default() -> RunArgs {
        RunArgs {
            dir: PathBuf::from("."),
            period: None,
            tree: None,
            quiet: false,
            json: false,
            dry_run: false,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Tệp hoặc thư mục cần xem
    #[arg(required = true, value_name = "TỆP")]
    pub(super) paths: Vec<PathBuf>,
    /// Thư mục làm việc có plan.toml và danh mục đơn vị
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Mỗi phát hiện một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Lập phiếu phản hồi cho từng đơn vị gửi, vào thư mục phan-hoi
    #[arg(long)]
    pub(super) reply: bool,
    /// Với --reply: thư mục ghi, trong đó có phan-hoi
    #[arg(long, default_value = ".", value_name = "THƯ MỤC")]
    pub(super) to: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// Tệp cần xem; trong thư mục làm việc còn là tên người, tập thể, đơn vị, mã, hoặc một ô của tong-hop.xlsx: "Danh sách!B12"
    #[arg(required = true, value_name = "TỆP, TÊN HOẶC Ô")]
    pub(super) files: Vec<PathBuf>,
    /// Mỗi trang tính một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Vẽ lại các trang tính bằng màu vào tệp này
    #[arg(long, value_name = "TỆP.xlsx")]
    pub(super) map: Option<PathBuf>,
    /// Thư mục làm việc có columns.csv và decisions.csv
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct DecideArgs {
    /// Sổ can-quyet-dinh.xlsx đã trả lời
    #[arg(required_unless_present = "undo", value_name = "SỔ")]
    pub(super) file: Option<PathBuf>,
    /// Rút một câu trả lời đã ghi, theo mã trong decisions.csv; ghi được nhiều lần
    #[arg(long, value_name = "MÃ")]
    pub(super) undo: Vec<String>,
    /// Vì sao rút
    #[arg(long, default_value = "", requires = "undo", value_name = "LÝ DO")]
    pub(super) reason: String,
    /// Thư mục làm việc có decisions.csv
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Ai trả lời
    #[arg(long, default_value = "", value_name = "NGƯỜI")]
    pub(super) by: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct CloseArgs {
    /// Kỳ cần khóa, ví dụ 2024-06
    #[arg(value_name = "KỲ")]
    pub(super) period: String,
    /// Ai khóa
    #[arg(long, default_value = "", value_name = "NGƯỜI")]
    pub(super) by: String,
    /// Mở khóa kỳ đó
    #[arg(long)]
    pub(super) reopen: bool,
    /// Thư mục làm việc
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct TemplateArgs {
    /// Đơn vị nhận sổ: mã hoặc tên; ghi được nhiều lần
    #[arg(long, value_name = "ĐƠN VỊ")]
    pub(super) unit: Vec<String>,
    /// Mọi đơn vị phải gửi danh sách theo kế hoạch
    #[arg(long)]
    pub(super) all: bool,
    /// Thư mục ghi các sổ; mặc định là mau-dang-ky trong thư mục làm việc
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) to: Option<PathBuf>,
    /// Thư mục làm việc có plan.toml và danh mục đơn vị
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct SamenessArgs {
    /// Thư mục làm việc của kế hoạch
    #[arg(default_value = ".", value_name = "THƯ MỤC")]
    pub(super) dir: PathBuf,
    /// Ước lượng lại các bậc trên các đăng ký trong inbox và các câu trả lời trong decisions.csv
    #[arg(long)]
    pub(super) estimate: bool,
    /// Với --estimate: ghi vào tệp này (chưa có) thay vì in ra; không lượt chạy nào dùng đến khi tệp
    /// được đặt vào thư mục làm việc dưới tên sameness.toml
    #[arg(long, value_name = "TỆP.toml", requires = "estimate")]
    pub(super) to: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct FeedArgs {
    /// Sổ cần cập nhật (.xlsx, .xlsm)
    #[arg(required = true, value_name = "SỔ")]
    pub(super) files: Vec<PathBuf>,
    /// Kỳ lấy số liệu; không ghi thì theo tonghop.toml, hoặc kỳ mới nhất trong out/
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<String>,
    /// Thư mục làm việc có out/
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Mỗi sổ một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// Kỳ trước, ví dụ 2024-05; không ghi thì là kỳ liền trước kỳ sau
    #[arg(value_name = "KỲ TRƯỚC")]
    pub(super) from: Option<String>,
    /// Kỳ sau; không ghi thì theo tonghop.toml, hoặc kỳ mới nhất
    #[arg(value_name = "KỲ SAU")]
    pub(super) to: Option<String>,
    /// Thư mục làm việc
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Mỗi biến động một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct TraceArgs {
    /// Tên người, tập thể, đơn vị hay phong trào; mã (E-…, R-…, quota_id); hoặc một ô của tong-hop.xlsx: "Danh sách!B12"
    #[arg(value_name = "TÊN, MÃ HOẶC Ô")]
    pub(super) id: String,
    /// Kỳ cần xem; không ghi thì theo tonghop.toml, hoặc kỳ mới nhất
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<String>,
    /// Thư mục làm việc
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Mỗi điển hình hay con số một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// The form that a plan is wanted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum PlanForm {
    Xlsx,
    Toml,
}

#[derive(Debug, Subcommand)]
pub(super) enum PlanTask {
    /// Lập bản nháp ke-hoach.xlsx từ kế hoạch đã ban hành (.docx, .txt, .md)
    Draft(DraftArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct DraftArgs {
    /// Văn bản kế hoạch: .docx, .txt, .md
    #[arg(value_name = "TỆP")]
    pub(super) file: PathBuf,
    /// Thư mục ghi ke-hoach.xlsx; mặc định là thư mục hiện tại
    #[arg(long, short, default_value = ".", value_name = "THƯ MỤC")]
    pub(super) output: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct PlanArgs {
    #[command(subcommand)]
    pub(super) task: Option<PlanTask>,
    /// Thư mục làm việc của kế hoạch
    #[arg(default_value = ".", value_name = "THƯ MỤC")]
    pub(super) dir: PathBuf,
    /// Bản cần lập: xlsx là ke-hoach.xlsx; toml là plan.toml, tonghop.toml, units.csv
    #[arg(long, value_name = "xlsx|toml", required = true)]
    pub(super) to: Option<PlanForm>,
    /// Thư mục ghi; mặc định là chính thư mục làm việc
    #[arg(long, short, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Thư mục mới
    #[arg(value_name = "THƯ MỤC")]
    pub(super) dir: PathBuf,
    /// Lấy kế hoạch, đơn vị và cài đặt của một mẫu: lang-son-2024, diem-mac-2022-2025, da-lat-2023,
    /// tay-ninh-2021-2025, ha-giang-ldtbxh-2023-2025; không ghi thì là một kế hoạch trống để điền
    #[arg(long, value_name = "MẪU")]
    pub(super) like: Option<String>,
    /// Sổ ke-hoach.xlsx của một tỉnh, xã, sở ngày nay, điền sẵn đơn vị phải gửi: "Tỉnh Lạng Sơn",
    /// "Xã Đồng Đăng, tỉnh Lạng Sơn", "Sở Nội vụ tỉnh Lạng Sơn"
    #[arg(long = "for", value_name = "NƠI", conflicts_with = "like")]
    pub(super) place: Option<String>,
    /// Bản lập ra: xlsx là một sổ ke-hoach.xlsx; toml là ba tệp chữ plan.toml, units.csv, tonghop.toml
    #[arg(long, value_name = "xlsx|toml", default_value = "xlsx", conflicts_with = "place")]
    pub(super) to: PlanForm,
}

#[derive(Debug, clap::Args)]
pub(super) struct UnitsArgs {
    /// Tên cần nhận ra; để trống thì đọc từ stdin
    #[arg(value_name = "TÊN")]
    pub(super) names: Vec<String>,
    /// Thư mục làm việc có danh mục đơn vị
    #[arg(long = "in", default_value = ".", value_name = "THƯ MỤC")]
    pub(super) workspace: PathBuf,
    /// Ngày mà tên được dùng, ví dụ 2024-06-30
    #[arg(long, value_name = "NGÀY")]
    pub(super) as_of: Option<String>,
    /// Đơn vị mà tên được hiểu là nằm trong: mã hoặc tên, ví dụ 20 hay "tỉnh Lạng Sơn"
    #[arg(long, value_name = "ĐƠN VỊ")]
    pub(super) within: Option<String>,
    /// Mỗi tên một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
    /// In các tên gọi đã được trả lời trong decisions.csv, dạng units.csv, để cơ quan khác dùng
    #[arg(long, conflicts_with_all = ["names", "json", "as_of", "within"])]
    pub(super) learnt: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ConvertArgs {
    /// Sổ cần chuyển (.xlsx, .xlsm, .xls, .ods, .xlsb, .csv…); để trống thì đọc từng dòng từ stdin
    #[arg(value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Bảng mã nguồn của stdin: auto, tcvn3, vni, viscii, vps, windows-1258, viqr…
    #[arg(long, default_value = "auto", value_name = "BẢNG MÃ")]
    pub(super) from: String,
    /// Thư mục ghi; mặc định là cạnh tệp gốc
    #[arg(long = "output", short = 'o', value_name = "THƯ MỤC")]
    pub(super) to: Option<PathBuf>,
    /// Ghi đè tệp .unicode đã có
    #[arg(long)]
    pub(super) force: bool,
    /// Mỗi tệp một dòng JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManualArgs {
    /// Chủ đề, có dấu hay không dấu, ví dụ: trả lời câu hỏi; hoặc mã phát hiện; để trống thì kể các chủ đề
    #[arg(value_name = "CHỦ ĐỀ")]
    pub(super) topic: Vec<String>,
}
