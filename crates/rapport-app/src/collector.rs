//! (stub: being written)
use crate::app::App;
use crate::error::AppError;
pub(crate) struct Collected { pub(crate) errors: Vec<String> }
impl App {
    pub(crate) async fn collect(&self) -> Result<Collected, AppError> { Ok(Collected { errors: Vec::new() }) }
    pub(crate) async fn watch(&self, _wake: tokio::sync::mpsc::Sender<()>, _stop: tokio::sync::watch::Receiver<bool>) {}
}
