//! Being told by mail: what one can be told, the confirmation, the subscription's own page.

use domain::notice::{Ahead, Choices, Reminder};

pub const SECTION: &str = "合う支援が出たら知らせる";
pub const SECTION_TEXT: &str =
    "新しい支援や締切を、メールで知らせます。名前はいりません。いつでもやめられます。";
pub const ASK: &str = "お知らせを申し込む";
pub const TITLE: &str = "合う支援のお知らせを申し込む";
pub const LEAD: &str = "この診断の答えに合う支援が出たときなどに、メールで知らせます。あとで答え直したときは、新しい答えで見ます。";
pub const BACK_TO_RESULT: &str = "結果に戻る";
pub const ADDRESS: &str = "メールアドレス";
pub const ADDRESS_HINT: &str = "確かめのメールを送ります。その中のボタンを押すまで、お知らせは届きません。";
pub const ADDRESS_WRONG: &str = "メールアドレスを確かめてください（例：hanako@example.jp）";
pub const KEPT: &str =
    "メールアドレスは、お知らせを送るためだけに、この診断と結びつけて持ちます。やめると、すぐに消します。";
pub const ASK_BUTTON: &str = "確かめのメールを送る";

pub const WHAT: &str = "知らせてほしいこと";
pub const WHAT_HINT: &str = "一つ以上選んでください。";
pub const NOTHING_CHOSEN: &str = "知らせてほしいことを、一つ以上選んでください";
pub const NEW: &str = "新しく出た、合う支援";
pub const OPENING: &str = "合う支援の受付が始まったこと";
pub const SECURITY: &str = "情報セキュリティの注意（県からの、業種に関わるもの）";
pub const NEAR: &str = "「あと一歩」の支援も知らせる";
pub const NEAR_HINT: &str = "認定や宣言など、これからの行動で条件がそろうものです。";
pub const FOLLOW_UP: &str = "30日後に一度、支援に申し込んだかを聞く";
pub const CLOSING: &str = "合う支援の締切が近いこと";
pub const REMINDER: &str = "もう一度診断する時期";
pub const NOT_TOLD: &str = "知らせない";
pub const HOW_OFTEN: &str = "届け方";
pub const AT_ONCE: &str = "そのつど";
pub const WEEKLY: &str = "週に一度、月曜日の朝にまとめて";

pub const SENT_TITLE: &str = "メールを確かめてください";
pub const SENT_LEAD: &str = "確かめのメールを送りました。メールの中のページを開いて、「お知らせを受け取る」を押すと、申し込みが終わります。";
pub const SENT_HELP: [&str; 4] = [
    "数分たっても届かないときは、迷惑メールの入れ物と、アドレスの書きまちがいを見てください。",
    "送れる数には限りがあります。一つのアドレスへの確かめのメールは1日に5通まで、同じ所から頼めるメールは1時間に20通までです。",
    "3日のうちに押されなければ、申し込みはなかったことになり、メールアドレスは消します。",
    "前に申し込んだアドレスでも、同じメールが届きます。押すと、いま選んだ内容に変わります。",
];
pub const SENT_HELP_TITLE: &str = "届かないとき";

pub const CONFIRM_TITLE: &str = "お知らせを受け取りますか";
pub const CONFIRM_LEAD: &str = "ボタンを押すと、申し込みが終わります。";
pub const CONFIRM: &str = "お知らせを受け取る";
pub const LATE_TITLE: &str = "この申し込みは、もう確かめられません";
pub const LATE_LEAD: &str = "3日が過ぎたか、あとから申し込み直しています。まだお知らせが届いていなければ、診断の結果のページから、もう一度申し込んでください。";

pub const MANAGE_TITLE: &str = "お知らせの内容";
pub const CONFIRMED: &str = "お知らせの申し込みが終わりました。";
pub const CHANGED: &str = "お知らせの内容を変えました。";
pub const TO: &str = "届け先";
pub const CHANGE: &str = "この内容に変える";
pub const END_TITLE: &str = "お知らせをやめる";
pub const END_TEXT: &str = "やめると、登録とメールアドレスをすぐに消します。診断の答えは残ります。";
pub const END: &str = "やめる";
pub const UNSUBSCRIBE_TITLE: &str = "お知らせをやめますか";
pub const CHANGE_INSTEAD: &str = "やめずに、内容や届け方を変える";
pub const ENDED_TITLE: &str = "お知らせは届きません";
pub const ENDED_LEAD: &str = "この登録はありません。やめたときに、メールアドレスもいっしょに消しました。また受け取りたいときは、診断の結果のページから申し込めます。";
pub const ENDED_BEFORE: &str = "すでに送る列に入っていたメールが、一通だけあとから届くことがあります。";

/// Answers a mail program that has ended a subscription.
pub const ENDED_PLAIN: &str = "お知らせをやめました。\n";

/// What an officer is told before publishing a menu.
#[must_use]
pub fn would_tell(count: u64) -> String {
    match count {
        0 => "公開しても、いまお知らせのメールを送る相手はいません。".to_owned(),
        count => {
            format!("公開すると、{count}件にお知らせのメールを送ります（今日の登録と診断をもとにした数）。")
        }
    }
}

/// An option of the closing.
#[must_use]
pub fn ahead(ahead: Ahead) -> String {
    format!("締切の{}日前に知らせる", ahead.days())
}

/// An option of the reminder.
#[must_use]
pub fn reminder(reminder: Reminder) -> String {
    match reminder {
        Reminder::Year => "1年後に一度知らせる".to_owned(),
        shorter => format!("{}か月後に一度知らせる", shorter.months()),
    }
}

/// All that was chosen, one line each.
#[must_use]
pub fn chosen(choices: Choices) -> Vec<String> {
    let Choices { new, near, opening, closing, security, weekly, reminder: again, follow_up } = choices;
    let of_menus = new || opening || closing.is_some();
    let lines = [
        new.then(|| NEW.to_owned()),
        opening.then(|| OPENING.to_owned()),
        closing.map(|days| format!("{CLOSING}（{}日前）", days.days())),
        (near && of_menus).then(|| NEAR.to_owned()),
        security.then(|| SECURITY.to_owned()),
        again.map(|again| format!("{REMINDER}（{}）", reminder(again))),
        follow_up.then(|| FOLLOW_UP.to_owned()),
        Some(format!("{HOW_OFTEN}：{}", if weekly { WEEKLY } else { AT_ONCE })),
    ];
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_said_line_by_line() {
        let all = Choices {
            new: true,
            near: true,
            opening: true,
            closing: Some(Ahead::Fortnight),
            security: true,
            weekly: true,
            reminder: Some(Reminder::HalfYear),
            follow_up: true,
        };
        let said = chosen(all);
        assert_eq!(said.len(), 8, "{said:?}");
        assert!(said.contains(&"合う支援の締切が近いこと（14日前）".to_owned()), "{said:?}");
        let security = Choices { security: true, near: true, ..Choices::default() };
        assert_eq!(chosen(security), [SECURITY.to_owned(), "届け方：そのつど".to_owned()]);
    }
}
