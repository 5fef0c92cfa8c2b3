//! The tests' PostgreSQL server: `DX_TEST_POSTGRES_URL`, or one of our own.
//!
//! With nextest every test is a process, so a server of our own is shared by all test processes of a user. The first
//! one makes and starts it under the lock of a file; each then holds a shared lock on another file for as long as it
//! lives, however it ends. A keeper stops the server and removes it once nobody has held that lock for a while.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Where Debian keeps the programs, a folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The oldest version that is promised.
const OLDEST: u32 = 15;

/// The keeper. $1: the folder, $2: the programs, $3: the user to run them as, or nothing.
const KEEPER: &str = r#"
idle=0
while [ "$idle" -lt 4 ]; do
  sleep 5
  if flock -n -x "$1/in-use" true; then idle=$((idle + 1)); else idle=0; fi
done
exec 9>"$1/starting"; flock -x 9
if ! flock -n -x "$1/in-use" true; then flock -u 9; exec sh -c "$KEEPER" keeper "$1" "$2" "$3"; fi
if [ -n "$3" ]; then
  runuser -u "$3" -- "$2/pg_ctl" -D "$1/data" -m immediate stop
else
  "$2/pg_ctl" -D "$1/data" -m immediate stop
fi
rm -rf "$1/data"
"#;

/// The server's address without a database, in a form that [`url`] completes.
pub(crate) fn server() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::find).address.clone()
}

/// The address of a database.
pub(crate) fn url(server: &str, database: &str) -> String {
    server.replace("{database}", database)
}

struct Server {
    address: String,
    /// Held as long as the process lives.
    _in_use: Option<File>,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration but this one address")]
    fn find() -> Server {
        match std::env::var("DX_TEST_POSTGRES_URL") {
            Ok(address) => Server { address: placeholder(&address), _in_use: None },
            Err(_) => Cluster::new().share(),
        }
    }
}

/// `postgres://user@host/postgres?x=y` → `postgres://user@host/{database}?x=y`
fn placeholder(address: &str) -> String {
    let (place, parameters) = address.split_once('?').unwrap_or((address, ""));
    let (server, _) = place.rsplit_once('/').expect("DX_TEST_POSTGRES_URL names a database");
    let question = if parameters.is_empty() { "" } else { "?" };
    format!("{server}/{{database}}{question}{parameters}")
}

/// The programs of the newest version; `need_postgres` in scripts/tools.sh accepts the same.
fn programs(versions: &Path) -> Option<PathBuf> {
    let folders = std::fs::read_dir(versions).ok()?;
    let version = folders
        .filter_map(|folder| folder.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| *version >= OLDEST && bin(versions, *version).join("initdb").exists())
        .max()?;
    Some(bin(versions, version))
}

fn bin(versions: &Path, version: u32) -> PathBuf {
    versions.join(version.to_string()).join("bin")
}

/// A server of our own in a folder of its own; it listens on a socket there and nowhere else.
struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    /// PostgreSQL refuses to run as root.
    user: Option<&'static str>,
}

impl Cluster {
    fn new() -> Cluster {
        let home = std::fs::metadata("/proc/self").expect("/proc");
        let folder = std::env::temp_dir().join(format!("dx-test-postgres-{}", home.uid()));
        let programs = programs(Path::new(VERSIONS)).expect(
            "PostgreSQL 15 or newer is missing: install it (apt-get install postgresql) or name a server in DX_TEST_POSTGRES_URL",
        );
        Cluster { folder, programs, user: (home.uid() == 0).then_some("postgres") }
    }

    fn share(&self) -> Server {
        std::fs::create_dir_all(&self.folder).expect("a temporary folder");
        let starting = self.lock_file("starting");
        starting.lock().expect("a lock");
        if !self.runs() {
            self.start();
        }
        let in_use = self.lock_file("in-use");
        in_use.lock_shared().expect("a lock");
        let socket = self.folder.display().to_string().replace('/', "%2F");
        Server { address: format!("postgres://postgres@{socket}/{{database}}"), _in_use: Some(in_use) }
    }

    fn lock_file(&self, name: &str) -> File {
        let path = self.folder.join(name);
        OpenOptions::new().create(true).append(true).open(path).expect("a lock file")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn runs(&self) -> bool {
        self.data().exists()
            && self
                .program("pg_ctl")
                .arg("-D")
                .arg(self.data())
                .arg("status")
                .output()
                .is_ok_and(|o| o.status.success())
    }

    fn start(&self) {
        let _old = std::fs::remove_dir_all(self.data());
        // The server's own user makes its files here, beside our locks.
        std::fs::set_permissions(&self.folder, std::fs::Permissions::from_mode(0o777)).expect("our folder");
        let mut initdb = self.program("initdb");
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-D",
        ]);
        succeed(initdb.arg(self.data()));
        let options = format!(
            "-k {} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200",
            self.folder.display()
        );
        let mut pg_ctl = self.program("pg_ctl");
        pg_ctl.arg("-D").arg(self.data()).arg("-l").arg(self.data().join("log")).arg("-o").arg(options);
        succeed(pg_ctl.args(["-w", "start"]));
        self.start_keeper();
    }

    /// In a session of its own, so that nothing that ends the tests ends it too.
    fn start_keeper(&self) {
        let mut keeper = Command::new("setsid");
        keeper.args(["--fork", "sh", "-c", KEEPER, "keeper"]);
        keeper.arg(&self.folder).arg(&self.programs).arg(self.user.unwrap_or(""));
        keeper.env("KEEPER", KEEPER).current_dir("/").stdin(Stdio::null());
        succeed(&mut keeper);
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(path);
                command
            }
            None => Command::new(path),
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }
}

/// The output goes to a file: the server lives on and would keep a pipe open for ever.
fn succeed(command: &mut Command) {
    let status =
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("PostgreSQL's programs run");
    assert!(status.success(), "{command:?}: {status}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_with_a_database() {
        let server = placeholder("postgres://me:secret@localhost:5433/postgres?sslmode=disable");
        assert_eq!(url(&server, "a"), "postgres://me:secret@localhost:5433/a?sslmode=disable");
        assert_eq!(url(&placeholder("postgres://localhost/x"), "a"), "postgres://localhost/a");
    }
    #[test]
    fn the_newest_version_from_15_on_is_taken() {
        let versions = std::env::temp_dir().join(format!("dx-test-versions-{}", std::process::id()));
        for with_programs in ["9", "13", "15", "16"] {
            let bin = versions.join(with_programs).join("bin");
            std::fs::create_dir_all(&bin).expect("a folder");
            std::fs::write(bin.join("initdb"), "").expect("a file");
        }
        std::fs::create_dir_all(versions.join("17/lib")).expect("a folder");
        assert_eq!(programs(&versions), Some(versions.join("16/bin")));
        std::fs::remove_dir_all(versions.join("15")).expect("gone");
        std::fs::remove_dir_all(versions.join("16")).expect("gone");
        assert_eq!(programs(&versions), None);
        std::fs::remove_dir_all(versions).expect("gone");
    }
}
