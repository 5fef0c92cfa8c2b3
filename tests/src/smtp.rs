//! A real mail server for one test: aiosmtpd, in `tests/smtp/server.py`, from a Python that `scripts/smtp-python.sh`
//! installs once.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::Deserialize;
use serde_json::Value;

/// A mail server at a port of its own, gone with the test.
pub struct SmtpServer {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// The certificate of the authority that vouches for it.
    pub ca_file: PathBuf,
    pub port: u16,
}

/// A mail that the server has taken, as Python's mail parser reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub id: String,
    pub subject: String,
    pub sender: String,
    pub kinds: Vec<String>,
    pub parts: Vec<String>,
    pub defects: Vec<String>,
}

impl SmtpServer {
    /// Listens: `encryption` is `none`, `starttls` or `wrapped`; `user` (`name:password`) must sign in.
    #[must_use]
    pub fn start(encryption: &str, user: Option<&str>) -> SmtpServer {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("dx-test-ca-{}-{}.pem", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let ca_file = std::env::temp_dir().join(name);
        let mut command = Command::new(python());
        command.arg("smtp/server.py").arg("--ca").arg(&ca_file);
        command.args(user.iter().flat_map(|user| ["--user", user]));
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = spawned.expect("Python runs");
        let orders = process.stdin.take().expect("a pipe");
        let answers = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut server = SmtpServer { process, orders, answers, ca_file, port: 0 };
        server.listen(encryption);
        server
    }

    /// Listens again, at the same port.
    pub fn listen(&mut self, encryption: &str) {
        let port = self.order(&format!("listen {encryption}"));
        self.port = port.as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
    }

    /// Nothing answers any more.
    pub fn down(&mut self) {
        self.order("down");
    }

    /// See `tests/smtp/server.py`.
    pub fn mode(&mut self, mode: &str) {
        self.order(&format!("mode {mode}"));
    }

    /// What it has taken, in that order.
    pub fn taken(&mut self) -> Vec<Taken> {
        serde_json::from_value(self.order("mails")["mails"].take()).expect("mails")
    }

    /// MAIL, RCPT and DATA, as often as they came.
    pub fn asked(&mut self) -> Vec<String> {
        serde_json::from_value(self.order("mails")["asked"].take()).expect("commands")
    }

    fn order(&mut self, line: &str) -> Value {
        writeln!(self.orders, "{line}").expect("the mail server listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the mail server answers");
        serde_json::from_str(&answer).unwrap_or_else(|_| panic!("{line}: {answer:?}"))
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _gone = self.process.wait();
        let _gone = std::fs::remove_file(&self.ca_file);
    }
}

fn python() -> &'static str {
    static PYTHON: OnceLock<String> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let found = Command::new("../scripts/smtp-python.sh")
            .stderr(Stdio::inherit())
            .output()
            .expect("scripts/smtp-python.sh runs");
        assert!(found.status.success(), "no mail server for tests: scripts/smtp-python.sh says why");
        String::from_utf8(found.stdout).expect("a path").trim().to_owned()
    })
}
