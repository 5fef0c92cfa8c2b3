//! Taking businesses out that are deleted.

use std::collections::BTreeMap;

use domain::answer::RawAnswers;
use sea_orm::ConnectionTrait;

use super::super::StoreError;
use super::super::content::Published;
use super::super::entity::diagnosis;
use super::{Contribution, Sums, order};

/// No longer counts what businesses have submitted, as if they had never been. `diagnoses`: all of theirs, which must
/// be locked, as must the businesses.
pub(in crate::store) async fn take_out<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
    diagnoses: &[diagnosis::Model],
    answers: &BTreeMap<i64, RawAnswers>,
) -> Result<(), StoreError> {
    let none = RawAnswers::new();
    let mut submitted: BTreeMap<i64, Vec<&diagnosis::Model>> = BTreeMap::new();
    for diagnosis in diagnoses.iter().filter(|diagnosis| diagnosis.submitted_at.is_some()) {
        submitted.entry(diagnosis.business_id).or_default().push(diagnosis);
    }
    let mut sums = Sums::new(false);
    for mut of_business in submitted.into_values() {
        of_business.sort_by_key(|diagnosis| order(diagnosis));
        let mut contributions = Vec::with_capacity(of_business.len());
        for diagnosis in of_business {
            let Some(at) = diagnosis.submitted_at else { continue };
            let content = published.of_version(transaction, diagnosis.questionnaire_version_id).await?;
            let answers = answers.get(&diagnosis.id).unwrap_or(&none);
            contributions.push((at, Contribution::of(answers, &content)));
        }
        sums.add_business(&contributions, -1);
    }
    sums.write(transaction).await
}
