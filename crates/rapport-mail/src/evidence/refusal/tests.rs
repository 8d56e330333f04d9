//! Refusals as servers word them, in many languages, with what they mean.

use super::*;

fn kind_in(words: &str, code: Option<&str>, command: Option<Command>) -> BounceKind {
    let written = code.map(str::to_owned).or_else(|| status::enhanced(words));
    let meaning =
        meaning(&Refusal { words, code: written.as_deref(), command, ..Refusal::default() });
    meaning.kind.unwrap_or_else(|| failure_kind(written.as_deref().or(meaning.code)))
}

fn check(kind: BounceKind, lines: &[&str]) {
    for line in lines {
        assert_eq!(kind_in(line, None, None), kind, "{line}");
    }
}

#[test]
fn nobody_of_that_name() {
    check(
        BounceKind::Invalid,
        &[
            "550 5.1.1 <dana@acme.example>... User unknown",
            "550 5.7.1 user unknown",
            "450 4.1.1 <dana@acme.example>: Recipient address rejected: User unknown in virtual alias table",
            "553 5.3.0 <dana@acme.example>... No such user here",
            "550 Requested action not taken: mailbox unavailable",
            "554 5.7.1 <dana@acme.example>: Recipient address rejected: Access denied",
            "550 5.4.1 Recipient address rejected: Access denied [MX.prod.protection.outlook.test]",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient dana@acme.example not found by SMTP address lookup",
            "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking",
            "550 No such recipient here",
            "550 sorry, no mailbox here by that name",
            "550 spam-gate.acme.example says: unknown user",
            "host mx.acme.example[192.0.2.1] said: 550 'dana@acme.example' is not a known user",
            "User dana (dana@acme.example) not listed in Domino Directory",
            "550 Adresse d au moins un destinataire invalide. Invalid recipient.",
            "550 Empfänger unbekannt",
            "550 Diese Adresse existiert nicht",
            "550 L'utilisateur n'existe pas",
            "550 Usuario desconocido",
            "550 El buzón no existe",
            "550 Utente sconosciuto",
            "550 La casella non esiste",
            "550 Usuário não encontrado",
            "550 Geen geldige ontvanger: onbekend",
            "550 Nieznany użytkownik: konto nie istnieje",
            "550 Пользователь не найден",
            "550 Нет такого пользователя",
            "550 kullanıcı bulunamadı",
            "550 Mottagaren finns inte",
            "550 ユーザーは存在しません",
            "550 宛先が見つかりません",
            "550 用户不存在",
            "550 找不到收件人",
        ],
    );
}

#[test]
fn accounts_that_are_closed_and_domains_that_are_not_there() {
    check(
        BounceKind::Invalid,
        &[
            "550 5.2.1 The email account that you tried to reach is disabled.",
            "554 delivery error: dd This user doesn't have a acme.example account (dana@acme.example)",
            "550 Mailbox is frozen",
            "550 Account inactive",
            "550 5.1.1 <dana@acme.example>: inactive email address",
            "554 The recipient account is blocked",
            "550 Konto deaktiviert",
            "550 Compte désactivé",
            "550 Cuenta desactivada por falta de uso",
            "550 Ящик заблокирован",
            "550 该邮箱已停用",
            "550 5.1.2 <dana@acme.example>... Host unknown (Name server: acme.example: host not found)",
            "550 5.4.310 DNS domain acme.example does not exist",
            "Host or domain name not found. Name service error for name=acme.example type=A: Host not found",
            "553 acme.example does not exist",
            "all relevant MX records point to non-existent hosts",
            "556 5.1.10 Domain does not accept mail (nullMX)",
            "Unrouteable address",
        ],
    );
    check(
        BounceKind::Moved,
        &[
            "551 5.1.6 Recipient has moved",
            "551 not our user",
            "550 User not local; please try <dana@other.example>",
            "550 5.7.17 Mailbox owner has changed",
            "551 Die neue Adresse lautet dana@other.example",
        ],
    );
}

#[test]
fn another_time() {
    check(
        BounceKind::Soft,
        &[
            "552 5.2.2 Mailbox full",
            "550 5.1.1 <dana@acme.example> mailbox is over quota",
            "552 sorry, mailbox dana@acme.example is over quota temporarily (#5.1.1)",
            "550 5.7.1 recipient's mailbox exceeded its quota",
            "The e-mail message could not be delivered because the user's mailfolder is full.",
            "450 4.7.1 <dana@acme.example>: Recipient address rejected: Greylisted, see http://greylist.test",
            "451 4.7.1 Greylisting in action, please come back later",
            "452 4.3.2 Connection rate limit exceeded.",
            "550 5.1.1 192.0.2.7 has sent to too many recipients this hour",
            "connect to mx.acme.example[192.0.2.1]:25: Connection timed out",
            "lost connection with mx.acme.example[192.0.2.1] while performing the HELO handshake",
            "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)",
            "550 4.4.7 QUEUE.Expired; message expired",
            "retry timeout exceeded",
            "554 5.4.6 Too many hops",
            "451 4.3.0 Temporary lookup failure",
            "550 5.3.5 Internal system error",
            "503 Improper sequence of commands",
            "552 Das Postfach ist voll",
            "552 La boîte aux lettres est pleine, quota dépassé",
            "552 Buzón lleno",
            "552 La casella di posta è piena: quota superata",
            "552 Caixa de correio cheia",
            "552 Postvak is vol",
            "552 Skrzynka odbiorcy jest pełna",
            "552 Почтовый ящик переполнен",
            "552 Posta kutusu dolu",
            "552 受信者のメールボックスがいっぱいです",
            "552 收件人邮箱已满",
        ],
    );
}

#[test]
fn ours_to_repair() {
    check(
        BounceKind::Blocked,
        &[
            "550 5.7.1 IP address blacklisted by recipient",
            "550 5.1.1 Blocked by block list, see https://bl.test",
            "550-5.7.26 Unauthenticated email from sender.example is not accepted due to domain's DMARC policy",
            "550 Bad SPF records for [sender.example:192.0.2.2]",
            "550 5.7.509 Access denied, sending domain does not pass DMARC verification",
            "550 5.7.25 The IP address sending this message does not have a PTR record setup",
            "554 5.7.1 <dana@acme.example>: Relay access denied",
            "550 5.7.30 Basic authentication is not supported for Client Submission",
            "553 5.1.8 <jo@sender.example>... Domain of sender address jo@sender.example does not exist",
            "550 Verification failed for <jo@sender.example> No Such User Here Sender verify failed",
            "450 4.7.1 Client host rejected: cannot find your reverse hostname",
            "421 4.7.0 [TSS04] Messages from 192.0.2.2 temporarily deferred due to unexpected volume or user complaints",
            "550 5.7.1 Message content rejected, UBE, id=1",
            "554 5.7.1 This message looks like spam",
            "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
            "550 5.7.124 Sender not in the allowed senders list",
            "5.1.0 - Unknown address error 550-'5.7.1 <jo@sender.example>... Access denied'",
            "550 Daily user sending quota exceeded",
            "550 Absender abgelehnt: auf der Blacklist",
            "550 Votre adresse IP est sur liste noire",
            "550 Su IP está en una lista negra",
            "550 Il server è in una lista nera",
            "550 Письмо похоже на спам",
            "550 迷惑メールと判定されました",
            "550 您的IP被列入黑名单",
            "550 Access denied",
        ],
    );
    check(
        BounceKind::Content,
        &[
            "552 5.3.4 Message size exceeds fixed maximum message size (10485760)",
            "552 5.2.3 Message length exceeds limit set by recipient",
            "550 5.7.1 Messages with multiple addresses in From: header are not accepted",
            "554 5.7.1 virus Eicar-Test-Signature found",
            "552 Attachment type not allowed",
            "550 5.6.7 SMTPUTF8 is required",
            "552 Die Nachricht ist zu groß",
            "552 Message trop volumineux",
            "552 El mensaje es demasiado grande",
            "552 Письмо слишком большое",
            "552 メッセージのサイズが大きすぎます",
            "552 邮件过大",
        ],
    );
}

#[test]
fn the_command_tells_of_whom_a_refusal_is() {
    for (words, command, kind) in [
        ("550 Unknown user dana@acme.example", Command::Data, BounceKind::Blocked),
        ("550 5.1.1 Unknown user dana@acme.example", Command::Data, BounceKind::Invalid),
        ("550 Unknown user dana@acme.example", Command::Recipient, BounceKind::Invalid),
        ("553 5.1.0 sender.example does not exist", Command::Mail, BounceKind::Blocked),
        ("553 acme.example does not exist", Command::Data, BounceKind::Invalid),
        ("554 no", Command::Connect, BounceKind::Blocked),
        ("554 no", Command::Recipient, BounceKind::Soft),
        ("421 Connection timed out", Command::Connect, BounceKind::Soft),
        ("552 5.2.2 mailbox full", Command::Mail, BounceKind::Soft),
    ] {
        assert_eq!(kind_in(words, None, Some(command)), kind, "{words} at {command:?}");
    }
    for (text, command) in [
        ("said: 550 no (in reply to rcpt to command)", Some(Command::Recipient)),
        ("smtp error from remote mail server after end of data: 550 no", Some(Command::Data)),
        (">>> mail from:<jo@sender.example> <<< 550 no", Some(Command::Mail)),
        ("--> mail from --> rcpt to:<d@acme.example> <-- 550 no", Some(Command::Recipient)),
        ("nothing of the kind", None),
    ] {
        assert_eq!(command::of(text), command, "{text}");
    }
}

#[test]
fn a_name_lookup_that_the_sending_server_calls_temporary_is_soft() {
    let words = "DNS Error: DNS type 'mx' lookup of acme.example responded with code NXDOMAIN";
    for (code, kind) in [("4.0.0", Some(BounceKind::Soft)), ("5.0.0", Some(BounceKind::Invalid))] {
        let refusal = Refusal {
            words,
            code: Some(code),
            field_class: code.chars().next(),
            ..Refusal::default()
        };
        assert_eq!(meaning(&refusal).kind, kind, "{code}");
    }
}

#[test]
fn what_varies_is_taken_out() {
    for (text, cleaned) in [
        ("550 5.1.1 <dana@acme.example>... User Unknown", "@ user unknown"),
        ("550-5.7.1 bulk 550 5.7.1 mail, see https://spam.test/x", "bulk mail, see"),
        ("host spam.acme.example[192.0.2.1] said:", "host said:"),
        ("RESOLVER.ADR.RecipNotFound; not found", "resolver.adr.recipnotfound; not found"),
        ("550-'Unknown user dana@acme.example'", "'unknown user @"),
        ("", ""),
    ] {
        assert_eq!(clean(text), cleaned, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_words_have_a_meaning(words in "\\PC{0,200}", around in "\\PC{0,200}") {
        let refusal = Refusal { words: &words, around: &around, ..Refusal::default() };
        proptest::prop_assert_eq!(meaning(&refusal), meaning(&refusal));
        proptest::prop_assert!(clean(&words).len() <= 4 * words.len() + 4);
    }
}
