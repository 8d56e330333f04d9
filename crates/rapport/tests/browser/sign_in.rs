//! A mail account connected from Settings by signing in at its provider, in the same browser; and
//! what is said when the provider says no.

use rapport_sandbox::{MailWorld, OauthMock};

use crate::desk::Desk;
use crate::support::{Rapport, people, shifted};

/// Fills what signing in needs, begins the trial, and goes where it says.
fn connect(desk: &Desk, world: &MailWorld, provider: &OauthMock, address: &str) {
    let browser = &desk.browser;
    desk.go("/settings");
    browser.press("Mail accounts");
    browser.fill("#mail", address);
    browser.click("input[name=login][value=sign-in]");
    browser.press("What signing in needs");
    browser.fill("#client_id", "mine");
    browser.fill("#client_secret", "hush");
    browser.fill("#issuer", &provider.issuer());
    if browser.count("details[open] #submission") == 0 {
        browser.press("Other servers");
    }
    browser.fill("#submission", &format!("127.0.0.1:{}:tls", world.submissions_port));
    browser.fill("#imap", &format!("127.0.0.1:{}:tls", world.imaps_port));
    browser.press("Connect and try it");
    // The page moves by itself: it says where to sign in.
    let page = browser.property("#trial a[target=_blank]", "href");
    browser.go(page.as_str().unwrap());
}

#[test]
fn an_account_is_connected_by_signing_in_at_its_provider() {
    let world = MailWorld::shared();
    let provider = OauthMock::start();
    provider.trusted_by(world);
    let address = world.new_user("nell.signin", "alpha.test").address;
    provider.set_user(&address);
    let rapport = Rapport::new();
    rapport.later(shifted::to_a_tuesday_morning());
    people::nell(&rapport);
    rapport.trusts(&world.ca_pem);
    let desk = Desk::before(rapport);
    let browser = &desk.browser;

    provider.deny_access(true);
    connect(&desk, world, &provider, &address);
    browser.read("The sign-in was refused.");
    desk.go("/settings/accounts/trial");
    browser.read("did not work");
    browser.read("What to do");
    assert!(desk.rapport.json(&["account", "list"]).is_empty());

    provider.deny_access(false);
    connect(&desk, world, &provider, &address);
    browser.read("You are signed in.");
    desk.go("/settings/accounts/trial");
    browser.read(&format!("{address} works"));
    browser.press("To the mail accounts");
    browser.read(&address);
    let page = browser.run("return document.documentElement.outerHTML;");
    assert!(!page.as_str().unwrap().contains("hush"), "no secret in a page");
    let accounts = desk.rapport.json(&["account", "list"]);
    assert_eq!(accounts.len(), 1, "{accounts:#?}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
