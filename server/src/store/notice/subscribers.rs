//! Whom what happens concerns: the facts of those who are told, matched by columns. Few businesses have a subscriber, so
//! that only theirs are read, not those of everybody.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::content::Content;
use domain::facts::{FactName, Facts};
use domain::indicator::Breakdown;
use domain::matching::{Business, Verdict};
use domain::menu::Menu;
use domain::notice::{Choices, Fit, Happening, Occasion, concerns};
use domain::population::{BusinessId, Population};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio::task::spawn_blocking;

use super::super::entity::{business_facts, security_warning, subscription};
use super::super::subscription::{ACTIVE, read};
use super::super::{IDS, Store, StoreError};
use super::{Kind, warning};

/// An active subscription.
struct Subscriber {
    id: i64,
    business: i64,
    choices: Choices,
}

/// Something that concerns a subscriber.
pub(super) struct Concerned {
    pub(super) subscription: i64,
    pub(super) weekly: bool,
    pub(super) occasion: String,
    pub(super) kind: Kind,
    pub(super) subject: String,
    pub(super) near: bool,
}

/// What happens to one menu.
struct Happened {
    menu: Menu,
    happenings: Vec<(Happening, String)>,
}

/// A warning that is to be told.
struct Warned {
    id: i64,
    divisions: Vec<String>,
}

impl Store {
    pub(super) async fn concerned(
        &self,
        occasions: &[Occasion<'_>],
        warnings: &[security_warning::Model],
    ) -> Result<Vec<Concerned>, StoreError> {
        if occasions.is_empty() && warnings.is_empty() {
            return Ok(Vec::new());
        }
        let happened = happened(occasions);
        let warned = warnings
            .iter()
            .map(|warning| Ok(Warned { id: warning.id, divisions: warning::divisions(warning)? }));
        let warned: Vec<Warned> = warned.collect::<Result<_, StoreError>>()?;
        let mut subscribers = self.subscribers().await?;
        subscribers.retain(|one| one.wants_any(occasions, &warned));
        let facts = self.facts_of(&subscribers).await?;
        let content = self.published.current();
        // Deriving and matching are work for a core, for as long as there are many.
        let matched = spawn_blocking(move || told(&subscribers, &facts, &happened, &warned, &content));
        matched.await.map_err(|_| StoreError::Interrupted)?
    }

    async fn subscribers(&self) -> Result<Vec<Subscriber>, StoreError> {
        use subscription::Column;
        let rows: Vec<(i64, i64, String)> = subscription::Entity::find()
            .select_only()
            .columns([Column::Id, Column::BusinessId, Column::Choices])
            .filter(Column::State.eq(ACTIVE))
            .into_tuple()
            .all(&self.reader)
            .await?;
        let read_row = |(id, business, choices): (i64, i64, String)| {
            Ok(Subscriber { id, business, choices: read(&choices)? })
        };
        rows.into_iter().map(read_row).collect()
    }

    /// As they are stored, by business.
    async fn facts_of(&self, subscribers: &[Subscriber]) -> Result<HashMap<i64, String>, StoreError> {
        use business_facts::Column;
        let businesses: BTreeSet<i64> = subscribers.iter().map(|one| one.business).collect();
        let businesses: Vec<i64> = businesses.into_iter().collect();
        let mut facts = HashMap::with_capacity(businesses.len());
        for part in businesses.chunks(IDS) {
            let rows: Vec<(i64, String)> = business_facts::Entity::find()
                .select_only()
                .columns([Column::BusinessId, Column::Facts])
                .filter(Column::BusinessId.is_in(part.iter().copied()))
                .into_tuple()
                .all(&self.reader)
                .await?;
            facts.extend(rows);
        }
        Ok(facts)
    }
}

impl Subscriber {
    fn wants_any(&self, occasions: &[Occasion<'_>], warned: &[Warned]) -> bool {
        occasions.iter().any(|occasion| self.choices.want(occasion.happening))
            || (self.choices.security && !warned.is_empty())
    }

    fn told(&self, occasion: String, kind: Kind, subject: String, near: bool) -> Concerned {
        Concerned { subscription: self.id, weekly: self.choices.weekly, occasion, kind, subject, near }
    }
}

/// Occasions of one menu follow each other.
fn happened(occasions: &[Occasion<'_>]) -> Vec<Happened> {
    let of_menu = |occasions: &[Occasion<'_>]| {
        let happenings = occasions.iter().map(|occasion| (occasion.happening, occasion.key())).collect();
        Some(Happened { menu: occasions.first()?.menu.clone(), happenings })
    };
    occasions.chunk_by(|one, next| one.menu.id() == next.menu.id()).filter_map(of_menu).collect()
}

fn told(
    subscribers: &[Subscriber],
    facts: &HashMap<i64, String>,
    happened: &[Happened],
    warned: &[Warned],
    content: &Arc<Content>,
) -> Result<Vec<Concerned>, StoreError> {
    let mut population = Population::new();
    let mut industries: HashMap<i64, Option<String>> = HashMap::with_capacity(facts.len());
    for (id, facts) in facts {
        let facts: Facts = serde_json::from_str(facts).map_err(|_| StoreError::unreadable("facts"))?;
        industries.insert(*id, facts.text(FactName::Industry).map(str::to_owned));
        let business = Business::new(facts, [], &content.questionnaire, &content.industries);
        population.put(BusinessId(*id), &business, &Breakdown::default());
    }
    let mut told = Vec::new();
    for Happened { menu, happenings } in happened {
        let fits = Fits::of(&population, menu);
        for one in subscribers {
            let Some(fit) = fits.fit(one) else { continue };
            let wanted = happenings.iter().find(|(happening, _)| one.choices.want(*happening));
            told.extend(wanted.map(|(happening, key)| {
                one.told(key.clone(), Kind::of(*happening), menu.id().to_owned(), fit == Fit::Near)
            }));
        }
    }
    for one in subscribers.iter().filter(|one| one.choices.security) {
        // Whose diagnosis has been taken back has no facts.
        let Some(industry) = industries.get(&one.business) else { continue };
        let of_theirs = warned.iter().filter(|warned| concerns(&warned.divisions, industry.as_deref()));
        told.extend(of_theirs.map(|Warned { id, .. }| {
            one.told(format!("security:{id}"), Kind::Security, id.to_string(), false)
        }));
    }
    Ok(told)
}

/// What a menu is to the businesses of subscribers.
struct Fits {
    eligible: HashSet<BusinessId>,
    near: HashSet<BusinessId>,
}

impl Fits {
    fn of(population: &Population, menu: &Menu) -> Fits {
        let matched = population.match_menu(menu);
        Fits { eligible: matched.ids(Verdict::Eligible).collect(), near: matched.near_misses().collect() }
    }

    fn fit(&self, one: &Subscriber) -> Option<Fit> {
        let business = BusinessId(one.business);
        let verdict =
            if self.eligible.contains(&business) { Verdict::Eligible } else { Verdict::NotEligible };
        one.choices.fit(verdict, self.near.contains(&business))
    }
}
