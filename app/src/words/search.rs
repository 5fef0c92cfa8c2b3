//! Lists that are searched: form, counts, pages, what to loosen.

pub const SEARCH: &str = "さがす";
pub const NARROW: &str = "しぼりこみ・並べ方";
pub const SORT: &str = "並べ方";
pub const BY_FIT: &str = "合う順";
pub const BY_DEADLINE: &str = "締切の近い順";
pub const BY_AMOUNT: &str = "金額の大きい順";
pub const BY_DATE: &str = "情報の新しい順";
pub const BY_CLOSENESS: &str = "自分の会社に近い順";
pub const MUNICIPALITY: &str = "事業所のある市町";
pub const SOLUTION: &str = "解決策";
pub const AMOUNT: &str = "上限の金額";
pub const INDUSTRY: &str = "仕事の種類";
pub const SIZE: &str = "働いている人";
pub const WORDS_HINT: &str = "空白で区切ると、すべてのことばを含むものをさがします。";
pub const CHOSEN: &str = "いまのしぼりこみ";
pub const TAKE_AWAY: &str = "を外す";
pub const CASES_FORM: &str = "事例をしぼりこむ";
pub const LOOSEN: &str = "ひとつ外すと、これだけ見つかります。";
pub const LOOSEN_NOTHING: &str = "どれかひとつを外すだけでは見つかりません。";
pub const PAGES: &str = "ページの移動";
pub const PREVIOUS: &str = "前のページ";
pub const NEXT: &str = "次のページ";
pub const VERDICTS_OF: &str =
    "このブラウザーが覚えている診断の答えで、合うかどうかを判定しています。ブラウザーを閉じると忘れます。";
pub const ORDER_OF: &str =
    "このブラウザーが覚えている診断の答えで、近い順に並べられます。ブラウザーを閉じると忘れます。";
pub const TO_DIAGNOSIS: &str = "その診断を開く";
pub const FORGET: &str = "いますぐ忘れる";
pub const CROSS: &str = "✕";

/// A choice and how many it would show.
#[must_use]
pub fn counted(label: &str, count: usize) -> String {
    format!("{label}（{count}）")
}

/// A filter and what it is set to.
#[must_use]
pub fn limit(label: &str, choice: &str) -> String {
    format!("{label}：{choice}")
}

#[must_use]
pub fn without_word(word: &str) -> String {
    format!("ことば「{word}」")
}

#[must_use]
pub fn would_show(count: usize) -> String {
    format!("（{count}件）")
}

#[must_use]
pub fn at_least(amount: &str) -> String {
    format!("{amount}以上")
}

/// The summary of the folded filters.
#[must_use]
pub fn narrowed_by(count: usize) -> String {
    if count == 0 { NARROW.to_owned() } else { format!("{NARROW}（{count}）") }
}

#[must_use]
pub fn page_of(number: usize, pages: usize) -> String {
    format!("{number}ページめ（全{pages}ページ）")
}

/// The title of a page of a list.
#[must_use]
pub fn title(list: &str, number: usize) -> String {
    if number > 1 { format!("{list}（{number}ページめ）") } else { list.to_owned() }
}

/// Which part of the list is shown, if it is not all of it.
#[must_use]
pub fn span((first, last): (usize, usize), total: usize) -> String {
    if (first, last) != (1, total) && total > 0 {
        format!("・{first}〜{last}件めを表示")
    } else {
        String::new()
    }
}
