//! The keys of `tonghop.toml`, from the types that read it.

use serde_json::{Map, Value};

use crate::office::settings_schema;

/// Every key, a line each: its name, what is written there, what it means.
pub(super) fn keys() -> String {
    let schema = settings_schema().to_value();
    let mut lines = String::new();
    listed(&schema, &schema, "", &mut lines);
    lines
}

/// The keys of an object; those of its tables below them.
fn listed(root: &Value, object: &Value, prefix: &str, lines: &mut String) {
    let none = Map::new();
    let keys = object.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let meaning = |key: &Value| key.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    let table = |key: &Value| {
        let table = key.get("items").and_then(|items| referred(root, items)).or_else(|| referred(root, key));
        table.filter(|table| table.get("properties").is_some())
    };
    for (name, key) in keys.iter().filter(|(_, key)| table(key).is_none()) {
        let (kind, meaning, default) = (kind(root, key), meaning(key), default(key));
        lines.push_str(&format!("- `{prefix}{name}` ({kind}): {meaning}{default}\n"));
    }
    for (name, key) in keys {
        if let Some(table) = table(key) {
            lines.push_str(&format!("\n## {prefix}{name}\n\n{}\n\n", meaning(key)));
            listed(root, table, &format!("{prefix}{name}."), lines);
        }
    }
}

/// The definition that a key refers to.
fn referred<'a>(root: &'a Value, key: &Value) -> Option<&'a Value> {
    let any_of = || key.get("anyOf")?.as_array()?.first()?.get("$ref");
    let path = key.get("$ref").or_else(any_of)?.as_str()?;
    root.pointer(path.strip_prefix('#')?)
}

/// What is written for a key: its words where they are numbered, else the type of its value.
fn kind(root: &Value, key: &Value) -> String {
    let words = words(key).or_else(|| words(referred(root, key)?));
    if let Some(words) = words {
        return words.join(", ");
    }
    let types: Vec<&str> = match key.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &str| types.contains(&name);
    if is("array") {
        let items = key.get("items").map(|items| kind(root, items)).unwrap_or_default();
        return format!("danh sách: {items}");
    }
    let format = referred(root, key).unwrap_or(key).get("format").and_then(Value::as_str);
    let kind = match format {
        Some("date") => "ngày",
        _ if is("integer") => "số",
        _ if is("boolean") => "true, false",
        _ => "chữ",
    };
    kind.to_owned()
}

/// The words of which one is written.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(listed) = schema.get("enum") {
        return Some(listed.as_array()?.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema.get("oneOf")?.as_array()?;
    Some(variants.iter().filter_map(|variant| variant.get("const")?.as_str()).collect())
}

/// What holds where the key is left out, if that says anything.
fn default(key: &Value) -> String {
    let shown = match key.get("default") {
        Some(Value::String(text)) if !text.is_empty() => format!("\"{text}\""),
        Some(Value::Array(items)) if !items.is_empty() => Value::from(items.clone()).to_string(),
        Some(Value::Bool(value)) => value.to_string(),
        _ => return String::new(),
    };
    format!(" Mặc định: `{shown}`.")
}
