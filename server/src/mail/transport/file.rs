//! Mails as files, for where there is no mail server: any mail program opens them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use app::backend::MailFault;
use async_trait::async_trait;
use tokio::task::spawn_blocking;

use super::{Transport, Undelivered};
use crate::mail::Message;

/// Writes each mail into a folder, which is made where it is missing.
#[derive(Debug, Clone)]
pub struct FileTransport {
    folder: PathBuf,
}

impl FileTransport {
    #[must_use]
    pub fn new(folder: PathBuf) -> FileTransport {
        FileTransport { folder }
    }
}

#[async_trait]
impl Transport for FileTransport {
    /// A mail that is written twice, since its mark was lost, is one file all the same.
    async fn deliver(&self, message: &Message) -> Result<(), Undelivered> {
        let (folder, name, bytes) = (self.folder.clone(), message.file_name.clone(), message.bytes.clone());
        let written = spawn_blocking(move || write(&folder, &name, &bytes)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                tracing::warn!(%error, folder = %self.folder.display(), "a mail could not be written");
                Err(MailFault::NotWritten.into())
            }
            Err(_) => Err(MailFault::NotWritten.into()),
        }
    }
}

/// Whole or not at all, and on the disk when it returns.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{name}.part"));
    let mut file = private(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))?;
    File::open(folder)?.sync_all()
}

/// A new file, which nobody else on the machine reads: addresses and texts stand in it.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
