//! Puts the parts together and serves until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::backend::{Acting, Actor, Backend, Clock, MailWay};
use axum::Router;
use domain::freshness::FreshDays;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::api;
use crate::background::keep_running;
use crate::clock::SystemClock;
use crate::config::{Config, SignOn};
use crate::mail::Worker;
use crate::notices;
use crate::reminders;
use crate::router::{self, Readiness, Site};
use crate::sign_on::SignOnDoor;
use crate::store::{AuditHead, Store};

/// How often a running server looks whether other content was loaded.
const CONTENT_CHECK: Duration = Duration::from_secs(5);
/// How often it looks whether the facts of a business are missing. While versions change an older one may still store
/// submissions, which it does without them.
const POPULATION_CHECK: Duration = Duration::from_secs(10 * 60);
/// How often expired resume codes, links and sessions are removed.
const CODES_CHECK: Duration = Duration::from_secs(60 * 60);
/// How often the end of the audit log is written into the server's log: whoever changes the database cannot change it there.
const HEAD_NOTED: Duration = Duration::from_secs(60 * 60);

/// How long mails that are on their way are waited for at the end. What is left is due again when its claim is over.
const LAST_MAILS: Duration = Duration::from_secs(20);

/// Serves until the process is asked to stop; `ready` is told the address that it listens on.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    config: &Config,
    store: &Store,
    worker: Worker,
    ready: impl FnOnce(SocketAddr),
) -> std::io::Result<()> {
    let site = Site::new(&config.site_root, &config.hash_list);
    let settings = PageSettings {
        https: config.base_url.is_secure(),
        fresh: config.fresh,
        base_url: config.base_url.as_str().into(),
        sign_on: config.sign_on.clone(),
        mail_way: MailWay { by_smtp: config.mail.smtp.is_some(), keep_days: config.mail.keep_days },
    };
    let service = service(&site, store, Arc::new(SystemClock), settings);
    complete_roll_up(store).await;
    let background = beside(store, config.base_url.as_str().into());
    let (stop, stopped) = watch::channel(false);
    let sending = tokio::spawn(async move { worker.run(stopped).await });
    let served = router::serve(config.addr, service, ready, asked_to_stop()).await;
    background.iter().for_each(JoinHandle::abort);
    finish_sending(&stop, sending).await;
    served
}

/// The work beside the requests, all of which may be broken off.
fn beside(store: &Store, base_url: Arc<str>) -> [JoinHandle<()>; 6] {
    let of = || store.clone();
    let [fresh, complete, clear, tell, audit, remind] = [of(), of(), of(), of(), of(), of()];
    let reminders_from = base_url.clone();
    [
        tokio::spawn(async move { keep_running("content", || keep_content_fresh(&fresh)).await }),
        tokio::spawn(async move { keep_running("population", || keep_population_complete(&complete)).await }),
        tokio::spawn(async move { keep_running("clearing", || keep_codes_clear(&clear)).await }),
        tokio::spawn(
            async move { keep_running("notices", || notices::keep_telling(&tell, &base_url)).await },
        ),
        tokio::spawn(async move { keep_running("audit", || keep_audit_noted(&audit)).await }),
        tokio::spawn(async move {
            keep_running("reminders", || reminders::keep_reminding(&remind, &reminders_from)).await;
        }),
    ]
}

/// A mail that is on its way is waited for: broken off, it might be sent twice.
async fn finish_sending(stop: &watch::Sender<bool>, sending: JoinHandle<()>) {
    stop.send_replace(true);
    let ending = sending.abort_handle();
    if tokio::time::timeout(LAST_MAILS, sending).await.is_err() {
        tracing::warn!("a mail was still on its way at the end");
        ending.abort();
    }
}

/// The settings that pages see.
#[derive(Debug, Clone, Default)]
pub struct PageSettings {
    /// People reach the server by https.
    pub https: bool,
    pub fresh: FreshDays,
    /// How they reach it, without a slash at the end.
    pub base_url: Arc<str>,
    pub mail_way: MailWay,
    /// Whose word is taken for who somebody of the prefecture is.
    pub sign_on: Option<SignOn>,
}

/// The whole product over a store, at a time of the clock's choosing.
pub fn service(site: &Site, store: &Store, clock: Arc<dyn Clock>, settings: PageSettings) -> Router {
    let shared = Arc::new(store.clone());
    let interface = Arc::new(api::Local::new(shared.clone(), shared.clone(), clock.clone()));
    let sign_ons = SignOnDoor::new(settings.sign_on, &settings.base_url, shared.clone(), clock.clone());
    let backend = Backend {
        contents: shared.clone(),
        diagnoses: shared.clone(),
        counts: shared.clone(),
        drafts: shared.clone(),
        imports: shared.clone(),
        menu_tables: shared.clone(),
        populations: shared.clone(),
        frames: shared.clone(),
        audits: shared.clone(),
        publications: shared.clone(),
        plans: shared.clone(),
        passages: shared.clone(),
        tellings: shared.clone(),
        mails: shared.clone(),
        resumptions: shared.clone(),
        notices: shared.clone(),
        accounts: shared.clone(),
        sign_ins: shared.clone(),
        sign_ons: Arc::new(sign_ons),
        enrolments: shared.clone(),
        rosters: shared.clone(),
        consents: shared.clone(),
        clients: shared.clone(),
        agencies: shared.clone(),
        requests: shared.clone(),
        acting: shared,
        interface,
        clock,
        mail_way: settings.mail_way,
        fresh: settings.fresh,
        https: settings.https,
        base_url: settings.base_url,
    };
    let pinged = store.clone();
    let readiness = Readiness::new(move || {
        let store = pinged.clone();
        async move { store.ping().await.is_ok() }
    });
    router::router(site, backend, readiness)
}

impl Acting for Store {
    fn acting_as(&self, backend: &Backend, actor: Actor) -> Backend {
        let theirs = Arc::new(Store::acting_as(self, actor));
        Backend {
            drafts: theirs.clone(),
            menu_tables: theirs.clone(),
            plans: theirs.clone(),
            mails: theirs.clone(),
            notices: theirs.clone(),
            rosters: theirs.clone(),
            agencies: theirs.clone(),
            clients: theirs.clone(),
            requests: theirs,
            ..backend.clone()
        }
    }
}

async fn keep_content_fresh(store: &Store) {
    let mut ticks = tokio::time::interval(CONTENT_CHECK);
    loop {
        ticks.tick().await;
        match store.refresh_content().await {
            Ok(true) => tracing::info!("content was loaded anew"),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "content could not be looked at"),
        }
    }
}

/// From the start on: it looks at every diagnosis, and nobody but officers waits for it. Then the population is read, which
/// takes longer than a request may, so that the first officer need not wait.
async fn keep_population_complete(store: &Store) {
    loop {
        complete_population(store).await;
        if let Err(error) = store.read_population().await {
            tracing::warn!(%error, "the population could not be read");
        }
        tokio::time::sleep(POPULATION_CHECK).await;
    }
}

/// What has expired opens nothing anyway; it shall not lie about either.
async fn keep_codes_clear(store: &Store) {
    loop {
        if let Err(error) = store.clear_codes().await {
            tracing::warn!(%error, "expired resume codes could not be removed");
        }
        if let Err(error) = store.clear_sign_ins().await {
            tracing::warn!(%error, "expired links and sessions could not be removed");
        }
        if let Err(error) = store.clear_staff_sessions().await {
            tracing::warn!(%error, "expired sessions of staff could not be removed");
        }
        tokio::time::sleep(CODES_CHECK).await;
    }
}

/// From the start on: an older version that ran before, or still runs beside this one, has left entries that are not linked.
async fn keep_audit_noted(store: &Store) {
    loop {
        if let Err(error) = store.complete_audit().await {
            tracing::warn!(%error, "entries of the audit log could not be linked");
        }
        match store.audit_head().await {
            Ok(AuditHead { number, hash }) => tracing::info!(number, hash, "the audit log ends here"),
            Err(error) => tracing::warn!(%error, "the end of the audit log could not be read"),
        }
        tokio::time::sleep(HEAD_NOTED).await;
    }
}

/// Diagnoses are taken without it: an error only keeps officers and peers from seeing older ones counted.
async fn complete_roll_up(store: &Store) {
    match store.complete_roll_up().await {
        Ok(Some(diagnoses)) => tracing::info!(diagnoses, "diagnoses were counted anew from the answers"),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the diagnoses of an older version could not be counted"),
    }
}

/// Diagnoses are taken and shown without it: an error only keeps officers from counting who fits a menu.
async fn complete_population(store: &Store) {
    match store.complete_population().await {
        Ok(Some(businesses)) => tracing::info!(businesses, "facts were made anew from the answers"),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the facts of businesses could not be made complete"),
    }
}

/// Ctrl+C, or SIGTERM from whatever runs the service.
async fn asked_to_stop() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "cannot listen for Ctrl+C");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(error) => {
            tracing::warn!(%error, "cannot listen for SIGTERM");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
