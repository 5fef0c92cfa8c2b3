//! An agency that businesses are led to, made quickly: past the pages, through the same store.

use app::backend::{Adding, Agencies, Agency, AgencyChange, ProfileField, RawProfile};
use domain::agency::Kind;
use server::store::Store;

/// What an agency says of itself, with what is given in place of it.
#[must_use]
pub fn profile(changes: &[(ProfileField, &str)]) -> RawProfile {
    let usual = [
        (ProfileField::Kind, Kind::CommerceSociety.code()),
        (ProfileField::About, "経営のことを、だれでも相談できます。\nデジタルのことも。"),
        (ProfileField::Phone, "０８２４－００－００００"),
        (ProfileField::Url, "https://example.jp/soudan?a=b"),
    ];
    let texts = usual.iter().chain(changes).map(|(field, text)| (*field, (*text).to_owned())).collect();
    RawProfile { texts, ..RawProfile::default() }
}

/// A new agency for these municipalities.
///
/// # Panics
/// When there is one of that name, or the profile does not count.
pub async fn listed(store: &Store, name: &str, municipalities: &[&str]) -> Agency {
    let typed = RawProfile {
        municipalities: municipalities.iter().map(|code| (*code).to_owned()).collect(),
        ..profile(&[])
    };
    let added = store.add(name, Kind::CommerceSociety).await.expect("the store answers");
    let Adding::Done(id) = added else { panic!("{added:?}") };
    let saved = store.save_profile(id, &typed).await.expect("the store answers");
    assert_eq!(saved, AgencyChange::Done);
    store.managed(id).await.expect("the store answers").expect("the agency").agency
}
