//! A stand-in until the pages are merged: keeps the command line buildable.

use crate::config::Config;
use crate::store::Store;

/// Serves until the process is told to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(_config: Config, _store: Store) -> std::io::Result<()> {
    Err(std::io::Error::other("the router is not merged yet"))
}
