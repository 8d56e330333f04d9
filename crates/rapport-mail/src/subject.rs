//! Subjects: without the prefixes that mail programs add for replies and forwards.
//!
//! Here: the base subject in the manner of RFC 5256 section 2.1, for the prefixes of many
//! languages. Not here: joining threads by subject; matching does that with the sender and the
//! date beside it.

use crate::words::Words;

/// Prefixes of replies, lower case, without the colon.
static REPLY: Words = Words::of(
    "
    re | aw | antw | antwort | sv | vs | ref | res | r | rif | rsp | odp | ynt | yan
    atb | bls | vá | απ | σχετ | на | ответ | отв | 回复 | 回覆 | 答复 | 答覆 | 返信
    השב | رد | 회신 | 답장
",
);
/// Prefixes of forwards, lower case, without the colon.
static FORWARD: Words = Words::of(
    "
    fwd | fw | wg | tr | trs | vb | vl | vs | enc | rv | i | pd | pdl | doorst | fs
    i̇lt | ilt | ilet | πρθ | пересл | 转发 | 轉寄 | 転送 | הועבר | إعادة توجيه | 전달
    továbbítás | fyi
",
);

/// The subject without reply and forward prefixes, list tags before them, and `(fwd)` behind.
///
/// A subject that is nothing but prefixes gives the empty text.
#[must_use]
pub fn base_subject(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        let before = rest;
        if let Some(after) = strip_prefix(rest) {
            rest = after;
        } else if let Some(after) = strip_tag(rest)
            && (strip_prefix(after).is_some() || strip_tag(after).is_some())
        {
            // `[list] Re: x`: the tag is in the way of the prefix.
            rest = after;
        }
        for tail in ["(fwd)", "(Fwd)", "(FWD)"] {
            rest = rest.strip_suffix(tail).unwrap_or(rest).trim_end();
        }
        if rest == before {
            return rest;
        }
    }
}

/// Whether the subject says that it answers something.
#[must_use]
pub fn is_reply_subject(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some(after) = strip_tag(rest) {
        rest = after;
    }
    prefix_of(rest).is_some_and(|(prefix, _)| REPLY.has(&prefix))
}

/// Whether the subject says that it passes on a message. `VS`, which Finns put before answers and
/// some programs before forwards, says nothing.
#[must_use]
pub fn is_forward_subject(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some(after) = strip_tag(rest) {
        rest = after;
    }
    prefix_of(rest).is_some_and(|(prefix, _)| FORWARD.has(&prefix) && !REPLY.has(&prefix))
}

/// What subjects of one thread have in common: the base subject without the tags of lists, in
/// lower case, with single spaces. Empty if nothing is left, and then it joins nothing.
#[must_use]
pub fn thread_subject(subject: &str) -> String {
    let mut rest = base_subject(subject);
    loop {
        let before = rest;
        if let Some(after) = strip_tag(rest)
            && !after.is_empty()
        {
            rest = base_subject(after);
        }
        if rest == before {
            break;
        }
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn strip_prefix(subject: &str) -> Option<&str> {
    prefix_of(subject).map(|(_, rest)| rest)
}

/// A known prefix in lower case, and what follows its colon. Counters as in `Re[2]:` belong to it.
fn prefix_of(subject: &str) -> Option<(String, &str)> {
    let colon = subject.find([':', '：'])?;
    if colon > 40 {
        return None;
    }
    let mark = subject[colon..].chars().next().map_or(1, char::len_utf8);
    let (head, rest) = (subject[..colon].trim(), &subject[colon + mark..]);
    let head = head.split(['[', '(', '^', '*']).next().unwrap_or_default();
    let head = head.trim().trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    let known = REPLY.has(&head) || FORWARD.has(&head);
    known.then(|| (head, rest.trim_start()))
}

fn strip_tag(subject: &str) -> Option<&str> {
    let rest = subject.strip_prefix('[')?;
    let (tag, rest) = rest.split_once(']')?;
    (!tag.contains('[') && tag.len() <= 60).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_of_many_languages_go() {
        for (subject, base) in [
            ("Re: Test rig", "Test rig"),
            ("AW: WG: Test rig", "Test rig"),
            ("RE[2]: Test rig (fwd)", "Test rig"),
            ("[rig-list] Sv: Test rig", "Test rig"),
            ("回复：Test rig", "Test rig"),
            ("Odp: R: RIF: Test rig", "Test rig"),
            ("İlt: Ynt: Test rig", "Test rig"),
            ("Re : Test rig", "Test rig"),
            ("[urgent] Test rig", "[urgent] Test rig"),
            ("Agenda: Monday", "Agenda: Monday"),
            ("Re:", ""),
            ("", ""),
        ] {
            assert_eq!(base_subject(subject), base, "{subject}");
        }
    }

    #[test]
    fn only_replies_are_replies() {
        assert!(is_reply_subject("Re: x"));
        assert!(is_reply_subject("[list] AW: x"));
        assert!(!is_reply_subject("Fwd: x"));
        assert!(!is_reply_subject("Report: x"));
        assert!(is_forward_subject("[list] WG: x") && is_forward_subject("Fwd: x"));
        assert!(!is_forward_subject("Re: Fwd: x") && !is_forward_subject("VS: x"));
    }

    #[test]
    fn lists_and_case_do_not_part_a_thread() {
        for subject in ["Test rig", "Re: [rig] Test  rig", "[rig] AW: test rig", "[rig] Test rig"] {
            assert_eq!(thread_subject(subject), "test rig", "{subject}");
        }
        assert_eq!(thread_subject("[rig]"), "[rig]");
        assert_eq!(thread_subject("Re:"), "");
    }
}
