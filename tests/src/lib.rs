//! What tests share: databases of their own, a clock that stands still, the seed content, the whole product.
//!
//! Every test of the store runs on both databases. One function each, and their names in
//! [`on_both_databases!`]:
//!
//! ```ignore
//! tests::on_both_databases! { an_answer_is_kept_raw }
//!
//! async fn an_answer_is_kept_raw(database: TestDatabase) { … }
//! ```

#![expect(clippy::expect_used, reason = "a test may panic; that is how it fails")]

pub mod agency;
mod app;
mod browser;
mod clock;
mod database;
pub mod doors;
mod fingerprint;
pub mod html;
pub mod mail;
mod postgres;
pub mod provider;
pub mod requests;
mod seed;
mod smtp;
pub mod staff;

pub use self::app::{HOST, Page, TestApp, WITH_FILE, cookie_of, encoded, request, with_file};
pub use browser::Browser;
pub use clock::{TestClock, at};
pub use database::TestDatabase;
pub use fingerprint::Fingerprint;
pub use seed::{answers, content, published, sources};
pub use smtp::{SmtpServer, Taken};

/// Runs each function on a fresh SQLite file and in a fresh PostgreSQL database.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::TestDatabase::sqlite()).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::TestDatabase::postgres().await).await;
            })+
        }
    };
}
