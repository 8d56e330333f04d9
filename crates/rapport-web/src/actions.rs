//! Actions and their keys: the one table behind palette and `?` sheet.
//!
//! The page carries it as markup and the script reads it from there. An action either goes to a
//! place, presses what carries its `data-key` in the chosen row or on the page, or is one of the
//! few that the script itself knows.

use crate::places::PLACES;
use crate::words::ShellWords;

/// What an action does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Does {
    /// Goes to an address.
    Go(&'static str),
    /// Presses the element with this `data-key` on the page, in the chosen row first.
    Press,
    /// The script knows: `palette`, `help`, `down`, `up`, `open`, `search`.
    Script(&'static str),
}

/// One action, in words of a language.
#[derive(Debug)]
pub struct Action {
    /// The keys, parted by a space when pressed one after another; empty for none.
    pub keys: String,
    /// What it is called.
    pub name: String,
    /// What it does.
    pub does: Does,
}

impl Action {
    /// The address, if it goes somewhere.
    pub fn href(&self) -> Option<&'static str> {
        match self.does {
            Does::Go(href) => Some(href),
            Does::Press | Does::Script(_) => None,
        }
    }

    /// What the script is to do, for those it knows.
    pub fn script(&self) -> Option<&'static str> {
        match self.does {
            Does::Script(what) => Some(what),
            Does::Go(_) | Does::Press => None,
        }
    }

    /// The keys one by one, as caps.
    pub fn caps(&self) -> impl Iterator<Item = &str> {
        self.keys.split(' ').filter(|key| !key.is_empty())
    }
}

/// A name in the words of a language.
type Name = fn(&ShellWords) -> &'static str;

/// Keys that press something or that the script knows. Add a line when a page brings a new key.
const KEYS: &[(&str, Does, Name)] = &[
    ("j", Does::Script("down"), |words| words.key_down),
    ("k", Does::Script("up"), |words| words.key_up),
    ("Enter", Does::Script("open"), |words| words.key_open),
    ("a", Does::Press, |words| words.key_approve),
    ("e", Does::Press, |words| words.key_edit),
    ("l", Does::Press, |words| words.key_later),
    ("x", Does::Press, |words| words.key_skip),
    ("u", Does::Press, |words| words.key_undo),
    ("d", Does::Press, |words| words.key_posted),
    ("c", Does::Go("/capture"), |words| words.key_capture),
    ("[", Does::Press, |words| words.key_stage_back),
    ("]", Does::Press, |words| words.key_stage_on),
    ("Ctrl+Enter", Does::Script("send"), |words| words.key_send),
    ("/", Does::Script("search"), |words| words.key_search),
    ("Ctrl+K", Does::Script("palette"), |words| words.key_palette),
    ("?", Does::Script("help"), |words| words.key_help),
];

/// Pages within a place, by name alone.
const PAGES: &[(&str, Name)] = &[
    ("/capture?stack=1", |words| words.page_stack),
    ("/people/import", |words| words.page_import),
    ("/people/grade", |words| words.page_grade),
    ("/people/check", |words| words.page_check),
    ("/people/twice", |words| words.page_twice),
    ("/approve", |words| words.page_approve),
    ("/opportunities?view=table", |words| words.page_table),
    ("/playbooks/new", |words| words.page_playbook),
    ("/settings/sending", |words| words.page_sending),
    ("/settings/accounts", |words| words.page_accounts),
    ("/settings/leaving", |words| words.page_leaving),
    ("/settings/no-contact", |words| words.page_no_contact),
    ("/settings/findings", |words| words.page_findings),
    ("/settings/calendars", |words| words.page_calendars),
    ("/settings/paper", |words| words.page_paper),
    ("/greetings", |words| words.page_greetings),
    ("/access", |words| words.page_access),
];

/// Of whoever runs the server alone.
const SERVER: (&str, Name) = ("/settings/server", |words| words.page_server);

/// Every action of this user: places first, then keys, then the pages within places.
pub fn actions(words: &ShellWords, runs_server: bool) -> Vec<Action> {
    let places = PLACES.iter().map(|place| Action {
        keys: if place.key.is_empty() { String::new() } else { format!("g {}", place.key) },
        name: (words.hint_go)(&(place.name)(words)),
        does: Does::Go(place.href),
    });
    let keys = KEYS.iter().map(|(keys, does, name)| Action {
        keys: (*keys).to_owned(),
        name: name(words).to_owned(),
        does: *does,
    });
    let pages = PAGES.iter().chain(runs_server.then_some(&SERVER)).map(|(href, name)| Action {
        keys: String::new(),
        name: name(words).to_owned(),
        does: Does::Go(href),
    });
    places.chain(keys).chain(pages).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::ENGLISH;

    #[test]
    fn no_name_stands_for_two_places() {
        let mut names: Vec<String> =
            actions(&ENGLISH.shell, true).into_iter().map(|action| action.name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn no_key_means_two_things() {
        let mut keys: Vec<String> =
            actions(&ENGLISH.shell, true).into_iter().map(|action| action.keys).collect();
        keys.retain(|keys| !keys.is_empty());
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    /// Pages that are not gone to by name: those of the first run, one's own door, what the palette
    /// itself is, what a form or a link leads to.
    const LED_TO: [&str; 10] = [
        "/capture/done",
        "/people/found",
        "/people/merge",
        "/letters/test-page.pdf",
        "/letters/cards.pdf",
        "/settings/accounts/trial",
        "/events",
        "/more",
        "/welcome",
        "/login",
    ];

    #[test]
    fn every_page_is_found_by_its_name() {
        let source = include_str!("lib.rs");
        let source = source.split_once("fn pages()").unwrap().1;
        let source = source.split_once("fn routes(").unwrap().0;
        let known: Vec<&str> =
            actions(&ENGLISH.shell, true).iter().filter_map(Action::href).collect();
        let mut pages = 0;
        for call in source.split(".route(").skip(1) {
            let (_, rest) = call.split_once('"').unwrap();
            let (path, rest) = rest.split_once('"').unwrap();
            let is_page = rest.trim_start_matches([',', ' ', '\n']).starts_with("get(");
            // Public routes come after the pages of a user, and have no rail.
            if path == "/login" {
                break;
            }
            if !is_page || path.contains('{') || path.starts_with("/welcome/") {
                continue;
            }
            pages += 1;
            assert!(known.contains(&path) || LED_TO.contains(&path), "{path} is in no palette");
        }
        assert!(pages > 20, "the routes are read from the source: {pages}");
    }
}
