//! A database for one test, gone when the test is over.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::backend::Clock;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use server::store::Store;

use crate::TestClock;
use crate::postgres;

/// An empty database; [`TestDatabase::store`] brings it to shape.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    place: Place,
    /// The clock of every store that is opened here.
    pub clock: TestClock,
}

#[derive(Debug)]
enum Place {
    /// Whose it is takes it away.
    Anothers,
    Folder(PathBuf),
    Database {
        server: String,
        name: String,
    },
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A name that no other test has, in this process or another.
fn unique() -> String {
    format!("dx_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

impl TestDatabase {
    /// A file in a folder of its own.
    #[must_use]
    pub fn sqlite() -> TestDatabase {
        let folder = std::env::temp_dir().join(unique());
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let url = format!("sqlite://{}?mode=rwc", folder.join("dx-shindan.db").display());
        TestDatabase { url, place: Place::Folder(folder), clock: TestClock::default() }
    }

    /// A database in the tests' PostgreSQL server, which is started if it is not running.
    pub async fn postgres() -> TestDatabase {
        let (server, name) = (postgres::server(), unique());
        run(&postgres::url(&server, "postgres"), &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        let url = postgres::url(&server, &name);
        TestDatabase { url, place: Place::Database { server, name }, clock: TestClock::default() }
    }

    /// The same database for another server on it. It goes with this one.
    #[must_use]
    pub fn shared(&self) -> TestDatabase {
        TestDatabase { url: self.url.clone(), place: Place::Anothers, clock: self.clock.clone() }
    }

    /// What `DX_DATABASE_URL` would be.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A store on this database, its tables made. Each call opens one of its own, as another server would.
    pub async fn store(&self) -> Store {
        let clock: Arc<dyn Clock> = Arc::new(self.clock.clone());
        let store = Store::connect(&self.url, clock).await.expect("the database opens");
        store.migrate().await.expect("the tables are made");
        store.refresh_content().await.expect("the content is read");
        store
    }

    /// A store on this database with the seed published.
    pub async fn published(&self) -> Store {
        crate::published(self.store().await).await
    }

    /// For looking past the store.
    pub async fn connection(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.expect("the database opens")
    }
}

async fn run(url: &str, statement: &str) {
    let connection = Database::connect(url).await.expect("the PostgreSQL server answers");
    connection.execute_unprepared(statement).await.expect("the PostgreSQL server obeys");
    connection.close().await.expect("the connection ends");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.place {
            Place::Anothers => {}
            Place::Folder(folder) => {
                let _gone = std::fs::remove_dir_all(folder);
            }
            Place::Database { server, name } => drop_database(server.clone(), name.clone()),
        }
    }
}

/// In a thread and runtime of its own: a test's runtime may not be blocked. What is left over goes with the server.
fn drop_database(server: String, name: String) {
    let dropped = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        runtime.block_on(run(&postgres::url(&server, "postgres"), &statement));
    });
    let _left_over = dropped.join();
}
