//! `publish`: freezes a period and the catalogue as open data, and says what was published.

use app::words::format::thousands;
use domain::publication::Cells;

use super::arguments::PublishArguments;
use super::failure::Failure;
use super::{Console, load_seed_if_empty};
use crate::store::{NewEdition, PublishedSets, Publishing, Store};

pub(super) async fn run(
    arguments: &PublishArguments,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let note = &arguments.note;
    let publishing = match &arguments.period {
        Some(period) => store.publish_period(period, note).await?,
        None => store.publish_catalogue(note).await?,
    };
    match publishing {
        Publishing::Done(published) => {
            say(&published, console);
            Ok(())
        }
        Publishing::Refused(refused) => Err(Failure::Unpublishable(refused)),
    }
}

fn say(PublishedSets { new, unchanged }: &PublishedSets, console: &mut Console<'_>) {
    for NewEdition { set, version, files, cells } in new {
        console.say(format_args!("{set} の第{version}版を公開しました（/open-data/{set}/v{version}/）。"));
        for (name, bytes) in files {
            console.say(format_args!("・{name}（{} バイト）", thousands(*bytes as u64)));
        }
        if let Some(Cells { all, primary, complementary }) = cells {
            console.say(format_args!(
                "表の数 {all} 個のうち、少ないので隠したもの {primary} 個、引き算を防ぐために隠したもの {complementary} 個。"
            ));
        }
    }
    for (set, version) in unchanged {
        console.say(format_args!("{set} は、第{version}版から変わっていません。新しい版は作りません。"));
    }
}
