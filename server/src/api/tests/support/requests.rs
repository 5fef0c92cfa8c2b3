//! Nobody asks for advice here.

use app::backend::{
    Adviser, AgencyResponses, AskedAdvice, Asking, Desk, DiagnosisKey, NewRequest, OfferReply, OwnRequest,
    RequestChange, RequestDetail, Requests, Unavailable,
};
use async_trait::async_trait;
use chrono::NaiveDate;

use super::Fixed;

#[async_trait]
impl Requests for Fixed {
    async fn asking(&self, _: &DiagnosisKey, _: &[String]) -> Result<Option<Asking>, Unavailable> {
        Err(Unavailable)
    }

    async fn own_requests(&self, _: &DiagnosisKey) -> Result<Vec<OwnRequest>, Unavailable> {
        Err(Unavailable)
    }

    async fn ask_advice(&self, _: &NewRequest) -> Result<AskedAdvice, Unavailable> {
        Err(Unavailable)
    }

    async fn withdraw_request(&self, _: &DiagnosisKey, _: i64) -> Result<RequestChange, Unavailable> {
        Err(Unavailable)
    }

    async fn reply_to_offer(
        &self,
        _: &DiagnosisKey,
        _: i64,
        _: OfferReply<'_>,
    ) -> Result<RequestChange, Unavailable> {
        Err(Unavailable)
    }

    async fn desk(&self, _: Adviser) -> Result<Desk, Unavailable> {
        Err(Unavailable)
    }

    async fn request(&self, _: Adviser, _: i64) -> Result<Option<RequestDetail>, Unavailable> {
        Err(Unavailable)
    }

    async fn answer_request(&self, _: i64) -> Result<RequestChange, Unavailable> {
        Err(Unavailable)
    }

    async fn offer_request(&self, _: i64, _: i64, _: &str) -> Result<RequestChange, Unavailable> {
        Err(Unavailable)
    }

    async fn responses(&self, _: Option<NaiveDate>) -> Result<Vec<AgencyResponses>, Unavailable> {
        Err(Unavailable)
    }
}
