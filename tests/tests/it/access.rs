//! Who may open what: the list of doors (`tests/src/doors`) against what there is, docs/ACCESS.md against both, and every door
//! tried as everybody.

pub(crate) mod cast;
mod complete;
mod consents;
mod requests;
mod verdict;
mod walk;
