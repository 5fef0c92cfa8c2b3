//! What is sent to each door, so that it would be understood. `{…}` stands for one of [`super::cast::Things`].

use axum::http::Method as Verb;
use tests::doors::{Door, Method, Opens};
use tests::{Browser, Page, WITH_FILE, with_file};

use super::cast::Things;

/// What the router's parameters stand for, by how the address begins.
const PARAMETERS: [(&str, &str, &str); 18] = [
    ("/resume/", "{code}", "ABCDEFGHJKMN"),
    ("/refused/", "{code}", "too-slow"),
    ("/start/", "{code}", "{start}"),
    ("/agency/requests/", "{id}", "{request}"),
    ("/office/agencies/", "{id}", "{agency}"),
    ("/notices/confirm/", "{token}", "{confirm}"),
    ("/me/link/", "{token}", "{link}"),
    ("/staff/enrol/", "{token}", "{enrol}"),
    ("/menus/", "{id}", "{menu}"),
    ("/cases/", "{id}", "{case}"),
    ("/agency/clients/", "{id}", "{client}"),
    ("/office/indicators/", "{id}", "{indicator}"),
    ("/office/drafts/", "{id}", "{draft}"),
    ("/office/menus-table/", "{id}", "{table}"),
    ("/office/menus/", "{id}", "{menu}"),
    ("/office/plan/", "{indicator}", "{plan}"),
    ("/api/v1/menus/", "{id}", "{menu}"),
    ("/api/v1/indicators/", "{id}", "{published}"),
];

/// The addresses that are asked for behind a door.
fn addresses(door: &Door) -> Vec<String> {
    let mut address = door.path.to_owned();
    for (beginning, parameter, thing) in PARAMETERS {
        if address.starts_with(beginning) {
            address = address.replace(parameter, thing);
        }
    }
    match door.path {
        "/me/delete" => vec![address.clone(), format!("{address}?business={{client}}")],
        _ => vec![address],
    }
}

type Fields = &'static [(&'static str, &'static str)];

/// The fields of a form, as its page would send them.
fn fields(door: &Door) -> Fields {
    match (door.path, door.opens) {
        ("/do/change-address", _) => &[("address", "hanako@")],
        ("/do/claim", _) => &[("key", "{key}")],
        ("/do/end-session" | "/do/staff-end-session", _) => &[("session", "others")],
        ("/do/erase", _) => &[("business", "{spare}"), ("sure", "1")],
        ("/do/link", _) => &[("link", "{link}"), ("code", "000000")],
        ("/do/open-mine", _) => &[("diagnosis", "{diagnosis}")],
        ("/do/sign-in", Opens::Key) => &[("address", "jiro@example.jp"), ("key", "{key}")],
        ("/do/sign-in", _) => &[("address", "jiro@example.jp")],
        ("/do/answer", _) => &[("key", "{key}"), ("question", "q03"), ("choice[]", "12")],
        ("/do/client-task", _) => &[("client", "{client}"), ("text", "電話する")],
        ("/do/client-advice", _) => &[("client", "{client}"), ("text", "見積もりを取る")],
        ("/do/answer-first", _) => &[("channel", "together")],
        ("/do/answer-together", _) => &[("client", "{client}")],
        ("/do/propose-menu", _) => &[("client", "{client}"), ("menu", "marukei")],
        ("/do/change-proposal", _) => {
            &[("client", "{client}"), ("proposal", "{proposal}"), ("from", "proposed"), ("state", "applied")]
        }
        ("/do/ask", _) => &[
            ("key", "{key}"),
            ("nonce", "00000000000000000000000000000000"),
            ("topic", "other"),
            ("text", "相談"),
            ("name", "花子"),
            ("phone", "082-000-0000"),
        ],
        ("/do/withdraw-request", _) => &[("key", "{key}"), ("request", "{request}")],
        ("/do/reply-to-offer", _) => {
            &[("key", "{key}"), ("request", "{request}"), ("to", "{other_agency}"), ("reply", "no")]
        }
        ("/do/answer-request", _) => &[("request", "{request}")],
        ("/do/offer-request", _) => &[("request", "{request}"), ("to", "{other_agency}")],
        ("/do/add-agency", _) => &[("name", "あたらしい商工会"), ("kind", "bank")],
        ("/do/close-agency" | "/do/reopen-agency" | "/do/drop-agency-profile", _) => {
            &[("agency", "{agency}")]
        }
        ("/do/agency-profile", _) => &[("agency", "{agency}"), ("kind", "bank"), ("about", "紹介")],
        ("/do/invite-agency-staff", _) => {
            &[("agency", "{agency}"), ("address", "shiro@example.jp"), ("role", "adviser")]
        }
        ("/do/change-agency-staff-role", _) => {
            &[("agency", "{agency}"), ("staff", "{staff}"), ("role", "agency_admin")]
        }
        ("/do/disable-agency-staff" | "/do/invite-agency-staff-again", _) => {
            &[("agency", "{agency}"), ("staff", "{staff}")]
        }
        ("/do/tick-client-task", _) => &[("client", "{client}"), ("task", "{task}"), ("done", "1")],
        ("/do/type-share-code", _) => &[("code", "123456")],
        ("/do/discard-drafts" | "/do/publish-drafts", _) => &[("draft[]", "{draft}")],
        ("/do/helpful", _) => &[("key", "{key}"), ("helpful", "yes")],
        ("/do/mail-code", _) => &[("key", "{key}"), ("address", "hanako@")],
        ("/do/resend-mail", _) => &[("mail", "{mail}")],
        ("/do/confirm-menu-table", _) => &[("id", "{table}"), ("seal", "x")],
        ("/do/drop-menu-table", _) => &[("id", "{table}")],
        ("/do/confirm-notices", _) => &[("token", "{confirm}")],
        ("/do/change-notices", _) => &[("token", "{token}"), ("wants[]", "new")],
        ("/do/end-notices", _) => &[("token", "{token}")],
        ("/do/subscribe", _) => &[("key", "{key}"), ("address", "jiro@example.jp"), ("wants[]", "new")],
        ("/do/plan-figure", _) => &[("indicator", "{plan}"), ("year", "R8"), ("target", "x")],
        ("/do/resume", _) => &[("code", "{code}"), ("number", "12")],
        ("/do/mark-proposal", _) => &[("key", "{key}"), ("proposal", "{proposal}"), ("state", "applied")],
        ("/do/revoke-consent", Opens::OwnKey) => &[("key", "{key}"), ("consent", "{consent}")],
        ("/do/revoke-consent", _) => &[("consent", "{consent}")],
        ("/do/share", _) => &[
            ("key", "{key}"),
            ("agency", "{agency}"),
            ("answers", "1"),
            ("contact_covered", "1"),
            ("contact", "082-000-0000"),
            ("term", "12"),
        ],
        ("/do/staff-enrol", _) => &[("link", "{enrol}"), ("password", "short"), ("again", "short")],
        ("/do/staff-enrol-app", _) => &[("link", "{enrol}"), ("code", "000000")],
        ("/do/staff-password", _) => &[("password", "short"), ("again", "short")],
        ("/do/staff-app" | "/do/staff-code", _) => &[("code", "000000")],
        ("/do/change-staff-role", _) => &[("staff", "{staff}"), ("role", "agency_admin")],
        ("/do/disable-staff" | "/do/invite-staff-again", _) => &[("staff", "{staff}")],
        ("/do/invite-staff", _) => &[("address", "saburo@example.jp"), ("role", "editor")],
        ("/do/staff-confirm", _) => &[("password", "wrong"), ("code", "000000")],
        ("/do/staff-sign-in", _) => &[("address", "nobody@example.jp"), ("password", "wrong")],
        ("/do/comment", _) => &[("key", "{key}"), ("comment", "よかった")],
        ("/do/tell", Opens::Secret) => {
            &[("token", "{token}"), ("menu", "marukei"), ("application", "waiting")]
        }
        ("/do/tell", _) => &[("key", "{key}"), ("menu", "marukei"), ("application", "waiting")],
        ("/do/publish-warning", _) => {
            &[("title", "偽のメールに注意"), ("text", "開かないでください。"), ("url", "https://example.jp/")]
        }
        (_, Opens::Key | Opens::OwnKey | Opens::OwnDevice) => &[("key", "{key}")],
        (_, _) => &[],
    }
}

/// A request, with the ids that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub verb: Verb,
    pub address: String,
    fields: Vec<(&'static str, String)>,
}

impl Asked {
    pub async fn send(&self, browser: &Browser<'_>) -> Page {
        let address = self.address.as_str();
        if self.verb == Verb::GET {
            return browser.get(address).await;
        }
        if address == "/do/menu-table" {
            let file = with_file("menus.csv", "id,名前\nmarukei,別の名前\n".as_bytes());
            return browser.post_body(address, WITH_FILE, file).await;
        }
        if address.starts_with("/api/") {
            return browser.post_body(address, "application/json", body(address).into()).await;
        }
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(address, &fields).await
    }
}

fn body(path: &str) -> &'static str {
    if path.ends_with("/score") { r#"{"answers": {}}"# } else { r#"{"facts": {}, "pains": []}"# }
}

/// What is asked for behind a door, of these things.
pub fn requests(door: &Door, things: &Things) -> Vec<Asked> {
    let verb = if door.method == Method::Get { Verb::GET } else { Verb::POST };
    let fields: Vec<(&str, String)> = match door.method {
        Method::Get => Vec::new(),
        Method::Post => fields(door).iter().map(|(name, value)| (*name, filled(value, things))).collect(),
    };
    let asked = |address: String| Asked {
        verb: verb.clone(),
        address: filled(&address, things),
        fields: fields.clone(),
    };
    addresses(door).into_iter().map(asked).collect()
}

/// # Panics
/// When it names what nobody has.
fn filled(text: &str, things: &Things) -> String {
    let filled = things
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    assert!(!filled.contains('{'), "{filled}: say in tests/it/access what the parameter stands for");
    match filled.as_str() {
        "/pkg" => "/pkg/dx-shindan.css".to_owned(),
        _ => filled,
    }
}
