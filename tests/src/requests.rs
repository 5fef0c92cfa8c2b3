//! Agencies that can be asked for advice, and what asks them.

use app::backend::{
    Adviser, AskedAdvice, Clock, DiagnosisKey, Member, NewRequest, RequestChange, Requests, Sender, SignIns,
};
use domain::access::Role;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use server::store::Store;

use crate::TestDatabase;
use crate::staff::enrolled_in;

/// An agency with one adviser, who has enrolled: by her session, and acting for herself.
pub struct Desk {
    pub store: Store,
    pub adviser: Adviser,
    pub member: Member,
    pub address: String,
    pub session: app::backend::StaffToken,
}

impl Desk {
    /// Ids of what waits, the oldest first.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn waiting(&self) -> Vec<i64> {
        let desk = self.store.desk(self.adviser).await.expect("the store answers");
        desk.waiting.into_iter().map(|entry| entry.id).collect()
    }

    /// The adviser gets in touch.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn answer(&self, id: i64) -> RequestChange {
        self.store.answer_request(id).await.expect("the store answers")
    }
}

/// A new agency of this name: it works in these municipalities (none: all), and is good at these pains. Its adviser's address is
/// `{mark}@example.jp`.
pub async fn agency(
    database: &TestDatabase,
    store: &Store,
    (name, mark): (&str, &str),
    (municipalities, pains): (&[&str], &[&str]),
) -> Desk {
    let address = format!("{mark}@example.jp");
    let enrollee = enrolled_in(store, name, (Role::Adviser, &address), database.clock.now()).await;
    let member = store.member(&enrollee.session).await.expect("the store answers").expect("signed in");
    let adviser = member.adviser().expect("of an agency");
    let connection = database.connection().await;
    for (table, column, values) in
        [("agency_municipality", "code", municipalities), ("agency_pain", "pain", pains)]
    {
        for value in values {
            let insert = Query::insert()
                .into_table(table)
                .columns(["agency_id", column])
                .values_panic([Expr::val(adviser.agency), Expr::val(*value)])
                .take();
            connection.execute(&insert).await.expect("the database answers");
        }
    }
    Desk { store: store.acting_as(member.named()), adviser, member, address, session: enrollee.session }
}

/// An agency is not active any more.
pub async fn close(database: &TestDatabase, name: &str) {
    let close =
        Query::update().table("agency").value("active", false).and_where(Expr::col("name").eq(name)).take();
    database.connection().await.execute(&close).await.expect("the database answers");
}

/// What a business asks for, by telephone.
#[must_use]
pub fn request(key: &DiagnosisKey, topic: &str, nonce: &str) -> NewRequest {
    NewRequest {
        sender: Sender(key.as_str().to_owned()),
        key: key.clone(),
        topic: topic.to_owned(),
        text: "ひみつの相談".to_owned(),
        name: "三次の花子".to_owned(),
        phone: Some("0824-12-3456".to_owned()),
        mail: None,
        nonce: nonce.to_owned(),
        base_url: "https://shindan.example.jp".into(),
    }
}

pub async fn ask(store: &Store, new: &NewRequest) -> AskedAdvice {
    store.ask_advice(new).await.expect("the store answers")
}
