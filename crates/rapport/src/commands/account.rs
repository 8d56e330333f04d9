//! `rapport account`: the mail account notes are sent from.

use std::io;

use rapport_app::app::App;
use rapport_app::driver::Security;
use rapport_app::driver::presets::{self, PRESETS, Preset};
use rapport_app::error::AppError;
use rapport_app::input::{AccountInput, LoginInput};
use rapport_app::view::AccountView;
use serde_json::{Value, json};

use super::typed;
use crate::args::{AccountAdd, AccountCommand};
use crate::failure::Failure;
use crate::output::Output;
use crate::output::progress::Progress;

pub async fn run(app: &App, command: AccountCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        AccountCommand::List => {
            let accounts = app.accounts().await?;
            output.list(&accounts, print_all)
        }
        AccountCommand::Add(args) => {
            let input = meant(*args)?;
            let progress = Progress::begin("connecting");
            let account = app.add_account(input, &|sentence| progress.step(sentence)).await;
            drop(progress);
            output.one(&account?, |output, account| {
                output.text(0, &format!("{} is connected", account.address))?;
                print(output, account)?;
                output
                    .faint(0, "Approved notes leave this machine from now on: rapport today --real")
            })
        }
        AccountCommand::Test { address } => {
            let progress = Progress::begin("a mail to yourself");
            let tested = app.test_account(&address, &|sentence| progress.step(sentence)).await;
            drop(progress);
            output.one(&tested?, |output, account| {
                let address = &account.address;
                output.text(0, &format!("{address}: what was sent arrived"))?;
                print(output, account)
            })
        }
        AccountCommand::Resume { address } => {
            app.resume_account(&address).await?;
            output.said(&format!("{address} goes on"))
        }
        AccountCommand::Remove { address } => {
            app.remove_account(&address).await?;
            output.said(&format!("{address} is disconnected, its secrets are deleted"))
        }
        AccountCommand::Presets { domain } => presets(domain.as_deref(), output),
    }
}

/// `rapport account presets`: needs no data.
pub fn presets(domain: Option<&str>, output: &mut Output) -> Result<(), Failure> {
    let found: Vec<&Preset> = match domain {
        None => PRESETS.iter().collect(),
        Some(domain) => {
            let preset = presets::by_domain(domain).or_else(|| presets::by_name(domain));
            vec![preset.ok_or_else(|| {
                AppError::not_found(
                    format!("nothing is known about the provider of {domain}"),
                    "ask the provider for its servers, then: rapport account add ADDRESS \
                     --submission HOST:465:tls --imap HOST:993:tls",
                )
            })?]
        }
    };
    let lines: Vec<Value> = found.iter().map(|preset| to_json(preset)).collect();
    output
        .list(&lines, |output, _| found.iter().try_for_each(|preset| print_preset(output, preset)))
}

fn meant(args: AccountAdd) -> Result<AccountInput, AppError> {
    let login = match (args.login.client_id, args.login.password_file) {
        (Some(client_id), _) => LoginInput::SignIn {
            client_id,
            client_secret: args.client_secret_file.as_deref().map(typed::secret_of).transpose()?,
            device: args.device,
        },
        (None, Some(file)) => LoginInput::Password(typed::secret_of(&file)?),
        (None, None) => {
            LoginInput::Password(typed::secret_asked(&format!("Password of {}: ", args.address))?)
        }
    };
    Ok(AccountInput {
        address: args.address,
        name: args.name,
        user: args.login_name,
        login,
        submission: args.submission,
        imap: args.imap,
        root_certificates: args.root_certificates,
        read_junk: args.read_junk,
        untested: args.untested,
        provider: args.provider,
    })
}

fn print_all(output: &mut Output, accounts: &[AccountView]) -> io::Result<()> {
    if accounts.is_empty() {
        return output.text(0, "No account is connected. Connect one: rapport account add ADDRESS");
    }
    accounts.iter().try_for_each(|account| print(output, account))
}

fn print(output: &mut Output, account: &AccountView) -> io::Result<()> {
    output.heading(&account.address)?;
    output.labelled(0, "sends by", 10, &format!("{}, by {}", account.submission, account.login))?;
    output.labelled(0, "reads", 10, &account.imap)?;
    for mailbox in &account.mailboxes {
        output.labelled(0, "", 10, mailbox)?;
    }
    if let Some(why) = &account.paused {
        output.labelled(0, "stopped", 10, why)?;
        output.labelled(0, "", 10, &format!("rapport account resume {}", account.address))?;
    }
    Ok(())
}

/// As `account add --submission` takes it.
fn endpoint(endpoint: presets::Endpoint) -> String {
    let security = match endpoint.security {
        Security::ImplicitTls => "tls",
        Security::StartTls => "starttls",
    };
    format!("{}:{}:{security}", endpoint.host, endpoint.port)
}

fn login_words(preset: &Preset) -> &'static str {
    match preset.login {
        presets::LoginKind::Password => "the mail password",
        presets::LoginKind::AppPassword => "an app password",
        presets::LoginKind::AppPasswordOrOauth => "an app password, or sign-in with --client-id",
        presets::LoginKind::Oauth => "sign-in with --client-id",
    }
}

fn print_preset(output: &mut Output, preset: &Preset) -> io::Result<()> {
    output.heading(preset.name)?;
    output.labelled(2, "domains", 10, &preset.domains.join(", "))?;
    output.labelled(2, "sends by", 10, &endpoint(preset.smtp))?;
    output.labelled(2, "reads", 10, &endpoint(preset.imap))?;
    output.labelled(2, "logs in", 10, login_words(preset))?;
    for (number, sentence) in preset.preparation.iter().enumerate() {
        let label = if number == 0 { "first" } else { "then" };
        output.labelled(2, label, 10, sentence)?;
    }
    Ok(())
}

fn to_json(preset: &Preset) -> Value {
    json!({
        "name": preset.name,
        "domains": preset.domains,
        "submission": endpoint(preset.smtp),
        "imap": endpoint(preset.imap),
        "login": login_words(preset),
        "preparation": preset.preparation,
        "daily_budget": preset.daily_budget(),
    })
}
