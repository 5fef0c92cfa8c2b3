use super::*;

/// Runs a command line; gives its outcome and what it said on both outputs.
fn said(line: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["dx-shindan"].iter().chain(line).map(OsString::from);
    let outcome = run(arguments, &mut Console { out: &mut out, err: &mut err });
    (outcome, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

#[test]
fn the_embedded_content_is_checked_without_a_folder() {
    let (outcome, out, err) = said(&["content", "check"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Done, ""));
    assert!(out.starts_with("誤りはありません（設問 25・支援メニュー 64・事例 13・"), "{out}");
}

#[test]
fn errors_in_content_go_to_the_other_output_and_fail() {
    let (outcome, out, err) = said(&["content", "check", "/nowhere/at/all"]);
    assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
    assert!(err.contains("questionnaire.toml ［-］ -：ファイルがありません。"), "{err}");
    assert!(err.ends_with("誤りが 7 件あります。何も取り込んでいません。\n"), "{err}");
}

#[test]
fn what_is_not_understood_is_said_in_japanese() {
    for (line, sentence) in [
        (&["frobnicate"][..], "その命令はありません：frobnicate"),
        (&["menus", "export"], "要る指定が足りません：<ファイル>"),
        (&["menus", "import", "--confirm"], "要る指定が足りません：<ファイル>"),
        (&["demo"], "要る指定が足りません：--businesses <数>"),
        (&["demo", "--businesses", "0"], "指定の値が正しくありません：--businesses <数>、0"),
        (&["demo", "--businesses", "1", "--clear"], "一緒には使えない指定です"),
        (&["import", "jgrants"], "要る指定が足りません"),
        (&["import", "jgrants", "a.json", "--url", "http://x"], "一緒には使えない指定です"),
        (&["import", "jgrants", "--keyword", "事業"], "要る指定が足りません"),
        (&["import", "jgrants", "--url", "http://x", "--delay", "-1"], "指定の値が正しくありません"),
        (&["import", "jgrants", "--url", "http://x", "--delay", "NaN"], "指定の値が正しくありません"),
        (&["mail", "test"], "要る指定が足りません：--to <アドレス>"),
        (&["mail", "test", "--to", "県庁"], "指定の値が正しくありません"),
        (&["publish"], "要る指定が足りません"),
        (&["publish", "--period", "999999-01"], "指定の値が正しくありません"),
        (&["publish", "--catalogue", "--note", "一行目\n二行目"], "指定の値が正しくありません"),
        (&["publish", "--catalogue", "--note", &"長".repeat(201)], "指定の値が正しくありません"),
        (&["staff", "add", "--role", "king", "--email", "a@example.jp"], "指定の値が正しくありません"),
        (&["staff", "add", "--role", "admin"], "要る指定が足りません：--email <アドレス>"),
        (&["agency", "add", "--name", " "], "指定の値が正しくありません"),
        (&["audit"], "使い方: dx-shindan audit [指定] <命令>"),
        (&["audit", "verify", "--from", "7"], "要る指定が足りません：--hash <印>"),
        (&["audit", "verify", "--from", "7", "--hash", "abc"], "指定の値が正しくありません"),
        (&["serve", "--port", "1"], "その指定はありません：--port"),
        (&["content"], "使い方: dx-shindan content [指定] <命令>"),
    ] {
        let (outcome, _, err) = said(line);
        assert_eq!(outcome, Outcome::Misused, "{line:?}");
        assert!(err.contains(sentence), "{line:?}: {err}");
    }
}

#[test]
fn help_is_in_japanese_and_names_every_command() {
    let (outcome, out, _) = said(&["--help"]);
    assert_eq!(outcome, Outcome::Done);
    for word in [
        "使い方",
        "serve",
        "migrate",
        "content",
        "menus",
        "demo",
        "import",
        "mail",
        "staff",
        "agency",
        "audit",
        "rollup",
    ] {
        assert!(out.contains(word), "{out}");
    }
    for line in [&["demo", "--help"][..], &["content", "load", "--help"], &["import", "jgrants", "--help"]] {
        let (_, out, _) = said(line);
        assert!(!out.contains("Options:") && !out.contains("OPTIONS") && out.contains("使い方"), "{out}");
    }
}
