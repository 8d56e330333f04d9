//! (stub: being written)
use rapport_store::account::Account;
use crate::app::App;
use crate::error::AppError;
use crate::profile::Profile;
pub(crate) struct OpenAccount { pub account: Account, pub submission: crate::driver::MailServer }
pub(crate) struct Pacing { pub(crate) daily_budget: u32, pub(crate) spacing_seconds: u32 }
pub(crate) fn pacing(_account: &Account) -> Pacing { Pacing { daily_budget: 40, spacing_seconds: 60 } }
impl OpenAccount {
    pub(crate) fn identity(&self, profile: &Profile) -> rapport_mail::Mailbox {
        rapport_mail::Mailbox { name: profile.name.clone(), address: self.account.address.clone() }
    }
}
impl App {
    pub(crate) async fn open_account(&self, _account: &Account) -> Result<OpenAccount, AppError> {
        Err(AppError::refused("not built yet", ""))
    }
}
