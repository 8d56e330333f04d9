//! A real browser: Debian's Chromium, steered by ChromeDriver as the W3C protocol WebDriver has
//! it, and by the DevTools protocol for what WebDriver cannot say (size, colour scheme, scripts).
//!
//! One ChromeDriver serves a test process; each [`Browser`] is a session with a profile of its
//! own, quit when it is dropped. Whatever happens to the test process, a watchdog ends the
//! driver's process group, to which its browsers belong.
//!
//! Manner: nothing here is clicked or read once. A page may move by itself between finding an
//! element and using it, so each act is tried until it works or a deadline passes; then the test
//! fails with what was wanted, where the browser stood, and what the page said.
//!
//! An element is named by a CSS selector, or by an XPath that starts with `//` or `(`.
//!
//! Not here: what a page of Rapport looks like.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};

use driver::Driver;

mod axe;
mod driver;

pub use axe::Violation;

/// How long something may take that the page or the server does.
/// Only a test that fails ever waits so long, and a busy machine is slow.
const LIMIT: Duration = Duration::from_secs(60);

/// Between two tries.
const REST: Duration = Duration::from_millis(25);

/// The name under which WebDriver hands out elements (section 12.1 of the specification).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no letters, as WebDriver writes them (its section 17.4.2).
pub mod keys {
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// Tabulator.
    pub const TAB: &str = "\u{E004}";
    /// Escape.
    pub const ESCAPE: &str = "\u{E00C}";
    /// The space bar.
    pub const SPACE: &str = " ";
    /// Arrow down.
    pub const DOWN: &str = "\u{E015}";
    /// Held while the rest of the same text is typed.
    pub const CONTROL: &str = "\u{E009}";
    /// Held while the rest of the same text is typed.
    pub const SHIFT: &str = "\u{E008}";
}

/// One browser window with a profile of its own.
#[derive(Debug)]
pub struct Browser {
    driver: &'static Driver,
    session: String,
    profile: PathBuf,
}

impl Browser {
    /// Opens a window of 1280 by 800 pixels.
    ///
    /// # Panics
    /// When Chromium or ChromeDriver is missing or does not start.
    #[track_caller]
    #[must_use]
    pub fn open() -> Self {
        let driver = Driver::shared();
        let (session, profile) = driver.new_session();
        let browser = Self { driver, session, profile };
        browser.resize(1280, 800);
        browser
    }

    /// Gives the page exactly this many CSS pixels.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.tools(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
    }

    /// What the system says about light and dark; and no motion, so that a picture is a picture.
    #[track_caller]
    pub fn prefer(&self, scheme: &str) {
        self.tools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] }),
        );
    }

    /// A page for paper, as a printer would get it.
    #[track_caller]
    pub fn prefer_paper(&self) {
        self.tools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    }

    /// Pages from now on run no script of theirs.
    #[track_caller]
    pub fn without_scripts(&self) {
        self.tools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// Goes to an address and waits until the page has loaded.
    #[track_caller]
    pub fn go(&self, address: &str) {
        self.must("POST", "/url", &json!({ "url": address }));
    }

    /// Loads the page again.
    #[track_caller]
    pub fn reload(&self) {
        self.must("POST", "/refresh", &json!({}));
    }

    /// Goes back in the history.
    #[track_caller]
    pub fn back(&self) {
        self.must("POST", "/back", &json!({}));
    }

    /// Where the window is.
    #[track_caller]
    #[must_use]
    pub fn address(&self) -> String {
        text(&self.must("GET", "/url", &Value::Null))
    }

    /// The title of the page.
    #[track_caller]
    #[must_use]
    pub fn title(&self) -> String {
        text(&self.must("GET", "/title", &Value::Null))
    }

    /// All that can be read on the page.
    #[track_caller]
    #[must_use]
    pub fn words(&self) -> String {
        self.text("body")
    }

    /// Clicks as soon as it can be clicked.
    #[track_caller]
    pub fn click(&self, what: &str) {
        self.until(&format!("{what} to be clicked"), || {
            let element = self.find(what)?;
            self.ask("POST", &format!("/element/{element}/click"), &json!({}))
        });
    }

    /// Clicks the button, link or summary with these words.
    #[track_caller]
    pub fn press(&self, label: &str) {
        self.click(&labelled(label));
    }

    /// Empties a field and types.
    #[track_caller]
    pub fn fill(&self, what: &str, text: &str) {
        self.until(&format!("{what} to be filled"), || {
            let element = self.find(what)?;
            self.ask("POST", &format!("/element/{element}/clear"), &json!({}))?;
            self.ask("POST", &format!("/element/{element}/value"), &json!({ "text": text }))
        });
    }

    /// Chooses a file of this machine in a file field.
    #[track_caller]
    pub fn attach(&self, what: &str, file: &Path) {
        self.until(&format!("{what} to take a file"), || {
            let element = self.find(what)?;
            let text = file.to_string_lossy();
            self.ask("POST", &format!("/element/{element}/value"), &json!({ "text": text }))
        });
    }

    /// What is downloaded from now on lands in this folder, without a question.
    #[track_caller]
    pub fn downloads_to(&self, folder: &Path) {
        let to = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
        self.tools("Browser.setDownloadBehavior", &to);
    }

    /// Types wherever the focus is; [`keys::CONTROL`] and [`keys::SHIFT`] are held to the end of
    /// the text.
    #[track_caller]
    pub fn keys(&self, text: &str) {
        let held = |key: &char| [keys::CONTROL, keys::SHIFT].contains(&key.to_string().as_str());
        let mut acts = Vec::new();
        for key in text.chars() {
            acts.push(json!({ "type": "keyDown", "value": key }));
            if !held(&key) {
                acts.push(json!({ "type": "keyUp", "value": key }));
            }
        }
        for key in text.chars().filter(held) {
            acts.push(json!({ "type": "keyUp", "value": key }));
        }
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": acts });
        self.must("POST", "/actions", &json!({ "actions": [keyboard] }));
    }

    /// What is written there, as soon as it is there.
    #[track_caller]
    #[must_use]
    pub fn text(&self, what: &str) -> String {
        self.until(&format!("{what} to be read"), || {
            let element = self.find(what)?;
            self.ask("GET", &format!("/element/{element}/text"), &Value::Null)
        })
        .as_str()
        .unwrap_or_default()
        .to_owned()
    }

    /// What is in a field, or another property of the element.
    #[track_caller]
    #[must_use]
    pub fn property(&self, what: &str, name: &str) -> Value {
        self.until(&format!("{what} to have {name}"), || {
            let element = self.find(what)?;
            self.ask("GET", &format!("/element/{element}/property/{name}"), &Value::Null)
        })
    }

    /// How many there are now.
    #[track_caller]
    #[must_use]
    pub fn count(&self, what: &str) -> usize {
        let all = self.must("POST", "/elements", &locator(what));
        all.as_array().map_or(0, Vec::len)
    }

    /// Waits until it is there.
    #[track_caller]
    pub fn see(&self, what: &str) {
        self.until(&format!("{what} to be there"), || self.find(what));
    }

    /// Waits until it is not there any more.
    #[track_caller]
    pub fn see_no(&self, what: &str) {
        self.wait(&format!("{what} to be gone"), || (self.count(what) == 0).then_some(()));
    }

    /// Waits until these words can be read somewhere on the page.
    #[track_caller]
    pub fn read(&self, words: &str) {
        self.wait(&format!("the words `{words}`"), || self.says(words).then_some(()));
    }

    /// Waits until these words cannot be read any more.
    #[track_caller]
    pub fn read_no(&self, words: &str) {
        self.wait(&format!("the words `{words}` to go"), || (!self.says(words)).then_some(()));
    }

    /// Waits until a field on the page holds exactly this.
    #[track_caller]
    pub fn see_value(&self, value: &str) {
        let body = format!(
            "return [...document.querySelectorAll('input, textarea')].some((it) => it.value === {});",
            Value::from(value)
        );
        self.wait(&format!("a field with `{value}`"), || (self.run(&body) == true).then_some(()));
    }

    /// Whether these words can be read now.
    #[track_caller]
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Waits until the window is at this path (the part after host and port).
    #[track_caller]
    pub fn at(&self, path: &str) {
        self.wait(&format!("the address {path}"), || {
            let address = self.address();
            let rest = address.splitn(4, '/').nth(3).unwrap_or_default();
            (format!("/{rest}") == path).then_some(())
        });
    }

    /// Waits until `look` gives something.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        self.until(what, || look().ok_or_else(|| "not yet".to_owned()))
    }

    /// Runs the body of a function in the page; what it returns.
    #[track_caller]
    pub fn run(&self, body: &str) -> Value {
        self.must("POST", "/execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// As [`Self::run`]; the body calls `done(value)` when it is ready.
    #[track_caller]
    pub fn run_async(&self, body: &str) -> Value {
        let body = format!("const done = arguments[arguments.length - 1];\n{body}");
        self.must("POST", "/execute/async", &json!({ "script": body, "args": [] }))
    }

    /// Says yes to a question of the browser itself.
    #[track_caller]
    pub fn agree(&self) {
        self.until("a question of the browser", || self.ask("POST", "/alert/accept", &json!({})));
    }

    /// A picture of the whole page (PNG), however long, or of the window alone.
    ///
    /// # Panics
    /// When the browser gives none.
    #[track_caller]
    #[must_use]
    pub fn picture(&self, whole: bool) -> Vec<u8> {
        let picture = self.tools(
            "Page.captureScreenshot",
            &json!({ "format": "png", "captureBeyondViewport": whole }),
        );
        let text = picture["data"].as_str().unwrap_or_default();
        match base64::engine::general_purpose::STANDARD.decode(text) {
            Ok(picture) if !picture.is_empty() => picture,
            _ => panic!("the browser gave no picture: {picture}"),
        }
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    pub fn tools(&self, command: &str, parameters: &Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.must("POST", "/goog/cdp/execute", &body)
    }

    /// What went wrong in the pages since the last look: script errors, what the policy refused,
    /// what could not be loaded. Chromium's own advice on forms (`[DOM]`) is none of it.
    #[track_caller]
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.must("POST", "/se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        let all = entries.iter().map(|entry| text(&entry["message"]));
        all.filter(|line| !line.contains(" - [DOM] ")).collect()
    }

    fn find(&self, what: &str) -> Result<String, String> {
        let found = self.ask("POST", "/element", &locator(what))?;
        Ok(text(&found[ELEMENT]))
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        self.driver.ask(method, &format!("/session/{}{path}", self.session), body)
    }

    #[track_caller]
    fn must(&self, method: &str, path: &str, body: &Value) -> Value {
        match self.ask(method, path, body) {
            Ok(value) => value,
            Err(trouble) => panic!("the browser refused {method} {path}: {trouble}"),
        }
    }

    #[track_caller]
    fn until<T>(&self, what: &str, mut attempt: impl FnMut() -> Result<T, String>) -> T {
        let start = Instant::now();
        loop {
            let trouble = match attempt() {
                Ok(value) => return value,
                Err(trouble) => trouble,
            };
            if start.elapsed() > LIMIT {
                let page = self.ask("POST", "/element", &locator("body")).and_then(|body| {
                    self.ask(
                        "GET",
                        &format!("/element/{}/text", text(&body[ELEMENT])),
                        &Value::Null,
                    )
                });
                let page = page.unwrap_or(Value::Null);
                let address = self.ask("GET", "/url", &Value::Null).unwrap_or(Value::Null);
                panic!(
                    "waited {LIMIT:?} in vain for {what} ({trouble})\nat {address}:\n{}",
                    text(&page)
                );
            }
            std::thread::sleep(REST);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Nothing can be done about a browser that does not even want to quit; the watchdog will.
        let _ = self.driver.ask("DELETE", &format!("/session/{}", self.session), &Value::Null);
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// What finds the button, link or summary with these words; quotes in them are not thought of.
#[must_use]
pub fn labelled(label: &str) -> String {
    let is = format!("[contains(normalize-space(.), \"{label}\")]");
    format!("(//main | //dialog)//button{is} | (//main | //dialog)//a{is} | //main//summary{is}")
}

fn locator(what: &str) -> Value {
    let using =
        if what.starts_with("//") || what.starts_with('(') { "xpath" } else { "css selector" };
    json!({ "using": using, "value": what })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
