//! What serde says of an entry's shape, in Japanese. What is not recognised is passed on as it is.

/// A sentence for a message of serde, or of `domain::content`.
pub(super) fn sentence(message: &str) -> String {
    known(message).unwrap_or_else(|| format!("形が正しくありません（{message}）。"))
}

fn known(message: &str) -> Option<String> {
    if let Some(field) = quoted_after(message, "missing field ") {
        return Some(format!("項目「{field}」がありません。"));
    }
    if let Some(key) = quoted_after(message, "unknown key ") {
        return Some(format!("「{key}」という項目はありません。"));
    }
    if let Some(field) = quoted_after(message, "unknown field ") {
        return Some(format!("「{field}」という項目はありません{}。", choices(message, "書けるのは ")));
    }
    if let Some(word) = quoted_after(message, "unknown variant ") {
        return Some(format!("「{word}」は使えません{}。", choices(message, "使えるのは ")));
    }
    if message == "list expected" {
        return Some("[[ ]] で囲んだ見出しを並べて書きます。".to_owned());
    }
    if message == "table expected" {
        return Some("「名前 = 値」の並びではありません。".to_owned());
    }
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, wanted) = rest.rsplit_once(", expected ")?;
    let (found, wanted) = (found_type(found), wanted_type(wanted));
    Some(if found == "null" {
        format!("ありません。{wanted}を書いてください。")
    } else {
        format!("{wanted}を書く所に、{found}があります。")
    })
}

fn quoted_after<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    message.strip_prefix(before)?.strip_prefix('`')?.split_once('`').map(|(word, _)| word)
}

/// `（使えるのは a、b）` from `… expected one of `a`, `b``.
fn choices(message: &str, lead: &str) -> String {
    let Some((_, list)) = message.split_once(", expected ") else { return String::new() };
    let words: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    format!("（{lead}{}）", words.join("、"))
}

fn found_type(found: &str) -> String {
    let value = || found.split_once(['`', '"']).map_or("", |(_, rest)| rest.trim_end_matches(['`', '"']));
    match found.split([' ', '`']).next().unwrap_or_default() {
        "null" => "null".to_owned(),
        "sequence" => "一覧".to_owned(),
        "map" => "表".to_owned(),
        "string" => format!("文字「{}」", value()),
        "boolean" | "integer" | "floating" => format!(" {} ", value()),
        _ => format!("「{found}」"),
    }
}

fn wanted_type(wanted: &str) -> &str {
    match wanted {
        "a string" => "\" で囲んだ文字",
        "a boolean" => "true か false",
        "u8" | "u16" | "u32" | "u64" | "usize" => "0 以上の整数",
        "f64" => "数",
        "a sequence" => "[ ] の一覧",
        _ if wanted.starts_with("a map") || wanted.starts_with("struct ") => "{ } の表",
        _ if wanted.contains("enum") => "決まった言葉",
        _ => wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn what_serde_says_is_said_in_japanese() {
        for (message, said) in [
            ("missing field `url`", "項目「url」がありません。"),
            ("unknown field `ur`, expected `url`", "「ur」という項目はありません（書けるのは url）。"),
            (
                "unknown variant `opne`, expected one of `open`, `closed`",
                "「opne」は使えません（使えるのは open、closed）。",
            ),
            ("unknown key `menus`", "「menus」という項目はありません。"),
            (
                "invalid type: string \"十万\", expected u64",
                "0 以上の整数を書く所に、文字「十万」があります。",
            ),
            ("invalid value: integer `-1`, expected u64", "0 以上の整数を書く所に、 -1 があります。"),
            ("invalid type: null, expected u64", "ありません。0 以上の整数を書いてください。"),
            ("invalid type: sequence, expected a string", "\" で囲んだ文字を書く所に、一覧があります。"),
            ("something new", "形が正しくありません（something new）。"),
        ] {
            assert_eq!(sentence(message), said);
        }
    }
}
