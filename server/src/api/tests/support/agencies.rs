//! There is no agency here.

use app::backend::{
    Adding, Agencies, Agency, AgencyChange, AgencyCode, AgencyEntry, AgencyRow, DiagnosisKey, ManagedAgency,
    RawProfile, Unavailable,
};
use async_trait::async_trait;
use domain::agency::Kind;

use super::Fixed;

#[async_trait]
impl Agencies for Fixed {
    async fn listed(&self) -> Result<Vec<Agency>, Unavailable> {
        Err(Unavailable)
    }

    async fn all(&self) -> Result<Vec<AgencyRow>, Unavailable> {
        Err(Unavailable)
    }

    async fn managed(&self, _: i64) -> Result<Option<ManagedAgency>, Unavailable> {
        Err(Unavailable)
    }

    async fn at(&self, _: &AgencyCode) -> Result<Option<AgencyEntry>, Unavailable> {
        Err(Unavailable)
    }

    async fn origin(&self, _: &DiagnosisKey) -> Result<Option<AgencyEntry>, Unavailable> {
        Err(Unavailable)
    }

    async fn add(&self, _: &str, _: Kind) -> Result<Adding, Unavailable> {
        Err(Unavailable)
    }

    async fn save_profile(&self, _: i64, _: &RawProfile) -> Result<AgencyChange, Unavailable> {
        Err(Unavailable)
    }

    async fn drop_typed(&self, _: i64) -> Result<AgencyChange, Unavailable> {
        Err(Unavailable)
    }

    async fn close_agency(&self, _: i64, _: &str) -> Result<AgencyChange, Unavailable> {
        Err(Unavailable)
    }

    async fn reopen_agency(&self, _: i64) -> Result<AgencyChange, Unavailable> {
        Err(Unavailable)
    }
}
