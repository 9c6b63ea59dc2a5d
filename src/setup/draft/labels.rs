//! Lines that say one thing of the heading above them: «Đơn vị chủ trì: …», «Số lượng: …».

/// A line that says one thing only of what the heading above it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineLabel {
    Lead,
    Partner,
    Number,
}

/// What a piece says of the heading above it, and its words.
pub(super) fn labelled(piece: &str) -> (Option<LineLabel>, &str) {
    const LABELS: [(&str, LineLabel); 12] = [
        ("phối hợp", LineLabel::Partner),
        ("chủ trì", LineLabel::Lead),
        ("tham mưu", LineLabel::Lead),
        ("đầu mối", LineLabel::Lead),
        ("đơn vị thực hiện", LineLabel::Lead),
        ("cơ quan thực hiện", LineLabel::Lead),
        ("trách nhiệm thực hiện", LineLabel::Lead),
        ("phụ trách", LineLabel::Lead),
        ("số lượng", LineLabel::Number),
        ("chỉ tiêu", LineLabel::Number),
        ("yêu cầu", LineLabel::Number),
        ("kết quả cần đạt", LineLabel::Number),
    ];
    const LONGEST: usize = 60;
    let Some((head, rest)) = piece.split_once(':') else { return (None, piece) };
    let small = head.to_lowercase();
    let is_label = small.chars().count() < LONGEST && !head.contains(['“', '"', '«']);
    let starts = [
        "đơn vị ",
        "cơ quan ",
        "cơ quan, đơn vị ",
        "chủ trì",
        "phối hợp",
        "số lượng",
        "chỉ tiêu",
        "trách nhiệm",
        "yêu cầu",
        "kết quả cần đạt",
        "giao ",
    ];
    let begins = starts.iter().any(|start| small.starts_with(start));
    let label = LABELS.iter().find(|(word, _)| small.contains(word)).map(|(_, label)| *label);
    match label.filter(|_| is_label && begins) {
        Some(label) => (Some(label), rest.trim()),
        None => (None, piece),
    }
}
