//! The prefecture's own sign-on as OpenID Connect (Core 1.0, authorization code with PKCE): where a browser is sent, and
//! whom the provider vouches for when it comes back. It waits for the network, so it is for a thread of its own.
//!
//! State, nonce and the code's verifier follow from a token that only the browser has: nothing is kept here while it is away.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::backend::{SignOnFor, TripToken};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType,
    CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse, TokenResponse,
};
use ureq::Agent;

use crate::checksum::sha256_hex;
use crate::config::SignOn;

/// A provider that takes longer keeps people waiting in vain; each request has it.
const TIMEOUT: Duration = Duration::from_secs(3);
/// No answer of a provider is larger.
const LARGEST: u64 = 512 * 1024;
/// After this, what a provider says of itself is asked for again.
const METADATA_LIFE: TimeDelta = TimeDelta::hours(1);
/// Keys that are not known are asked for no more often than this, whoever sends what is signed by them.
const KEYS_EVERY: TimeDelta = TimeDelta::minutes(1);
/// What is asked to stand in what the provider signs, of those that let themselves be asked (Core 1.0, 5.5).
const CLAIMS: &str = r#"{"id_token":{"amr":null,"auth_time":null}}"#;
/// RFC 8176: several factors were asked for.
const SEVERAL_FACTORS: &str = "mfa";
/// Keeps what is derived here apart from every other use of the hash.
const PREFIX: &str = "dx-shindan/staff/sign-on/1";

/// By which somebody may sign what it says of people: with keys that it alone has.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Somebody, as the provider knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    pub issuer: String,
    /// By which it knows them for ever, whatever their address.
    pub subject: String,
    /// Only one that is theirs by its word.
    pub address: Option<String>,
    /// It has asked for more than a password (`amr` has `mfa`).
    pub two_factors: bool,
    /// When it has asked last, if it tells.
    pub asked_at: Option<DateTime<Utc>>,
}

/// Why the provider's word was not had, or is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Doubt {
    #[error("no help with {0}: {1}")]
    NoAnswer(&'static str, String),
    #[error("not to be believed: {}", causes(.0))]
    Claims(#[from] ClaimsVerificationError),
    #[error("an answer without an ID token")]
    NoIdToken,
    #[error("an address that is none: {0}")]
    Address(#[from] url::ParseError),
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider says of itself, and when it was asked.
#[derive(Clone)]
struct Metadata {
    of: Arc<CoreProviderMetadata>,
    read_at: DateTime<Utc>,
}

/// The provider.
pub struct Provider {
    settings: SignOn,
    /// Where it sends browsers back to.
    redirect: String,
    agent: Agent,
    metadata: Mutex<Option<Metadata>>,
}

impl Provider {
    /// `redirect`: where it sends browsers back to.
    #[must_use]
    pub fn new(settings: SignOn, redirect: String) -> Provider {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Provider { settings, redirect, agent: config.into(), metadata: Mutex::default() }
    }

    /// What its people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where a browser with this token goes.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub fn way_out(&self, trip: &TripToken, why: SignOnFor, now: DateTime<Utc>) -> Result<String, Doubt> {
        let metadata = self.metadata(now, METADATA_LIFE)?;
        let client = self.client(&metadata)?;
        let (state, nonce) = (CsrfToken::new(state(trip, why)), nonce(trip));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(trip));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge);
        if metadata.claims_parameter_supported() == Some(true) {
            request = request.add_extra_param("claims", CLAIMS);
        }
        if why == SignOnFor::Confirm {
            // Whoever was asked a while ago is asked anew, and the provider tells when.
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        Ok(request.url().0.into())
    }

    /// Whom the provider vouches for.
    ///
    /// # Errors
    /// When it does not answer, or what it says is not to be believed.
    pub fn vouched(&self, trip: &TripToken, code: &str, now: DateTime<Utc>) -> Result<Vouched, Doubt> {
        let metadata = self.metadata(now, METADATA_LIFE)?;
        let client = self.client(&metadata)?;
        let answer = self.exchanged(&client, trip, code)?;
        let claims = match self.believed(&client, (&answer, trip), now) {
            // Keys change from time to time.
            Err(Doubt::Claims(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ))) => {
                let client = self.client(&*self.metadata(now, KEYS_EVERY)?)?;
                self.believed(&client, (&answer, trip), now)?
            }
            claims => claims?,
        };
        let address = match claims.email() {
            Some(address) => self.own_address(Some(address.as_str()), claims.email_verified()),
            None => self.asked_address(&client, &answer, &claims),
        };
        let factors = claims.auth_method_refs().into_iter().flatten();
        Ok(Vouched {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            address,
            two_factors: factors.into_iter().any(|factor| factor.as_str() == SEVERAL_FACTORS),
            asked_at: claims.auth_time(),
        })
    }

    /// What the provider says of itself, if it was asked within this time; else it is asked.
    fn metadata(&self, now: DateTime<Utc>, within: TimeDelta) -> Result<Arc<CoreProviderMetadata>, Doubt> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.read_at + within > now) {
            return Ok(known.of);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())?;
        let read = CoreProviderMetadata::discover(&issuer, &|request| self.ask(request));
        let of = Arc::new(read.map_err(|error| Doubt::NoAnswer("what it is", causes(&error)))?);
        let fresh = Metadata { of: of.clone(), read_at: now };
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
        Ok(of)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Result<Client, Doubt> {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
        // Where nothing is said, it takes them in a header.
        let in_body = metadata.token_endpoint_auth_methods_supported().is_some_and(|taken| {
            taken.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !taken.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let client = if in_body { client.set_auth_type(AuthType::RequestBody) } else { client };
        Ok(client.set_redirect_uri(RedirectUrl::new(self.redirect.clone())?))
    }

    fn exchanged(&self, client: &Client, trip: &TripToken, code: &str) -> Result<CoreTokenResponse, Doubt> {
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let request = request.map_err(|error| Doubt::NoAnswer("where codes are taken", causes(&error)))?;
        let answer = request.set_pkce_verifier(verifier(trip)).request(&|request| self.ask(request));
        answer.map_err(|error| Doubt::NoAnswer("a code", without_values(&error)))
    }

    /// What the provider has signed, if it is for us, for this trip, and not too old.
    fn believed(
        &self,
        client: &Client,
        (answer, trip): (&CoreTokenResponse, &TripToken),
        now: DateTime<Utc>,
    ) -> Result<CoreIdTokenClaims, Doubt> {
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
        let token = answer.id_token().ok_or(Doubt::NoIdToken)?;
        Ok(token.claims(&verifier, &nonce(trip))?.clone())
    }

    /// Providers may tell addresses only when they are asked for them (Core 1.0, 5.4). One that cannot be asked, or does not
    /// answer, tells none: whoever is known already needs none.
    fn asked_address(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Option<String> {
        let whom = Some(claims.subject().clone());
        let request = client.user_info(answer.access_token().clone(), whom).ok()?;
        let told: Result<CoreUserInfoClaims, _> = request.request(&|request| self.ask(request));
        match told {
            Ok(told) => self.own_address(told.email().map(|address| address.as_str()), told.email_verified()),
            // What it says instead may be about somebody.
            Err(_) => {
                tracing::warn!("the sign-on does not tell an address");
                None
            }
        }
    }

    fn own_address(&self, address: Option<&str>, verified: Option<bool>) -> Option<String> {
        let is_theirs = verified.unwrap_or(self.settings.trusts_addresses);
        address.filter(|_| is_theirs).map(str::to_owned)
    }

    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (head, mut body) = self.agent.run(request)?.into_parts();
        let body = body.with_config().limit(LARGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(head, body))
    }
}

/// Why a browser had left, by what it brings back. `None`: it was not with this token.
#[must_use]
pub fn purpose(trip: &TripToken, brought: &str) -> Option<SignOnFor> {
    SignOnFor::ALL.into_iter().find(|why| state(trip, *why) == brought)
}

fn state(trip: &TripToken, why: SignOnFor) -> String {
    derived(trip, &format!("state/{}", why.code()))
}

fn nonce(trip: &TripToken) -> Nonce {
    Nonce::new(derived(trip, "nonce"))
}

fn verifier(trip: &TripToken) -> PkceCodeVerifier {
    PkceCodeVerifier::new(derived(trip, "verifier"))
}

/// 64 hexadecimal digits, of which neither the token nor any other of them can be told.
fn derived(trip: &TripToken, what: &str) -> String {
    sha256_hex(format!("{PREFIX}:{what}:{}", trip.as_str()).as_bytes())
}

/// An error with its causes: the library names them one inside another.
fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// What became of a code, without what the provider has written: that may be about somebody.
fn without_values(
    error: &RequestTokenError<ureq::Error, StandardErrorResponse<CoreErrorResponseType>>,
) -> String {
    match error {
        RequestTokenError::ServerResponse(told) => format!("refused as {}", told.error().as_ref()),
        RequestTokenError::Request(error) => causes(error),
        RequestTokenError::Parse(error, _) => format!("unreadable at {}", error.path()),
        RequestTokenError::Other(_) => "not as it should be".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_trip_knows_its_own_way_back_and_no_other() {
        let trip = |text: &str| TripToken::parse(&text.repeat(16)).expect("the form of a token");
        let (one, other) = (trip("0a"), trip("0b"));
        for why in SignOnFor::ALL {
            assert_eq!(purpose(&one, &state(&one, why)), Some(why));
            assert_eq!(purpose(&other, &state(&one, why)), None);
        }
        for brought in ["", one.as_str(), nonce(&one).secret(), verifier(&one).secret()] {
            assert_eq!(purpose(&one, brought), None, "{brought}");
        }
        let all: BTreeSet<String> = [&one, &other]
            .into_iter()
            .flat_map(|trip| {
                let states = SignOnFor::ALL.map(|why| state(trip, why));
                states.into_iter().chain([nonce(trip).secret().clone(), verifier(trip).secret().clone()])
            })
            .collect();
        assert_eq!(all.len(), 8);
    }
}
