//! What Access shows.

use askama::Template;
use rapport_app::error::AppError;
use rapport_app::sessions::SessionView;
use rapport_app::users::{SHORTEST_PASSWORD, UserView};

use crate::page::Shell;
use crate::places::Here;
use crate::settings::{Tab, Tabs};
use crate::web::User;
use crate::words::{AccessWords, SettingsWords, When};

/// The page.
#[derive(Template)]
#[template(path = "access/page.html")]
pub struct AccessPage {
    shell: Shell,
    words: &'static AccessWords,
    settings: &'static SettingsWords,
    tabs: Tabs,
    /// What was just done or refused, where it must not travel in an address.
    says: Option<String>,
    name: String,
    shortest: usize,
    has_password: bool,
    sessions: Vec<Session>,
    /// None for who does not run the server.
    users: Option<Vec<UserView>>,
}

/// One signed-in browser.
struct Session {
    id: String,
    browser: String,
    seen: Option<When>,
    is_this: bool,
}

impl AccessPage {
    /// Asks what is needed and lays it out.
    pub async fn of(user: &User, says: Option<String>) -> Result<Self, AppError> {
        let words = &user.locale.words.access;
        let this = user.signed_in.session.to_string();
        let all = user.app.users().await?;
        let session = |view: SessionView| Session {
            browser: browser(&view.browser, words),
            // The machine's clock, whatever the practice clock says.
            seen: view
                .seen
                .parse()
                .ok()
                .map(|at| user.locale.when(at, user.app.machine_now(), &user.zone)),
            is_this: view.id == this,
            id: view.id,
        };
        Ok(Self {
            shell: user.shell(Here::Settings),
            words,
            settings: &user.locale.words.settings,
            tabs: Tabs::of(user, Tab::Access),
            says,
            name: user.signed_in.user.clone(),
            shortest: SHORTEST_PASSWORD,
            has_password: all
                .iter()
                .any(|known| known.name == user.signed_in.user && known.has_password),
            sessions: user.app.sessions().await?.into_iter().map(session).collect(),
            users: user.signed_in.runs_server.then_some(all),
        })
    }
}

/// "Firefox on Linux" of what a browser calls itself.
fn browser(agent: &str, words: &AccessWords) -> String {
    // Each names its ancestors, too: the youngest name counts.
    let names = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    match (find(&names), find(&systems)) {
        (Some(name), Some(system)) => format!("{name}, {system}"),
        (Some(name), None) => name.to_owned(),
        _ if agent.is_empty() => words.no_browser.to_owned(),
        _ => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::ENGLISH;

    #[test]
    fn browsers_are_called_by_their_names() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(browser(firefox, &ENGLISH.access), "Firefox, Linux");
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0";
        assert_eq!(browser(edge, &ENGLISH.access), "Edge, Windows");
        assert_eq!(browser("curl/8", &ENGLISH.access), "curl/8");
        assert_eq!(browser("", &ENGLISH.access), ENGLISH.access.no_browser);
    }
}
