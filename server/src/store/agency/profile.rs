//! What an agency says of itself: read as it was typed, every field that does not count told at once, and kept.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{Action, AgencyChange, AgencyProfile, Contents, ManagedAgency, ProfileField, RawProfile};
use domain::agency::{Field, Kind};
use domain::content::Content;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization;

use super::super::audit::{self, Act};
use super::super::entity::{agency, agency_municipality, agency_pain};
use super::super::{Store, StoreError, Transaction, address, key};
use super::{as_agency, field_of};

/// Digits of a telephone number (E.164); the shortest is one for short calls.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=15;

/// A profile as it counts, or the fields that do not.
fn read(typed: &RawProfile, content: &Content) -> Result<AgencyProfile, Vec<ProfileField>> {
    let mut unfit = Vec::new();
    let kind = Kind::parse(typed.text(ProfileField::Kind).trim());
    if kind.is_none() {
        unfit.push(ProfileField::Kind);
    }
    let mut texts = BTreeMap::new();
    for field in ProfileField::TEXTS.into_iter().filter(|field| *field != ProfileField::Kind) {
        match text(field, typed.text(field)) {
            Some(text) if text.is_empty() => {}
            Some(text) => {
                texts.insert(field, text);
            }
            None => unfit.push(field),
        }
    }
    let field = Field {
        municipalities: typed.municipalities.iter().cloned().collect(),
        pains: typed.pains.iter().cloned().collect(),
    };
    if field.municipalities.iter().any(|code| content.municipality(code).is_none()) {
        unfit.push(ProfileField::Municipalities);
    }
    if field.pains.iter().any(|id| content.questionnaire.pain(id).is_none()) {
        unfit.push(ProfileField::Pains);
    }
    if unfit.is_empty() { Ok(AgencyProfile { kind, texts, field }) } else { Err(unfit) }
}

/// A text as it is kept; empty: nothing was said. `None`: it does not count.
fn text(field: ProfileField, typed: &str) -> Option<String> {
    let plain = typed.replace("\r\n", "\n");
    let plain = plain.trim();
    let fits = plain.chars().count() <= field.longest()
        && !plain.contains(|c: char| c.is_control() && !(c == '\n' && field.has_lines()));
    if !fits || plain.is_empty() {
        return fits.then(String::new);
    }
    match field {
        ProfileField::Phone => phone(plain),
        ProfileField::Mail => address::read(plain).map(|address| address.to_string()),
        ProfileField::Url => url(plain),
        _ => Some(plain.to_owned()),
    }
}

/// A telephone number, whatever dashes and widths it was typed with.
fn phone(typed: &str) -> Option<String> {
    let dash = |c: char| if matches!(c, '‐'..='―' | '−' | 'ー') { '-' } else { c };
    let plain: String = typed.nfkc().map(dash).collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '+' | ' ');
    (DIGITS.contains(&digits) && plain.chars().all(is_sign)).then_some(plain)
}

/// An address of the web, of a host by name, that leads nowhere else than it says.
fn url(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().collect();
    let rest = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    let is_plain = plain.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\'));
    (is_host && is_plain).then_some(plain)
}

/// The profile that a row holds.
pub(super) fn stored(row: &agency::Model, field: Field) -> AgencyProfile {
    let columns = [
        (ProfileField::About, &row.about),
        (ProfileField::Place, &row.place),
        (ProfileField::Phone, &row.phone),
        (ProfileField::Mail, &row.mail),
        (ProfileField::Url, &row.url),
        (ProfileField::Hours, &row.hours),
        (ProfileField::ContactNote, &row.contact_note),
    ];
    let texts = columns.into_iter().filter_map(|(field, text)| Some((field, text.clone()?))).collect();
    AgencyProfile { kind: row.kind.as_deref().and_then(Kind::parse), texts, field }
}

/// As the audit log has it, field by field.
fn told(profile: &AgencyProfile) -> BTreeMap<ProfileField, Value> {
    let list = |items: &BTreeSet<String>| if items.is_empty() { Value::Null } else { json!(items) };
    let mut told: BTreeMap<_, _> = profile.texts.iter().map(|(field, text)| (*field, json!(text))).collect();
    told.insert(ProfileField::Kind, json!(profile.kind.map(Kind::code)));
    told.insert(ProfileField::Municipalities, list(&profile.field.municipalities));
    told.insert(ProfileField::Pains, list(&profile.field.pains));
    told
}

/// Before and after of the fields that differ.
fn changes(before: &AgencyProfile, after: &AgencyProfile) -> Option<(Value, Value)> {
    let (before, after) = (told(before), told(after));
    let (mut was, mut is) = (Map::new(), Map::new());
    for field in ProfileField::ALL {
        let [one, other] = [&before, &after].map(|told| told.get(&field).cloned().unwrap_or_default());
        if one != other {
            let name = format!("agency_{}", field.code());
            was.insert(name.clone(), one);
            is.insert(name, other);
        }
    }
    (!is.is_empty()).then_some((Value::Object(was), Value::Object(is)))
}

/// What was typed, as it is kept.
fn written(typed: &RawProfile) -> String {
    let texts: BTreeMap<&str, &str> =
        typed.texts.iter().map(|(field, text)| (field.code(), text.as_str())).collect();
    json!({ "texts": texts, "municipalities": typed.municipalities, "pains": typed.pains }).to_string()
}

/// The same, read; what another version has written differently is left out.
fn typed(written: &str) -> Option<RawProfile> {
    let value: Value = serde_json::from_str(written).ok()?;
    let texts = value.get("texts")?.as_object()?.iter();
    let list = |name: &str| {
        let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Some(RawProfile {
        texts: texts
            .filter_map(|(code, text)| Some((ProfileField::parse(code)?, text.as_str()?.to_owned())))
            .collect(),
        municipalities: list("municipalities"),
        pains: list("pains"),
    })
}

/// An agency that whoever acts may change, held.
enum Opened {
    Yes(agency::Model),
    No(AgencyChange),
}

impl Store {
    pub(super) async fn managed_agency(&self, id: i64) -> Result<Option<ManagedAgency>, StoreError> {
        let Some(row) = agency::Entity::find_by_id(id).one(&self.reader).await? else { return Ok(None) };
        let typed = row.typed.as_deref().and_then(typed).map(|typed| {
            let unfit = read(&typed, &self.current()).err().unwrap_or_default();
            (typed, unfit)
        });
        let field = field_of(&self.reader, id).await?;
        Ok(Some(ManagedAgency { agency: as_agency(&row, field), typed }))
    }

    pub(super) async fn keep_profile(&self, id: i64, typed: &RawProfile) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        let row = match self.opened(&transaction, id).await? {
            Opened::Yes(row) => row,
            Opened::No(why) => return Ok(why),
        };
        let Ok(profile) = read(typed, &self.current()) else {
            set_typed(&transaction, row, Some(written(typed))).await?;
            transaction.commit().await?;
            return Ok(AgencyChange::Unfit);
        };
        let before = stored(&row, field_of(&transaction, id).await?);
        if let Some((was, is)) = changes(&before, &profile) {
            let (actor, action) = (&self.actor, Action::ChangeAgency);
            let act = Act { actor, action, subject: &row.name, before: Some(&was), after: Some(&is) };
            audit::record(&transaction, self.now(), act);
            put_field(&transaction, id, (&before.field, &profile.field)).await?;
        }
        if before != profile || row.typed.is_some() || row.code.is_none() {
            put(&transaction, row, &profile).await?;
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    pub(super) async fn forget_typed(&self, id: i64) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        match self.opened(&transaction, id).await? {
            Opened::Yes(row) => set_typed(&transaction, row, None).await?,
            Opened::No(why) => return Ok(why),
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    async fn opened(&self, transaction: &Transaction, id: i64) -> Result<Opened, StoreError> {
        let Some(acting) = self.acting(transaction).await? else {
            return Ok(Opened::No(AgencyChange::NotPermitted));
        };
        if let Err(denied) = acting.may_manage(id) {
            return Ok(Opened::No(denied.into()));
        }
        let found = agency::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
        Ok(found.map_or(Opened::No(AgencyChange::NotFound), Opened::Yes))
    }
}

async fn set_typed(
    transaction: &Transaction,
    row: agency::Model,
    typed: Option<String>,
) -> Result<(), StoreError> {
    if row.typed != typed {
        let mut row = row.into_active_model();
        row.typed = ActiveValue::Set(typed);
        row.update(transaction).await?;
    }
    Ok(())
}

/// An agency that an older version added gets its code here.
async fn put(
    transaction: &Transaction,
    row: agency::Model,
    profile: &AgencyProfile,
) -> Result<(), StoreError> {
    let text = |field| ActiveValue::Set(profile.texts.get(&field).cloned());
    let needs_code = row.code.is_none();
    let mut row = row.into_active_model();
    if needs_code {
        row.code = ActiveValue::Set(Some(key::agency_code()?.as_str().to_owned()));
    }
    row.kind = ActiveValue::Set(profile.kind.map(|kind| kind.code().to_owned()));
    row.about = text(ProfileField::About);
    row.place = text(ProfileField::Place);
    row.phone = text(ProfileField::Phone);
    row.mail = text(ProfileField::Mail);
    row.url = text(ProfileField::Url);
    row.hours = text(ProfileField::Hours);
    row.contact_note = text(ProfileField::ContactNote);
    row.typed = ActiveValue::Set(None);
    row.update(transaction).await?;
    Ok(())
}

/// In place of the former rows; those that stay are left alone.
async fn put_field(
    transaction: &Transaction,
    id: i64,
    (before, after): (&Field, &Field),
) -> Result<(), StoreError> {
    let gone =
        |was: &BTreeSet<String>, is: &BTreeSet<String>| was.difference(is).cloned().collect::<Vec<_>>();
    agency_municipality::Entity::delete_many()
        .filter(agency_municipality::Column::AgencyId.eq(id))
        .filter(agency_municipality::Column::Code.is_in(gone(&before.municipalities, &after.municipalities)))
        .exec(transaction)
        .await?;
    agency_pain::Entity::delete_many()
        .filter(agency_pain::Column::AgencyId.eq(id))
        .filter(agency_pain::Column::Pain.is_in(gone(&before.pains, &after.pains)))
        .exec(transaction)
        .await?;
    for code in gone(&after.municipalities, &before.municipalities) {
        let row = agency_municipality::ActiveModel {
            agency_id: ActiveValue::Set(id),
            code: ActiveValue::Set(code),
        };
        agency_municipality::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    for pain in gone(&after.pains, &before.pains) {
        let row = agency_pain::ActiveModel { agency_id: ActiveValue::Set(id), pain: ActiveValue::Set(pain) };
        agency_pain::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_are_meant() {
        for (field, typed, expected) in [
            (ProfileField::Phone, " ０８２－２２１－１２３４ ", Some("082-221-1234")),
            (ProfileField::Phone, "+81 (82) 221−1234", Some("+81 (82) 221-1234")),
            (ProfileField::Phone, "電話は082", None),
            (ProfileField::Phone, "119", None),
            (ProfileField::Phone, "", Some("")),
            (ProfileField::Mail, "soudan@example.jp", Some("soudan@example.jp")),
            (ProfileField::Mail, "soudan", None),
            (ProfileField::Url, "https://example.jp/a?b=c#d", Some("https://example.jp/a?b=c#d")),
            (ProfileField::Url, "ｈｔｔｐ://example.jp:8080", Some("http://example.jp:8080")),
            (ProfileField::Url, "javascript:alert(1)", None),
            (ProfileField::Url, "https://a.jp@evil.example/", None),
            (ProfileField::Url, "https://example.jp/\"><b>", None),
            (ProfileField::Url, "https:///example.jp", None),
            (ProfileField::Url, "//example.jp", None),
            (ProfileField::About, " 一行目\r\n二行目 ", Some("一行目\n二行目")),
            (ProfileField::Place, "一行目\n二行目", None),
            (ProfileField::Hours, "平日\u{7}", None),
        ] {
            assert_eq!(text(field, typed).as_deref(), expected, "{field:?} {typed}");
        }
        for field in ProfileField::TEXTS.into_iter().filter(|field| field.has_lines()) {
            assert!(text(field, &"長".repeat(field.longest())).is_some(), "{field:?}");
            assert!(text(field, &"長".repeat(field.longest() + 1)).is_none(), "{field:?}");
        }
    }

    #[test]
    fn what_was_typed_is_read_as_it_was_written() {
        let raw = RawProfile {
            texts: [(ProfileField::Url, "\"<&".to_owned()), (ProfileField::Kind, String::new())].into(),
            municipalities: vec!["34100".to_owned(), "x".to_owned()],
            pains: Vec::new(),
        };
        assert_eq!(typed(&written(&raw)), Some(raw));
        assert_eq!(typed("{}"), None);
    }
}
