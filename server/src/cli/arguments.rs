//! The command line, by clap; its help in Japanese.

use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand};
use domain::access::Role;
use domain::indicator::Period;
use lettre::Address;

use super::{Console, Outcome};
use crate::import::frame;

const TEMPLATE: &str = "{about}\n\n使い方: {usage}\n\n{all-args}{after-help}";

/// DXかんたん診断 ひろしま
#[derive(Debug, Parser)]
#[command(
    name = "dx-shindan",
    version,
    help_template = TEMPLATE,
    subcommand_help_heading = "命令（省くと serve）",
    subcommand_value_name = "命令",
    next_help_heading = "指定",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "設定は環境変数 DX_… で（docs/settings.md）。"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// する人の名前（操作の記録に残す。省くと、この機械での利用者の名前）
    #[arg(long, value_name = "名前", global = true, value_parser = name)]
    pub(super) by: Option<String>,
    /// この説明
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// プログラムの版
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// Longest name of somebody, in characters.
const NAME_CHARS: usize = 100;

/// A name as it is kept.
fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = (1..=NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(format!("1〜{NAME_CHARS}文字")) }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 表をそろえ、中身が無ければ入れて、画面を出す
    #[command(help_template = TEMPLATE)]
    Serve,
    /// データベースの表をそろえる
    #[command(help_template = TEMPLATE)]
    Migrate,
    /// 設問・支援メニュー・事例・指標のファイルを確かめる、取り込む
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Content(ContentCommand),
    /// 支援メニューを表（XLSX・CSV）に書き出す、直した表を読み込む
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Menus(MenusCommand),
    /// 作りものの回答を入れる、消す
    #[command(help_template = TEMPLATE)]
    Demo(DemoArguments),
    /// ほかの仕組みから、支援メニューや事業者の数の表を取り込む
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Import(ImportCommand),
    /// 終わった期間の集計と、支援メニュー・事例・計画の数値を、オープンデータとして公開する（/open-data）
    #[command(help_template = TEMPLATE)]
    Publish(PublishArguments),
    /// メールを試す、送る
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Mail(MailCommand),
    /// お知らせ（申し込んだ人に、合う支援などをメールで知らせる）
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Notices(NoticesCommand),
    /// サインインできる人（県の職員、支援員）
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Staff(StaffCommand),
    /// 支援機関
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Agency(AgencyCommand),
    /// 操作の記録
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Audit(AuditCommand),
    /// 集計
    #[command(name = "rollup", subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    RollUp(RollUpCommand),
    /// 事業者の台帳（支援に合う事業者を数えるもの）
    #[command(subcommand, help_template = TEMPLATE, disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
    Population(PopulationCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum ContentCommand {
    /// 誤りを全部、ファイル・項目・欄つきで示す
    #[command(help_template = TEMPLATE)]
    Check {
        /// 中身のフォルダー（省くと埋め込みの中身）
        #[arg(value_name = "フォルダー")]
        folder: Option<PathBuf>,
    },
    /// 確かめてから取り込む。誤りが一つでもあれば何も変えない
    #[command(help_template = TEMPLATE)]
    Load {
        /// 中身のフォルダー
        #[arg(value_name = "フォルダー")]
        folder: PathBuf,
    },
    /// 支援メニューの案内先と出典のリンクが切れていないか、ひとつずつ開いて確かめる（ひとりでには動かない）
    #[command(help_template = TEMPLATE)]
    Links(LinksArguments),
}

#[derive(Debug, Args)]
#[command(next_help_heading = "指定")]
pub(super) struct LinksArguments {
    /// 確かめる番地の数（省くとすべて）
    #[arg(long, value_name = "数", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    /// 同じ相手に続けて聞くときの間（秒、1〜60。省くと 2）
    #[arg(long, value_name = "秒", default_value_t = 2, hide_default_value = true, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub(super) delay: u64,
}

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Jグランツの公募を、保存した応答のファイルか、公開APIから
    #[command(help_template = TEMPLATE)]
    Jgrants(JgrantsArguments),
    /// 事業者の数の表（e-Stat の CSV など）を、重み付けのもとにする。最後に取り込んだものを使う。誤りが一つでもあれば、全部示して何もしない
    #[command(help_template = TEMPLATE)]
    Frame(FrameArguments),
}

#[derive(Debug, Args)]
#[command(next_help_heading = "指定")]
pub(super) struct FrameArguments {
    /// 広島県の事業所数か企業等数の表。縦長でも、規模などが横に並ぶ形でも、Shift_JIS でも UTF-8 でもよい。規模×産業の表と市町の表のように、合わせて使うものは一度に並べる
    #[arg(value_name = "ファイル", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// いつの数か（2021、2021-06、2021-06-01）。省くと表から読む
    #[arg(long, value_name = "日", value_parser = as_of)]
    pub(super) as_of: Option<String>,
    /// 規模の区分を使わず、産業や市町の合計だけを使う（表の区分が診断の区分に収まらないとき）
    #[arg(long)]
    pub(super) without_size: bool,
}

fn as_of(text: &str) -> Result<String, String> {
    frame::as_of(text).ok_or_else(|| "2021、2021-06、2021-06-01".to_owned())
}

#[derive(Debug, Args)]
#[command(
    next_help_heading = "指定",
    override_usage = "dx-shindan import jgrants ファイル… [--complete]\n　　　  dx-shindan import jgrants --url アドレス [--keyword ことば]… [--delay 秒] [--complete]"
)]
pub(super) struct JgrantsArguments {
    /// APIの応答（JSON）のファイル。一覧でも詳細でも、v1でもv2でも、まぜてよい
    #[arg(value_name = "ファイル", required_unless_present = "url", conflicts_with = "url")]
    pub(super) files: Vec<PathBuf>,
    /// 公開APIのアドレス（版の前まで）。本物は https://api.jgrants-portal.go.jp/exp
    #[arg(long, value_name = "アドレス")]
    pub(super) url: Option<String>,
    /// さがすことば（2〜255文字、くり返せる）。省くと、事業・補助金・助成金・支援・促進・公募
    #[arg(long = "keyword", value_name = "ことば", requires = "url")]
    pub(super) keywords: Vec<String>,
    /// 問い合わせの間をあける秒数（省くと 1）
    #[arg(long, value_name = "秒", requires = "url", default_value = "1", hide_default_value = true, allow_negative_numbers = true, value_parser = seconds)]
    pub(super) delay: f64,
    /// これで全部とみなし、載っていないものに「取り込み元に見当たらない」の印をつける。--url で --keyword を省いたときは、いつもそうする
    #[arg(long)]
    pub(super) complete: bool,
}

/// From none at all to an hour.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse::<f64>().map_err(|error| error.to_string())?;
    if (0.0..=3600.0).contains(&seconds) { Ok(seconds) } else { Err("0〜3600".to_owned()) }
}

#[derive(Debug, Subcommand)]
pub(super) enum MenusCommand {
    /// 公開中の支援メニューを全部、表に書き出す。形は名前の終わり（.xlsx、.csv）で決まる
    #[command(help_template = TEMPLATE)]
    Export {
        /// 書き出すファイル
        #[arg(value_name = "ファイル")]
        file: PathBuf,
        /// CSV を UTF-8 でなく Shift_JIS で書く
        #[arg(long)]
        shift_jis: bool,
    },
    /// 直した表を読み、変わる所を示す。誤りが一つでもあれば、全部示して何もしない
    #[command(help_template = TEMPLATE)]
    Import {
        /// 直したファイル
        #[arg(value_name = "ファイル")]
        file: PathBuf,
        /// 示すだけでなく、下書きにする（公開は /office/drafts で）
        #[arg(long)]
        confirm: bool,
    },
}

#[derive(Debug, Args)]
#[command(
    next_help_heading = "指定",
    override_usage = "dx-shindan publish --period 期間 [--note ひとこと] [--by 名前]\n　　　  dx-shindan publish --catalogue [--note ひとこと] [--by 名前]"
)]
pub(super) struct PublishArguments {
    /// 公開する期間：R8（令和8年度）、R8-Q1（その第1四半期）、2026-11（月）。日付の重なる期間は、両方は公開できない
    #[arg(long, value_name = "期間", value_parser = period, required_unless_present = "catalogue", conflicts_with = "catalogue")]
    pub(super) period: Option<Period>,
    /// 支援メニュー・事例・計画の数値だけを公開する（--period のときも、変わっていれば一緒に公開する）
    #[arg(long)]
    pub(super) catalogue: bool,
    /// この版について、ページに出すひとこと（直した理由など。200文字まで）
    #[arg(long, value_name = "ひとこと", default_value = "", hide_default_value = true, value_parser = note)]
    pub(super) note: String,
}

fn period(code: &str) -> Result<Period, String> {
    Period::parse(code).ok_or_else(|| "R8、R8-Q1、2026-11".to_owned())
}

/// Longest note on a publication, in characters.
const NOTE_CHARS: usize = 200;

/// A note as it is published: it is frozen, and stands in one line of a page and of JSON.
fn note(text: &str) -> Result<String, String> {
    let note = text.trim();
    let fits = note.chars().count() <= NOTE_CHARS && !note.chars().any(char::is_control);
    if fits { Ok(note.to_owned()) } else { Err(format!("{NOTE_CHARS}文字まで、1行")) }
}

#[derive(Debug, Subcommand)]
pub(super) enum MailCommand {
    /// 試しのメールを、送る列に入れる。動いているサーバーか mail send-due が送る
    #[command(help_template = TEMPLATE)]
    Test {
        /// 宛先のメールアドレス
        #[arg(long, value_name = "アドレス", value_parser = address)]
        to: Address,
    },
    /// いま送れるメールを、みな送る（サーバーが動いていれば、要らない。同時に動かしてもよい）
    #[command(help_template = TEMPLATE)]
    SendDue,
}

#[derive(Debug, Subcommand)]
pub(super) enum NoticesCommand {
    /// 知らせることがあるか見て、送る列に入れる（サーバーが動いていれば、要らない。同時に動かしてもよい）
    #[command(help_template = TEMPLATE)]
    Run,
}

#[derive(Debug, Subcommand)]
pub(super) enum StaffCommand {
    /// 人を加えて、登録のリンクを出す（72時間、一度だけ使える）。はじめの管理者は、これで加える
    #[command(help_template = TEMPLATE)]
    Add(StaffArguments),
    /// 登録のリンクを、もう一度出す（パスワードやアプリをなくした人、使えなくした人に）
    #[command(help_template = TEMPLATE)]
    Link {
        /// その人のメールアドレス
        #[arg(long, value_name = "アドレス", value_parser = address)]
        email: Address,
    },
}

#[derive(Debug, Args)]
#[command(next_help_heading = "指定")]
pub(super) struct StaffArguments {
    /// 役割：officer（県の担当者）、analyst（分析）、editor（編集）、admin（管理者）、adviser（支援員）、agency_admin（支援機関の管理者）
    #[arg(long, value_name = "役割", value_parser = role)]
    pub(super) role: Role,
    /// その人だけが読めるメールアドレス
    #[arg(long, value_name = "アドレス", value_parser = address)]
    pub(super) email: Address,
    /// 支援機関の名前（adviser と agency_admin のとき。先に agency add で加える）
    #[arg(long, value_name = "名前")]
    pub(super) agency: Option<String>,
}

fn role(code: &str) -> Result<Role, String> {
    Role::parse(code).ok_or_else(|| Role::ALL.map(Role::code).join("、"))
}

#[derive(Debug, Subcommand)]
pub(super) enum AgencyCommand {
    /// 支援機関を加える
    #[command(help_template = TEMPLATE)]
    Add {
        /// 名前
        #[arg(long, value_name = "名前", value_parser = name)]
        name: String,
    },
    /// 支援機関の番号・名前・ようす・符号（/start/符号 で、その機関から診断を始められる）を、タブで区切って出す
    #[command(help_template = TEMPLATE)]
    List,
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// 記録が、はじめから終わりまでつながっているか確かめる。つながっていなければ、はじめに合わない記録を言い、失敗で終わる
    #[command(help_template = TEMPLATE)]
    Verify(VerifyArguments),
}

#[derive(Debug, Args)]
#[command(next_help_heading = "指定", override_usage = "dx-shindan audit verify [--from 番号 --hash 印]")]
pub(super) struct VerifyArguments {
    /// 前に控えた、終わりの記録の番号
    #[arg(long, value_name = "番号", requires = "hash", value_parser = clap::value_parser!(i64).range(1..))]
    pub(super) from: Option<i64>,
    /// そのときの印（64けたの16進数）
    #[arg(long, value_name = "印", requires = "from", value_parser = hash)]
    pub(super) hash: Option<String>,
}

fn hash(text: &str) -> Result<String, String> {
    let digits = text.trim().to_ascii_lowercase();
    let is_one = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_one { Ok(digits) } else { Err("64けたの16進数".to_owned()) }
}

fn address(text: &str) -> Result<Address, String> {
    text.trim().parse().map_err(|_| "shindan@example.jp".to_owned())
}

#[derive(Debug, Subcommand)]
pub(super) enum RollUpCommand {
    /// 集計を回答から作り直す
    #[command(help_template = TEMPLATE)]
    Rebuild,
}

#[derive(Debug, Subcommand)]
pub(super) enum PopulationCommand {
    /// 事業者の台帳を回答から作り直す
    #[command(help_template = TEMPLATE)]
    Rebuild,
}

#[derive(Debug, Args)]
#[command(
    next_help_heading = "指定",
    override_usage = "dx-shindan demo --businesses 数 [--seed 種]\n　　　  dx-shindan demo --clear"
)]
pub(super) struct DemoArguments {
    /// 入れる事業者の数
    #[arg(long, value_name = "数", required_unless_present = "clear", conflicts_with = "clear", value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    pub(super) businesses: Option<u32>,
    /// さいころの種。同じ日に同じ種なら同じ回答になる（省くと 1）
    #[arg(long, value_name = "種", default_value_t = 1, hide_default_value = true)]
    pub(super) seed: u64,
    /// 作りものの回答だけを、全部消す
    #[arg(long)]
    pub(super) clear: bool,
}

/// Shows the help that was asked for, or says what is wrong with the command line.
pub(super) fn explain(error: &clap::Error, console: &mut Console<'_>) -> Outcome {
    // The one English word of clap's that no setting of its own replaces.
    let text = error.render().to_string().replace("[OPTIONS]", "[指定]");
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.say(text.trim_end());
            Outcome::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.complain(text.trim_end());
            Outcome::Misused
        }
        kind => {
            let about = [ContextKind::InvalidSubcommand, ContextKind::InvalidArg, ContextKind::InvalidValue];
            let about: Vec<String> =
                about.iter().filter_map(|&kind| error.get(kind)).map(ToString::to_string).collect();
            console.complain(format_args!("{}：{}", sentence(kind), about.join("、")));
            console.complain("使い方は dx-shindan --help で見られます。");
            Outcome::Misused
        }
    }
}

fn sentence(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidSubcommand => "その命令はありません",
        ErrorKind::UnknownArgument => "その指定はありません",
        ErrorKind::MissingRequiredArgument => "要る指定が足りません",
        ErrorKind::ArgumentConflict => "一緒には使えない指定です",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "指定の値が正しくありません",
        _ => "命令の書き方が違います",
    }
}
