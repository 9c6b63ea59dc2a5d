//! A plan that cannot be read whole: nothing is published, and what was published stays.

use super::*;

/// One slip in the plan of Lạng Sơn: what is typed, what is typed instead, and words of the refusal.
const SLIPS: [(&str, &str, &str); 10] = [
    ("at_least = 2", "at_least = \"hai\"", "phải là một số"),
    ("at_least = 2", "at_lest = 2", "at_lest"),
    ("at_least = 2", "at_least = 02", "không được bắt đầu bằng 0"),
    ("at_least = 2", "at_least = ", "chưa có giá trị"),
    ("at_least = 2", "at_least = -2", "từ 0 trở lên"),
    ("at_least = 2", "at_least = 2\nper = \"nam\"", "per"),
    ("[[movement.quota]]", "[[movement.quotas]]", "quotas"),
    ("[[movement.quota]]", "[[movement.quota]", "]]"),
    ("lead = \"", "lead = “", "nháy cong"),
    ("lead = \"", "lead = \"khong-co-", "khong-co-"),
];

#[test]
fn a_slip_in_the_plan_publishes_nothing_and_leaves_what_stands() {
    let sample = Sample::of("lang-son-2024");
    sample.run("2024-06");
    let plan = sample.dir.join("plan.toml");
    let right = fs::read_to_string(&plan).expect("a plan");
    let published = sample.dir.join("out/2024-06/manifest.json");
    let before = fs::read(&published).expect("published");
    for (typed, slip, words) in SLIPS {
        assert!(right.contains(typed), "{typed} stands in the plan");
        fs::write(&plan, right.replacen(typed, slip, 1)).expect("written");
        let args = ["run", &sample.dir.to_string_lossy(), "--period", "2024-06"];
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("starts");
        let refusal = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{slip}: {refusal}");
        assert!(refusal.contains(words) && refusal.contains("plan.toml"), "{slip}: {refusal}");
        assert!(refusal.contains("kết quả cũ còn nguyên"), "{slip}: {refusal}");
        assert_eq!(fs::read(&published).expect("published"), before, "{slip}");
    }
}

/// An editor may save the plan in any encoding.
#[test]
fn a_plan_is_read_in_whatever_encoding_it_was_saved() {
    let sample = Sample::of("lang-son-2024");
    let quotas = sample.run("2024-06").table("quotas.csv");
    let plan = sample.dir.join("plan.toml");
    let text = fs::read_to_string(&plan).expect("a plan");
    let utf_16: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [utf_16, format!("\u{FEFF}{text}").into_bytes()] {
        fs::write(&plan, bytes).expect("written");
        assert_eq!(sample.run("2024-06").table("quotas.csv"), quotas);
    }
}
