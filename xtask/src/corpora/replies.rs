//! Mail text → what the person newly wrote: `replies`.
//!
//! Full points for the same text up to white space, half if one of the two begins the other and
//! only a few lines that look like a signature are left: keeping it is taste.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::Value;

use super::Corpora;
use super::ask::{expected, text, texts};
use super::figure::{Goal, Outcome, Share, squeezed, without_space};

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&["inspect", "mail"])?;
    let folder = corpora.folder.join("replies");
    let items = expected(&folder.join("expected.json"))?;
    let files: Vec<PathBuf> = items
        .iter()
        .enumerate()
        .map(|(number, item)| mail_of(item, &folder, &corpora.scratch, number))
        .collect::<Result<_>>()?;
    let answers = corpora.rapport.mails(&files)?;

    let mut outcome = Outcome::default();
    // Several exact answers for one mail: either is right.
    let mut points: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut kept, mut leaked) = (Share::default(), Share::default());
    let (mut partial, mut signatures) = (Share::default(), Share::default());
    for (item, answer) in items.iter().zip(&answers) {
        let file = text(item, "file");
        let reply = text(answer, "reply_text");
        match text(item, "kind") {
            "exact" => {
                let wanted = text(item, "reply");
                let is_html = text(item, "form") == "html body";
                let mark = if is_html {
                    f64::from(u8::from(without_space(reply) == without_space(wanted)))
                } else {
                    points_of(reply, wanted)
                };
                let best = points.entry(file).or_default();
                *best = best.max(mark);
                if mark < 1.0 {
                    outcome.miss(format!("{file}: {mark} point: {reply:?} instead of {wanted:?}"));
                }
                if !kept.count(nothing_lost(wanted, reply, text(answer, "signature"), is_html)) {
                    outcome.miss(format!("{file}: a person's line is lost"));
                }
                for line in
                    text(item, "elided").lines().filter(|line| line.trim_start().starts_with('>'))
                {
                    let line = squeezed(line);
                    if line.trim_matches(['>', ' ']).is_empty() {
                        continue;
                    }
                    if leaked.count(reply.lines().any(|said| squeezed(said) == line)) {
                        outcome.miss(format!("{file}: a quoted line leaked: {line}"));
                    }
                }
            }
            "partial" => {
                let wrong = wrong_of(item, reply)?;
                if !partial.count(wrong.is_none()) {
                    outcome.miss(format!("{file}: {} in {reply:?}", wrong.unwrap_or_default()));
                }
            }
            "signature" => {
                let said = squeezed(text(answer, "signature"));
                let wanted: Vec<String> =
                    texts(item, "signature").iter().map(|one| signature(one)).collect();
                if !signatures.count(wanted.contains(&said)) {
                    outcome.miss(format!("{file}: signature {said:?} instead of {wanted:?}"));
                }
            }
            other => bail!("unknown kind of reply {other}"),
        }
    }
    let mean = points.values().sum::<f64>() / points.len().max(1) as f64;
    let mut full = Share::default();
    points.values().for_each(|points| {
        full.count(*points >= 1.0);
    });
    outcome.add("exact, with half points", mean, Goal::AtLeast(0.85));
    outcome.add_share("full points", full, Goal::Told);
    outcome.add_share("no person's line lost", kept, Goal::AtLeast(0.98));
    outcome.add_share("quoted lines leaked", leaked, Goal::Told);
    outcome.add_share("partial: all conditions hold", partial, Goal::Told);
    outcome.add_share("signatures", signatures, Goal::Told);
    Ok(outcome)
}

/// The file itself, or a plain mail around the body.
fn mail_of(item: &Value, folder: &Path, scratch: &Path, number: usize) -> Result<PathBuf> {
    let source = folder.join(text(item, "file"));
    let kind = match text(item, "form") {
        "mail" => return Ok(source),
        "text body" => "plain",
        "html body" => "html",
        other => bail!("unknown form of body {other}"),
    };
    let sender = match text(item, "sender").trim() {
        "" => "Dana Whitfield <dana@example.org>".to_owned(),
        address if address.contains('@') => address.to_owned(),
        name => format!("{name} <sender@example.org>"),
    };
    let mut mail = format!(
        "From: {sender}\r\nTo: nell@example.org\r\nSubject: Re: Hello\r\n\
         Date: Thu, 05 Mar 2026 09:00:00 +0000\r\nMessage-ID: <{number}@example.org>\r\n\
         In-Reply-To: <first@example.org>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    .into_bytes();
    mail.extend(fs::read(source)?);
    let file = scratch.join(format!("{number:04}.eml"));
    fs::write(&file, mail)?;
    Ok(file)
}

fn points_of(said: &str, wanted: &str) -> f64 {
    let (said_words, wanted_words): (Vec<&str>, Vec<&str>) =
        (said.split_whitespace().collect(), wanted.split_whitespace().collect());
    if said_words == wanted_words {
        return 1.0;
    }
    let (short, long, text) = if said_words.len() < wanted_words.len() {
        (said_words, wanted_words, wanted)
    } else {
        (wanted_words, said_words, said)
    };
    if short.is_empty() || !long.starts_with(&short) {
        return 0.0;
    }
    // Behind the words that both have.
    let next = long[short.len()];
    let rest = &text[next.as_ptr() as usize - text.as_ptr() as usize..];
    let lines: Vec<&str> = rest.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let taste = lines.len() <= 6
        && lines.iter().all(|line| !line.starts_with(['>', '|']) && !line.ends_with(':'));
    if taste { 0.5 } else { 0.0 }
}

fn nothing_lost(wanted: &str, reply: &str, signature: &str, is_html: bool) -> bool {
    let form = if is_html { without_space } else { squeezed };
    let said = form(&format!("{reply}\n{signature}"));
    let mut lines = wanted.lines().map(form).filter(|line| !line.is_empty());
    if is_html {
        // Where lines end is the reader's choice there: the words must be.
        return lines.all(|line| said.contains(&line));
    }
    lines.all(|line| said.contains(&line))
}

/// The first condition that does not hold.
fn wrong_of(item: &Value, reply: &str) -> Result<Option<String>> {
    let flat = squeezed(reply);
    for pattern in texts(item, "patterns") {
        if !matches(&pattern, reply.trim())? && !matches(&pattern, &flat)? {
            return Ok(Some(format!("{pattern:?} is missing")));
        }
    }
    if let Some(missing) = texts(item, "contains").iter().find(|one| !flat.contains(&squeezed(one)))
    {
        return Ok(Some(format!("{missing:?} is missing")));
    }
    Ok(texts(item, "lacks")
        .iter()
        .find(|one| flat.contains(&squeezed(one)))
        .map(|there| format!("{there:?} should not be there")))
}

/// Anchors and plain text: all the regular expressions of the set are no more than that.
fn matches(pattern: &str, text: &str) -> Result<bool> {
    let plain = pattern.strip_prefix('^').unwrap_or(pattern);
    let plain = plain.strip_suffix('$').unwrap_or(plain);
    if plain.contains(['\\', '[', ']', '(', ')', '*', '+', '?', '{', '}', '|', '^', '$', '.']) {
        bail!("the pattern {pattern:?} needs more than this scorer knows");
    }
    Ok(match (pattern.starts_with('^'), pattern.ends_with('$')) {
        (true, true) => text == plain,
        (true, false) => text.starts_with(plain),
        (false, true) => text.ends_with(plain),
        (false, false) => text.contains(plain),
    })
}

/// The set marks the lines of signatures.
fn signature(text: &str) -> String {
    squeezed(&text.replace("#sig#", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_signature_is_half_a_point_and_a_kept_quote_none() {
        assert!((points_of("Yes\n please ", "Yes please\n") - 1.0).abs() < 1e-9);
        assert!((points_of("Yes\n\nDana", "Yes") - 0.5).abs() < 1e-9);
        assert!((points_of("Yes", "Yes\n\nDana\nAcme") - 0.5).abs() < 1e-9);
        assert!(points_of("Yes\n> really?", "Yes").abs() < 1e-9);
        assert!(points_of("Yes\nOn Monday Ivo wrote:", "Yes").abs() < 1e-9);
        assert!(points_of("Yes\n1\n2\n3\n4\n5\n6\n7", "Yes").abs() < 1e-9);
        assert!(points_of("", "Yes").abs() < 1e-9 && points_of("No", "Yes").abs() < 1e-9);
    }

    #[test]
    fn patterns_are_anchors_and_text() {
        assert!(matches("^I get", "I get it").unwrap() && !matches("^get", "I get it").unwrap());
        assert!(matches("a.b", "a.b").is_err());
        assert_eq!(signature("#sig#Dana\n#sig#Acme"), "Dana Acme");
    }
}
