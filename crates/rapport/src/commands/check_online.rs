//! `rapport contacts check --online`: a name server is asked for the domains of mail addresses.

use std::io::Write as _;
use std::net::SocketAddr;

use rapport_app::app::App;

use crate::failure::Failure;
use crate::output::Output;

/// Asks before the list, if it was said; the sum goes beside the data.
pub async fn first(app: &App, online: bool, resolver: Option<SocketAddr>) -> Result<(), Failure> {
    if !online {
        return Ok(());
    }
    let asked = app.ask_domains(resolver).await?;
    let sum = format!(
        "{} domains take mail, {} do not, {} did not answer; {} were asked for before",
        asked.take,
        asked.refuse.len(),
        asked.unknown.len(),
        asked.known
    );
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(anstream::stderr(), "{sum}");
    Ok(())
}

/// Switches what an import asks by itself.
pub async fn at_import(app: &App, on: bool, output: &mut Output) -> Result<(), Failure> {
    app.set_asks_domains_at_import(on).await?;
    output.said(if on {
        "An import asks a name server whether the domains of new addresses take mail"
    } else {
        "An import asks nobody about the domains of new addresses"
    })
}
