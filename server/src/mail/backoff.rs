//! When a mail is tried again.

use chrono::TimeDelta;

/// After the first try; it doubles with each.
const FIRST: TimeDelta = TimeDelta::minutes(1);
/// No longer than this, before the dice.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// A mail server that is down over night, or for an evening's work on it, loses no mail.
pub(super) const GIVE_UP: TimeDelta = TimeDelta::hours(24);

/// How long to wait after so many tries, the first of which was so long ago; none: it has been tried for long enough.
/// `dice`, from 0 to 1, spreads what failed together over half as long again.
pub(super) fn wait(attempts: u32, tried_for: TimeDelta, dice: f64) -> Option<TimeDelta> {
    if tried_for >= GIVE_UP {
        return None;
    }
    let doubled = 1_i32 << attempts.saturating_sub(1).min(10);
    let wait = (FIRST * doubled).min(LONGEST);
    #[expect(clippy::cast_possible_truncation, reason = "no more than an hour, in milliseconds")]
    let spread = (wait.num_milliseconds() as f64 * dice.clamp(0.0, 1.0) / 2.0) as i64;
    Some(wait + TimeDelta::milliseconds(spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let minutes = |attempts| wait(attempts, TimeDelta::zero(), 0.0).map(|wait| wait.num_minutes());
        let waits: Vec<_> = (1..=9).map(minutes).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60].map(Some));
        assert_eq!(minutes(u32::MAX), Some(60));
    }

    #[test]
    fn dice_spread_a_wait_over_half_as_long_again() {
        for dice in [0.0, 0.3, 0.999] {
            let wait = wait(7, TimeDelta::zero(), dice).expect("a wait").num_seconds();
            assert!((3600..5400).contains(&wait), "{dice}: {wait}");
        }
    }

    /// Whatever the dice: tried for four hours at least, and not for ever.
    #[test]
    fn a_mail_is_tried_for_at_least_four_hours() {
        for dice in [0.0, 0.5, 1.0] {
            let (mut tried_for, mut attempts) = (TimeDelta::zero(), 1);
            while let Some(wait) = wait(attempts, tried_for, dice) {
                tried_for += wait;
                attempts += 1;
            }
            assert!(tried_for >= TimeDelta::hours(4), "{dice}: {tried_for}");
            assert!(tried_for <= GIVE_UP + TimeDelta::minutes(90), "{dice}: {tried_for}");
            assert!((20..=40).contains(&attempts), "{dice}: {attempts}");
        }
    }
}
