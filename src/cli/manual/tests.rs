use std::collections::BTreeSet;

use super::*;

/// The title of the chapter that a topic finds, or why none.
fn found(topic: &str) -> String {
    match asked_for(topic) {
        Ok(chapter) => chapter.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned(),
        Err(CannotRun(reason)) => reason.lines().next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn a_topic_is_found_by_any_of_its_names() {
    let cases = [
        ("Bắt đầu", "Bắt đầu"),
        ("bat dau", "Bắt đầu"),
        ("LẬP KẾ HOẠCH", "Lập kế hoạch"),
        ("nhan tep", "Nhận tệp"),
        ("trả lời câu hỏi", "Trả lời câu hỏi"),
        ("tra loi cau hoi", "Trả lời câu hỏi"),
        ("phieu phan hoi", "Phiếu phản hồi"),
        ("bảng điều hành", "Bảng điều hành"),
        ("thang sau", "Tháng sau"),
        ("phông chữ cũ", "Phông chữ cũ"),
        ("su co thuong gap", "Sự cố thường gặp"),
        ("các tệp dữ liệu", "Các tệp dữ liệu"),
        ("cai dat", "Cài đặt"),
        ("feed", "Bảng điều hành"),
        ("tonghop.toml", "Cài đặt"),
        ("list-replaced", "Danh sách được thay bằng bản gửi sau."),
        ("phieu phan hôi", "Phiếu phản hồi"),
        ("phiếu phản hoi gửi", "Hướng dẫn không có chủ đề «phiếu phản hoi gửi». Có phải «Phiếu phản hồi»?"),
        ("bang dieu han", "Hướng dẫn không có chủ đề «bang dieu han». Có phải «Bảng điều hành»?"),
        ("list-replacd", "Hướng dẫn không có chủ đề «list-replacd». Có phải «list-replaced»?"),
        ("xyzzy", "Hướng dẫn không có chủ đề «xyzzy»."),
    ];
    for (topic, expect) in cases {
        assert_eq!(found(topic), expect, "{topic}");
    }
}

#[test]
fn no_name_stands_for_two_chapters() {
    let mut seen = BTreeSet::new();
    for name in CHAPTERS.iter().flat_map(Chapter::names) {
        assert!(seen.insert(text::bare_key(name)), "{name}");
    }
}

/// Every command, key, file, column and code has its words in the manual: whoever adds one writes them.
#[test]
fn the_manual_names_all_there_is() {
    let whole: String = CHAPTERS.iter().map(Chapter::markdown).collect();
    let commands = crate::cli::help::command();
    for command in commands.get_subcommands() {
        let name = format!("tonghop {}", command.get_name());
        assert!(whole.contains(&name), "no chapter names «{name}»");
    }
    let plan = schemars::schema_for!(crate::plan::RawPlan).to_value();
    for key in keys_of(&plan, "properties") {
        assert!(asked_for("plan.toml").is_ok_and(|text| text.contains(&key)), "plan.md names no «{key}»");
    }
    let settings = asked_for("tonghop.toml").unwrap_or_default();
    for key in ["period", "cut_off_day", "tree", "look.office", "look.columns", "due.every", "contact.phone"]
    {
        assert!(settings.contains(&format!("\n- `{key}` (")), "{key} in\n{settings}");
    }
    for line in
        ["- `look.heading_colour` (chữ)", "- `due.by` (ngày)", "- `tree` (old, new)", "- `cut_off_day` (số)"]
    {
        assert!(settings.contains(line), "{line} in\n{settings}");
    }
    assert!(settings.lines().filter(|line| line.starts_with("- ")).all(|line| !line.contains("): .")));
    for entry in entries() {
        assert!(whole.contains(&format!("`{}`", entry.id)), "{}", entry.id);
    }
}

fn keys_of(schema: &serde_json::Value, at: &str) -> Vec<String> {
    schema
        .get(at)
        .and_then(|keys| keys.as_object())
        .into_iter()
        .flatten()
        .map(|(key, _)| key.clone())
        .collect()
}

/// The plan of the chapter is read as one: what is shown there works when it is copied.
#[test]
fn the_plan_that_is_shown_can_be_read() {
    let text = include_str!("chapters/plan.md");
    let shown: String = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    // Keys of the table's head stand before its tables, as they do in the chapter.
    let plan = toml::from_str::<crate::plan::RawPlan>(&shown);
    assert!(plan.is_ok(), "{plan:?} in\n{shown}");
}

#[test]
fn the_page_holds_every_chapter_and_no_marks_of_its_source() {
    let page = page();
    for chapter in &CHAPTERS {
        assert!(page.contains(&format!("<h1>{}</h1>", chapter.title())), "{}", chapter.title());
    }
    assert!(!page.contains("```") && !page.contains("\n## ") && page.ends_with("</html>\n"));
}

#[test]
fn a_terminal_sees_no_marks() {
    let shown = on_terminal("# Đầu\n\n- `a` và *b*\n\n   ```\n   tonghop run\n   ```\n");
    assert_eq!(anstream::adapter::strip_str(&shown).to_string(), "Đầu\n\n- a và b\n\n   tonghop run\n");
}
