//! What the reader of TOML says of a line that it does not understand, in Vietnamese.

/// What its messages begin with or hold, and what an officer does about it. The first that fits holds.
const MESSAGES: [(&str, &str); 21] = [
    ("out of range", "phải là một số nguyên từ 0 trở lên"),
    ("invalid value", "giá trị này không dùng được ở mục này"),
    ("invalid date", "ngày không có trong lịch, hoặc không đúng dạng năm-tháng-ngày như 2024-06-30"),
    ("string values must be quoted", "chữ phải đặt trong ngoặc kép thẳng, ví dụ \"Phong trào A\""),
    ("invalid literal string", "chuỗi thiếu dấu nháy ở cuối"),
    ("invalid basic string", "chuỗi thiếu dấu ngoặc kép ở cuối, hoặc có dấu \\ lạ trong chuỗi"),
    ("invalid multi-line", "chuỗi nhiều dòng thiếu ba dấu nháy ở cuối"),
    ("missing opening quote", "chuỗi thiếu dấu ngoặc kép ở đầu"),
    ("duplicate key", "mục này đã ghi ở trên rồi; chỉ giữ một dòng"),
    ("missing comma", "thiếu dấu phẩy giữa hai phần tử"),
    ("extra comma", "thừa một dấu phẩy"),
    ("unclosed array table", "dòng đầu mục thiếu «]]» ở cuối"),
    ("unclosed table", "dòng đầu mục thiếu «]» ở cuối"),
    ("unclosed array", "danh sách thiếu «]» ở cuối"),
    ("unclosed inline table", "thiếu «}» ở cuối"),
    ("key with no value", "mục này thiếu dấu = và giá trị"),
    ("extra", "thừa một dấu ="),
    ("invalid unquoted key", "tên mục chỉ gồm chữ không dấu, số, dấu - và _"),
    ("unquoted keys cannot be empty", "trước dấu = chưa có tên mục"),
    ("invalid integer", "số viết không đúng: chỉ ghi chữ số, không có dấu chấm ngăn hàng nghìn"),
    ("unexpected leading zero", "số không được bắt đầu bằng 0; mã có số 0 ở đầu thì đặt trong ngoặc kép"),
];

/// Why a line of a TOML file is not understood: the reader's message and the line itself. What a type of
/// this program says of a value is Vietnamese already.
pub fn syntax_reason(message: &str, line: &str) -> String {
    if !message.is_ascii() {
        return message.lines().next().unwrap_or_default().to_owned();
    }
    // Word turns straight quotes into curly ones, which look right and are not.
    if let Some(quote) = line.chars().find(|letter| matches!(letter, '“' | '”' | '„' | '‘' | '’' | '«' | '»'))
    {
        return format!("có dấu nháy cong {quote}; thay bằng dấu ngoặc kép thẳng \"");
    }
    if line.trim_end().ends_with('=') {
        return "sau dấu = chưa có giá trị".to_owned();
    }
    let known = MESSAGES.iter().find(|(start, _)| message.contains(start));
    known.map_or("dòng này viết không đúng dạng «tên = giá trị»", |(_, words)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_says_is_told_in_vietnamese() {
        for (line, expect) in [
            ("title = “Kế hoạch”", "nháy cong"),
            ("title = Kế hoạch", "ngoặc kép"),
            ("title = \"Kế hoạch", "thiếu dấu ngoặc kép ở cuối"),
            ("title = ", "chưa có giá trị"),
            ("title", "thiếu dấu ="),
            ("leads = [\"a\" \"b\"]", "thiếu dấu phẩy"),
            ("at_least = 02", "số không được bắt đầu bằng 0"),
            ("[[quota]", "thiếu «]]»"),
        ] {
            let error = line.parse::<toml::Table>().err();
            let reason = error.map(|error| syntax_reason(error.message(), line)).unwrap_or_default();
            assert!(reason.contains(expect), "{line}: {reason}");
        }
    }
}
