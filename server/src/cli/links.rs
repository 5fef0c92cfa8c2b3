//! `content links`: what became of the addresses in the catalogue, by menu.

use std::time::Duration;

use app::backend::Contents;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::LinksArguments;
use super::failure::Failure;
use super::{Console, load_seed_if_empty};
use crate::links::{self, Link, Manners, State, Trouble};
use crate::store::Store;

pub(super) async fn check(
    asked: &LinksArguments,
    store: &Store,
    base_url: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let mut all = links::links_of(&store.current().menus);
    if let Some(limit) = asked.limit {
        all.truncate(limit as usize);
    }
    let manners = Manners::new(Duration::from_secs(asked.delay), base_url);
    let bar = progress(all.len());
    let checked = links::check(all, &manners, || bar.inc(1)).await;
    bar.finish_and_clear();
    say(&checked, console);
    Ok(())
}

/// The sums, then each address that is not fine with the menus that name it.
fn say(checked: &[(Link, State)], console: &mut Console<'_>) {
    let count = |of: fn(&State) -> bool| checked.iter().filter(|(_, state)| of(state)).count();
    console.say(format_args!(
        "番地 {} 件：開けた {}、移った {}、なくなった {}、つながらない {}",
        checked.len(),
        count(|state| *state == State::Fine),
        count(|state| matches!(state, State::Moved { .. })),
        count(|state| matches!(state, State::Gone { .. })),
        count(|state| matches!(state, State::Unreachable(_))),
    ));
    let mut troubled: Vec<_> = checked.iter().filter(|(_, state)| *state != State::Fine).collect();
    troubled.sort_by(|(one, _), (other, _)| one.menus.cmp(&other.menus));
    for (link, state) in troubled {
        console.say(format_args!("［{}］ {}\n　　{}", link.menus.join("、"), link.url, sentence(state)));
    }
}

fn sentence(state: &State) -> String {
    match state {
        State::Fine => "開けました。".to_owned(),
        State::Moved { to } => format!("移りました：{to}"),
        State::Gone { status } => format!("なくなりました（{status}）。"),
        State::Unreachable(trouble) => match trouble {
            Trouble::Status(status) => {
                format!("開けません（相手の答え {status}）。人が開いて確かめてください。")
            }
            Trouble::TooSlow => "10秒のうちに答えがありません。".to_owned(),
            Trouble::TooManyRedirects => "別の番地へ何度も回されて、終わりません。".to_owned(),
            Trouble::BadAddress => "番地の書き方が正しくありません。".to_owned(),
            Trouble::NoConnection(reason) => format!("つながりません（{reason}）。"),
        },
    }
}

/// Only on a terminal; otherwise it stays silent.
fn progress(count: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len} 件（残り {eta}）");
    let bar = ProgressBar::new(count as u64);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_tells_what_is_wrong_by_menu() {
        let link = |url: &str, menus: &[&str]| Link {
            url: url.to_owned(),
            menus: menus.iter().map(|id| (*id).to_owned()).collect(),
        };
        let checked = [
            (link("https://a.example/", &["b"]), State::Gone { status: 404 }),
            (link("https://b.example/", &["c"]), State::Fine),
            (link("https://c.example/", &["a", "d"]), State::Moved { to: "https://d.example/".to_owned() }),
            (link("https://e.example/", &["z"]), State::Unreachable(Trouble::TooSlow)),
        ];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        say(&checked, &mut Console { out: &mut out, err: &mut err });
        let said = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            said,
            "番地 4 件：開けた 1、移った 1、なくなった 1、つながらない 1\n\
             ［a、d］ https://c.example/\n　　移りました：https://d.example/\n\
             ［b］ https://a.example/\n　　なくなりました（404）。\n\
             ［z］ https://e.example/\n　　10秒のうちに答えがありません。\n"
        );
        assert!(err.is_empty());
    }
}
