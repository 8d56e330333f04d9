//! No page has words of its own: they all stand in these modules, so that a language is one file.

use std::fs;
use std::path::{Path, PathBuf};

/// What is the same in every language: the name, a stamp in a drawing, commands, keys.
const THE_SAME: [&str; 7] =
    ["Rapport", "RAPPORT", "PRACTICE LEAVES", "rapport link", "rapport doctor", "/health", "Ctrl"];

/// Attributes that are read out or shown.
const SHOWN: [&str; 5] = ["alt", "title", "aria-label", "data-sure", "aria-description"];

fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            found.push(path);
        }
    }
}

/// The template without what is put in: `{{ … }}`, `{% … %}`, `{# … #}`.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let end = match rest.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => "",
        };
        // A space in its place, so that words on both sides stay apart.
        out.push(' ');
        rest = rest[at..].find(end).map_or("", |to| &rest[at + to + end.len().max(1)..]);
    }
    out + rest
}

/// Texts between tags, and the values of attributes that are shown.
fn words_of(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    // The class of a page's main element stands in a block of its own.
    let class = template.split_once("{% block main_class %}").map_or("", |(_, rest)| rest);
    let class = class.split_once("{% endblock %}").map_or("", |(class, _)| class);
    let template = template.replace(&format!("main_class %}}{class}"), "main_class %}");
    for piece in without_code(&template).split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        found.push(text.to_owned());
        for name in SHOWN {
            let begins = format!(" {name}=\"");
            let values = tag.split(&begins).skip(1);
            found.extend(values.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
    found
}

#[test]
fn the_templates_hold_no_words_of_their_own() {
    let mut all = Vec::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    assert!(all.len() > 40, "the templates are read from the source");
    let mut own = Vec::new();
    for path in all {
        for words in words_of(&fs::read_to_string(&path).unwrap()) {
            let mut words = words.clone();
            for same in THE_SAME {
                words = words.replace(same, "");
            }
            // Entities and short signs are no words.
            let is_word = |word: &str| {
                !word.starts_with('&') && word.chars().filter(|c| c.is_alphabetic()).count() >= 4
            };
            if words.split_whitespace().any(is_word) {
                own.push(format!("{}: {}", path.display(), words.trim()));
            }
        }
    }
    assert!(own.is_empty(), "these belong into src/words: {own:#?}");
}

#[test]
fn words_of_a_template_are_found() {
    let template = "{# why #}<p title=\"Own title\">{{ words.one }} and more</p>{% if x %}<b>{{ y }}</b>{% endif %}";
    let found = words_of(template);
    assert!(
        found.iter().any(|it| it == "Own title") && found.iter().any(|it| it.contains("and more"))
    );
    assert!(!found.iter().any(|it| it.contains("words.one") || it.contains("why")));
}
