//! How sure a share is.

/// The normal distribution lies within ± this with 95 %.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// From `low` to `high`, both of 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Wilson's 95 % interval of a share p among n (E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", J. Amer. Statist. Assoc. 22, 1927): with z = 1.96,
///
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
///
/// For a weighted share, n is [`effective_n`]. None if there is no share to speak of: n of 0, p outside 0 to 1.
#[must_use]
pub fn wilson(share: f64, n: f64) -> Option<Interval> {
    let is_share = (0.0..=1.0).contains(&share) && n > 0.0 && n.is_finite();
    is_share.then(|| {
        let z2 = Z_95 * Z_95;
        let middle = share + z2 / (2.0 * n);
        let half = Z_95 * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        // Rounding may put the ends a hair outside.
        Interval { low: ((middle - half) / scale).max(0.0), high: ((middle + half) / scale).min(1.0) }
    })
}

/// Kish's effective number of respondents (L. Kish, *Survey Sampling*, 1965, §11.7): (Σw)² / Σw² over all respondents,
/// here over groups of `(how many, weight of each)`. As many equally weighted answers would be as exact.
#[must_use]
pub fn effective_n(groups: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    let (sum, squares) = groups.into_iter().fold((0.0, 0.0), |(sum, squares), (count, weight)| {
        (sum + count * weight, squares + count * weight * weight)
    });
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statist. Med. 17, 1998, table I, method 3.
    #[test]
    fn the_published_intervals() {
        for (met, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let interval = wilson(met / n, n).unwrap();
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
    }

    #[test]
    fn the_ends_stay_within_0_and_1() {
        for n in [0.5, 1.0, 3.0, 20.0, 1e9] {
            let (none, all) = (wilson(0.0, n).unwrap(), wilson(1.0, n).unwrap());
            assert!(none.low.abs() < 1e-12 && none.high < 1.0 && none.high > 0.0);
            assert!((none.high - (1.0 - all.low)).abs() < 1e-12, "both ends alike");
        }
    }

    #[test]
    fn nothing_to_speak_of() {
        for (share, n) in [(0.5, 0.0), (0.5, -1.0), (1.1, 5.0), (-0.1, 5.0), (f64::NAN, 5.0), (0.5, f64::NAN)]
        {
            assert_eq!(wilson(share, n), None, "{share} {n}");
        }
        assert_eq!(effective_n([]), 0.0);
    }

    #[test]
    fn unequal_weights_cost_respondents() {
        assert_eq!(effective_n([(10.0, 1.0)]), 10.0);
        assert_eq!(effective_n([(10.0, 7.0)]), 10.0, "whatever all of them weigh");
        // (3 + 1)² / (9 + 1)
        assert_eq!(effective_n([(1.0, 3.0), (1.0, 1.0)]), 1.6);
    }
}
