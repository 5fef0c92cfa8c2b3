//! A mail on its way, or gone.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The occasion: it makes one mail only.
    pub key: String,
    /// Code of an `app::backend::MailKind`.
    pub kind: String,
    /// Names the mail, in its Message-ID and its file.
    pub token: String,
    /// Empty, like the texts, some days after it was settled.
    pub recipient: Option<String>,
    pub subject: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
    pub unsubscribe_url: Option<String>,
    pub created_at: DateTimeUtc,
    pub state: String,
    /// When it may be tried; while somebody tries, when others may.
    pub due_at: DateTimeUtc,
    /// Whose try it is.
    pub claim: Option<String>,
    pub attempts: i32,
    pub first_tried_at: Option<DateTimeUtc>,
    /// Code of an `app::backend::MailFault`: why it did not go the last time.
    pub reason: Option<String>,
    /// What the mail server answered then.
    pub status: Option<i16>,
    /// When it was sent or parked.
    pub settled_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
