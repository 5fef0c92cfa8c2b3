//! The start page and the page on what happens with the answers.

pub const TITLE_START: &str = "仕事の困りごとから、";
pub const TITLE_END: &str = "次の一歩を見つける";
pub const LEAD: &str = "ふだんの仕事について答えると、いまの段階と、まず何をするか、使える支援がわかります。むずかしいことばは使いません。";
pub const FREE: &str = "無料";
pub const NO_ACCOUNT: &str = "登録なし";
pub const ANONYMOUS: &str = "匿名";
pub const NO_NAME: &str = "名前なし";
pub const START: &str = "診断をはじめる";
pub const LEARN: &str = "答えると、わかること";
pub const STAGE: &str = "いまの段階";
pub const STAGE_TEXT: &str = "4つの段階と6つの分野で、強い所と弱い所がわかります。";
pub const FIRST: &str = "まずすること";
pub const FIRST_TEXT: &str = "困りごとごとに、お金をかけずに始められることを出します。";
pub const SUPPORT: &str = "使える支援";
pub const NOTICE: &str = "回答の使いみち";
pub const NOTICE_MORE: &str = "回答の扱いをくわしく見る";
pub const BROWSE: &str = "答えずに見る";
pub const BROWSE_MENUS: &str = "支援メニューをさがす";
pub const BROWSE_CASES: &str = "ほかの会社の例を見る";
pub const BROWSE_CASES_TEXT: &str = "似た困りごとを、どう変えたか。";
pub const ON_PAPER: &str = "紙で答える";
pub const ON_PAPER_TEXT: &str = "同じ設問をA4の紙に印刷できます。";
pub const KEEP_ADDRESS: &str =
    "途中でやめても、続きから答えられます。設問のページで「続きはあとで」を押すと、短いコードが出ます。";

/// The purposes, told before the first answer (個人情報保護法 第21条).
/// `least` is the smallest number of businesses of which a figure is shown.
#[must_use]
pub fn purposes(least: u64) -> [String; 4] {
    [
        "使う目的は、あなたへの結果の表示と、県内のデジタル化の様子を数字でつかむことです。".to_owned(),
        "お名前、電話番号は聞きません。メールアドレスは、お知らせを申し込むときだけ聞きます。".to_owned(),
        format!(
            "送信された回答は、ほかの方の回答と合わせた数字にして使います。{least}者より少ない区分の数字は出しません。"
        ),
        "診断の点は、支援を受けられるかどうかには使いません。".to_owned(),
    ]
}

#[must_use]
pub fn minutes(minutes: u64) -> String {
    format!("約{minutes}分")
}

#[must_use]
pub fn up_to_questions(count: usize) -> String {
    format!("{count}問まで")
}

#[must_use]
pub fn support_text(menus: usize) -> String {
    format!("{menus}の支援から、使えるもの、確かめがいるもの、あと一歩のものを、理由といっしょに出します。")
}

#[must_use]
pub fn browse_menus_text(menus: usize) -> String {
    format!("補助金、融資、相談、研修など{menus}件。")
}

pub const PRIVACY_TITLE: &str = "回答の扱い";
pub const PRIVACY_LEAD: &str = "安心して答えていただくために、集めるものと使いみちを書きます。";

/// Heading and text, at length; `least` as for [`purposes`].
#[must_use]
pub fn privacy(least: u64) -> [(&'static str, String); 8] {
    let counted = format!(
        "送信された回答だけを、ほかの方の回答と合わせて数えます。{least}者より少ない区分は数字を出さず、ほかの数字から引き算してもわからないようにします。途中でやめた診断は、どの設問まで進んだかだけを数え、答えの中身は数えません。"
    );
    [
    (
        "集めるもの",
        "設問への回答（市町、仕事の種類、人数など）と、答えた日時です。ほかに、結果が役に立ったかを押した答えと、送信のあとで支援メニューのページを一度でも開いたかどうかだけを持ちます（どれを、いつ開いたかは残しません）。続きを開くコードが何度まちがえられたかを、ネットワークのアドレスではなく、アドレスを6万あまりに分けた組ごとに、1日だけ数えます。お名前、会社名、電話番号は聞きません。メールアドレスは、お知らせを申し込んだときだけ持ちます（下の「お知らせのメールアドレス」）。".to_owned(),
    ),
    (
        "使う目的",
        "結果をあなたに見せることと、広島県の事業者のデジタル化の様子を数字でつかみ、支援を良くすることの二つです。お知らせを申し込んだ方については、合う支援を選ぶためにも使います。ほかの目的には使いません。".to_owned(),
    ),
    (
        "見られる人",
        "結果のページは、そのアドレスを知っている人だけが開けます。アドレスは人に見せないでください。アドレスそのものは保存せず、もとに戻せない形に変えて持ちます。「続きはあとで」のコードは、出したときに答えていた数字といっしょでないと開けません。コードそのものも保存しません。出してから400日で使えなくなります。".to_owned(),
    ),
    (
        "お知らせのメールアドレス",
        "結果のページでお知らせを申し込むと、メールアドレスと、選んだ内容を、その診断の事業者と結びつけて持ちます。お知らせを送るためだけに使い、回答を数字にするときには使いません。確かめのメールのボタンが3日のうちに押されなければ、消します。やめると、登録とアドレスをすぐに消します。最後のお知らせを送ったときも、登録を消します。送ったメールの宛先と本文は、送れたことを確かめるために、しばらく残してから消します（ふつう30日）。確かめのメールを何通送ったかを、アドレスをもとに戻せない形に変えたもので、1日だけ数えます。メールには、開いたことを調べる仕掛けはありません。".to_owned(),
    ),
    (
        "数字にするとき",
        counted,
    ),
    ("点の使いみち", "診断の点や段階は、補助金などの審査には使いません。ありのままに答えてください。".to_owned()),
    (
        "保存する期間と、消すこと",
        "保存する期間はまだ決めていません。自分で消すボタンも、いまはありません。決まりしだい、ここに書きます。".to_owned(),
    ),
    (
        "クッキー",
        "この端末で開いた診断の鍵だけを、ブラウザーを閉じるまで覚えます。支援メニューに「自分に合うか」を出すためです。支援メニューのページのボタンで、いつでも消せます。ほかに、続きを開くコードを入れたときに、その文字を10分だけ覚えます。まちがえても入れ直さずにすむためで、開けたら消えます。お知らせの申し込みにまちがいがあったときも、入れた内容を10分だけ覚え、申し込めたら消します。紙の答えを入力するときは、入力している印だけを、ブラウザーを閉じるまで覚え、入力した診断の鍵は覚えません。ほかのクッキーや広告は使いません。".to_owned(),
    ),
    ]
}
