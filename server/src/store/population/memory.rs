//! The populations in memory, and how they keep up with the table.

use app::backend::Matching;
use domain::content::Content;
use domain::document::SizeClass;
use domain::facts::{FactName, Facts};
use domain::indicator::Breakdown;
use domain::industry::Industries;
use domain::matching::Business;
use domain::menu::Menu;
use domain::population::{BusinessId, Population};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::business_facts as row;
use super::super::{Store, StoreError};

/// Rows read at a time.
const ROWS: u64 = 2_000;

/// Real and made-up respondents, each a population of its own.
#[derive(Default)]
pub(in crate::store) struct Memory {
    real: Population,
    made_up: Population,
    as_of: Option<AsOf>,
}

/// What they were made of.
struct AsOf {
    change: i64,
    /// What the law derives follows from these.
    industries: Industries,
    size_classes: Vec<SizeClass>,
}

impl AsOf {
    fn fits(&self, content: &Content) -> bool {
        self.industries == content.industries && self.size_classes == content.questionnaire.size_classes
    }
}

impl Memory {
    /// Takes in what was written since; all of it if rows went, or if the content that counts is another.
    pub(super) async fn catch_up(&mut self, store: &Store) -> Result<(), StoreError> {
        store.refresh_content().await?;
        let content = store.published.current();
        let now = super::now(&store.reader).await?;
        match &self.as_of {
            Some(as_of) if as_of.fits(&content) && as_of.change >= now.reset => {
                let since = as_of.change;
                self.read(store, &content, since, now.change).await
            }
            _ => {
                // Beside the old one, which stays what it is if the reading fails.
                let mut anew = Memory::default();
                anew.read(store, &content, 0, now.change).await?;
                *self = anew;
                Ok(())
            }
        }
    }

    async fn read(
        &mut self,
        store: &Store,
        content: &Content,
        since: i64,
        change: i64,
    ) -> Result<(), StoreError> {
        if since < change {
            self.read_since(store, content, since).await?;
        }
        // Only once all is in: what is read again after an error does no harm.
        let (industries, size_classes) =
            (content.industries.clone(), content.questionnaire.size_classes.clone());
        self.as_of = Some(AsOf { change, industries, size_classes });
        Ok(())
    }

    async fn read_since(&mut self, store: &Store, content: &Content, since: i64) -> Result<(), StoreError> {
        let mut last = (since, i64::MAX);
        loop {
            let later = Condition::any().add(row::Column::Change.gt(last.0)).add(
                Condition::all().add(row::Column::Change.eq(last.0)).add(row::Column::BusinessId.gt(last.1)),
            );
            let rows = row::Entity::find()
                .filter(later)
                .order_by_asc(row::Column::Change)
                .order_by_asc(row::Column::BusinessId)
                .limit(ROWS)
                .all(&store.reader)
                .await?;
            let Some(end) = rows.last() else { return Ok(()) };
            last = (end.change, end.business_id);
            for row in &rows {
                self.take_in(row, content)?;
            }
        }
    }

    fn take_in(&mut self, row: &row::Model, content: &Content) -> Result<(), StoreError> {
        let facts: Facts = serde_json::from_str(&row.facts).map_err(|_| StoreError::unreadable("facts"))?;
        let place = place(&facts, content);
        // Only verdicts are asked for: pains and solutions play no part in them.
        let business = Business::new(facts, [], &content.questionnaire, &content.industries);
        let population = if row.made_up { &mut self.made_up } else { &mut self.real };
        population.put(BusinessId(row.business_id), &business, &place);
        Ok(())
    }

    /// The number of the last change that is in.
    pub(super) fn change(&self) -> i64 {
        self.as_of.as_ref().map_or(0, |as_of| as_of.change)
    }

    pub(super) fn of(&self, made_up: bool) -> &Population {
        if made_up { &self.made_up } else { &self.real }
    }

    pub(super) fn matching(&self, menu: &Menu, made_up: bool) -> Matching {
        let mut matching = Matching::default();
        for cell in self.of(made_up).match_menu(menu).by_cell() {
            let groups = [cell.employee_size, cell.industry, cell.municipality];
            for (by, group) in matching.by.iter_mut().zip(groups) {
                let group = group.unwrap_or_default();
                match by.get_mut(group) {
                    Some(sums) => *sums += cell.sums,
                    None => _ = by.insert(group.to_owned(), cell.sums),
                }
            }
        }
        matching
    }
}

/// By today's size classes, whichever version of the questionnaire was answered.
fn place(facts: &Facts, content: &Content) -> Breakdown {
    let size = facts.number(FactName::Employees).and_then(|n| content.questionnaire.size_class(n));
    Breakdown {
        employee_size: size.map(|class| class.id.clone()),
        industry: facts.text(FactName::Industry).map(str::to_owned),
        municipality: facts.text(FactName::Municipality).map(str::to_owned),
    }
}
