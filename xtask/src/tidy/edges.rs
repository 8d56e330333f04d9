//! Which crate of ours may know which, and the few outsiders that the core may know. A new
//! edge is an architectural change: it is made in `xtask/policy/edges.toml`, with its reason.

use super::{Text, Violation, violation};

/// Compares every manifest with the policy.
pub fn check(texts: &[Text], policy: &toml::Table) -> Vec<Violation> {
    texts
        .iter()
        .filter(|text| text.path.ends_with("/Cargo.toml"))
        .flat_map(|text| check_manifest(text, policy))
        .collect()
}

fn check_manifest(text: &Text, policy: &toml::Table) -> Vec<Violation> {
    let path = &text.path;
    let Ok(manifest) = text.content.parse::<toml::Table>() else {
        return Vec::new();
    };
    let name = manifest
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(toml::Value::as_str)
        .unwrap_or_default();
    let Some(rule) = policy.get(name).and_then(toml::Value::as_table) else {
        let remedy = "add it to xtask/policy/edges.toml, with what it may know";
        return vec![violation(path, 1, format!("crate `{name}` has no place in the map"), remedy)];
    };
    let list = |key: &str| -> Option<Vec<&str>> {
        let list = rule.get(key)?.as_array()?;
        Some(list.iter().filter_map(toml::Value::as_str).collect())
    };
    let ours = list("ours").unwrap_or_default();
    let in_tests = list("in_tests").unwrap_or_default();
    let outside = list("outside");
    let mut found = Vec::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let is_dev = section == "dev-dependencies";
        let entries = manifest.get(section).and_then(toml::Value::as_table);
        for dependency in entries.into_iter().flat_map(toml::Table::keys) {
            let dependency = dependency.as_str();
            let is_ours = dependency.starts_with("rapport");
            let allowed = if is_ours {
                ours.contains(&dependency) || (is_dev && in_tests.contains(&dependency))
            } else {
                is_dev || outside.as_ref().is_none_or(|outside| outside.contains(&dependency))
            };
            if !allowed {
                let line = line_of(&text.content, dependency);
                let remedy = "move the code to a crate that may, or change xtask/policy/edges.toml on its own";
                found.push(violation(
                    path,
                    line,
                    format!("`{name}` may not know `{dependency}`"),
                    remedy,
                ));
            }
        }
    }
    found
}

fn line_of(content: &str, dependency: &str) -> usize {
    let at = content.lines().position(|line| line.starts_with(dependency));
    at.map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, rest: &str) -> Vec<String> {
        let policy = "[rapport-core]\nours = []\noutside = [\"jiff\"]\n\
            [rapport-app]\nours = [\"rapport-core\"]\nin_tests = [\"rapport-sandbox\"]\n";
        let text = Text {
            path: format!("crates/{name}/Cargo.toml"),
            content: format!("[package]\nname = \"{name}\"\n{rest}"),
        };
        check(&[text], &policy.parse().unwrap()).into_iter().map(|found| found.what).collect()
    }

    #[test]
    fn edges_follow_the_map() {
        let bad = "[dependencies]\njiff = \"0\"\nserde = \"1\"\nrapport-app = \"0\"\n";
        let mut complaints = found("rapport-core", bad);
        complaints.sort();
        assert_eq!(
            complaints,
            ["`rapport-core` may not know `rapport-app`", "`rapport-core` may not know `serde`"]
        );
        let good = "[dependencies]\nserde = \"1\"\nrapport-core = \"0\"\n[dev-dependencies]\nrapport-sandbox = \"0\"\n";
        assert_eq!(found("rapport-app", good), [""; 0]);
        assert_eq!(found("rapport-app", "[dependencies]\nrapport-sandbox = \"0\"\n").len(), 1);
        assert_eq!(found("rapport-new", "").len(), 1);
    }
}
