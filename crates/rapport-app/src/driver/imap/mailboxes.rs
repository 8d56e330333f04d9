//! Which mailboxes there are, and which of them is Sent, Junk or All.
//!
//! Servers say so by SPECIAL-USE (RFC 6154). Where they do not, the name decides, in the
//! languages in which the big providers and mail programs make mailboxes.

use async_imap::imap_proto::{MailboxDatum, NameAttribute, Response};
use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{ImapError, ImapSession};

/// What a mailbox is for (RFC 6154, section 2), as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpecialUse {
    /// Where mail arrives.
    Inbox,
    /// Copies of what the user sent.
    Sent,
    /// What the provider holds for spam; replies end up here, too.
    Junk,
    /// Everything, as with Gmail.
    All,
    /// Unfinished messages.
    Drafts,
    /// Deleted messages.
    Trash,
    /// Messages put away.
    Archive,
}

/// One mailbox of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The name on the wire, to be used in every command.
    pub name: String,
    /// The name for people.
    pub shown: String,
    /// What it is for, if that is known.
    pub special_use: Option<SpecialUse>,
    /// Whether the server said so, rather than the name.
    pub announced: bool,
    /// Whether it can be opened.
    pub selectable: bool,
}

impl ImapSession {
    /// All mailboxes of the account.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn mailboxes(&mut self) -> Result<Vec<Mailbox>, ImapError> {
        // A server may keep special uses back unless asked for them (RFC 6154, section 5.2).
        let command = if self.can("SPECIAL-USE") && self.can("LIST-EXTENDED") {
            "LIST \"\" \"*\" RETURN (SPECIAL-USE)"
        } else {
            "LIST \"\" \"*\""
        };
        let mut found = Vec::new();
        let wait = self.deadlines.command;
        self.transact("listing mailboxes", command, wait, |response| {
            if let Response::MailboxData(MailboxDatum::List(list)) = response {
                let delimiter = list.delimiter.as_deref();
                found.push(describe(&list.name, delimiter, &list.name_attributes));
            }
        })
        .await?;
        Ok(found)
    }
}

/// The mailbox for `special_use`: announced ones first, then the one whose name says so, the
/// shortest name first. `None` when there is none that can be opened.
#[must_use]
pub fn find(mailboxes: &[Mailbox], special_use: SpecialUse) -> Option<&Mailbox> {
    mailboxes
        .iter()
        .filter(|mailbox| mailbox.selectable && mailbox.special_use == Some(special_use))
        .min_by_key(|mailbox| (!mailbox.announced, mailbox.name.len()))
}

fn describe(name: &str, delimiter: Option<&str>, attributes: &[NameAttribute<'_>]) -> Mailbox {
    let shown = decode_name(name);
    let announced = attributes.iter().find_map(|attribute| match attribute {
        NameAttribute::Sent => Some(SpecialUse::Sent),
        NameAttribute::Junk => Some(SpecialUse::Junk),
        NameAttribute::All => Some(SpecialUse::All),
        NameAttribute::Drafts => Some(SpecialUse::Drafts),
        NameAttribute::Trash => Some(SpecialUse::Trash),
        NameAttribute::Archive => Some(SpecialUse::Archive),
        _ => None,
    });
    let closed = attributes.iter().any(|attribute| match attribute {
        NameAttribute::NoSelect => true,
        NameAttribute::Extension(word) => word.eq_ignore_ascii_case("\\NonExistent"),
        _ => false,
    });
    let by_name = if name.eq_ignore_ascii_case("INBOX") {
        Some(SpecialUse::Inbox)
    } else {
        let leaf = match delimiter.filter(|delimiter| !delimiter.is_empty()) {
            Some(delimiter) => shown.rsplit(delimiter).next().unwrap_or(&shown),
            None => &shown,
        };
        use_by_name(leaf)
    };
    Mailbox {
        name: name.to_owned(),
        special_use: announced.or(by_name),
        announced: announced.is_some() || by_name == Some(SpecialUse::Inbox),
        selectable: !closed,
        shown,
    }
}

/// Names under which providers and mail programs made these mailboxes before SPECIAL-USE.
const NAMES: &[(SpecialUse, &[&str])] = &[
    (
        SpecialUse::Sent,
        &[
            "sent",
            "sent items",
            "sent mail",
            "sent messages",
            "gesendet",
            "gesendete elemente",
            "gesendete objekte",
            "gesendete nachrichten",
            "envoyés",
            "éléments envoyés",
            "messages envoyés",
            "courrier envoyé",
            "enviados",
            "elementos enviados",
            "itens enviados",
            "enviadas",
            "inviata",
            "inviati",
            "posta inviata",
            "elementi inviati",
            "verzonden",
            "verzonden items",
            "verzonden berichten",
            "wysłane",
            "elementy wysłane",
            "skickat",
            "skickade objekt",
            "sendt",
            "sendte elementer",
            "sendt post",
            "lähetetyt",
            "odeslané",
            "odeslaná pošta",
            "送信済み",
            "送信済みアイテム",
            "已发送",
            "已发送邮件",
        ],
    ),
    (
        SpecialUse::Junk,
        &[
            "junk",
            "junk e-mail",
            "junk email",
            "junk mail",
            "spam",
            "bulk mail",
            "spamverdacht",
            "unbekannt",
            "unerwünscht",
            "junk-e-mail",
            "courrier indésirable",
            "indésirables",
            "pourriel",
            "correo no deseado",
            "lixo eletrónico",
            "lixo eletrônico",
            "posta indesiderata",
            "ongewenste e-mail",
            "wiadomości-śmieci",
            "skräppost",
            "søppelpost",
            "uønsket e-post",
            "uønsket mail",
            "roskaposti",
            "迷惑メール",
            "垃圾邮件",
        ],
    ),
    (
        SpecialUse::All,
        &[
            "all mail",
            "alle nachrichten",
            "tous les messages",
            "todos",
            "todos os e-mails",
            "tutti i messaggi",
            "alle berichten",
            "wszystkie",
            "alla mail",
            "すべてのメール",
        ],
    ),
    (SpecialUse::Drafts, &["drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze"]),
    (
        SpecialUse::Trash,
        &[
            "trash",
            "deleted",
            "deleted items",
            "deleted messages",
            "papierkorb",
            "gelöscht",
            "gelöschte elemente",
            "corbeille",
            "papelera",
            "cestino",
        ],
    ),
    (SpecialUse::Archive, &["archive", "archives", "archiv", "archivio", "archivo"]),
];

fn use_by_name(leaf: &str) -> Option<SpecialUse> {
    let leaf = leaf.trim().to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&leaf.as_str())).map(|(what, _)| *what)
}

/// Modified UTF-7 (RFC 3501, section 5.1.3) in letters; what is no such text stays as it is.
fn decode_name(name: &str) -> String {
    let mut decoded = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('&') {
        decoded.push_str(plain);
        let Some((shifted, tail)) = after.split_once('-') else {
            return name.to_owned();
        };
        if shifted.is_empty() {
            decoded.push('&');
        } else {
            match decode_shifted(shifted) {
                Some(letters) => decoded.push_str(&letters),
                None => return name.to_owned(),
            }
        }
        rest = tail;
    }
    decoded + rest
}

fn decode_shifted(shifted: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true);
    let bytes = GeneralPurpose::new(&IMAP_MUTF7, config).decode(shifted).ok()?;
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests;
