//! What a person takes along: all that is kept of them.

mod sharing;

use std::collections::BTreeMap;

use app::backend::{
    ACCOUNT_EXPORT, AccountExport, ExportedAnswer, ExportedApplication, ExportedBusiness, ExportedDiagnosis,
    ExportedHelp, ExportedNotices, ExportedQuestionnaire, ExportedRequest, ExportedSession, OwnSession,
    SessionToken,
};
use domain::content::Content;
use domain::questionnaire::{Question, QuestionKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{
    account, advice_request, agency, answer as answer_row, application, business, comment, diagnosis,
    joint_diagnosis, resume_code, subscription,
};
use super::super::{Store, StoreError, answer};
use super::listing::{diagnoses, owned};

/// Rows that belong to diagnoses, by diagnosis.
struct Beside {
    answers: BTreeMap<i64, Vec<answer_row::Model>>,
    codes: BTreeMap<i64, resume_code::Model>,
    comments: BTreeMap<i64, String>,
    help: BTreeMap<i64, ExportedHelp>,
}

impl Store {
    pub(super) async fn all_of_account(
        &self,
        token: &SessionToken,
    ) -> Result<Option<AccountExport>, StoreError> {
        let Some(this) = self.visiting(token).await? else { return Ok(None) };
        let account = account::Entity::find_by_id(this.account_id).one(&self.reader).await?;
        let Some(account) = account else { return Ok(None) };
        let session = |session: OwnSession| ExportedSession {
            device: session.device.code(),
            created_at: session.created_at,
            seen_at: session.seen_at,
            is_this: session.is_this,
        };
        let mut businesses = Vec::new();
        for claim in owned(&self.reader, account.id).await? {
            let business = business::Entity::find_by_id(claim.business_id).one(&self.reader).await?;
            let Some(business) = business else { continue };
            let (advice, proposals) = self.all_written_for(business.id).await?;
            businesses.push(ExportedBusiness {
                consents: self.all_consents(business.id).await?,
                advice,
                proposals,
                created_at: business.created_at,
                claimed_at: claim.claimed_at,
                diagnoses: self.all_of_business(business.id).await?,
                applications: self.applications(business.id).await?,
                notices: self.notices_to(&account.address, business.id).await?,
                requests: self.requests_by(business.id).await?,
            });
        }
        let (format, version) = ACCOUNT_EXPORT;
        Ok(Some(AccountExport {
            format,
            version,
            made_at: self.now(),
            address: account.typed,
            account_created_at: account.created_at,
            sessions: self.sessions(&this).await?.into_iter().map(session).collect(),
            businesses,
        }))
    }

    async fn all_of_business(&self, business: i64) -> Result<Vec<ExportedDiagnosis>, StoreError> {
        let rows = diagnoses(&self.reader, &[business]).await?;
        let mut beside = self.beside(&rows).await?;
        let number = |id: i64| rows.iter().position(|row| row.id == id).map(|place| place + 1);
        let mut exported = Vec::with_capacity(rows.len());
        for row in &rows {
            let content = self.published.of_version(&self.reader, row.questionnaire_version_id).await?;
            exported.push(ExportedDiagnosis {
                number: exported.len() + 1,
                follows: row.previous_id.and_then(number),
                questionnaire: ExportedQuestionnaire {
                    id: content.questionnaire.id.clone(),
                    version: content.questionnaire.version,
                },
                started_at: row.started_at,
                last_answered_at: row.last_answered_at,
                submitted_at: row.submitted_at,
                opened_menu: row.opened_menu,
                helpful: row.helpful.clone(),
                comment: beside.comments.remove(&row.id),
                resume_code_expires_at: beside.codes.get(&row.id).map(|code| code.expires_at),
                helped_by: beside.help.remove(&row.id),
                answers: given(beside.answers.remove(&row.id).unwrap_or_default(), &content)?,
            });
        }
        Ok(exported)
    }

    async fn beside(&self, rows: &[diagnosis::Model]) -> Result<Beside, StoreError> {
        let ids = || rows.iter().map(|row| row.id);
        let given = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.is_in(ids()));
        let codes = resume_code::Entity::find().filter(resume_code::Column::DiagnosisId.is_in(ids()));
        let comments = comment::Entity::find().filter(comment::Column::DiagnosisId.is_in(ids()));
        let comments = comments.all(&self.reader).await?.into_iter().map(|row| (row.diagnosis_id, row.text));
        let help = self.help_with(rows).await?;
        let mut answers: BTreeMap<i64, Vec<answer_row::Model>> = BTreeMap::new();
        for row in given.all(&self.reader).await? {
            answers.entry(row.diagnosis_id).or_default().push(row);
        }
        let codes = codes.all(&self.reader).await?.into_iter().map(|code| (code.diagnosis_id, code));
        Ok(Beside { answers, codes: codes.collect(), comments: comments.collect(), help })
    }

    /// Where an adviser had a part, by diagnosis; who it was is the agency's affair.
    async fn help_with(&self, rows: &[diagnosis::Model]) -> Result<BTreeMap<i64, ExportedHelp>, StoreError> {
        let ids = rows.iter().map(|row| row.id);
        let joint = joint_diagnosis::Entity::find().filter(joint_diagnosis::Column::DiagnosisId.is_in(ids));
        let joint = joint.all(&self.reader).await?;
        if joint.is_empty() {
            return Ok(BTreeMap::new());
        }
        let names = self.agency_names().await?;
        let help = |row: joint_diagnosis::Model| {
            let agency = names.get(&row.agency_id).cloned().unwrap_or_default();
            let (channel, begun_at) = (row.channel, row.begun_at);
            (row.diagnosis_id, ExportedHelp { agency, channel, begun_at })
        };
        Ok(joint.into_iter().map(help).collect())
    }

    async fn applications(&self, business: i64) -> Result<Vec<ExportedApplication>, StoreError> {
        let rows = application::Entity::find()
            .filter(application::Column::BusinessId.eq(business))
            .order_by_asc(application::Column::ToldAt)
            .order_by_asc(application::Column::MenuId);
        let exported = |row: application::Model| ExportedApplication {
            menu: row.menu_id,
            application: row.application,
            hindrance: row.hindrance,
            told_at: row.told_at,
        };
        Ok(rows.all(&self.reader).await?.into_iter().map(exported).collect())
    }

    async fn requests_by(&self, business: i64) -> Result<Vec<ExportedRequest>, StoreError> {
        let rows = advice_request::Entity::find()
            .filter(advice_request::Column::BusinessId.eq(business))
            .order_by_asc(advice_request::Column::AskedAt)
            .order_by_asc(advice_request::Column::Id)
            .all(&self.reader)
            .await?;
        let ids = rows.iter().map(|row| row.agency_id);
        let agencies = agency::Entity::find().filter(agency::Column::Id.is_in(ids)).all(&self.reader).await?;
        let named =
            |id: i64| agencies.iter().find(|agency| agency.id == id).map(|agency| agency.name.clone());
        let exported = |row: advice_request::Model| ExportedRequest {
            agency: named(row.agency_id).unwrap_or_default(),
            topic: row.topic,
            text: row.text,
            name: row.name,
            phone: row.phone,
            mail: row.mail,
            state: row.state,
            asked_at: row.asked_at,
            answered_at: row.answered_at,
        };
        Ok(rows.into_iter().map(exported).collect())
    }

    async fn notices_to(&self, address: &str, business: i64) -> Result<Vec<ExportedNotices>, StoreError> {
        let rows = subscription::Entity::find()
            .filter(subscription::Column::BusinessId.eq(business))
            .filter(subscription::Column::AddressKey.eq(address));
        let exported = |row: subscription::Model| {
            Ok(ExportedNotices {
                state: row.state,
                choices: serde_json::from_str(&row.choices)
                    .map_err(|_| StoreError::unreadable("subscription"))?,
                created_at: row.created_at,
                confirmed_at: row.confirmed_at,
            })
        };
        rows.all(&self.reader).await?.into_iter().map(exported).collect()
    }
}

/// In the order of the questionnaire.
fn given(mut rows: Vec<answer_row::Model>, content: &Content) -> Result<Vec<ExportedAnswer>, StoreError> {
    let place = |id: &str| content.questionnaire.questions.iter().position(|question| question.id == id);
    rows.sort_by_key(|row| (place(&row.question_id).unwrap_or(usize::MAX), row.question_id.clone()));
    rows.into_iter().map(|row| exported(row, content)).collect()
}

fn exported(row: answer_row::Model, content: &Content) -> Result<ExportedAnswer, StoreError> {
    let raw = answer::parse(&row.raw)?;
    let question = content.questionnaire.question(&row.question_id);
    let labels = raw.values.iter().filter_map(|value| label(question?, value, content)).collect();
    Ok(ExportedAnswer {
        text: question.map(|question| question.text.clone()).unwrap_or_default(),
        question: row.question_id,
        values: raw.values,
        labels,
        declined: raw.declined,
        answered_at: row.answered_at,
    })
}

/// What an option says; none for what was typed.
fn label(question: &Question, value: &str, content: &Content) -> Option<String> {
    match &question.kind {
        QuestionKind::Municipality => {
            content.municipalities.iter().find(|one| one.code == value).map(|one| one.name.clone())
        }
        QuestionKind::Industry | QuestionKind::Number { .. } => None,
        QuestionKind::Single { options } | QuestionKind::Multi { options, .. } => {
            options.iter().find(|option| option.id == value).map(|option| option.label.clone())
        }
    }
}
