//! What somebody has subscribed to.

use app::words::catalogue;
use app::words::format::{date, yen};
use app::words::labels;
use domain::menu::Menu;
use domain::window::{Standing, Window};

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// Menus that one mail lists; further ones are only counted.
const LISTED: usize = 20;

/// Why a menu is told of. The order is that of telling: what ends comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Closes,
    New,
    Opens,
}

impl Why {
    const ALL: [Why; 3] = [Why::Closes, Why::New, Why::Opens];

    fn heading(self) -> &'static str {
        match self {
            Why::Closes => "まもなく締め切られる支援",
            Why::New => "新しい支援",
            Why::Opens => "受付が始まった支援",
        }
    }
}

/// A menu that is told of.
#[derive(Debug, Clone, Copy)]
pub struct MenuNews<'a> {
    pub menu: &'a Menu,
    /// On the day of writing.
    pub standing: Standing,
    pub why: Why,
    /// It fits but for what the owner can change.
    pub near: bool,
}

/// A warning about information security.
#[derive(Debug, Clone, Copy)]
pub struct WarningNews<'a> {
    pub title: &'a str,
    pub text: &'a str,
    pub url: &'a str,
}

/// All that one mail tells.
#[derive(Debug)]
pub struct News<'a> {
    pub menus: Vec<MenuNews<'a>>,
    pub warnings: Vec<WarningNews<'a>>,
    /// It is time to diagnose again.
    pub reminder: bool,
    /// It is asked what became of the support.
    pub follow_up: bool,
    /// Nothing else was ordered: with this mail the subscription is over.
    pub last: bool,
}

impl News<'_> {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.menus.is_empty() && self.warnings.is_empty() && !self.reminder && !self.follow_up
    }
}

/// Where one request ends the subscription (RFC 8058), and a person finds a button.
#[must_use]
pub fn unsubscribe_url(base_url: &str, token: &str) -> String {
    format!("{base_url}/notices/unsubscribe/{token}")
}

/// `token`: the subscription's own.
#[must_use]
pub fn notices(base_url: &str, token: &str, news: &News<'_>) -> Letter {
    let mut draft = Draft::new(subject(news));
    for warning in &news.warnings {
        draft = draft.heading("情報セキュリティの注意").paragraph(warning.title).paragraph(warning.text);
        draft = draft.link("くわしく見る", warning.url);
    }
    if !news.menus.is_empty() {
        draft = draft.paragraph("前回の診断の答えから見て、条件が合いそうな支援です。");
    }
    for why in Why::ALL {
        let mut listed = news.menus.iter().take(LISTED).filter(|menu| menu.why == why).peekable();
        if listed.peek().is_some() {
            draft = draft.heading(why.heading());
        }
        draft = listed.fold(draft, |draft, menu| {
            let address = format!("{base_url}/menus/{}", menu.menu.id());
            draft.entry(&menu.menu.document.name, facts(menu), address)
        });
    }
    if news.menus.len() > LISTED {
        let others = format!("ほかに{}件の支援があります", news.menus.len() - LISTED);
        draft = draft.link(others, format!("{base_url}/menus"));
    }
    if !news.menus.is_empty() {
        draft = draft
            .paragraph("前回の診断をもとにした目安です。申し込む前に、最新の公募要領を確かめてください。");
    }
    if news.follow_up {
        draft = follow_up(draft, base_url, token);
    }
    if news.reminder {
        draft = reminder(draft, base_url);
    }
    ending(draft, base_url, token, news.last).foot(super::foot(base_url)).finish()
}

/// With the first thing that is told, so that a list of mails says what is new.
fn subject(news: &News<'_>) -> String {
    let count = news.menus.len() + news.warnings.len();
    let others = if count > 1 { format!("（ほか{}件）", count - 1) } else { String::new() };
    match (news.warnings.first(), news.menus.first()) {
        (Some(warning), _) => format!("情報セキュリティの注意：{}{others}", warning.title),
        (None, Some(menu)) => {
            let what = match menu.why {
                Why::Closes => "まもなく締め切り",
                Why::New => "合う支援が出ました",
                Why::Opens => "受付が始まりました",
            };
            format!("{what}：{}{others}", menu.menu.document.name)
        }
        (None, None) if !news.reminder => {
            "支援の申し込みは、いかがでしたか（DXかんたん診断 ひろしま）".to_owned()
        }
        (None, None) => "もう一度、診断してみませんか（DXかんたん診断 ひろしま）".to_owned(),
    }
}

/// How much, until when, and whether something is missing; no more than is known.
fn facts(news: &MenuNews<'_>) -> Vec<(String, String)> {
    let MenuNews { menu, standing, near, .. } = news;
    let unit = labels::amount_unit(menu.document.amount_unit);
    let amount = menu.document.max_amount_yen.map(|max| (catalogue::MAX, format!("{}{unit}", yen(max))));
    let until = standing.round.closes.map(|closes| match standing.days_left {
        Some(left) if standing.window == Window::Open => {
            ("いつまで", format!("{}（あと{left}日）", date(closes)))
        }
        _ => ("いつまで", date(closes)),
    });
    let from = standing.round.opens.filter(|_| standing.window == Window::Upcoming);
    let from = from.map(|opens| ("いつから", date(opens)));
    let rolling =
        (standing.window == Window::Rolling).then(|| ("受付", labels::window(standing.window).to_owned()));
    let missing = near.then(|| ("あと一歩", "まだ足りない条件があります（条件は、下のページに）".to_owned()));
    let kind = Some(("種類", labels::menu_kind(menu.document.kind).to_owned()));
    let facts = [kind, amount, from, until, rolling, missing];
    facts.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn follow_up(draft: Draft, base_url: &str, token: &str) -> Draft {
    draft
        .heading("支援の申し込みは、いかがでしたか")
        .paragraph("申し込んだか、使えたか、困ったことは何かを、一つの支援だけでも教えてください。県が、使いにくい支援を直すために数だけを見ます。")
        .link("知らせる", format!("{base_url}/notices/{token}/afterwards"))
}

/// No key of a diagnosis stands in a mail: one goes on with the code on paper, or from the own page.
fn reminder(draft: Draft, base_url: &str) -> Draft {
    draft
        .heading("もう一度、診断してみませんか")
        .paragraph("ご希望の時期になりました。前の答えを引きついで、変わった所だけ答え直せます。前の結果と比べられます。")
        .link("コードで前の診断を開く", format!("{base_url}/resume"))
        .link("はじめから診断する", base_url)
}

fn ending(draft: Draft, base_url: &str, token: &str, last: bool) -> Draft {
    if last {
        return draft.paragraph(
            "ご希望のお知らせは、これで終わりです。登録とメールアドレスは、このメールを送るとともに消しました。",
        );
    }
    draft
        .link("お知らせの内容を変える", format!("{base_url}/notices/{token}"))
        .link("お知らせをやめる", unsubscribe_url(base_url, token))
        .paragraph("このメールを人に転送すると、受け取った人がお知らせを変えたり、やめたりできます。")
}
