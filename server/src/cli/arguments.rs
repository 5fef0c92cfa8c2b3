//! The command line, by clap; its help in Japanese.

use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand};

use super::{Console, Outcome};

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
    /// この説明
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// プログラムの版
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
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
    /// 作りものの回答を入れる、消す
    #[command(help_template = TEMPLATE)]
    Demo(DemoArguments),
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
    let text = error.render().to_string();
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
