//! One passage through the questionnaire.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "diagnosis")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    /// None for made-up ones, which nobody opens.
    pub key_hash: Option<String>,
    pub questionnaire_version_id: i64,
    pub started_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
    pub made_up: bool,
    /// The diagnosis from whose answers this one began.
    pub previous_id: Option<i64>,
    /// The question that was answered last; none before the first answer, and of made-up ones.
    pub last_question: Option<String>,
    /// As long as nothing is answered, when it began; none of made-up ones.
    pub last_answered_at: Option<DateTimeUtc>,
    /// The page of some menu was opened after it was submitted; which and when is not kept.
    pub opened_menu: bool,
    /// Code of a `domain::passage::Helpful`; none as long as nothing was said.
    pub helpful: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
