//! Menus as spreadsheets: the page to write and read them, and the page that shows what a file would change.

pub const TITLE: &str = "支援メニューの表（Excel・CSV）";
pub const LEAD: &str = "支援メニューを表に書き出し、Excel で直して、読み込みます。直した所は下書きになり、「公開する」を押すまで、だれの画面も変わりません。";
pub const OUT: &str = "書き出す";
pub const OUT_LEAD: &str = "いま公開中の支援メニューのすべてです。直す前に、新しく書き出してください。";
pub const XLSX: &str = "Excel（.xlsx）";
pub const XLSX_HINT: &str = "直すならこちら。条件や金額の区分は別のシートで、選択肢から選べます。";
pub const CSV: &str = "CSV（UTF-8）";
pub const CSV_HINT: &str = "Excel でも、ほかの道具でも開けます。条件などは一つのセルに入っています。";
pub const CSV_SHIFT_JIS: &str = "CSV（Shift_JIS）";
pub const CSV_SHIFT_JIS_HINT: &str =
    "古い道具のためのもの。Shift_JIS にない文字は「&#8722;」の形になり、読み込むと元に戻ります。";
pub const HOW: &str = "直し方";
pub const STEPS: [&str; 4] = [
    "一行が一件です。直す行だけを残しても構いません。行を消しても、その支援メニューは消えません。",
    "id は変えません。今までにない id の行は、新しい支援メニューになります。",
    "空のセルは「不明か定めなし」です。日付は 2026-11-05 の形で書きます。",
    "見出しと「照合」の列は、さわりません。くわしくは「使い方」のシートにあります。",
];
pub const IN: &str = "読み込む";
pub const IN_LEAD: &str = "まず、何が変わるかだけをお見せします。誤りが一つでもあれば、何も取り込みません。送ったファイルは1日で消えます。";
pub const FILE: &str = "直したファイル";
pub const FILE_HINT: &str = ".xlsx か .csv、8 MB まで";
pub const SEND: &str = "送って、変わる所を見る";
pub const GONE: &str =
    "そのファイルはもうありません。もう下書きになったか、やめたか、送ってから1日が過ぎました。";
pub const SEE_TABLES: &str = "支援メニューを表（Excel・CSV）で直す";

/// Why a file that was to be sent did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    NoFile,
    TooLarge,
    Unreadable,
}

impl NotSent {
    pub const ALL: [NotSent; 3] = [NotSent::NoFile, NotSent::TooLarge, NotSent::Unreadable];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NotSent::NoFile => "no-file",
            NotSent::TooLarge => "too-large",
            NotSent::Unreadable => "unreadable",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<NotSent> {
        NotSent::ALL.into_iter().find(|why| why.code() == code)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            NotSent::NoFile => "ファイルを選んでください。",
            NotSent::TooLarge => "ファイルが大きすぎます。8 MB までのファイルを選んでください。",
            NotSent::Unreadable => "ファイルを最後まで受け取れませんでした。もう一度選んで送ってください。",
        }
    }
}

pub const CHECK: &str = "確認";
pub const CHANGED_MEANWHILE: &str = "ほかの人が先に公開したため、変わる所が前にお見せしたものと違います。下書きにはしていません。もう一度確かめてください。";
pub const NOTHING_IMPORTED: &str = "何も取り込んでいません。ファイルを直して、もう一度送ってください。";
pub const SEND_AGAIN: &str = "直したファイルを送る";
pub const NOTHING_CHANGES: &str = "公開中の内容と同じです。変わる所はありません。";
pub const CONFIRM: &str = "下書きにする";
pub const CONFIRM_NOTE: &str = "まだ何も取り込んでいません。「下書きにする」を押すと、下の支援メニューの下書きができます。公開はそのあとです。";
pub const THROW_AWAY: &str = "やめる";
pub const CHANGES: &str = "変わる支援メニュー";
pub const NEW: &str = "新しい支援メニュー";

/// The sheet for those who open the file without having read anything else.
pub const HOW_TO_LINES: [&str; 16] = [
    "支援メニューの直し方",
    "",
    "1. 「支援メニュー」のシートは、一行が一件です。「条件」「金額の区分」「割合の区分」「募集回」は別のシートで、一行が一つ。どの支援メニューのものかは id で決まります。",
    "2. セルを直して保存し、読み込みます（画面なら /office/menus-table、命令なら dx-shindan menus import）。",
    "3. 読み込むと、まず違いだけが示されます。確かめてから下書きになり、/office/drafts で公開するまで、だれの画面にも出ません。",
    "",
    "・行を消しても、その支援メニューは消えません（何も起きません）。直す行だけを残しても構いません。",
    "・ただし「条件」などのシートでは、支援メニューの行があるのにその id の行が一つもなければ、「一つもない」という意味になります。",
    "・id が今までにない行は、新しい支援メニューになります。",
    "・列を消すと、その項目は今のままです。見出しは変えないでください。列の順は変えて構いません。",
    "・空のセルは「不明か定めなし」です。0 円・無期限ではありません。",
    "・一つのセルにいくつも書くときは、セルの中で改行（Alt+Enter）して、一行に一つ。",
    "・「id（言葉）」のかっこの中は、読むための言葉で、読み込みません。",
    "・= + - @ などで始まる文には、数式にならないよう頭に ' が付きます。読み込むときに外れます。",
    "・※ で始まる行は説明で、読み込みません。「使い方」「選択肢」のシートも読み込みません。",
    "・「照合」は、書き出したあとでほかの人が公開した変更を、まちがって元に戻さないためのしるしです。さわらないでください。",
];

/// What an officer should look at before a change of the file becomes a draft.
pub const REPLACES: &str = "この支援メニューには、表から作ってまだ公開していない下書きがあります。下書きにすると、それと置きかわります。";
pub const CHANGED_SINCE: &str = "この行を書き出したあとで、公開中の内容が変わりました。下の違いには、その変更を元に戻すものが入っているかもしれません。";

#[must_use]
pub fn same_name(id: &str) -> String {
    format!("同じ名前の支援メニューがもうあります（id：{id}）。id をまちがって変えていませんか。")
}

/// When a file was sent.
#[must_use]
pub fn sent(day: &str) -> String {
    format!("{day}に送ったファイルです。")
}

/// The page of a file without errors, and of one with errors.
#[must_use]
pub fn check_title(file_name: &str, sound: bool) -> String {
    format!("{}：{file_name}", if sound { "変わる所の確認" } else { "直す所があります" })
}

#[must_use]
pub fn slips(count: usize) -> String {
    format!("直す所が {count} か所あります")
}

#[must_use]
pub fn more(count: usize) -> String {
    format!("ほかに {count} 件あります。")
}

/// How many menus would change, be new, stay.
#[must_use]
pub fn counts(changed: usize, new: usize, unchanged: usize) -> String {
    format!("変わる {changed} 件、新しい {new} 件、そのまま {unchanged} 件")
}

#[must_use]
pub fn passed_over(titles: &[String]) -> String {
    format!("読まなかったシート：「{}」", titles.join("」「"))
}

/// A menu's heading: its name and its id.
#[must_use]
pub fn menu(name: &str, id: &str) -> String {
    if name.is_empty() { id.to_owned() } else { format!("{name}（{id}）") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_sentence() {
        for why in NotSent::ALL {
            assert_eq!(NotSent::parse(why.code()), Some(why));
            assert!(why.sentence().ends_with('。'));
        }
    }
}
