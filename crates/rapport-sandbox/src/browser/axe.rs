//! axe-core in the page: what an assistive technology, or an eye in need of contrast, would miss.

use std::sync::OnceLock;

use serde_json::Value;

use super::Browser;
use crate::project::{missing, project_root};

/// One rule that a page breaks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Violation {
    /// The name of axe's rule, as `color-contrast`.
    pub rule: String,
    /// What it wants.
    pub help: String,
    /// The selectors of the elements that break it, each with what is wrong.
    pub places: Vec<String>,
}

impl Browser {
    /// Lets axe-core look at the page as it stands: all its rules but the experimental ones.
    ///
    /// # Panics
    /// When axe-core is not installed or fails.
    #[track_caller]
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.run(&format!("if (!window.axe) {{ {} }}", source()));
        let found = self.run_async(
            "axe.run(document, { resultTypes: ['violations'] }).then(
                (result) => done(result.violations.map((it) => ({
                    rule: it.id,
                    help: it.help,
                    places: it.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary),
                }))),
                (error) => done(String(error)),
            );",
        );
        let Value::Array(found) = found else { panic!("axe-core failed: {found}") };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let violation = |it: &Value| Violation {
            rule: text(&it["rule"]),
            help: text(&it["help"]),
            places: it["places"]
                .as_array()
                .map(|all| all.iter().map(text).collect())
                .unwrap_or_default(),
        };
        found.iter().map(violation).collect()
    }
}

/// The text of axe-core, read once.
#[track_caller]
fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let path = project_root().join("target/axe/node_modules/axe-core/axe.min.js");
        match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(_) => missing("The npm package axe-core"),
        }
    })
}
