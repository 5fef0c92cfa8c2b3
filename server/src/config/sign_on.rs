//! The prefecture's own sign-on: texts to settings.

use url::Url;

use super::SignOn;
use super::read::{ConfigProblem, is_this_machine};

/// What the button of the sign-on says, if nothing else is set.
pub(super) const DEFAULT_NAME: &str = "県の共通サインイン";

/// The variables as they are set.
pub(super) struct Texts {
    pub(super) issuer: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) name: Option<String>,
    pub(super) trust: Option<String>,
}

/// # Errors
/// What cannot be used.
pub(super) fn read(texts: Texts) -> Result<Option<SignOn>, ConfigProblem> {
    let Texts { issuer, client_id, client_secret, name, trust } = texts;
    let Some(issuer) = issuer else {
        let unused = [client_id, client_secret, name, trust].iter().any(Option::is_some);
        return if unused { Err(ConfigProblem::NoIssuer) } else { Ok(None) };
    };
    if !is_issuer(&issuer) {
        return Err(ConfigProblem::Issuer);
    }
    let trusts_addresses = match trust.as_deref() {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => return Err(ConfigProblem::TrustAddresses(other.to_owned())),
    };
    let client_id = client_id.ok_or(ConfigProblem::NoClientId)?;
    let name = name.unwrap_or_else(|| DEFAULT_NAME.to_owned());
    Ok(Some(SignOn { issuer, client_id, client_secret, name, trusts_addresses }))
}

fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let safe = match url.scheme() {
        "https" => true,
        "http" => is_this_machine(url.host_str().unwrap_or_default()),
        _ => false,
    };
    bare && safe && url.password().is_none() && url.has_host()
}
