//! The heads of originals that follow without marks, and the lines above forwards.
//!
//! Here: `-----Original Message-----` and "Begin forwarded message:" in many languages, and the
//! block "From: … Sent: … To: … Subject: …" that Outlook and its like write. Not here: the
//! sentence "On … wrote:" ([`super::introductions`]). Add a language by adding words.

use std::sync::LazyLock;

use super::lines::{Line, bare};
use super::table::Table;

/// Words in the middle of `-----Original Message-----`.
const ORIGINALS: &str = "
    original message | original appointment | original email | originalnachricht
    ursprüngliche nachricht | original-nachricht | ursprüngliche mail | ursprüngliche e-mail
    message d'origine | message d’origine | message original | message initial | courriel original
    mensaje original | messaggio originale | mensagem original | oorspronkelijk bericht
    originele bericht | origineel bericht | oorspronkelijke bericht | ursprungligt meddelande
    originalmeddelande | ursprungligt e-postmeddelande | oprindelig meddelelse
    oprindelig besked | oprindelig mail | den oprindelige meddelelse | opprinnelig melding
    original melding | opprinnelig e-post | alkuperäinen viesti | alkuperäinen sähköposti
    oryginalna wiadomość | wiadomość oryginalna | pierwotna wiadomość | původní zpráva
    pôvodná správa | původní e-mail | orijinal mesaj | özgün ileti | orijinal ileti
    исходное сообщение | оригинальное сообщение | первоначальное сообщение | вихідне повідомлення
    元のメッセージ | 元のメール | original message | 原始邮件 | 原始郵件 | 原始信息 | 原始訊息 | 邮件原件 | 原邮件
    回复的原邮件 | 回复的原信息 | 원본 메시지 | 원본 이메일 | 원본 메일 | eredeti üzenet | mesaj original
    izvorna poruka | izvirno sporočilo | αρχικό μήνυμα | missatge original | pesan asli
    הודעה מקורית | الرسالة الأصلية | reply message | replied message | reply to message
    reply | 回复邮件
";
/// Words in the middle of the line above a forward.
const FORWARDS: &str = "
    forwarded message | forwarded by | forwarded mail | weitergeleitete nachricht
    weitergeleitet von | weitergeleitete e-mail | message transféré | transféré par
    message réexpédié | courriel transféré | mensaje reenviado | reenviado por
    messaggio inoltrato | inoltrato da | mensagem encaminhada | mensagem reencaminhada
    encaminhado por | doorgestuurd bericht | doorgestuurd door | vidarebefordrat meddelande
    vidarebefordrat mejl | videresendt meddelelse | videresendt besked | videresendt melding
    videresendt e-post | välitetty viesti | edelleenlähetetty viesti | przekazana wiadomość
    treść przekazanej wiadomości | wiadomość przekazana | přeposlaná zpráva | i̇letilmiş mesaj
    iletilmiş mesaj | iletilen mesaj | yönlendirilmiş mesaj | пересылаемое сообщение
    перенаправленное сообщение | пересланное сообщение | 转发的邮件 | 转发邮件信息 | 转发的消息 | 轉寄郵件
    转发邮件 | 転送メッセージ | 転送されたメッセージ | 전달된 메시지 | továbbított üzenet | mesaj redirecționat
";
/// Lines above a forward, complete and lower case.
const FORWARD_LINES: &str = "
    begin forwarded message: | anfang der weitergeleiteten nachricht: | weitergeleitete nachricht:
    anfang der weitergeleiteten e-mail: | début du message réexpédié : | début du message transféré :
    début du message réexpédié: | début du message transféré: | début du courriel réexpédié :
    message transféré : | inicio del mensaje reenviado: | mensaje reenviado: | comienzo del mensaje reenviado:
    inizio messaggio inoltrato: | inizio del messaggio inoltrato: | begin doorgestuurd bericht:
    início da mensagem encaminhada: | início da mensagem reencaminhada: | vidarebefordrat brev:
    vidarebefordrat mejl: | vidarebefordrat meddelande: | start på videresendt besked:
    start på videresendt meddelelse: | videresendt besked: | videresendt melding:
    start på videresendt melding: | videresendt e-post: | początek przekazanej wiadomości:
    początek przekazywanej wiadomości: | начало переадресованного сообщения:
    начало пересылаемого сообщения: | начало пересланного сообщения: | i̇letilen ileti başlangıcı:
    iletilen ileti başlangıcı: | başlangıç i̇letilen ileti: | 开始转发的邮件： | 开始转发的邮件:
    下面是被转发的邮件： | 下面是被转发的邮件: | 開始轉寄郵件： | 開始轉寄郵件: | 転送されたメッセージ： | 転送されたメッセージ:
    välitetty viesti alkaa: | alkaa välitetty viesti: | začátek přeposlané zprávy: | začátek předávané zprávy:
    전달된 메시지 시작:
";
/// Parts of lines that ticket systems put above the thread so far, lower case.
const CUT_PARTS: &str = "
    reply above this line | reply above the line | type your reply above | please reply above
    enter your reply above | write a reply above this line | antwort bitte über dieser zeile
    bitte oberhalb dieser zeile antworten | antworten sie oberhalb dieser zeile
    répondre au-dessus de cette ligne | réponse au-dessus de cette ligne
    responda por encima de esta línea | responda acima desta linha | antwoord boven deze lijn
    reageer boven deze regel | svara ovanför denna linje
";
/// First words of such a line where no rule stands before it.
const CUT_STARTS: &[&str] = &[
    "Please", "please", "Reply", "reply", "REPLY", "Type", "Write", "Enter", "Bitte", "Antwort",
    "Répon", "Respond", "Reageer", "Svara", "[", "(", "<",
];
/// The line of an original's head that names its sender, lower case, without the colon.
const FROM_LABELS: &str = "
    from | von | de | da | van | från | fra | od | lähettäjä | gönderen | kimden | от | от кого
    差出人 | 送信者 | 发件人 | 寄件者 | 寄件人 | 發件人 | 보낸 사람 | 보낸사람 | expéditeur | remitente | remetente
    mittente | feladó | από | מאת | من | 送信元 | reply-to | від | від кого | pošiljatelj | dari | saatja
    nadawca | odesílatel | afsender | avsändare | avsender | afzender | absender | fromm | sender
    message de | message du
";
/// Lines that hardly anything but a head has: subject and moment of sending.
const SURE_LABELS: &str = "
    subject | betreff | objet | sujet | asunto | assunto | oggetto | onderwerp | ämne | emne | temat
    tytuł | aihe | konu | тема | 件名 | 主题 | 主旨 | 主題 | 제목 | předmět | predmet | tárgy | subiect | θέμα
    נושא | الموضوع | assumpte | tema | zadeva | perihal | sent | sent at | date sent | gesendet
    gesendet am | envoyé | envoyé le | date d'envoi | enviado | enviado el | enviado em | enviada em | enviada
    inviato | inviato il | verzonden | verzonden op | skickat | skickades | sendt | wysłano | wysłane
    lähetetty | gönderildi | gönderilme tarihi | gönderme tarihi | отправлено | відправлено
    送信日時 | 发送时间 | 發送時間 | 寄件日期 | 传送日期 | 보낸 날짜 | 보낸날짜 | odesláno | odoslané | elküldve | trimis
    message du
";
/// Further lines of a head.
const OTHER_LABELS: &str = "
    date | to | cc | bcc | reply-to | importance | priority | attachments | organization | datum
    an | kopie | kopie (cc) | cc an | à | a | copie à | copie | pièces jointes | fecha | para
    con copia | copia | data | ora | per conoscenza | aan | till | kopia | dato | til | kopi | do
    do wiadomości | dw | päiväys | päivämäärä | vastaanottaja | kopio | tarih | kime | bilgi | alıcı
    дата | кому | копия | копія | 日時 | 日付 | 宛先 | 收件人 | 收件者 | 抄送 | 副本 | 日期 | 时间 | 時間
    날짜 | 받는 사람 | 받는사람 | 참조 | destinatario | destinatários | destinatário | destinataire | címzett
    másolatot kap | dátum | komu | kopie komu | către | προς | ημερομηνία | אל | תאריך | إلى | التاريخ
    kepada | prima | cópia | wichtigkeit | anlagen | priorité | prioridad | bijlagen | bilagor
";
/// Lines of a head that are looked at.
const LONGEST_HEAD: usize = 12;

static ORIGINAL_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(ORIGINALS));
static FORWARD_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(FORWARDS));
static FORWARD_LINE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(FORWARD_LINES));
static CUT_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(CUT_PARTS));
static FROM_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(FROM_LABELS));
static SURE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(SURE_LABELS));
static OTHER_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(OTHER_LABELS));

/// What starts an original.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// A line such as `-----Original Message-----`.
    Marker,
    /// A line such as "Begin forwarded message:".
    Forward,
    /// A ticket system's "Please reply above this line". With nothing above it, what follows is
    /// the message itself.
    TicketLine,
    /// The block of labels, this many lines long.
    Head(usize),
}

/// Whether an original starts with the first of these lines.
#[must_use]
pub fn start(lines: &[Line<'_>]) -> Option<Start> {
    let line = lines.first()?.bare;
    if let Some(start) = marker(line) {
        return Some(start);
    }
    if let Some(length) = head(lines) {
        return Some(Start::Head(length));
    }
    // A marker in a language that is not in the table, above a head that is.
    (is_dashed(line)
        && (1..lines.len().min(3))
            .any(|next| label(lines[next].bare).is_some_and(|name| FROM_TABLE.has(&name))))
    .then_some(Start::Marker)
}

/// Whether this one line starts an original, whatever follows.
#[must_use]
pub fn marker(line: &str) -> Option<Start> {
    if line.len() > 200 {
        return None;
    }
    let ruled = line.starts_with(is_rule_character) || line.starts_with('#');
    let opens = || CUT_STARTS.iter().any(|start| line.starts_with(start));
    if !ruled && !line.ends_with([':', '：', '*']) && !opens() {
        return None;
    }
    let lower = line.to_lowercase();
    let lower = bare(lower.trim_matches(['*', '#', ' ']));
    let plain: String = lower.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    if FORWARD_LINE_TABLE.has(&plain) {
        return Some(Start::Forward);
    }
    if CUT_TABLE.within(&plain).is_some() {
        return Some(Start::TicketLine);
    }
    if !line.starts_with(is_rule_character) || !line.ends_with(is_rule_character) {
        return None;
    }
    let middle = plain.trim_matches(|c: char| is_rule_character(c) || c.is_whitespace());
    if FORWARD_TABLE.start_of(middle).is_some() {
        return Some(Start::Forward);
    }
    // "---- On Thu, 5 Mar 2026 Ivo wrote ----"
    if line.starts_with("----")
        && (middle.contains('@') || middle.contains(|c: char| c.is_ascii_digit()))
        && super::introductions::has_verb(middle)
    {
        return Some(Start::Marker);
    }
    // "Original" alone stands so in one program; a longer text must be one of the phrases.
    let ruled = ["--", "__", "==", "––", "——"].iter().any(|rule| plain.starts_with(rule));
    let original = ORIGINAL_TABLE
        .start_of(middle)
        .map_or(middle == "original", |words| words != "reply" || middle == words);
    (ruled && original).then_some(Start::Marker)
}

/// Whether the words of a line, quoted or not, start a forward.
#[must_use]
pub fn is_forward(words: &str) -> bool {
    marker(words) == Some(Start::Forward)
}

/// Whether a line is nothing but a rule.
#[must_use]
pub fn is_rule(line: &str) -> bool {
    line.starts_with(is_rule_character)
        && line.chars().all(is_rule_character)
        && line.chars().take(3).count() == 3
}

fn is_rule_character(c: char) -> bool {
    matches!(c, '-' | '_' | '=' | '*' | '~' | '–' | '—' | '―' | '─' | '━')
}

/// Words between dashes, as originals are marked in any language.
fn is_dashed(line: &str) -> bool {
    line.len() < 120
        && line.starts_with("----")
        && line.ends_with("---")
        && line.contains(char::is_alphabetic)
}

/// The number of lines of "From: … Sent: … To: … Subject: …"; some programs put the date or the
/// subject first. "From: Basel, To: Bern, Date: Friday" are the words of a traveller: a subject,
/// a moment of sending or an address has to be among them.
fn head(lines: &[Line<'_>]) -> Option<usize> {
    let first = lines.first()?.bare;
    let name = label(first)?;
    let from = FROM_TABLE.has(&name);
    if !from && !SURE_TABLE.has(&name) && !OTHER_TABLE.has(&name) {
        return None;
    }
    if from && labels_inside(first) >= 2 {
        return Some(1);
    }
    let (mut labels, mut froms, mut sure, mut address) = (0, 0, 0, false);
    let (mut last, mut seen, mut unlabelled) = (0, 0, 0);
    for (place, line) in lines.iter().enumerate().take(LONGEST_HEAD) {
        if line.is_empty() {
            // Some programs write a head with empty lines between its lines.
            continue;
        }
        seen += 1;
        let name = label(line.bare).unwrap_or_default();
        let (is_from, is_sure) = (FROM_TABLE.has(&name), SURE_TABLE.has(&name));
        if !is_from && !is_sure && !OTHER_TABLE.has(&name) {
            // A long value may be wrapped.
            unlabelled += 1;
            if unlabelled > 2 || !from && unlabelled > 0 || seen > 8 {
                break;
            }
            continue;
        }
        labels += 1;
        froms += usize::from(is_from);
        sure += usize::from(is_sure);
        address |= line.bare.contains('@');
        last = place;
    }
    (labels >= 3 && froms >= 1 && (sure > 0 || address)).then_some(last + 1)
}

/// Labels within one line: a head whose lines were run together.
fn labels_inside(line: &str) -> usize {
    if line.len() > 2_000 {
        return 0;
    }
    let lower = line.to_lowercase();
    let mut found = 0;
    for (colon, _) in lower.match_indices(':').skip(1).take(40) {
        let before = lower[..colon].trim_end_matches(['*', ' ', '\u{a0}']);
        let word = before.rsplit([' ', '\u{a0}', '*', '>', ';']).next().unwrap_or_default();
        found +=
            usize::from(SURE_TABLE.has(word) || word == "to" || word == "an" || word == "date");
    }
    found
}

/// The label of a line such as `Label: …`, lower case; programs print it bold.
fn label(line: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '\t', '*', '_', '\u{a0}', '|']);
    let head = &line.as_bytes()[..line.len().min(48)];
    let colon = head
        .iter()
        .enumerate()
        .position(|(place, byte)| *byte == b':' || head[place..].starts_with("：".as_bytes()))?;
    let label = line[..colon].trim_end_matches(['*', '_', ' ', '\t', '\u{a0}', '|']);
    (!label.is_empty()).then(|| label.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Start> {
        let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
        start(&lines)
    }

    #[test]
    fn markers_in_any_dress() {
        for line in [
            "-----Original Message-----",
            "-------- Ursprüngliche Nachricht --------",
            "*-----Message d'origine-----*",
            "------------------ 原始邮件 ------------------",
            "---- On Thu, 05 Mar 2026 09:12:00 +0100 Ivo <ivo@acme.example> wrote ----",
        ] {
            assert_eq!(of(line), Some(Start::Marker), "{line}");
        }
        assert_eq!(of("##- Please type your reply above this line -##"), Some(Start::TicketLine));
        for line in [
            "Begin forwarded message:",
            "---------- Forwarded message ---------",
            "下面是被转发的邮件：",
        ] {
            assert_eq!(of(line), Some(Start::Forward), "{line}");
        }
    }

    #[test]
    fn heads_need_more_than_a_journey_has() {
        assert_eq!(
            of("From: Ivo\nSent: Thursday\nTo: Dana\nSubject: Rig\n\nHello"),
            Some(Start::Head(4))
        );
        assert_eq!(of("From: Ivo Sent: Thursday To: Dana Subject: Rig"), Some(Start::Head(1)));
        assert_eq!(of("From: Basel\nTo: Bern\nDate: Friday"), None);
        assert_eq!(of("From: my heart\nthank you"), None);
        assert_eq!(of("---"), None);
        assert_eq!(of("--- not a marker ---"), None);
    }
}
