//! The part of an address after `?`.

use std::collections::BTreeMap;

use app::words::api::{FieldProblem, Refusal};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::problem::{FieldErrors, Problem};

/// Names and values as they were written, decoded.
pub struct Parameters(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Parameters, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(pairs)) => Ok(Parameters(pairs)),
            Err(_) => Err(Problem::new(Refusal::BadQuery)),
        }
    }
}

impl Parameters {
    /// The known parameters that have a value; an empty one, as forms send it, is the same as none.
    pub fn known(self, names: &[&'static str], errors: &mut FieldErrors) -> BTreeMap<&'static str, String> {
        let mut values = BTreeMap::new();
        for (name, value) in self.0 {
            let Some(known) = names.iter().find(|known| **known == name) else {
                errors.add(&name, &FieldProblem::UnknownParameter);
                continue;
            };
            if value.contains('\u{fffd}') {
                errors.add(known, &FieldProblem::BrokenText);
            } else if values.insert(*known, value).is_some() {
                errors.add(known, &FieldProblem::Repeated);
            }
        }
        values.retain(|_, value| !value.trim().is_empty());
        values
    }

    /// For paths that have no parameters.
    ///
    /// # Errors
    /// When there are any.
    pub fn refuse_all(self) -> Result<(), Problem> {
        let mut errors = FieldErrors::default();
        self.known(&[], &mut errors);
        errors.refuse_if_any(Refusal::BadQuery)
    }
}
