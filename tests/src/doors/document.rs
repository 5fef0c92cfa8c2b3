//! docs/ACCESS.md, as it follows from the domain and from the list of doors. Whoever reads it is no programmer.

use app::words::staff as words;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Act, ClientAct, Role, may, may_invite, may_manage, may_with_client, may_within};
use domain::consent::{Consent, Covers};

use super::{ANOTHER, Access, Door, FILES, FORMS, INTERFACE, OWN, Opens, PAGES, Visitor};

const HEAD: &str = "\
# だれが何をできるか

この文書は、プログラムから作っています。手で直さないでください。どこから来るかは、表で違います。

- 決まり（`domain/src/access.rs`）から：役割、支援機関の中のこと、招くこと、同意の、四つの表のすべて。
  「アドレスと、開ける人」の表では、「開くもの」が、役割の仕事（`read-figures` など）、同意、自分の機関の行の、○×自同の印。
- アドレスの一覧（`tests/src/doors`）から：「アドレスと、開ける人」の表の、「なにか」「アドレス」「開くもの」の列。
  そして、「開くもの」が、—、診断の鍵、リンクかコード、自分の一覧、サインインの行の印。鍵も、自分の一覧も、端末も、
  役割ではないので、`access.rs` に決まりはありません。

作り直すには `DX_WRITE_DOCS=1 cargo nextest run -p tests -E 'test(docs_access)'` を動かします。
アドレスを一つ加えて、ここに書き忘れると、テストが失敗します。書いてあるとおりに開き、書いてあるとおりに閉じていることも、
テストがすべてのアドレスと役割で確かめています（`tests/tests/it/access.rs`）。

はじめに決めたことは三つです。

- 名指しで許したことのほかは、できません。
- ほかの人や、ほかの機関のものは「見つかりません」と答えます。あるかどうかも教えません。
- 事業者の結果を支援機関が見られるのは、事業者が同意したあいだだけです。
";

const WORK: &str = "
## 役割と、できること

県の職員と支援員は、パスワードとコードでサインインします。○はできる、×はできない、です。
";

const AGENCIES: &str = "
## 支援機関の中のこと

自分の機関のことと、ほかの機関のことは、分けて決めています。
";

const INVITING: &str = "
## だれを招けるか

招くこと、役割を変えること、使えなくすることは、同じ決まりです。左が招かれる人、上が招く人です。
";

const CLIENTS: &str = "
## 事業者の同意と、支援機関にできること

左がすること、上が事業者の同意です。県の職員は、同意があっても、事業者ひとつずつの結果を見られません。
";

const ADDRESSES: &str = "
## アドレスと、開ける人

- ○ 開けます。
- 自 自分のもの、自分の機関のものだけ開けます。ほかは「見つかりません」と答えます。
- 鍵 診断の鍵（アドレスの長い文字）、メールのリンク、コードを持っている人が、そのものだけ開けます。
- 同 事業者が自分の機関に同意していれば開けます。同意したことがなければ「見つかりません」と答え、取り消し、期限切れ、
  範囲の外は、そのことを答えます。
- × 開けません。サインインのページに進むか、できる役割を示して断ります。

支援員が担当先と一緒に答えるときは、そのあいだだけの鍵を使います。その鍵では「診断の鍵（事業者の）」の所は開けません。
事業者は、メールで診断を残して自分の一覧に入っている人です。入っていない人は「だれでも」と同じです。
";

/// The whole of it.
#[must_use]
pub fn document() -> String {
    let mut text = HEAD.to_owned();
    text += WORK;
    text += &work();
    text += AGENCIES;
    text += &agencies();
    text += INVITING;
    text += &inviting();
    text += CLIENTS;
    text += &clients();
    text += ADDRESSES;
    for (title, doors) in [
        ("ページ", PAGES),
        ("ファイルなど", FILES),
        ("押すと動くもの", FORMS),
        ("JSON インターフェース", INTERFACE),
    ] {
        text += &format!("\n### {title}\n");
        text += &addresses(doors);
    }
    text
}

/// A table of Markdown.
fn table(head: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("\n{}{}{rows}", line(&head), line(&rule))
}

/// A first column, and one for each role.
fn by_role(first: &str, rows: Vec<(String, Vec<bool>)>) -> String {
    let head = [first.to_owned()].into_iter().chain(Role::ALL.map(|role| words::role(role).to_owned()));
    let row = |(name, cells): (String, Vec<bool>)| -> Vec<String> {
        [name].into_iter().chain(cells.into_iter().map(|yes| mark(yes).to_owned())).collect()
    };
    table(head.collect(), rows.into_iter().map(row).collect())
}

fn mark(yes: bool) -> &'static str {
    if yes { "○" } else { "×" }
}

/// Whoever is of an agency is of [`OWN`].
fn actors() -> impl Iterator<Item = domain::access::Actor> {
    Role::ALL.into_iter().map(|role| Visitor::Staff(role).actor(OWN))
}

fn work() -> String {
    let row = |act: Act| {
        let name = format!("{}（`{}`）", words::act(act), act.code());
        (name, actors().map(|actor| may(actor, act).is_ok()).collect::<Vec<bool>>())
    };
    by_role("できること", Act::ALL.map(row).into())
}

fn agencies() -> String {
    let of = [("自分の機関", OWN), ("ほかの機関", ANOTHER)];
    let within = of.map(|(whose, agency)| {
        let cells: Vec<bool> = actors().map(|actor| may_within(actor, agency).is_ok()).collect();
        (format!("{whose}の担当先と、{whose}への相談"), cells)
    });
    let manage = of.map(|(whose, agency)| {
        let cells: Vec<bool> = actors().map(|actor| may_manage(actor, agency).is_ok()).collect();
        (format!("{whose}の紹介と、{whose}の支援員"), cells)
    });
    by_role("なにを", within.into_iter().chain(manage).collect())
}

fn inviting() -> String {
    let of_agency = [("（自分の機関）", Some(OWN)), ("（ほかの機関）", Some(ANOTHER))];
    let row = |(role, (whose, agency)): (Role, (&str, Option<i64>))| {
        let cells: Vec<bool> = actors().map(|actor| may_invite(actor, role, agency).is_ok()).collect();
        (format!("{}{whose}", words::role(role)), cells)
    };
    let invited = Role::ALL.into_iter().flat_map(|role| {
        let whose = if role.is_of_agency() { of_agency.to_vec() } else { vec![("", None)] };
        whose.into_iter().map(move |whose| (role, whose))
    });
    by_role("招かれる人", invited.map(row).collect())
}

/// Consents of every kind, with what they are called.
fn consents(now: DateTime<Utc>) -> [(&'static str, Option<Consent>); 8] {
    let (day, all) = (TimeDelta::days(1), Covers { answers: true, contact: true });
    let holds = |covers| Some(Consent { agency: OWN, covers, expires_at: now + day, revoked_at: None });
    let answers = Covers { answers: true, contact: false };
    let contact = Covers { answers: false, contact: true };
    [
        ("結果だけ", holds(Covers::default())),
        ("結果と答え", holds(answers)),
        ("結果と連絡先", holds(contact)),
        ("結果と答えと連絡先", holds(all)),
        (
            "取り消した",
            Some(Consent { agency: OWN, covers: all, expires_at: now + day, revoked_at: Some(now) }),
        ),
        ("期限が過ぎた", Some(Consent { agency: OWN, covers: all, expires_at: now, revoked_at: None })),
        (
            "ほかの機関に同意した",
            Some(Consent { agency: ANOTHER, covers: all, expires_at: now + day, revoked_at: None }),
        ),
        ("同意していない", None),
    ]
}

fn clients() -> String {
    let now = DateTime::UNIX_EPOCH;
    let consents = consents(now);
    let head = ["すること"].into_iter().chain(consents.iter().map(|(name, _)| *name)).map(str::to_owned);
    let adviser = Visitor::Staff(Role::Adviser).actor(OWN);
    let row = |act: ClientAct| -> Vec<String> {
        let name = format!("{}（`{}`）", client_act(act), act.code());
        let may = |consent: &Option<Consent>| may_with_client(adviser, act, consent.as_ref(), now).is_ok();
        [name].into_iter().chain(consents.iter().map(|(_, consent)| mark(may(consent)).to_owned())).collect()
    };
    table(head.collect(), ClientAct::ALL.map(row).into())
}

fn client_act(act: ClientAct) -> &'static str {
    match act {
        ClientAct::SeeResult => "段階、合う支援メニュー、変わったことを見る",
        ClientAct::SeeAnswers => "答えをひとつずつ見る",
        ClientAct::SeeContact => "連絡先を見る",
        ClientAct::Advise => "助言・すること・すすめる支援メニューを書く",
        ClientAct::AnswerTogether => "前の答えから、一緒に答える",
    }
}

fn addresses(doors: &[Door]) -> String {
    let head = ["なにか", "アドレス", "開くもの"].into_iter().map(str::to_owned);
    let head = head.chain(Visitor::all().into_iter().map(|visitor| visitor_name(visitor).to_owned()));
    let row = |door: &Door| -> Vec<String> {
        let first = [door.what.to_owned(), format!("`{}`", door.path), opens(door.opens)];
        let cells = Visitor::all().into_iter().map(|visitor| sign(door.opens.to(visitor)).to_owned());
        first.into_iter().chain(cells).collect()
    };
    table(head.collect(), doors.iter().map(row).collect())
}

fn visitor_name(visitor: Visitor) -> &'static str {
    match visitor {
        Visitor::Nobody => "だれでも",
        Visitor::Business => "事業者",
        Visitor::Staff(role) => words::role(role),
    }
}

fn sign(access: Access) -> &'static str {
    match access {
        Access::Open => "○",
        Access::Own => "自",
        Access::WithSecret => "鍵",
        Access::WithConsent => "同",
        Access::Closed => "×",
    }
}

fn opens(opens: Opens) -> String {
    match opens {
        Opens::Everybody => "—".to_owned(),
        Opens::Key => "診断の鍵".to_owned(),
        Opens::OwnKey => "診断の鍵（事業者の）".to_owned(),
        Opens::OwnDevice => "診断の鍵（事業者の端末で）".to_owned(),
        Opens::Secret => "リンクかコード".to_owned(),
        Opens::Account => "自分の一覧".to_owned(),
        Opens::AccountAndKey => "自分の一覧と診断の鍵".to_owned(),
        Opens::Staff => "サインイン".to_owned(),
        Opens::Act(act) => format!("`{}`", act.code()),
        Opens::Client(act) => format!("同意（`{}`）", act.code()),
        Opens::Within => "自分の機関".to_owned(),
        Opens::Manage => format!("`{}` か、自分の機関", Act::ManageAgencies.code()),
        Opens::OwnAgency => format!("`{}`", Act::ManageOwnAgency.code()),
    }
}
