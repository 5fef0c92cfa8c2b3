//! Weighting (statistics.md §3): what the answers would say if the businesses that answered were mixed as all
//! businesses are.
//!
//! The numbers of all businesses come from a [`Frame`]. Respondents are *raked* to it (iterative proportional fitting:
//! W. E. Deming and F. F. Stephan, "On a least squares adjustment of a sampled frequency table when the expected
//! marginal totals are known", Ann. Math. Statist. 11, 1940): the weights of each group of each margin are multiplied
//! by what the group should have over what it has, margin after margin, until all margins are met. Weights above a
//! stated ratio to the mean are *trimmed* ([`Rules`]). How much the weights cost is said by Kish's effective number of
//! respondents, and how sure a share is by Wilson's interval ([`wilson`]) with that number.
//!
//! Nothing is extrapolated: where the frame has businesses and nobody answered, there is no weight. Such cells are named
//! ([`Weighted::empty`]), and the weighted share holds for the rest of the frame only ([`Weighted::covered`]).
//!
//! What these functions give is not fit for publishing by itself: a share that suppression hides is hidden weighted too.

mod estimate;
mod frame;
mod interval;
mod rake;

pub use estimate::{
    EmptyCell, Estimate, NotWeighed, Respondents, Share, Weighted, Weighting, estimate, weigh,
};
pub use frame::{Frame, FrameFault, Margin, Unit};
pub use interval::{Interval, Z_95, effective_n, wilson};
pub use rake::Rules;

/// A count as a real number. Exact below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "counts of businesses are far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}
