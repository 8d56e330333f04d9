//! Complete sender details (D4): each detail that the user chose stands in the sender block, so
//! that nobody has an excuse not to answer.

use super::{Checked, DetailKind, Finding, Part, Rule, Severity};

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let block = checked.note.sender_block;
    let everything = format!("{block}\n{}", checked.note.body);
    let length = block.chars().count();
    let whole = |rule, severity, why: String, better: Option<String>| Finding {
        rule,
        severity,
        part: Part::Sender,
        start: 0,
        end: length,
        text: block.to_owned(),
        why,
        better,
    };
    // Only what stands in the block counts as a way to answer: a number in the text may be anyone's.
    if digits(block).len() < 6 && !block.contains('@') {
        findings.push(whole(
            Rule::MissingSender,
            Severity::Block,
            "There is no phone number and no mail address to answer to.".to_owned(),
            Some("add your phone number and your mail address to your sender details".to_owned()),
        ));
    } else {
        for detail in checked.facts.sender {
            if !is_in(detail.kind, detail.value, &everything) {
                findings.push(whole(
                    Rule::MissingSender,
                    Severity::Warn,
                    format!("The sender block lacks {}.", detail.kind.noun()),
                    Some(detail.value.to_owned()),
                ));
            }
        }
    }
    let Some(domain) = checked.facts.present_employer_domain else {
        return;
    };
    let domain = domain.trim().trim_start_matches('@').to_lowercase();
    let from_work = checked.facts.sender.iter().find(|detail| {
        let address = detail.value.trim().to_lowercase();
        detail.kind == DetailKind::Mail
            && !domain.is_empty()
            && address
                .rsplit_once('@')
                .is_some_and(|(_, host)| host == domain || host.ends_with(&format!(".{domain}")))
    });
    if let Some(detail) = from_work {
        let mut finding = whole(
            Rule::SenderDomain,
            Severity::Warn,
            format!("{} belongs to your present employer.", detail.value),
            Some("send from a private address".to_owned()),
        );
        if let Some(at) = block.find(detail.value) {
            finding.start = block[..at].chars().count();
            finding.end = finding.start + detail.value.chars().count();
            finding.text = detail.value.to_owned();
        }
        findings.push(finding);
    }
}

fn is_in(kind: DetailKind, value: &str, text: &str) -> bool {
    match kind {
        DetailKind::Phone => {
            let wanted = digits(value);
            // "+49 30 …" and "030 …" are the same line to a reader.
            let tail = wanted.get(wanted.len().saturating_sub(6)..).unwrap_or(&wanted);
            !tail.is_empty() && digits(text).contains(tail)
        }
        DetailKind::Name | DetailKind::Mail | DetailKind::Postal | DetailKind::Link => {
            let wanted = squeezed(value);
            wanted.is_empty() || squeezed(text).contains(&wanted)
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Lower case without white space and the signs that part lines of an address.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '·' | '|'))
        .flat_map(char::to_lowercase)
        .collect()
}
