//! `mail`: tries whether mail arrives, and sends what is due.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::TimeDelta;
use lettre::Address;

use super::arguments::MailCommand;
use super::failure::Failure;
use super::{Clock, Console, SystemClock};
use crate::config::{Config, Smtp};
use crate::mail::{Delivered, FileTransport, Limits, SmtpTransport, Transport, Worker, dice, templates};
use crate::store::{Enqueued, Store};

/// Where mails lie that are written into files, within the data folder.
const OUTBOX: &str = "outbox";

pub(super) async fn run(
    command: &MailCommand,
    config: &Config,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    match command {
        MailCommand::Test { to } => test(to, config, store, console).await,
        MailCommand::SendDue => {
            let delivered = worker(config, store)?.send_due().await?;
            say_delivered(delivered, config, console);
            Ok(())
        }
    }
}

/// What sends the outbox as the settings say.
pub(super) fn worker(config: &Config, store: &Store) -> Result<Worker, Failure> {
    let transport: Arc<dyn Transport> = match &config.mail.smtp {
        Some(smtp) => Arc::new(SmtpTransport::new(smtp, config.mail.from.domain(), Limits::default())?),
        None => Arc::new(FileTransport::new(folder(config))),
    };
    let keep = TimeDelta::days(config.mail.keep_days.into());
    Ok(Worker::new(store.clone(), transport, config.mail.from.clone(), keep, dice()?))
}

fn folder(config: &Config) -> PathBuf {
    config.data_dir.join(OUTBOX)
}

async fn test(
    to: &Address,
    config: &Config,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let letter = templates::test(config.base_url.as_str(), SystemClock.now());
    let Enqueued::New { id, file_name } = store.enqueue_test_mail(to, letter).await? else { return Ok(()) };
    console.say(format_args!("{to} への試しのメールを、送る列に入れました（番号 {id}）。"));
    console.say("動いているサーバーが、数秒のうちに送ります。サーバーが動いていなければ、dx-shindan mail send-due で送ります。");
    match &config.mail.smtp {
        Some(smtp) => console.say(format_args!("送り先のメールサーバーは {}、差出人は {} です。", place(smtp), config.mail.from)),
        None => console.say(format_args!(
            "DX_SMTP_URL がないので、メールは届きません。代わりに、ファイル {} に書かれます（メールソフトで開けます）。",
            folder(config).join(file_name).display()
        )),
    }
    console.say("送れたかどうかは、/office/mail で見られます。");
    Ok(())
}

fn place(smtp: &Smtp) -> String {
    format!("{}:{}", smtp.host, smtp.port)
}

fn say_delivered(Delivered { sent, put_off, parked }: Delivered, config: &Config, console: &mut Console<'_>) {
    if sent + put_off + parked == 0 {
        console.say("いま送れるメールはありません。");
    }
    if sent > 0 {
        match &config.mail.smtp {
            Some(smtp) => console.say(format_args!("{sent} 通を送りました（{}）。", place(smtp))),
            None => console.say(format_args!("{sent} 通を書きました（{}）。", folder(config).display())),
        }
    }
    if put_off > 0 {
        console.say(format_args!(
            "{put_off} 通は、まだ送れません。間をあけて、また試します。わけは /office/mail に。"
        ));
    }
    if parked > 0 {
        console.say(format_args!("{parked} 通は、送るのをやめました。わけは /office/mail に。"));
    }
}
