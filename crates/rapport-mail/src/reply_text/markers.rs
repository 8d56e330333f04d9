//! The words by which programs mark quotes, originals and signatures, in many languages.
//!
//! Here: tables and the small tests on them; add a language by adding words. Not here: the pass
//! over the lines ([`super`]).

use crate::words::{has, words};

/// Words that open the line "On … wrote:", lower case.
const OPENERS: &str = "
    on | am | le | el | il | op | em | a | den | dne | dnia | w dniu | pe | pada | vào
    în | ons | mån | tis | tors | fre | man | tir | tor | lun | mar | mer | jeu | ven
    gio | wo | di | ma | vr | za | zo | mo | mi | do | fr | sa | so | mon | tue | wed
    thu | fri | sat | sun | at | từ | в | le ven. | quote from | at:
";
/// Words that say that somebody wrote, lower case.
const VERBS: &str = "
    wrote | writes | schrieb | geschrieben | a écrit | écrivait | escribió | escribio
    ha scritto | scrisse | escreveu | schreef | geschreven | skrev | napisał | napisała
    pisze | kirjoitti | yazdı | şunları yazdı | написал | пишет | писал | 写道 | 寫道 | のメール
    のメッセージ | は書きました | napsal | napísal | írta | a scris | έγραψε | 작성 | đã viết
    menulis | כתב | كتب | said
";
/// Words in the middle of `-----Original Message-----` and of the line above a forward.
const ORIGINALS: &str = "
    original message | original appointment | originalnachricht | ursprüngliche nachricht
    original-nachricht | message d'origine | message original | mensaje original
    messaggio originale | mensagem original | oorspronkelijk bericht | originele bericht
    oorspronkelijke bericht | ursprungligt meddelande | originalmeddelande
    oprindelig meddelelse | oprindelig besked | opprinnelig melding | original melding
    alkuperäinen viesti
    oryginalna wiadomość | wiadomość oryginalna | původní zpráva | orijinal mesaj
    özgün ileti | исходное сообщение | пересылаемое сообщение | forwarded message
    forwarded by | weitergeleitete nachricht | message transféré | mensaje reenviado
    messaggio inoltrato | mensagem encaminhada | doorgestuurd bericht
    vidarebefordrat meddelande
    przekazana wiadomość | 元のメッセージ | 原始邮件 | 原始郵件 | 转发的邮件 | 轉寄郵件 | 원본 메시지
    reply message | reply to message
";
/// Lines above a forward or a ticket's history, complete and lower case.
const CUT_LINES: &str = "
    begin forwarded message: | anfang der weitergeleiteten nachricht:
    début du message réexpédié : | début du message transféré : | inicio del mensaje reenviado:
    inizio messaggio inoltrato: | begin doorgestuurd bericht: | início da mensagem encaminhada:
    vidarebefordrat brev: | początek przekazanej wiadomości:
";
/// Parts of lines that ticket systems put above the history, lower case.
const CUT_PARTS: &str = "
    reply above this line | reply above the line | type your reply above
    enter your reply above | write a reply above this line | antwort bitte über dieser zeile
";
/// The first line of an original's head, lower case, without the colon.
pub const FROM_LABELS: &str = "
    from | von | de | da | van | från | fra | od | lähettäjä | gönderen | kimden | от
    от кого | 差出人 | 发件人 | 寄件者 | 寄件人 | 보낸 사람 | 보낸사람 | expéditeur | mittente | feladó
    από | מאת | من | 送信元 | reply-to
";
/// The other lines of an original's head, lower case, without the colon.
pub const OTHER_LABELS: &str = "
    sent | date | to | cc | subject | reply-to | gesendet | datum | an | betreff | kopie
    envoyé | envoyé le | à | objet | enviado | enviado el | enviado em | fecha | para
    asunto | assunto | data | a | oggetto | inviato | verzonden | aan | onderwerp | skickat
    till | sujet | copie à | cc | copia | kopia | cópia | ämne | dato | sendt | til | emne
    wysłano | do | temat | lähetetty | päiväys
    vastaanottaja | aihe | gönderildi | gönderilme tarihi | tarih | kime | kimden | konu | bilgi
    отправлено | дата | кому | копия | тема | 送信日時 | 日時 | 日付 | 宛先 | 件名 | 发送时间 | 日期
    收件人 | 主题 | 抄送 | 寄件日期 | 收件者 | 主旨 | 보낸 날짜 | 날짜 | 받는 사람 | 받는사람 | 제목 | date d'envoi
    destinatario | elküldve | címzett | tárgy | odesláno | komu | předmět | importance
    priority | attachments | organization
";
/// Beginnings of the line that telephones put under a message, lower case.
const DEVICE_LINES: &str = "
    sent from my | sent from a phone | sent by galaxy | sent from mail | sent from mail for
    sent from outlook | sent from yahoo | sent from mailbox
    sent from windows | sent from gmail | sent from proton | sent from the all new aol
    sent from a mobile | sent from mobile | sent from samsung | sent from iphone
    sent from ipad | sent from android | sent from blackberry | sent from blue | sent from nine
    sent from spark | sent from airmail | sent with airmail | sent with proton | sent via
    sent using | sent on the go | from my iphone | from my ipad | get outlook for
    get bluemail for | download outlook for | von meinem iphone | von meinem ipad
    von meinem handy | von meinem mobil | von meinem smartphone | von meinem samsung
    von meinem android | von unterwegs gesendet | gesendet von | gesendet mit | gesendet via
    diese nachricht wurde von mein
    envoyé de mon | envoyé depuis | envoyé à partir de | obtenir outlook | télécharger outlook
    enviado desde | enviado de mi | enviado do meu | enviado a partir | obtener outlook
    inviato da | inviato dal | verzonden vanaf | verzonden met | verstuurd vanaf
    skickat från | skickades från | sendt fra | lähetetty | wysłane z | wysłano z | odesláno z
    отправлено с | отправлено из | iphoneから送信 | ipadから送信 | androidから送信 | 发自我的 | 從我的 | 나의 iphone
    trimis de pe | küldve | iphone'umdan gönderildi
";

/// Whether a line such as `-----Original Message-----` starts the original.
#[must_use]
pub fn is_original_marker(line: &str) -> bool {
    let lower = line.to_lowercase();
    let lower = lower.trim().trim_matches('*').trim();
    if has(CUT_LINES, lower)
        || (lower.len() < 160 && words(CUT_PARTS).any(|part| lower.contains(part)))
    {
        return true;
    }
    if !lower.starts_with("--") || !lower.ends_with('-') {
        return false;
    }
    // "---- On Thu, 5 Mar 2026 Ivo wrote ----"
    if lower.starts_with("----")
        && lower.contains('@')
        && words(VERBS).any(|verb| lower.contains(verb))
    {
        return true;
    }
    let middle = lower.trim_matches(|c: char| c == '-' || c.is_whitespace());
    words(ORIGINALS).any(|words| middle.starts_with(words))
}

/// Words between dashes, as originals are marked in any language.
#[must_use]
pub fn is_dashed(line: &str) -> bool {
    let line = line.trim();
    line.len() < 120
        && line.starts_with("----")
        && line.ends_with("---")
        && line.contains(char::is_alphabetic)
}

/// "-Dana" or "/ Dana Whitfield" as the last line.
#[must_use]
pub fn is_signed_name(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix(['-', '–', '—', '/']) else {
        return false;
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-'))
        })
}

/// A line of ten or more underscores, dashes or equals signs.
#[must_use]
pub fn is_rule(line: &str) -> bool {
    line.len() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '='))
}

/// Whether the line is `Label: …` for one of these labels; programs print the label bold.
#[must_use]
pub fn is_label(line: &str, labels: &'static str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '*', '_', '\u{a0}']);
    let Some(colon) = line.find([':', '：']) else {
        return false;
    };
    if colon > 40 {
        return false;
    }
    let label = line[..colon].trim_end_matches(['*', '_', ' ', '\u{a0}']).to_lowercase();
    has(labels, &label)
}

/// Whether a wrapped text may become the line "On … wrote:".
#[must_use]
pub fn starts_like_introduction(joined: &str) -> bool {
    let lower = joined.to_lowercase();
    let word: String = lower.chars().take_while(|c| !c.is_whitespace()).collect();
    let word = word.trim_end_matches([',', '.', ':']);
    word.starts_with(|c: char| c.is_ascii_digit())
        || has(OPENERS, word)
        || lower.starts_with("w dniu")
        || joined.chars().take(80).any(|c| c == '<')
}

/// `Some(true)` if the text introduces a quote beyond doubt, `Some(false)` if it does when a
/// quoted line follows, `None` if not.
#[must_use]
pub fn introduction_strength(joined: &str) -> Option<bool> {
    let lower = joined.trim().to_lowercase();
    let has_digit = lower.contains(|c: char| c.is_ascii_digit());
    let has_address = lower.contains('@');
    let ends = lower.trim_end_matches(['*', '_', ' ', '\u{a0}']).ends_with([':', '：']);
    if !ends {
        // "2026/3/5 Dana Whitfield <dana@example.org>": an old form without a verb.
        let dated =
            lower.starts_with("20") && has_address && lower.ends_with('>') && lower.contains('<');
        return dated.then_some(false);
    }
    let verb = words(VERBS).any(|verb| lower.contains(verb));
    // "2026-03-05 9:12 GMT Ivo <ivo@acme.example>:": a date first and an address last need no verb.
    let dated = has_address
        && lower.matches(|c: char| c.is_ascii_digit()).count() >= 6
        && starts_with_date(&lower)
        && lower.trim_end_matches([':', ' ', '\u{a0}']).ends_with(['>', ')']);
    if dated {
        return Some(true);
    }
    if !verb {
        return None;
    }
    let written = lower.trim_end_matches([':', ' ', '\u{a0}', '：']);
    if lower.contains('<')
        && has_address
        && words(VERBS).any(|verb| written.ends_with(&format!("> {verb}")))
    {
        // "Ivo <ivo@acme.example> wrote:"
        return Some(true);
    }
    if has_digit && starts_like_introduction(&lower) {
        // A date or a time beside the verb: nobody writes this by hand.
        return Some(lower.contains(':') && lower.matches(':').count() > 1 || has_address);
    }
    let few_words = lower.split_whitespace().count() <= 6;
    (has_address || has_digit || few_words).then_some(false)
}

fn starts_with_date(lower: &str) -> bool {
    let word = lower.split_whitespace().next().unwrap_or_default().trim_end_matches([',', '.']);
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(&word)
}

/// The line above a signature: `-- ` (RFC 3676 section 4.3), or a rule.
#[must_use]
pub fn is_delimiter(line: &str) -> bool {
    let trimmed = line.trim_end();
    trimmed == "--" || trimmed == "—" || (trimmed.len() >= 2 && trimmed.chars().all(|c| c == '_'))
}

/// "Sent from my telephone".
#[must_use]
pub fn is_device_line(line: &str) -> bool {
    let line = line.trim();
    if line.chars().count() > 120 {
        return false;
    }
    let lower = line
        .trim_start_matches(['(', '[', '*', '_', '<', '-', ' '])
        .to_lowercase()
        .replace('[', "");
    words(DEVICE_LINES).any(|start| lower.starts_with(start))
}
