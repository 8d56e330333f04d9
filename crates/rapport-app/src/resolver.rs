//! (stub: being written)
use crate::app::App;
use crate::error::AppError;
impl App {
    pub(crate) async fn resolve_uncertain(&self) -> Result<u64, AppError> { Ok(0) }
    pub(crate) async fn settle_sent_copies(&self) -> Result<u64, AppError> { Ok(0) }
    pub(crate) async fn release_epoch_if_searched(&self) -> Result<(), AppError> { Ok(()) }
}
