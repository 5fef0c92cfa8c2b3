use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::*;

fn read(settings: &[(&str, &str)]) -> Result<Config, Vec<ConfigProblem>> {
    let settings: BTreeMap<&str, OsString> = settings.iter().map(|(k, v)| (*k, OsString::from(v))).collect();
    read::config(
        &|name| settings.get(name).cloned(),
        Path::new("/opt/dx/site"),
        Path::new("/opt/dx/hash.txt"),
    )
}

fn refused(settings: &[(&str, &str)]) -> String {
    let problems = read(settings).expect_err("to be refused");
    problems.iter().map(ConfigProblem::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_needs_to_be_set() {
    let config = read(&[]).expect("defaults");
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.base_url.as_str(), "http://127.0.0.1:3000");
    assert_eq!(config.database_url.expose(), "sqlite://./data/dx-shindan.sqlite3?mode=rwc");
    assert_eq!(config.site_root, Path::new("/opt/dx/site"));
    assert_eq!((config.log.as_str(), config.log_format), ("info,sea_orm_migration=warn", LogFormat::Text));
    let mail = config.mail;
    assert_eq!(
        (mail.smtp, mail.from.to_string().as_str(), mail.keep_days),
        (None, "dx-shindan@localhost", 30)
    );
    assert_eq!(config.fresh.0, 180);
    assert_eq!(read(&[("DX_FRESH_DAYS", "90")]).expect("days").fresh.0, 90);
    assert_eq!(read(&[("DX_ADDR", " ")]).expect("empty is unset").addr.port(), 3000);
}

#[test]
fn what_is_set_is_taken() {
    for (name, value, shown) in [
        ("DX_ADDR", "127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("DX_ADDR", "[::1]:8080", "http://[::1]:8080"),
        ("DX_ADDR", "0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("DX_BASE_URL", "https://shindan.example.jp/", "https://shindan.example.jp"),
        ("DX_BASE_URL", "https://shindan.example.jp:8443", "https://shindan.example.jp:8443"),
        ("DX_BASE_URL", "http://localhost:8080", "http://localhost:8080"),
    ] {
        let config = read(&[(name, value)]).expect(value);
        assert_eq!(config.base_url.as_str(), shown, "{name}={value}");
        assert_eq!(config.base_url.is_secure(), shown.starts_with("https"));
    }
    let config = read(&[("DX_DATA_DIR", "/var/a b?100%")]).expect("a folder");
    assert_eq!(config.database_url.expose(), "sqlite:///var/a b%3F100%25/dx-shindan.sqlite3?mode=rwc");
    let mail = read(&[("DX_SMTP_URL", "smtps://u:p@mail.example.jp"), ("DX_MAIL_FROM", "dx@example.jp")]);
    let mail = mail.expect("both").mail;
    assert_eq!((mail.from.to_string().as_str(), mail.smtp.expect("a server").port), ("dx@example.jp", 465));
    let mail = read(&[("DX_MAIL_FROM", "dx@example.jp"), ("DX_MAIL_KEEP_DAYS", "7")]).expect("files").mail;
    assert_eq!((mail.from.to_string().as_str(), mail.smtp, mail.keep_days), ("dx@example.jp", None, 7));
}

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    let cases: [(&[(&str, &str)], &str); 24] = [
        (&[("DX_ADDR", "localhost")], "DX_ADDR「localhost」は"),
        (&[("DX_ADDR", "127.0.0.1:99999")], "DX_ADDR「127.0.0.1:99999」は"),
        (&[("DX_ADDR", "192.168.0.5:3000")], "DX_BASE_URL がありません"),
        (&[("DX_BASE_URL", "shindan.example.jp")], "DX_BASE_URL「shindan.example.jp」は「https://"),
        (&[("DX_BASE_URL", "ftp://example.jp")], "DX_BASE_URL「ftp://example.jp」は「https://"),
        (&[("DX_BASE_URL", "https://example.jp/dx")], "ホスト（とポート）だけ"),
        (&[("DX_BASE_URL", "https://u@example.jp")], "ホスト（とポート）だけ"),
        (&[("DX_BASE_URL", "http://example.jp")], "この機械の外に向いています"),
        (&[("DX_DATABASE_URL", "mysql://u:secret@h/d")], "DX_DATABASE_URL は"),
        (&[("DX_SMTP_URL", "smtp://mail.example.jp")], "DX_MAIL_FROM がありません"),
        (&[("DX_SMTP_URL", "mail"), ("DX_MAIL_FROM", "dx@example.jp")], "DX_SMTP_URL は smtp"),
        (&[("DX_MAIL_FROM", "県庁")], "DX_MAIL_FROM「県庁」は"),
        (&[("DX_SMTP_URL", "smtp://u@h"), ("DX_MAIL_FROM", "dx@example.jp")], "両方書くか、両方省きます"),
        (
            &[("DX_SMTP_URL", "smtp://u:secret@mail.example.jp?tls=none"), ("DX_MAIL_FROM", "dx@example.jp")],
            "tls=none がありますが",
        ),
        (&[("DX_SMTP_CA_FILE", "/etc/ca.pem")], "DX_SMTP_CA_FILE がありますが"),
        (
            &[
                ("DX_SMTP_URL", "smtp://localhost?tls=none"),
                ("DX_MAIL_FROM", "dx@example.jp"),
                ("DX_SMTP_CA_FILE", "/etc/ca.pem"),
            ],
            "DX_SMTP_CA_FILE がありますが",
        ),
        (&[("DX_MAIL_KEEP_DAYS", "0")], "DX_MAIL_KEEP_DAYS「0」は日数"),
        (&[("DX_MAIL_KEEP_DAYS", "366")], "DX_MAIL_KEEP_DAYS「366」は日数"),
        (&[("DX_FRESH_DAYS", "0")], "DX_FRESH_DAYS「0」は日数"),
        (&[("DX_FRESH_DAYS", "半年")], "DX_FRESH_DAYS「半年」は日数"),
        (&[("DX_FRESH_DAYS", "3651")], "DX_FRESH_DAYS「3651」は日数"),
        (&[("DX_LOG", "info,=loud")], "DX_LOG「info,=loud」は"),
        (&[("DX_LOG_FORMAT", "xml")], "DX_LOG_FORMAT「xml」は"),
        (&[("DX_LOG_FORMAT", "xml"), ("DX_ADDR", "x")], "DX_LOG_FORMAT「xml」は"),
    ];
    for (settings, sentence) in cases {
        let said = refused(settings);
        assert!(said.contains(sentence), "{settings:?}: {said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn all_problems_come_at_once() {
    let said = refused(&[("DX_ADDR", "x"), ("DX_LOG_FORMAT", "xml"), ("DX_DATABASE_URL", "y")]);
    assert_eq!(said.lines().count(), 3, "{said}");
}

#[test]
fn passwords_are_not_shown() {
    let settings = [
        ("DX_DATABASE_URL", "postgres://dx:secret@db.example.jp/dx?sslpassword=secret"),
        ("DX_SMTP_URL", "smtps://dx:secret@mail.example.jp"),
        ("DX_MAIL_FROM", "dx@example.jp"),
    ];
    let shown = format!("{:?}", read(&settings).expect("settings"));
    assert!(shown.contains("postgres://dx:…@db.example.jp/dx"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn the_operators_table_is_complete() {
    let table = include_str!("../../../docs/settings.md");
    for (name, default) in VARIABLES {
        let row = table.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        assert!(row.is_some_and(|row| row.contains(default)), "docs/settings.md: {name}");
    }
}

#[test]
fn a_sign_on_is_whole_or_none() {
    let issuer = ("DX_OIDC_ISSUER", "https://login.example.jp/realms/pref");
    let client = ("DX_OIDC_CLIENT_ID", "dx-shindan");
    let sign_on = |settings: &[(&str, &str)]| read(settings).expect("settings").sign_on;
    assert_eq!(sign_on(&[]), None);
    let plain = sign_on(&[issuer, client]).expect("a sign-on");
    assert_eq!((plain.issuer.as_str(), plain.client_id.as_str()), (issuer.1, client.1));
    assert_eq!(
        (plain.name.as_str(), plain.client_secret, plain.trusts_addresses),
        ("県の共通サインイン", None, false)
    );
    let full = [
        ("DX_OIDC_ISSUER", "http://localhost:8080"),
        client,
        ("DX_OIDC_CLIENT_SECRET", "himitsu"),
        ("DX_OIDC_NAME", "庁内サインイン"),
        ("DX_OIDC_TRUST_ADDRESSES", "yes"),
    ];
    let full = sign_on(&full).expect("a sign-on");
    assert_eq!(
        (full.name.as_str(), full.client_secret.as_deref(), full.trusts_addresses),
        ("庁内サインイン", Some("himitsu"), true)
    );
    assert!(!format!("{full:?}").contains("himitsu"));
    for (settings, told) in [
        (vec![client], "DX_OIDC_ISSUER がない"),
        (vec![("DX_OIDC_TRUST_ADDRESSES", "yes")], "DX_OIDC_ISSUER がない"),
        (vec![issuer], "DX_OIDC_CLIENT_ID がありません"),
        (vec![issuer, client, ("DX_OIDC_TRUST_ADDRESSES", "maybe")], "「maybe」は yes か no"),
        (vec![("DX_OIDC_ISSUER", "http://login.example.jp"), client], "DX_OIDC_ISSUER は「https://"),
        (vec![("DX_OIDC_ISSUER", "login.example.jp"), client], "の形で書きます"),
        (vec![("DX_OIDC_ISSUER", "https://login.example.jp/?a=b"), client], "の形で書きます"),
        (vec![("DX_OIDC_ISSUER", "https://a:b@login.example.jp"), client], "の形で書きます"),
    ] {
        let refused = refused(&settings);
        assert!(refused.contains(told), "{settings:?}: {refused}");
    }
}
