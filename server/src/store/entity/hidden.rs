//! What stands in a column and nowhere else.

use sea_orm::DeriveValueType;

/// A secret, or the slow hash of one, as it is stored. It is not told by `Debug`, neither in a row nor in a change to one.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Hidden(pub String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hidden(…)")
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveValue, IntoActiveModel};

    use super::super::{staff, staff_link, staff_session};
    use super::Hidden;

    #[test]
    fn rows_and_changes_tell_no_secret() {
        let (hidden, now) = (|| Some(Hidden("5ec2e7".to_owned())), chrono::DateTime::UNIX_EPOCH);
        let somebody = staff::Model {
            id: 1,
            address: "kanri@example.jp".to_owned(),
            typed: "kanri@example.jp".to_owned(),
            role: "admin".to_owned(),
            agency_id: None,
            created_at: now,
            disabled_at: None,
            password: hidden(),
            totp_secret: hidden(),
            totp_step: 0,
        };
        let link = staff_link::ActiveModel {
            password: ActiveValue::Set(hidden()),
            totp_secret: ActiveValue::Set(hidden()),
            ..Default::default()
        };
        let session =
            staff_session::ActiveModel { new_totp: ActiveValue::Set(hidden()), ..Default::default() };
        let told = format!("{somebody:?} {:?} {link:?} {session:?}", somebody.clone().into_active_model());
        assert!(
            told.contains("kanri@example.jp") && told.contains("Hidden(…)") && !told.contains("5ec2e7"),
            "{told}"
        );
    }
}
