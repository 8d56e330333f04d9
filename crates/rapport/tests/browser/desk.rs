//! A desk to sit down at: an installation of its own, its server, and a browser that is signed in.

use std::cell::RefCell;

use rapport_sandbox::Browser;

use crate::support::server::Server;
use crate::support::{Rapport, people, shifted};

/// The installation, its server and a browser before its pages.
pub struct Desk {
    /// The browser. Dropped first: it quits while there is still somebody to talk to.
    pub browser: Browser,
    server: RefCell<Option<Server>>,
    /// Host and port of the pages, the same after a stop and a start.
    pub host: String,
    /// The binary and its data.
    pub rapport: Rapport,
}

impl Desk {
    /// Practice mode on a Tuesday morning, nobody has used it yet; signed in.
    pub fn new() -> Self {
        let rapport = Rapport::new();
        rapport.later(shifted::to_a_tuesday_morning());
        Self::before(rapport)
    }

    /// The pages of this installation; signed in.
    pub fn before(rapport: Rapport) -> Self {
        let server = Server::start(&rapport, "serve");
        let host = server.address.clone();
        let desk =
            Self { browser: Browser::open(), server: RefCell::new(Some(server)), host, rapport };
        desk.enter();
        desk
    }

    /// Signs in by a fresh link, as `rapport link` prints it.
    pub fn enter(&self) {
        let printed = self.rapport.ok(&["link"]);
        let (_, word) = printed.split_once("/enter/").expect("a link was printed");
        let word = word.split_whitespace().next().unwrap();
        self.browser.go(&format!("http://{}/enter/{word}", self.host));
        self.browser.wait("the door to open", || {
            let address = self.browser.address();
            (!address.contains("/enter/")).then_some(())
        });
    }

    /// Goes to a page.
    pub fn go(&self, path: &str) {
        self.browser.go(&format!("http://{}{path}", self.host));
    }

    /// Ends the server as a power cut would.
    pub fn stop(&self) {
        self.server.take().expect("it runs").kill();
    }

    /// Starts it again at the same place.
    pub fn start(&self) {
        let server = Server::start_at(&self.rapport, "serve", &self.host);
        self.server.replace(Some(server));
    }

    /// Answers the three questions of the first run: Nell, practice mode, a job.
    pub fn first_run(&self) {
        let browser = &self.browser;
        browser.at("/welcome");
        for (field, text) in [
            ("#name", "Nell Ashworth"),
            ("#address", "nell@ashworth.example"),
            ("#mobile", "07700 900417"),
            ("#landline", "0117 496 0123"),
            ("#postal", "14 Orchard Lane\nBristol BS1 5TR"),
        ] {
            browser.fill(field, text);
        }
        browser.press("Go on");
        browser.at("/welcome/from");
        browser.press("Go on");
        browser.at("/welcome/after");
        browser.press("To my desk");
        browser.read("Your desk is ready");
    }

    /// Tells Capture about somebody and keeps it.
    pub fn capture(&self, sentence: &str) {
        self.go("/capture");
        self.browser.fill("#tell", sentence);
        self.browser.press("Keep and start");
        self.browser.read("Capture another");
    }

    /// Nell, without the questions of the first run.
    pub fn nell(&self) {
        people::nell(&self.rapport);
    }

    /// Moves the clock of practice mode on; what leaves meanwhile has left.
    pub fn a_day_later(&self) {
        self.move_clock("+1d");
    }

    /// As [`Self::a_day_later`].
    pub fn a_week_later(&self) {
        self.move_clock("+1w");
    }

    fn move_clock(&self, by: &str) {
        let before = self.browser.text(".clock");
        self.browser.click(&format!(".clock button[value='{by}']"));
        self.browser
            .wait("the clock to move", || (self.browser.text(".clock") != before).then_some(()));
    }
}
