//! The list of an agency's clients. What all of them are ordered and narrowed down by is read in a few narrow questions; the
//! rest is read of those alone that are shown.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use app::backend::{
    Action, Adviser, CASELOAD_PAGE, Caseload, CaseloadOnly, CaseloadOrder, CaseloadQuery, ClientRow, LookAt,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::access::may_within;
use domain::caseload::Due;
use domain::search::{Page, Words};
use sea_orm::sea_query::{Alias, Expr, Func, Query, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, Select,
};
use serde_json::json;

use super::super::audit::{Act, record};
use super::super::consent::terms;
use super::super::entity::{advice, business_facts, client_task, consent, joint_diagnosis};
use super::super::{IDS, Store, StoreError, Transaction};
use super::agreed::Agreed;
use super::gate::acts;
use super::glance::Glimpse;

/// 「もうすぐ」: within so many days.
const SOON: Days = Days::new(14);
/// A consent that ends within so many days ought to be asked for again.
const ENDING: Days = Days::new(30);

/// What all clients are ordered and narrowed down by.
struct Listed {
    consent: i64,
    business: i64,
    agreed: Arc<Agreed>,
    glimpse: Option<Glimpse>,
    tasks: Tasks,
    last_contact: Option<DateTime<Utc>>,
}

/// The to-dos of a client that are open.
#[derive(Clone, Copy, Default)]
struct Tasks {
    count: u64,
    first: Option<NaiveDate>,
}

impl Listed {
    fn due(&self) -> Due {
        let deadline = self.glimpse.as_ref().and_then(|glimpse| glimpse.deadline.as_ref());
        Due::first(self.tasks.first.into_iter().chain(deadline.map(|deadline| deadline.day)))
    }

    /// Those without a name come last.
    fn by_name(&self) -> impl Ord {
        let Agreed { nameless, text, expires_at } = &*self.agreed;
        (*nameless, text.as_str(), Reverse(*expires_at), self.business)
    }

    fn fits(&self, wanted: &Wanted<'_>) -> bool {
        let standing = self.glimpse.as_ref().map(|glimpse| &glimpse.glance.standing);
        let place = |code: &String| standing.is_some_and(|s| s.municipality.as_ref() == Some(code));
        let level =
            |id: &String| standing.is_some_and(|s| s.level.as_ref().is_some_and(|level| level.id == *id));
        let named = || wanted.words.iter().all(|word| self.agreed.text.contains(word));
        wanted.query.municipality.as_ref().is_none_or(place)
            && wanted.query.level.as_ref().is_none_or(level)
            && wanted.query.only.is_none_or(|only| self.is_among(only, wanted.today))
            && (wanted.words.is_empty() || named())
    }

    fn is_among(&self, only: CaseloadOnly, today: NaiveDate) -> bool {
        let by = |days: Days| today.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        match only {
            CaseloadOnly::DueSoon => self.due().day().is_some_and(|day| day <= by(SOON)),
            CaseloadOnly::WithTasks => self.tasks.count > 0,
            CaseloadOnly::Ending => domain::consent::last_day(self.agreed.expires_at) <= by(ENDING),
        }
    }
}

/// What is asked for, read.
struct Wanted<'a> {
    query: &'a CaseloadQuery,
    words: Words,
    today: NaiveDate,
}

impl Store {
    pub(super) async fn caseload_page(
        &self,
        adviser: Adviser,
        query: &CaseloadQuery,
    ) -> Result<Caseload, StoreError> {
        let (listed, of_all) = self.listed(adviser, query).await?;
        let mut page = Page::empty(listed.len(), query.page, CASELOAD_PAGE);
        let shown: Vec<Listed> = listed.into_iter().skip(page.before()).take(page.size).collect();
        let ids = shown.iter().map(|one| one.consent);
        let rows = self.holding(adviser).filter(consent::Column::Id.is_in(ids)).all(&self.reader).await?;
        let consents = rows.into_iter().map(|row| (row.id, row)).collect();
        page.items = self.rows(adviser, shown, consents).await?;
        Ok(Caseload { clients: page, of_all, content: self.published.current() })
    }

    /// The looks are written down before anything is handed out. What was taken back, or narrowed, while the list was being
    /// put together is left out, or as narrow.
    pub(super) async fn whole_caseload(
        &self,
        adviser: Adviser,
        query: &CaseloadQuery,
    ) -> Result<Caseload, StoreError> {
        let (mut listed, of_all) = self.listed(adviser, query).await?;
        let transaction = self.begin().await?;
        let mut held: HashMap<i64, consent::Model> = HashMap::new();
        let acting = acts(&transaction, adviser).await?;
        if acting {
            let holding = self.holding(adviser).order_by_asc(consent::Column::Id).lock_shared();
            held.extend(holding.all(&transaction).await?.into_iter().map(|row| (row.id, row)));
        }
        listed.retain(|one| held.contains_key(&one.consent));
        let consents: Vec<i64> = listed.iter().map(|one| one.consent).collect();
        self.note_looks(&transaction, adviser, (&consents, LookAt::Table)).await?;
        if acting {
            self.note_taking(&transaction, consents.len());
        }
        transaction.commit().await?;
        let mut page = Page::empty(listed.len(), 1, listed.len().max(1));
        page.items = self.rows(adviser, listed, held).await?;
        Ok(Caseload { clients: page, of_all, content: self.published.current() })
    }

    /// Each file that is taken along is an act of its own.
    fn note_taking(&self, transaction: &Transaction, clients: usize) {
        let (actor, action) = (&self.actor, Action::TakeCaseload);
        let after = json!({ "clients": clients });
        let act = Act { actor, action, subject: "", before: None, after: Some(&after) };
        record(transaction, self.now(), act);
    }

    /// Those that are asked for, in order; and how many there are at all.
    async fn listed(
        &self,
        adviser: Adviser,
        query: &CaseloadQuery,
    ) -> Result<(Vec<Listed>, usize), StoreError> {
        let (today, words) = (self.today(), Words::of(query.words.as_deref().unwrap_or_default()));
        let mut listed = self.all_clients(adviser).await?;
        let of_all = listed.len();
        let wanted = Wanted { query, words, today };
        listed.retain(|one| one.fits(&wanted));
        match query.order {
            CaseloadOrder::Due => listed.sort_by_key(|one| (one.due(), one.business)),
            CaseloadOrder::Contact => {
                let order = self.contact_order(adviser).await?;
                listed.sort_by_key(|one| (order.get(&one.business), one.business));
            }
            CaseloadOrder::Name => listed.sort_by(|one, other| one.by_name().cmp(&other.by_name())),
        }
        Ok((listed, of_all))
    }

    async fn all_clients(&self, adviser: Adviser) -> Result<Vec<Listed>, StoreError> {
        if may_within(adviser.actor(), adviser.agency).is_err() {
            return Ok(Vec::new());
        }
        let facts = consent::Entity::belongs_to(business_facts::Entity)
            .from(consent::Column::BusinessId)
            .to(business_facts::Column::BusinessId);
        let given: Vec<(i64, i64, Option<i64>)> = self
            .holding(adviser)
            .select_only()
            .columns([consent::Column::Id, consent::Column::BusinessId])
            .column(business_facts::Column::DiagnosisId)
            .join(JoinType::LeftJoin, facts.into())
            .into_tuple()
            .all(&self.reader)
            .await?;
        let consents: Vec<i64> = given.iter().map(|(consent, ..)| *consent).collect();
        let latest = given.iter().filter_map(|(_, business, diagnosis)| Some((*business, (*diagnosis)?)));
        let mut glimpses = self.glimpses(&latest.collect::<Vec<_>>()).await?;
        let mut agreed = self.agreed(&consents).await?;
        let mut tasks = self.open_tasks(adviser).await?;
        let listed = |(consent, business, _)| {
            Some(Listed {
                consent,
                business,
                agreed: agreed.remove(&consent)?,
                glimpse: glimpses.remove(&business),
                tasks: tasks.remove(&business).unwrap_or_default(),
                last_contact: None,
            })
        };
        Ok(given.into_iter().filter_map(listed).collect())
    }

    /// The consents that hold now.
    fn holding(&self, adviser: Adviser) -> Select<consent::Entity> {
        consent::Entity::find()
            .filter(consent::Column::AgencyId.eq(adviser.agency))
            .filter(consent::Column::RevokedAt.is_null())
            .filter(consent::Column::ExpiresAt.gt(self.now()))
    }

    async fn open_tasks(&self, adviser: Adviser) -> Result<HashMap<i64, Tasks>, StoreError> {
        let rows: Vec<(i64, Option<String>)> = client_task::Entity::find()
            .select_only()
            .columns([client_task::Column::BusinessId, client_task::Column::DueOn])
            .filter(client_task::Column::AgencyId.eq(adviser.agency))
            .filter(client_task::Column::DoneAt.is_null())
            .into_tuple()
            .all(&self.reader)
            .await?;
        let mut tasks: HashMap<i64, Tasks> = HashMap::new();
        for (business, due_on) in rows {
            let of = tasks.entry(business).or_default();
            let day = due_on.and_then(|day| day.parse().ok());
            of.count += 1;
            of.first = of.first.into_iter().chain(day).min();
        }
        Ok(tasks)
    }

    /// When the agency last wrote to each client, or answered with it; of these clients, or of all.
    async fn fill_contacts(
        &self,
        adviser: Adviser,
        listed: &mut [Listed],
        of: Option<&[i64]>,
    ) -> Result<(), StoreError> {
        let mut last: HashMap<i64, DateTime<Utc>> = HashMap::new();
        for (business, at) in
            self.written_at(adviser, of).await?.into_iter().chain(self.begun_at(adviser, of).await?)
        {
            let latest = last.entry(business).or_insert(at);
            *latest = at.max(*latest);
        }
        for one in listed {
            one.last_contact = last.remove(&one.business);
        }
        Ok(())
    }

    /// In which order the agency last wrote to its clients, or answered with them. Of all of them that is cheaper to ask than
    /// when it was.
    async fn contact_order(&self, adviser: Adviser) -> Result<HashMap<i64, usize>, StoreError> {
        let (business, at) = (Alias::new("business_id"), Alias::new("at"));
        let mut contacts = advice::Entity::find()
            .select_only()
            .column(advice::Column::BusinessId)
            .column_as(advice::Column::WrittenAt, "at")
            .filter(advice::Column::AgencyId.eq(adviser.agency))
            .into_query();
        let begun = joint_diagnosis::Entity::find()
            .select_only()
            .column(joint_diagnosis::Column::BusinessId)
            .column_as(joint_diagnosis::Column::BegunAt, "at")
            .filter(joint_diagnosis::Column::AgencyId.eq(adviser.agency))
            .into_query();
        contacts.union(UnionType::All, begun);
        let by_contact = Query::select()
            .column(business.clone())
            .from_subquery(contacts, Alias::new("contact"))
            .group_by_col(business.clone())
            .order_by_expr(Func::max(Expr::col(at)).into(), Order::Asc)
            .order_by(business, Order::Asc)
            .to_owned();
        let rows = self.reader.query_all(&by_contact).await?;
        let place = |(place, row): (usize, QueryResult)| Ok((row.try_get_by_index(0)?, place));
        rows.into_iter().enumerate().map(place).collect()
    }

    /// When words were written last for each.
    async fn written_at(
        &self,
        adviser: Adviser,
        of: Option<&[i64]>,
    ) -> Result<Vec<(i64, DateTime<Utc>)>, StoreError> {
        let written = advice::Entity::find()
            .select_only()
            .column(advice::Column::BusinessId)
            .column_as(advice::Column::WrittenAt.max(), "at")
            .filter(advice::Column::AgencyId.eq(adviser.agency))
            .group_by(advice::Column::BusinessId)
            .apply_if(of, |all, of| all.filter(advice::Column::BusinessId.is_in(of.iter().copied())));
        Ok(written.into_tuple().all(&self.reader).await?)
    }

    /// When a diagnosis was begun last with each.
    async fn begun_at(
        &self,
        adviser: Adviser,
        of: Option<&[i64]>,
    ) -> Result<Vec<(i64, DateTime<Utc>)>, StoreError> {
        let begun = joint_diagnosis::Entity::find()
            .select_only()
            .column(joint_diagnosis::Column::BusinessId)
            .column_as(joint_diagnosis::Column::BegunAt.max(), "at")
            .filter(joint_diagnosis::Column::AgencyId.eq(adviser.agency))
            .group_by(joint_diagnosis::Column::BusinessId)
            .apply_if(of, |all, of| {
                all.filter(joint_diagnosis::Column::BusinessId.is_in(of.iter().copied()))
            });
        Ok(begun.into_tuple().all(&self.reader).await?)
    }

    /// What a page shows of them.
    async fn rows(
        &self,
        adviser: Adviser,
        mut listed: Vec<Listed>,
        mut consents: HashMap<i64, consent::Model>,
    ) -> Result<Vec<ClientRow>, StoreError> {
        let ids: Vec<i64> = listed.iter().map(|one| one.business).collect();
        let few = (ids.len() <= IDS).then_some(ids.as_slice());
        self.fill_contacts(adviser, &mut listed, few).await?;
        let row = |one: Listed| {
            let consent = consents.remove(&one.consent)?;
            let due = one.due();
            let deadline = one.glimpse.as_ref().and_then(|glimpse| glimpse.deadline.clone());
            Some(ClientRow {
                id: one.business,
                covers: terms(&consent).covers,
                name: consent.name,
                contact: consent.contact,
                expires_at: consent.expires_at,
                standing: one.glimpse.map(|glimpse| glimpse.glance.standing.clone()),
                deadline: deadline.map(|deadline| (deadline.day, deadline.menu)),
                tasks: one.tasks.count,
                next_task: one.tasks.first,
                last_contact: one.last_contact,
                due,
            })
        };
        Ok(listed.into_iter().filter_map(row).collect())
    }
}
