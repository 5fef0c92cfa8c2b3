//! Support agencies (支援機関): what they say of themselves, whom they are for, and which diagnoses begin at their place.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::agency::{Field, Kind};

use super::{AgencyEntry, DiagnosisKey, Unavailable};

/// What stands in the address that begins a diagnosis at an agency's place. No secret: it is printed on posters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyCode(String);

impl AgencyCode {
    /// Characters of [`DiagnosisKey::ALPHABET`].
    pub const LENGTH: usize = 8;

    /// Reads one as it is typed from paper: in capitals, with what looks like another letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<AgencyCode> {
        let plain: String = text.trim().chars().map(folded).collect();
        let formed =
            plain.len() == Self::LENGTH && plain.bytes().all(|b| DiagnosisKey::ALPHABET.contains(&b));
        formed.then_some(AgencyCode(plain))
    }

    /// Spells bytes as a code; of each, five bits are used.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::LENGTH]) -> AgencyCode {
        let letter = |byte: &u8| char::from(DiagnosisKey::ALPHABET[usize::from(byte & 31)]);
        AgencyCode(bytes.iter().map(letter).collect())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn folded(letter: char) -> char {
    match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    }
}

/// A field of what an agency says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProfileField {
    Kind,
    About,
    Place,
    Phone,
    Mail,
    Url,
    Hours,
    ContactNote,
    Municipalities,
    Pains,
}

impl ProfileField {
    /// In the order of the form.
    pub const ALL: [ProfileField; 10] = [
        ProfileField::Kind,
        ProfileField::About,
        ProfileField::Place,
        ProfileField::Phone,
        ProfileField::Mail,
        ProfileField::Url,
        ProfileField::Hours,
        ProfileField::ContactNote,
        ProfileField::Municipalities,
        ProfileField::Pains,
    ];

    /// Those that hold one text.
    pub const TEXTS: [ProfileField; 8] = [
        ProfileField::Kind,
        ProfileField::About,
        ProfileField::Place,
        ProfileField::Phone,
        ProfileField::Mail,
        ProfileField::Url,
        ProfileField::Hours,
        ProfileField::ContactNote,
    ];

    /// As the form sends it, and as it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ProfileField::Kind => "kind",
            ProfileField::About => "about",
            ProfileField::Place => "place",
            ProfileField::Phone => "phone",
            ProfileField::Mail => "mail",
            ProfileField::Url => "url",
            ProfileField::Hours => "hours",
            ProfileField::ContactNote => "contact_note",
            ProfileField::Municipalities => "municipalities",
            ProfileField::Pains => "pains",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<ProfileField> {
        ProfileField::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Its longest text, in characters.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            ProfileField::About => 400,
            ProfileField::ContactNote => 200,
            ProfileField::Place | ProfileField::Hours => 100,
            ProfileField::Phone => 20,
            ProfileField::Mail => 254,
            ProfileField::Url => 300,
            ProfileField::Kind | ProfileField::Municipalities | ProfileField::Pains => 40,
        }
    }

    /// May its text run over several lines?
    #[must_use]
    pub fn has_lines(self) -> bool {
        matches!(self, ProfileField::About | ProfileField::ContactNote)
    }
}

/// A profile as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawProfile {
    /// By each of [`ProfileField::TEXTS`]; one that is missing is empty.
    pub texts: BTreeMap<ProfileField, String>,
    /// Codes; none: the whole prefecture.
    pub municipalities: Vec<String>,
    /// Ids; none: all of them.
    pub pains: Vec<String>,
}

impl RawProfile {
    #[must_use]
    pub fn text(&self, field: ProfileField) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }
}

/// What an agency says of itself. Empty texts: it has not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgencyProfile {
    pub kind: Option<Kind>,
    /// By each of [`ProfileField::TEXTS`] but the kind.
    pub texts: BTreeMap<ProfileField, String>,
    /// What it works on.
    pub field: Field,
}

impl AgencyProfile {
    #[must_use]
    pub fn text(&self, field: ProfileField) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// Is there enough to send a business there: what it is, and a way to reach it?
    #[must_use]
    pub fn is_filled(&self) -> bool {
        let ways = [ProfileField::Place, ProfileField::Phone, ProfileField::Mail, ProfileField::Url];
        self.kind.is_some() && ways.into_iter().any(|way| !self.text(way).is_empty())
    }

    /// As its form shows it.
    #[must_use]
    pub fn raw(&self) -> RawProfile {
        let mut texts = self.texts.clone();
        texts.extend(self.kind.map(|kind| (ProfileField::Kind, kind.code().to_owned())));
        let Field { municipalities, pains } = self.field.clone();
        RawProfile {
            texts,
            municipalities: municipalities.into_iter().collect(),
            pains: pains.into_iter().collect(),
        }
    }
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    pub id: i64,
    pub name: String,
    /// One that is closed is in no list, and its staff stays outside.
    pub active: bool,
    /// None until somebody has saved its profile, if an older version added it.
    pub code: Option<AgencyCode>,
    pub profile: AgencyProfile,
}

/// An agency as whoever manages it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedAgency {
    pub agency: Agency,
    /// What was typed last and was not taken, with the fields that do not count; none once a profile was saved.
    pub typed: Option<(RawProfile, Vec<ProfileField>)>,
}

/// An agency in the officers' list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyRow {
    pub agency: Agency,
    /// Those who can sign in.
    pub staff: usize,
    /// Those who have been invited, and have not enrolled.
    pub invited: usize,
    /// Requests of it that wait for an answer: they end when it is closed.
    pub open_requests: u64,
}

/// What became of adding an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adding {
    /// Under this id.
    Done(i64),
    /// One has that name.
    Taken,
    /// No name, too long, or not in one line.
    NotAName,
    /// Whoever adds it may not any more.
    NotPermitted,
}

/// What became of a change to an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyChange {
    Done,
    /// What was typed is kept, and shown with what does not count.
    Unfit,
    NotFound,
    /// Whoever would change it may not any more.
    NotPermitted,
}

/// The longest name of an agency, in characters.
pub const LONGEST_NAME: usize = 100;

/// Support agencies. Each change is written down with who made it.
#[async_trait]
pub trait Agencies: Send + Sync {
    /// Those that are active and have a filled profile, by name.
    async fn listed(&self) -> Result<Vec<Agency>, Unavailable>;

    /// All of them, by name.
    async fn all(&self) -> Result<Vec<AgencyRow>, Unavailable>;

    /// One, be it active or closed.
    async fn managed(&self, id: i64) -> Result<Option<ManagedAgency>, Unavailable>;

    /// The active one whose place a code names.
    async fn at(&self, code: &AgencyCode) -> Result<Option<AgencyEntry>, Unavailable>;

    /// The active one at whose place a diagnosis was begun. The agency learns nothing by it.
    async fn origin(&self, key: &DiagnosisKey) -> Result<Option<AgencyEntry>, Unavailable>;

    async fn add(&self, name: &str, kind: Kind) -> Result<Adding, Unavailable>;

    /// Saves a profile that counts as a whole; keeps what was typed otherwise.
    async fn save_profile(&self, id: i64, typed: &RawProfile) -> Result<AgencyChange, Unavailable>;

    /// Forgets what was typed and not taken.
    async fn drop_typed(&self, id: i64) -> Result<AgencyChange, Unavailable>;

    /// Closes it, which ends the sessions of its staff, and what it was asked and has not answered; the businesses are told.
    async fn close_agency(&self, id: i64, base_url: &str) -> Result<AgencyChange, Unavailable>;

    /// Opens it again.
    async fn reopen_agency(&self, id: i64) -> Result<AgencyChange, Unavailable>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let code = AgencyCode::from_bytes(&[0, 1, 255, 31, 64, 10, 20, 30]);
        assert_eq!(code.as_str(), "01zz0amy");
        for typed in ["01zz0amy", " O1ZZ0AMY ", "0IZZOAMY", "olzz0amy"] {
            assert_eq!(AgencyCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for typed in ["", "01zz0am", "01zz0amyy", "01zz0amu", "01zz-amy", "01zz0am\"", "０１zz0amy"] {
            assert_eq!(AgencyCode::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_field_leads_back_from_its_code() {
        for field in ProfileField::ALL {
            assert_eq!(ProfileField::parse(field.code()), Some(field));
        }
    }
}
