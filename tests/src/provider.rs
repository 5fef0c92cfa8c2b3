//! An OpenID provider of the test's own, on a port of this machine. It says of people whatever a test wants it to say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey};
use serde_json::{Value, json};
use server::config::SignOn;

pub const CLIENT: &str = "dx-shindan";
/// With what a header must have encoded.
pub const SECRET: &str = "himitsu no+kotoba:1";

/// Where no provider answers.
pub const NOWHERE: &str = "http://127.0.0.1:1";

/// Of whom the provider speaks, and how.
#[derive(Debug, Clone)]
pub struct Says {
    pub subject: String,
    pub address: Option<String>,
    pub verified: Option<bool>,
    pub amr: Vec<&'static str>,
    pub asked_at: Option<DateTime<Utc>>,
    /// Only whoever asks for it is told the address.
    pub address_when_asked: bool,
    /// Nobody who asks is told it.
    pub silent: bool,
    /// What is said in place of what is true.
    pub instead: Vec<(&'static str, Value)>,
    /// The seed of the key that it signs with; of another than it publishes, if that differs.
    pub key: u8,
    pub published_key: u8,
    pub unsigned: bool,
    /// Signed by somebody else, in the name of its key.
    pub forged: bool,
    /// It takes the client's secret in the body alone.
    pub secret_in_body: bool,
}

/// What a browser was sent away with.
#[derive(Debug, Clone)]
pub struct Asked(HashMap<String, String>);

impl Asked {
    /// # Panics
    /// If the address does not have it.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.0))
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

#[derive(Default)]
struct Memory {
    says: Option<Says>,
    now: DateTime<Utc>,
    /// Codes that were given out, and what was asked for with each.
    codes: HashMap<String, Asked>,
    given: usize,
    /// What was told to whoever has this token.
    told: HashMap<String, Says>,
}

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    memory: Arc<Mutex<Memory>>,
}

impl Provider {
    /// Listens; what it says is of this time.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(now: DateTime<Utc>) -> Provider {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let provider = Provider { issuer, memory: Arc::default() };
        provider.memory().now = now;
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/me", get(me))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The product's settings for it.
    #[must_use]
    pub fn settings(&self) -> SignOn {
        settings(&self.issuer)
    }

    /// Somebody of whom it has just asked for two factors.
    #[must_use]
    pub fn person(&self, subject: &str, address: &str) -> Says {
        Says {
            subject: subject.to_owned(),
            address: Some(address.to_owned()),
            verified: Some(true),
            amr: vec!["pwd", "mfa"],
            asked_at: Some(self.memory().now),
            address_when_asked: false,
            silent: false,
            instead: Vec::new(),
            key: 1,
            published_key: 1,
            unsigned: false,
            forged: false,
            secret_in_body: false,
        }
    }

    /// From now on it is this late.
    pub fn now_is(&self, now: DateTime<Utc>) {
        self.memory().now = now;
    }

    /// From now on it speaks of this person.
    pub fn says(&self, says: Says) {
        self.memory().says = Some(says);
    }

    /// What a browser was sent here with.
    ///
    /// # Panics
    /// If it was sent elsewhere.
    #[must_use]
    pub fn asked(&self, location: &str) -> Asked {
        let query = location.strip_prefix(&format!("{}/authorize?", self.issuer));
        let query = query.unwrap_or_else(|| panic!("{location} does not lead to the sign-on"));
        let Form(pairs): Form<HashMap<String, String>> = Form(
            axum::extract::Query::try_from_uri(&format!("/?{query}").parse().expect("an address"))
                .map(|axum::extract::Query(pairs)| pairs)
                .expect("parameters"),
        );
        Asked(pairs)
    }

    /// Somebody has given what the provider asks for: the path on which the browser comes back.
    #[must_use]
    pub fn agreed(&self, location: &str) -> String {
        let asked = self.asked(location);
        let state = asked.get("state").to_owned();
        let mut memory = self.memory();
        memory.given += 1;
        let code = format!("code-{}", memory.given);
        memory.codes.insert(code.clone(), asked);
        format!("/staff/signed-on?code={code}&state={state}")
    }
}

/// The product's settings for a provider.
#[must_use]
pub fn settings(issuer: &str) -> SignOn {
    SignOn {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(SECRET.to_owned()),
        name: "県の共通サインイン".to_owned(),
        trusts_addresses: false,
    }
}

async fn metadata(State(provider): State<Provider>) -> Json<Value> {
    let issuer = &provider.issuer;
    let in_body = provider.memory().says.as_ref().is_some_and(|says| says.secret_in_body);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "token_endpoint_auth_methods_supported":
            [if in_body { "client_secret_post" } else { "client_secret_basic" }],
    }))
}

/// A key that follows from a number.
fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 around the 32 bytes of an Ed25519 key (RFC 8410).
    let mut der =
        vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([seed; 32]);
    let pem =
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", BASE64_STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key-{seed}"))))
        .expect("a key")
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let seed = provider.memory().says.as_ref().map_or(1, |says| says.published_key);
    Json(json!({ "keys": [key(seed).as_verification_key()] }))
}

/// RFC 6749, 4.1.3, with RFC 7636: the code once, by the client that it was given to, with what proves that it asked.
async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(sent): Form<HashMap<String, String>>,
) -> Response {
    let mut memory = provider.memory();
    let says = memory.says.clone().expect("somebody to speak of");
    let sent = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    if !is_client(says.secret_in_body, &headers, sent("client_id"), sent("client_secret")) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let asked = memory.codes.remove(sent("code"));
    let proves = |asked: &Asked| {
        // An empty verifier would be refused by the library with a panic.
        let verifier = PkceCodeVerifier::new(sent("code_verifier").to_owned());
        sent("code_verifier").len() >= 43
            && asked.get("code_challenge_method") == "S256"
            && PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() == asked.get("code_challenge")
            && sent("redirect_uri") == asked.get("redirect_uri")
    };
    let Some(asked) = asked.filter(proves) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let access = format!("access-{}", memory.given);
    memory.told.insert(access.clone(), says.clone());
    let token = signed(&says, &claims(&provider.issuer, &says, &asked, memory.now));
    Json(json!({ "access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": token }))
        .into_response()
}

fn is_client(in_body: bool, headers: &HeaderMap, id: &str, secret: &str) -> bool {
    if in_body {
        return (id, secret) == (CLIENT, SECRET);
    }
    // RFC 6749, 2.3.1: form-encoded, then as in RFC 7617.
    let expected = BASE64_STANDARD.encode(format!("{CLIENT}:himitsu+no%2Bkotoba%3A1"));
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    given == Some(&format!("Basic {expected}"))
}

fn claims(issuer: &str, says: &Says, asked: &Asked, now: DateTime<Utc>) -> Value {
    let mut claims = json!({
        "iss": issuer,
        "sub": says.subject,
        "aud": CLIENT,
        "iat": now.timestamp(),
        "exp": now.timestamp() + 60,
        "nonce": asked.get("nonce"),
        "amr": says.amr,
    });
    if let Some(asked_at) = says.asked_at {
        claims["auth_time"] = json!(asked_at.timestamp());
    }
    if !says.address_when_asked {
        tell_address(&mut claims, says);
    }
    for (name, value) in &says.instead {
        claims[name] = value.clone();
    }
    claims
}

fn tell_address(claims: &mut Value, says: &Says) {
    if let Some(address) = &says.address {
        claims["email"] = json!(address);
    }
    if let Some(verified) = says.verified {
        claims["email_verified"] = json!(verified);
    }
}

/// RFC 7515, in its compact form.
fn signed(says: &Says, claims: &Value) -> String {
    let head = if says.unsigned {
        json!({ "alg": "none" })
    } else {
        json!({ "alg": "EdDSA", "kid": format!("key-{}", says.key) })
    };
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&head), part(claims));
    if says.unsigned {
        return format!("{message}.");
    }
    let signature = key(says.key + u8::from(says.forged))
        .sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes())
        .expect("a signature");
    format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

async fn me(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let told = bearer.and_then(|bearer| bearer.strip_prefix("Bearer "));
    let Some(says) =
        told.and_then(|token| provider.memory().told.get(token).cloned()).filter(|says| !says.silent)
    else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let mut claims = json!({ "sub": says.subject });
    tell_address(&mut claims, &says);
    Json(claims).into_response()
}
