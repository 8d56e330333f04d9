//! The words of signatures, in many languages.
//!
//! Here: lines that telephones add, formal closes, beginnings of notices, and the small tests on
//! one line. Not here: which lines of a mail are asked ([`super::signatures`]). Add a language by
//! adding words.

use std::sync::LazyLock;

use super::lines::Line;
use super::table::Table;

/// Beginnings of the line that telephones and mail programs put under a message, lower case.
const DEVICE_LINES: &str = "
    sent from my | sent from a phone | sent by galaxy | sent by my | sent from mail | sent from outlook
    sent from yahoo | sent from windows | sent from gmail | sent from proton | sent from the
    sent from a mobile | sent from mobile | sent from samsung | sent from iphone | sent from ipad
    sent from android | sent from blackberry | sent from blue | sent from nine | sent from spark
    sent from airmail | sent with airmail | sent with proton | sent with blue | sent with spark
    sent with mailtrack | sent with tutanota | sent with aqua | sent with my | sent via | sent using
    sent on the go | sent in the go | sent while mobile | sent on the move | from my iphone | from my ipad
    from my mobile | from my phone | get outlook for | get bluemail for | download outlook for
    get the free mailbox | secured with tutanota | sent securely | virus-free. | composed on
    typed on my | written on my phone | enviado por samsung
    von meinem iphone | von meinem ipad | von meinem handy | von meinem mobil | von meinem smartphone
    von meinem samsung | von meinem android | von meinem tablet | von meinem galaxy | von meinem telefon
    von unterwegs gesendet | vom handy gesendet | mobil gesendet | gesendet von | gesendet mit
    gesendet via | gesendet aus | diese nachricht wurde von mein | holen sie sich outlook
    outlook für ios | outlook für android | laden sie outlook | von outlook für
    envoyé de mon | envoyé depuis | envoyé à partir | envoyé avec | envoyé par | envoyé via
    obtenez outlook | obtenir outlook | télécharger outlook | télécharger bluemail
    enviado desde | enviado de mi | enviado do meu | enviado a partir | enviado com | enviado con
    enviado por | enviado via | enviado através | enviado no | obtener outlook | obtenga outlook
    obter o outlook | obtém o outlook | descargar outlook
    inviato da | inviato dal | inviato con | inviato tramite | scarica outlook | ottieni outlook
    verzonden vanaf | verzonden met | verzonden via | verstuurd vanaf | verstuurd met | verstuurd via
    outlook voor ios | outlook downloaden | download outlook voor
    skickat från | skickades från | skickat med | skickat via | hämta outlook
    sendt fra | sendt med | sendt via | hent outlook | få outlook | lähetetty | hanki outlook
    wysłane z | wysłano z | wysłane przez | wysłano przez | pobierz outlook | uzyskaj outlook
    odesláno z | odoslané z | získat outlook | отправлено с | отправлено из | отправлено через
    отправлено мобильной | послано с | загрузить outlook | скачать outlook | надіслано з | изпратено от
    trimis de pe | trimis din | küldve | az iphone-omról | iphone'umdan | ipad'imden | android'den
    samsung cep | outlook'u edinin | mobil cihazımdan | telefonumdan | στάλθηκε από | poslano s
    iphoneから送信 | ipadから送信 | androidから送信 | 私のiphone | スマートフォンから | outlook for ios を入手
    outlook for android を入手 | 发自我的 | 发自 | 從我的 | 来自我的 | 由我的 | 寄自我的 | 从我的 | 传送自我的 | 發自我的
    下载 outlook | 获取适用于 | 获取outlook | 获取 outlook | 取得 outlook | 나의 iphone | 내 iphone | 내 갤럭시 | iphone에서
    outlook for ios 다운로드 | נשלח מה | تم الإرسال من | أرسلت من | đã gửi từ | dikirim dari
";
/// Ends of such a line in languages that put the verb last, lower case.
const DEVICE_ENDS: &str = "
    gesendet | gesendet. | geschrieben. | から送信 | から送信。 | gönderildi | gönderildi. | 傳送 | 传送 | 发送 | 에서 보냄
    küldve | lähetetty
";
/// Names of devices and programs one of which such a line names.
const DEVICES: &str = "
    iphone | ipad | ipod | android | handy | mobil | smartphone | samsung | galaxy | huawei | xiaomi
    telefon | tablet | outlook | blackberry | k-9 | gmx | web.de | pixel | cihaz
";
/// Formal closes, lower case, without punctuation at the end.
const CLOSES: &str = "
    regards | best regards | kind regards | kindest regards | warm regards | warmest regards
    with regards | with kind regards | with best regards | many regards | rgds | kr | br | best | bests
    best wishes | with best wishes | warm wishes | kind wishes | all the best | all best | sincerely
    yours sincerely | sincerely yours | yours faithfully | yours truly | very truly yours | yours
    respectfully | respectfully yours | cordially | with appreciation | warmly | thanks and regards
    thanks & regards | thank you and best regards | thanks and best regards | many thanks and best regards
    mit freundlichen grüßen | mit freundlichen grüssen | mit freundlichen gruessen
    mit freundlichem gruß | mit freundlichem gruss | freundliche grüße | freundliche grüsse
    mit besten grüßen | mit besten grüssen | beste grüße | beste grüsse | viele grüße | viele grüsse
    viele liebe grüße | liebe grüße | liebe grüsse | herzliche grüße | herzliche grüsse
    mit herzlichen grüßen | schöne grüße | sonnige grüße | mit lieben grüßen | grüße | grüsse | gruß | gruss
    besten gruß | lieben gruß | schönen gruß | beste gruesse | viele gruesse | mfg | vg | lg | bg
    hochachtungsvoll | freundlicher gruss | mit freundlichen grüßen / kind regards
    cordialement | bien cordialement | très cordialement | bien à vous | bien à toi | salutations
    meilleures salutations | sincères salutations | salutations distinguées | cordiales salutations
    avec mes meilleures salutations | amicalement | cdlt | cdt | sincèrement | respectueusement
    saludos | un saludo | saludos cordiales | un cordial saludo | cordiales saludos | atentamente
    atte | muchos saludos | un abrazo | reciba un cordial saludo | muy atentamente
    cordiali saluti | distinti saluti | saluti | un saluto | un caro saluto | tanti saluti
    cari saluti | i migliori saluti | migliori saluti | con i migliori saluti | un cordiale saluto
    cordialmente | molto cordialmente
    atenciosamente | cumprimentos | com os melhores cumprimentos | os melhores cumprimentos
    melhores cumprimentos | com cumprimentos | abraços | um abraço | abraço | att | saudações
    saudações cordiais | respeitosamente | cordiais saudações
    met vriendelijke groet | met vriendelijke groeten | vriendelijke groet | vriendelijke groeten
    groet | groeten | groetjes | hartelijke groet | hartelijke groeten | met hartelijke groet | mvg
    hoogachtend | met beste groet | beste groeten | met groet
    med vänlig hälsning | med vänliga hälsningar | vänlig hälsning | vänliga hälsningar
    bästa hälsningar | med bästa hälsningar | hälsningar | mvh | vänligen | varma hälsningar | allt gott
    med venlig hilsen | venlig hilsen | med venlige hilsner | venlige hilsner | bedste hilsner
    de bedste hilsner | mange hilsner | hilsen | vh | kh | kærlig hilsen | med hilsen
    med vennlig hilsen | vennlig hilsen | med vennlige hilsener | beste hilsen | beste hilsener
    hilsener | mvh. | med beste hilsen
    ystävällisin terveisin | terveisin | parhain terveisin | terv | yt | yst. terv | kiittäen
    pozdrawiam | pozdrawiam serdecznie | serdecznie pozdrawiam | z poważaniem | łączę pozdrowienia
    z wyrazami szacunku | pozdrowienia | z pozdrowieniami
    s pozdravem | s přátelským pozdravem | s úctou | pozdrav | s pozdravom
    с уважением | с наилучшими пожеланиями | всего доброго | всего наилучшего | с приветом | з повагою
    üdvözlettel | tisztelettel | cu stimă | cu respect | με εκτίμηση | lep pozdrav | srdačan pozdrav | lp
    saygılarımla | saygılarımızla | saygılar | sevgiler | selamlar | iyi çalışmalar | i̇yi çalışmalar
    en iyi dileklerimle | 敬具 | 此致 | 此致敬礼 | 顺祝商祺 | 祝好 | 顺颂商祺 | 敬上 | 順頌商祺 | 올림
";
/// Words above a name that are no formal close but no answer either, lower case.
const SIGN_OFFS: &str = "
    cheers | thanks | thank you | many thanks | thx | tx | ta | ciao | bye | danke | vielen dank | tschüss
    merci | gracias | grazie | obrigado | obrigada | dank | bedankt | tack | tak | takk | dzięki | dziękuję
    спасибо | teşekkürler | 谢谢 | 謝謝 | kiitos | děkuji | 감사합니다 | よろしくお願いします
";
/// Beginnings of a paragraph that is a notice beyond doubt, lower case.
const NOTICES: &str = "
    confidentiality notice | confidentiality note | confidential: | disclaimer: | disclaimer | legal notice
    legal disclaimer | please consider the environment | think before you print | before printing this
    privileged/confidential | privileged and confidential | if you are not the intended
    if you have received this | if you received this e | if you received this m | the information contained in this
    the information in this e | the information transmitted | the contents of this e | unless expressly stated
    you received this message because you are subscribed | you are receiving this because you
    you received this because you | to unsubscribe from this group | to unsubscribe from this list
    to unsubscribe, e | to unsubscribe send | reply to this email directly or view it on | reply to this email directly, view it
    view it on github | this email has been scanned | this message has been scanned | this e-mail was scanned
    this email has been checked for viruses | no virus found in | checked by avg | avast logo | virus-free
    diese e-mail enthält vertrauliche | diese e-mail kann vertrauliche | diese nachricht enthält vertrauliche
    der inhalt dieser e-mail | der inhalt dieser nachricht | die in dieser e-mail | die information in dieser
    wenn sie nicht der richtige adressat | sollten sie nicht der richtige | haftungsausschluss | vertraulichkeitshinweis
    bitte denken sie an die umwelt | bitte prüfen sie, ob diese | diese e-mail wurde von avast
    ce message et toutes les pièces | ce message et ses pièces | ce courriel et ses pièces | ce message est confidentiel
    ce message, ainsi que | ce message contient des | les informations contenues dans | si vous n'êtes pas le destinataire
    si vous avez reçu ce | avis de confidentialité | pensez à l'environnement | pensez à l’environnement
    l'absence de virus | este mensaje y sus | este mensaje y cualquier | este mensaje y los | este correo electrónico y
    este mensaje contiene | este correo contiene | este mensaje puede contener | la información contenida en este
    la información incluida en | aviso legal | aviso de confidencialidad | antes de imprimir
    en cumplimiento de | si ha recibido este | le informazioni contenute in | questo messaggio e | questa e-mail e
    questo messaggio è | questa e-mail è | ai sensi del | avviso di riservatezza | se avete ricevuto questo | rispetta l'ambiente
    prima di stampare | esta mensagem pode conter | esta mensagem e | esta mensagem contém | este e-mail pode
    este email e | as informações contidas | a informação contida | se você recebeu esta | aviso legal:
    dit bericht is uitsluitend | dit e-mailbericht | deze e-mail is uitsluitend | deze e-mail en | de informatie in deze
    de informatie verzonden | denk aan het milieu | aan dit bericht kunnen | detta meddelande | detta e-postmeddelande
    detta mejl är | denna e-post | innehållet i detta | tänk på miljön | denne e-mail | denne mail er
    denne meddelelse | denne e-post | denne e-posten | tænk på miljøet | tenk på miljøet
    tämä sähköposti | tämä viesti | niniejsza wiadomość | niniejsza korespondencja | treść tej wiadomości | ta wiadomość może
    informacje zawarte w | wiadomość ta | tento e-mail je | tato zpráva | настоящее сообщение | данное сообщение
    это сообщение и | информация, содержащаяся | это электронное сообщение | bu e-posta | bu mesaj | bu elektronik posta
    yasal uyarı | bu ileti | 本邮件 | 此邮件 | 本电子邮件 | 本郵件 | 此電子郵件 | 声明：本 | 免责声明 | このメールは | 本メールは
    このメールには | この電子メール | 本電子メール | 이 메일은 | 본 메일은 | 본 이메일
";
/// Beginnings of a paragraph that two words of a notice have to confirm, lower case.
const POSSIBLE_NOTICES: &str = "
    this e-mail | this email | this message | this mail | this communication | this transmission
    this electronic | the information | the content of this | the contents of | important: | important notice
    notice: | note: | please note | diese e-mail | diese email | diese nachricht | diese mail | der inhalt
    hinweis: | wichtiger hinweis | die informationen | ce message | ce courriel | cet e-mail | ce mail | le contenu
    este mensaje | este correo | este e-mail | el contenido | questo messaggio | questa e-mail | questa mail
    il contenuto | il presente messaggio | la presente comunicazione | esta mensagem | este email
    o conteúdo | dit bericht | deze e-mail | dit e-mail | de inhoud | den här e-posten | detta mail | denna e-post
    denne mail | denne melding | denne beskeden | ta wiadomość | treść | это письмо | это сообщение | содержание
    bu mail | bu e-posta | 本メール | 此邮件 | 此郵件 | 이 이메일
";
/// One of these has to be in a paragraph that begins like a notice, lower case.
const NOTICE_WORDS: &str = "
    confidential | intended | privileged | disclos | recipient | unsubscribe | virus | print | environment | scanned
    addressee | received this | in error | subscribed | view it on | liable | liability | copyright | vertraulich | empfänger | adressat | unbefugt | umwelt | haftung
    confidentiel | destinataire | imprimer | environnement | confidencial | destinatario | destinatário | imprimir | medio ambiente
    reservad | riservat | destinatari | privacy | stampare | ambiente | vertrouwelijk | bestemd | geadresseerde | milieu | konfidentiell
    avsedd | mottagare | miljö | fortrolig | modtager | mottaker | miljø | luottamuksel | vastaanottaj | poufn | adresat | przeznaczon
    důvěrn | určen | конфиденц | предназначен | адресат | gizli | alıcı | sorumlu | 机密 | 保密 | 收件人 | 機密 | 秘密 | 宛先 | 受信者 | 기밀 | 수신
    protección de datos | lopd | gdpr | rgpd | agreed | binding | github | avast | avg
";

static DEVICE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(DEVICE_LINES));
static DEVICE_END_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(DEVICE_ENDS));
static DEVICE_NAMES: LazyLock<Table> = LazyLock::new(|| Table::new(DEVICES));
static CLOSE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(CLOSES));
static SIGN_OFF_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(SIGN_OFFS));
static NOTICE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(NOTICES));
static POSSIBLE_NOTICE_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(POSSIBLE_NOTICES));
static NOTICE_WORD_TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(NOTICE_WORDS));

/// The line above a signature: `-- ` (RFC 3676 section 4.3) and what people make of it.
#[must_use]
pub fn is_delimiter(whole: &str, bare: &str) -> bool {
    matches!(bare, "--" | "—" | "__" | "*--*" | "–") && whole.trim_end().len() <= bare.len() + 3
}

/// "Sent from my telephone".
#[must_use]
pub fn is_device_line(bare: &str) -> bool {
    if bare.len() > 400 || bare.chars().take(141).count() > 140 {
        return false;
    }
    let words = bare.trim_start_matches(['(', '[', '*', '_', '<', '-', '–', '—', '~', ' ', '•']);
    let found = if words.contains('[') {
        DEVICE_TABLE.start_of_any_case(&words.replace(['[', ']'], ""))
    } else {
        DEVICE_TABLE.start_of_any_case(words)
    };
    if found.is_some() {
        return true;
    }
    let plain = words.trim_end_matches([')', ']', '*', '_', '>', ' ']);
    if !plain.ends_with(['t', 'n', '.', '。', '信', 'ı', '送', '传', '傳', '发', '냄', 'e', 'y'])
        || plain.len() > 200
    {
        return false;
    }
    let lower = plain.to_lowercase();
    lower.chars().count() <= 80
        && DEVICE_END_TABLE.end_of(&lower).is_some()
        && DEVICE_NAMES.within(&lower).is_some()
}

/// "/Dana": the way names are signed in the north.
#[must_use]
pub fn is_signed_name(bare: &str) -> bool {
    let Some(name) = bare.strip_prefix('/') else {
        return false;
    };
    let name = name.trim_start_matches('/');
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 3
        && name.chars().count() <= 40
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-' | ' '))
}

/// "Best regards," alone, with a name behind it, or with an adjective of the season.
#[must_use]
pub fn closes(bare: &str) -> bool {
    if bare.is_empty() || bare.len() > 120 || bare.len() > 70 && bare.is_ascii() {
        return false;
    }
    let lower = bare.to_lowercase();
    let trimmed = lower.trim_matches(|c: char| {
        matches!(c, '*' | '_' | '.' | ',' | '!' | ';' | ':' | '-' | '–' | '、' | '，' | '。')
            || c.is_whitespace()
    });
    if CLOSE_TABLE.has(trimmed) {
        return true;
    }
    // "Best regards, Dana" and "Mit freundlichen Grüßen aus Bern".
    let Some(start) = CLOSE_TABLE.start_of(trimmed) else {
        return false;
    };
    let rest = &trimmed[start.len()..];
    if start.len() < 4 && !rest.starts_with(',') {
        return false;
    }
    let name = rest.trim_start_matches([',', ' ', '-', '–', '/', '|']);
    let parted = rest.starts_with([',', '/', '|', '-', '–'])
        || rest.starts_with(" -")
        || rest.starts_with(" –")
        || rest.starts_with(" /");
    let place = [" aus ", " from ", " vom ", " de ", " da ", " uit ", " från ", " fra "]
        .iter()
        .any(|word| rest.starts_with(word));
    (parted || place)
        && name.split_whitespace().count() <= 4
        && !name.contains(['?', '!'])
        && original_case_is_name(bare, name)
}

/// Whether the line only ends a letter: a formal close, or "Cheers,".
#[must_use]
pub fn signs_off(bare: &str) -> bool {
    closes(bare)
        || bare.len() <= 60
            && SIGN_OFF_TABLE
                .has(bare.to_lowercase().trim_end_matches([',', '.', '!', ' ', '，', '。']))
}

/// Whether the words behind the close start with capitals, as names do.
fn original_case_is_name(bare: &str, name: &str) -> bool {
    let Some(last) = name.split_whitespace().last() else {
        return true;
    };
    bare.split_whitespace()
        .rfind(|word| {
            word.to_lowercase().contains(last.trim_matches(|c: char| !c.is_alphanumeric()))
        })
        .is_some_and(|word| !word.starts_with(char::is_lowercase))
}

/// "PS" starts words of the sender again.
#[must_use]
pub fn is_postscript(bare: &str) -> bool {
    let lower: String = bare.chars().take(8).flat_map(char::to_lowercase).collect();
    ["ps ", "ps:", "ps.", "p.s", "pps", "p.p.s", "ps,", "nb:", "n.b", "p. s"]
        .iter()
        .any(|start| lower.starts_with(start))
        || matches!(lower.as_str(), "ps" | "nb")
}

/// A line with an address, a page or a telephone number.
#[must_use]
pub fn is_contact_line(bare: &str) -> bool {
    if bare.len() > 200 {
        return false;
    }
    let address = bare.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
            || word.starts_with("www.")
            || word.starts_with("http://")
            || word.starts_with("https://")
    });
    address || is_telephone(bare)
}

/// At least seven digits behind at most a short label; dates and times of day are none.
fn is_telephone(bare: &str) -> bool {
    let number = bare.split_once([':', '：']).map_or(bare, |(_, number)| number);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    (7..=32).contains(&digits) && letters <= 24 && !number.contains(':')
}

/// Whether a notice starts on this line: of lawyers, of a list, of a scanner.
#[must_use]
pub fn is_notice(lines: &[Line<'_>], place: usize) -> bool {
    let first = lines[place]
        .bare
        .trim_start_matches(['*', '_', '-', '#', ' ', '[', '(', '—', '–', '"', '“']);
    if first.is_empty() {
        return false;
    }
    let needed = if NOTICE_TABLE.start_of_any_case(first).is_some() {
        1
    } else if POSSIBLE_NOTICE_TABLE.start_of_any_case(first).is_some() {
        2
    } else {
        return false;
    };
    let mut paragraph = String::new();
    for line in lines[place..].iter().take_while(|line| !line.is_empty()).take(20) {
        paragraph.extend(line.bare.chars().take(400).flat_map(char::to_lowercase));
        paragraph.push(' ');
        if paragraph.len() > 2_000 {
            break;
        }
    }
    // A heading alone ("Disclaimer") is judged with the paragraph below it.
    if paragraph.len() < 40 {
        let below = lines[place..]
            .iter()
            .skip_while(|line| !line.is_empty())
            .skip_while(|line| line.is_empty());
        for line in below.take_while(|line| !line.is_empty()).take(10) {
            paragraph.extend(line.bare.chars().take(400).flat_map(char::to_lowercase));
            paragraph.push(' ');
        }
    }
    NOTICE_WORD_TABLE.count_within(&paragraph, needed) == needed
}
