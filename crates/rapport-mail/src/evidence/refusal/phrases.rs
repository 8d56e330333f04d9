//! What servers say when they refuse, as tables: one table for a topic, in many wordings and
//! languages.
//!
//! The form: phrases between bars and line ends, in lower case. A `*` stands for a few words that
//! vary (a name, a host), a `~` at the end for the endings of a language that inflects. Addresses
//! in the text stand as `@`; codes, hosts and links are taken out before (see [`super::clean`]).
//! [`TOPICS`] gives the order: the first topic with a phrase in the text wins, so what names the
//! cause exactly comes before what is said of anything.

use super::Topic;

/// Topics in the order they are looked for, with their phrases.
pub(super) const TOPICS: &[(Topic, &str)] = &[
    (Topic::UnknownUser, OPEN_QUESTION),
    (Topic::Restricted, MEMBERS),
    (Topic::Greylisted, GREYLISTED),
    (Topic::OwnLimit, OWN_LIMIT),
    (Topic::Full, FULL),
    (Topic::Large, LARGE),
    (Topic::Header, HEADER),
    (Topic::Rate, RATE),
    (Topic::Sender, SENDER),
    (Topic::Authentication, AUTHENTICATION),
    (Topic::Relay, RELAY),
    (Topic::Network, NAME_SERVER_DOWN),
    (Topic::Reputation, REPUTATION),
    (Topic::Virus, VIRUS),
    (Topic::Spam, SPAM),
    (Topic::Restricted, RESTRICTED),
    (Topic::Moved, MOVED),
    (Topic::Closed, CLOSED),
    (Topic::UnknownUser, UNKNOWN_USER),
    (Topic::UnknownHost, UNKNOWN_HOST),
    (Topic::RecipientRejected, RECIPIENT_REJECTED),
    (Topic::Loop, LOOP),
    (Topic::System, SYSTEM),
    (Topic::Expired, EXPIRED),
    (Topic::Network, NETWORK),
];

/// Phrases that only count where no exact code stands beside them.
pub(super) const VAGUE_TOPICS: &[(Topic, &str)] =
    &[(Topic::Reputation, VAGUE_POLICY), (Topic::UnknownUser, VAGUE_USER)];

/// Sentences that name several causes, of which a missing account is the likely one.
const OPEN_QUESTION: &str = "
    account or domain may not exist | address may not exist | mailbox may not exist
    user may not exist | recipient may not exist | email address may be misspelled
    may be misspelled | might be misspelled | may have been misspelled
    adresse ist möglicherweise falsch | peut-être mal orthographiée | tal vez * mal escrita
";

/// Sentences of groups that name several causes, of which missing rights are the likely one.
const MEMBERS: &str = "
    you may not have permission to post | may not have permission to post
    may not exist, or you may not have permission | not allowed to post
";

const GREYLISTED: &str = "
    greylisted | greylisting | graylisted | graylisting | grey listed | grey listing | greylist
    grey-listed | greylisté | en liste grise | lista gris | lista grigia | серый список
";

const FULL: &str = "
    mailbox full | mailbox is full | mailbox * is full | mailbox * full | full mailbox
    mailfolder is full | mail folder is full | inbox is full | inbox full | box is full
    account is full | user is full | folder is full | mail box full | mailbox was full
    over quota | overquota | over-quota | over the quota | over its quota | over their quota
    over his quota | over disk quota | over storage quota | over mailbox quota | is over * quota
    quota exceeded | exceeded quota | exceeds quota | exceed quota | quota exceed | quota violation
    exceeded * quota | exceeds * quota | exceeding * quota | exceed the quota | quota is exceeded
    quota has been exceeded | quota * exceeded | quota exceeds | quota is full | quota full
    mailbox quota | disk quota | storage quota | user quota | recipient quota | mail quota
    out of quota | exceeded storage | exceeded * storage | exceeds * storage | storage * exceeded
    out of storage | storage is full | storage limit | storage allocation
    insufficient storage | insufficient mailbox | insufficient disk space for user
    not enough storage | not enough space * mailbox | no space left in * mailbox
    not enough disk space | no disk space | maildir over | maildir delivery failed
    mailbox exceeds | mailbox exceeded | mailbox has exceeded | mailbox size limit
    mailbox * exceeds * size | mailbox limit | mailbox * size limit | mailbox storage
    allowed mailbox space | allowed mailbox size | allowed storage space
    exhausted * storage | exhausted * quota | too many messages on the server
    too many messages in * mailbox | too much mail data | too much mail in
    recipient's mailbox exceeded | in recipient's mailbox exceeded | over the allowed quota
    recipient reached disk quota | reached * quota | over the maximum allowed mailbox
    over the maximum allowed number of messages | would exceed * quota | temporarily over quota
    account * over * limit | mailbox * over * limit | mailbox for user is full
    shutoffquotaexceeded | quotaexceeded | mailboxfull | storage is over | reached its limit
    cannot receive * full | user is over | user over | is overquota | is almost full
    mailbox usage | user has too many messages | mailbox * too large | account has exceeded
    postfach ist voll | postfach voll | mailbox ist voll | postfach * voll | speicherplatz
    speicherlimit | kontingent | postfach des empfängers ist voll | postfachs überschritten
    postfach * überschritten
    boîte * pleine | boite * pleine | boîte pleine | boite pleine | messagerie * pleine
    quota dépassé | quota depasse | boîte aux lettres est saturée | espace de stockage
    capacité de * boîte | boîte * saturée
    buzón lleno | buzon lleno | buzón * lleno | buzon * lleno | bandeja * llena | cuota excedida
    cuota superada | excede la cuota | excedido * cuota | superado * cuota | sin espacio
    casella piena | casella * piena | cassetta piena | quota superata | quota esaurita
    casella di posta piena | spazio esaurito
    caixa cheia | caixa * cheia | caixa de correio cheia | cota excedida | quota excedida
    excedeu * cota | sem espaço | está cheia
    mailbox is vol | postvak is vol | postvak vol | postvak * vol | quotum overschreden
    skrzynka pełna | skrzynka * pełna | skrzynka odbiorcy jest pełna | przepełnion~ | brak miejsca
    przekroczony limit | przekroczono limit | przekroczył limit
    ящик переполнен | ящик * переполнен | переполнен | превышена квота | квота превышена
    превышен * размер ящика | недостаточно места | ящик полон
    kutusu dolu | posta kutusu dolu | kota aşıldı | kotası dolu | kotasını aştı
    brevlåda full | brevlådan är full | inkorgen är full | postkassen er full | postboks er fuld
    メールボックスがいっぱい | メールボックスが一杯 | 容量を超え | 容量がいっぱい | 容量不足 | 容量オーバー
    受信容量 | 一杯のため | いっぱいのため | 保存容量
    邮箱已满 | 郵箱已滿 | 信箱已滿 | 信箱已满 | 邮箱空间不足 | 空间不足 | 容量已满 | 容量已滿 | 超出配额
    超过配额 | 收件人邮箱已满 | 邮箱容量 | 信箱空間 | 空間不足 | 爆满
    용량 초과 | 용량이 초과 | 용량초과 | 가득 찼
";

const LARGE: &str = "
    message too large | message too big | mail too large | mail too big | message is too large
    message is too big | email is too large | message file too big | message file too large
    too large message | message size exceeds | message size exceeded | message * size exceeds
    message length exceeds | message exceeds | mail size exceeds | mail size limit
    size exceeds maximum | size exceeds fixed | size exceeds limit | exceeds size limit
    exceeds the size limit | exceeded size limit | size limit exceeded | message size limit
    exceeds maximum message size | exceeds the maximum | exceeded the maximum
    exceeds maximum size | exceeded maximum * size | exceeds * maximum * size
    exceeds fixed maximum | maximum message size | maximum * message size | max message size
    message size violation | message size too | mail size too | max size exceeded
    larger than the maximum | larger than * allowed | larger than * limit | is larger than
    too large to | too big for | data size exceeds | body too large | body too big
    exceeded * message size | incoming message size | oversized | message body size
    attachment is too large | attachments are too large | sizelimit
    nachricht ist zu groß | nachricht zu groß | zu groß | maximale nachrichtengröße
    größe der nachricht | trop volumineux | trop gros | taille maximale | taille du message
    demasiado grande | tamaño máximo | excede el tamaño | troppo grande | dimensione massima
    dimensioni * messaggio | muito grande | tamanho máximo | tamanho da mensagem | te groot
    maximale grootte | zbyt duża | zbyt duży | maksymalny rozmiar | слишком большое
    слишком большой | превышает * размер | размер письма | çok büyük | för stort | for stor
    サイズが大きすぎ | サイズ制限 | サイズが制限 | サイズオーバー | 邮件过大 | 郵件過大 | 邮件太大 | 大小超过
    大小超出 | 超过大小
";

const HEADER: &str = "
    multiple addresses in from | multiple from | multiple * addresses in from | duplicate header
    duplicate headers | duplicated header | missing header | missing required header
    missing from header | missing date | missing message-id | missing to header
    missing subject | no from header | no date header | no message-id | no resent-from field given
    header syntax | invalid header | invalid from header | invalid message header | bad header
    header error | malformed header | malformed message | malformed mime | malformed date
    message * not rfc | not rfc 2822 compliant | not rfc 5322 compliant | rfc 5322 compliant
    rfc 2822 compliant | rfc 5322 specifications | non-compliant with rfc | not compliant with rfc
    rfc compliant | rfc822 compliant | does not comply with rfc | fails to comply with rfc
    rfc non-compliant | not rfc compliant | violates rfc | rfc violation
    bare lf | bare newline | bare linefeed | bare line feed | bare cr | stray newline
    line too long | lines too long | line is too long | maximum line length | long lines
    8bit data | 8-bit data | 8-bit characters in header | non-ascii characters in header
    unencoded characters | smtputf8 | eai address | internationalized email
    badly formatted | bad date | single part message with
    attachment * not allowed | attachments * not allowed | illegal attachment
    forbidden attachment | attachment is not accepted | attachment type | attachment blocked
    banned attachment | attachment rejected | attachmentrejected | banned file | blocked attachment
    file type is not | dangerous attachment | file extension | executable attachment
    prohibited attachment | attachment not permitted | unzulässiger anhang | unerlaubter anhang
    pièce jointe interdite | pièce jointe * refusée | archivo adjunto * no permitido
    allegato non consentito | anexo não permitido | bijlage niet toegestaan | недопустимое вложение
    запрещенное вложение | 添付ファイル | 附件类型 | 不允许的附件
    contentrejected | message conversion | conversion failed | conversion not supported
    charset not supported | mime error | invalid mime | unsupported media | too many mime
    too many attachments | too many received headers
";

const OWN_LIMIT: &str = "
    daily user sending quota | daily sending quota | daily sending limit | daily message limit
    sending quota exceeded | sending limit exceeded | sending limits | message submission rate
    exceeded your sending | you have exceeded * sending | you have reached a limit for sending
    you have reached your * limit | exceeded the sending | exceeds your sending
    maximum number of messages per | your account has sent too many | outbound rate
    outgoing mail limit | hourly sending limit | max defers and failures per hour
    has exceeded the max emails per hour | max emails per hour | exceeded the max defers
    submission quota | limit of messages per | you are sending too many
    our system has detected * sending unusual | sendelimit | versandlimit
    límite de envío | limite d'envoi | limite di invio | limite de envio
";

const RATE: &str = "
    too many recipients this hour | rate limit | rate limited | rate limiting | ratelimited
    rate-limited | rate limits | ratelimit | rate exceeded | throttled | throttling
    too many connections | too many concurrent | too many simultaneous | too many sessions
    too many smtp sessions | too many messages | too many mails | too many emails
    too many recipients | too many rcpts | too many rcpt | too many errors
    too many open connections | too many invalid recipients | too many unknown
    too many requests | too frequent | too frequently | frequency limited | frequency limit
    connection limit | connection frequency | connections from your | maximum * connections
    concurrent connections | concurrency limit | exceeded the rate | exceeds the rate
    message rate | sending too fast | sending too much | sending rate | receiving mail at a rate
    receiving mail too quickly | mail too quickly | messages too quickly | connection rate
    exceeded * per hour | per hour limit | per minute | maximum number of recipients
    recipients per | resources restricted | resources temporarily restricted
    limit for number of messages | concurrent smtp | slow down | please slow
    zu viele verbindungen | zu viele nachrichten | trop de connexions | trop de messages
    demasiadas conexiones | demasiados mensajes | troppe connessioni | troppi messaggi
    muitas conexões | te veel verbindingen | слишком много | слишком часто
    发送频率 | 连接频率 | 连接数 | 并发 | 発信が多 | 連續發送
";

const SENDER: &str = "
    sender address rejected | sender rejected | sender denied | sender verify failed
    sender verification failed | could not verify sender | sender address verification
    verify sender | sender is not | sender not | senders not | sender was rejected
    sender is rejected | sender address is | sender refused | sender blocked | sender is blocked
    blocked sender | bad sender | invalid sender | sender invalid | unroutable sender
    unrouteable sender | unknown sender | sender unknown | rejected sender
    domain of sender | sender domain | sender's domain | sending domain | domain of the sender
    your domain | your e-mail domain | your email domain | mail from domain | from domain
    domain in from | domain of from | from: domain | valid from | from address
    from: address | from header | envelope from | envelope sender | return path
    return-path | mail from: address | mail from address | your sender | your address
    sendasdenied | your email address * blocked | your email address * rejected
    address you are sending from
    sent from an unverified | purported responsible address | mail from * rejected
    mail from * refused | mail from * denied | mail from * not accepted
    mail from * not permitted | mail from * not allowed | mail from not accepted
    mail from this | refuse mail from | refuses mail from | rejects mail from
    not accept mail from | not accepting mail from | not accept messages from
    not accept email from | not accept e-mail from | does not accept mail from * domain
    accept mail from your | no longer accepts mail from * you | you have been blocked
    blocked by the recipient | recipient has blocked | recipient does not want
    cannot resolve your domain | resolve your address | cannot resolve * sender
    does not resolve * sender | non-existent sender | spoofed | spoofing | forged
    not allowed to send | not authorized to send | not permitted to send mail
    not authorised to send | cannot send email | not allowed to use
    you are not allowed | you are not authorized | you are not permitted | you're not allowed
    you do not have permission | you don't have permission | permission to send
    expéditeur * refusé | expediteur * refuse | expéditeur non | expéditeur inconnu
    adresse expéditrice | absenderadresse | absender * abgelehnt | absender * gesperrt
    absender nicht | absender wurde | remitente rechazad~ | remitente no | remitente * bloquead~
    mittente rifiutat~ | mittente non | mittente * rifiutat~ | remetente rejeitad~ | remetente não
    remetente * bloquead~ | afzender geweigerd | afzender niet | nadawca odrzucon~
    adres nadawcy | отправитель отклон | адрес отправителя | отправител * заблокирован
    отправитель не | gönderen * reddedildi | avsändare | 差出人 | 送信元 | 发件人 | 寄件者 | 寄件人
";

const AUTHENTICATION: &str = "
    spf | dkim | dmarc | arc seal | sender policy framework | sender id | senderid
    unauthenticated | authentication information | authentication checks | not authenticated
    authentication required | authentication is required | authentication failure
    authentication failed | failed authentication | fails authentication | email authentication
    domain authentication | requires authentication | require authentication
    smtp authentication | authenticate first | please authenticate | must authenticate
    need to authenticate | authrequired | auth required | authentication credentials
    basic authentication | invalid credentials | username and password not accepted
    helo command rejected | invalid helo | bad helo | helo name | ehlo name | helo argument
    ehlo argument | helo hostname | invalid ehlo | helo required | helo rejected
    ptr | ptr record | ptr records | reverse dns | rdns | reverse hostname | reverse lookup
    reverse host lookup | reverse name | reverse mapping | reverse-dns | no reverse
    dns pointer | forward dns | fcrdns | forward-confirmed | cannot find your hostname
    cannot find your reverse | hostname lookup | can't resolve your | does not resolve to
    invalid hostname | starttls | tls required | requires tls | must issue
    encryption required | mismatches client ip
    mta-sts | not properly authenticated | not aligned | dynamic ip | dynamic host
    dialup | dial-up | residential ip | dynamically | generic reverse | generic hostname
    pas authentifié | non authentifié | nicht authentifiziert | authentifizierung
    autenticación | autenticazione | autenticação | не прошло проверку | аутентифик
    逆引き | 認証 | 认证失败 | 反向解析 | 身份验证
";

const RELAY: &str = "
    rcpthosts | allowed rcpthosts | isn't in my list of allowed
    relaying denied | relay denied | relay access denied | relaying is denied | relay is denied
    relay not permitted | relaying not permitted | not permitted to relay | relay prohibited
    relaying prohibited | relaying not allowed | relay not allowed | not allowed to relay
    unable to relay | cannot relay | can't relay | we do not relay | do not relay | don't relay
    does not relay | no relaying | no relay | relaying disallowed | relaying disabled
    relaying mail to | to relay through | refused to relay | open relay | relay attempt
    relaying temporarily | is not permitted to relay | relay-access | not a gateway
    not an open relay | smtp relay | relay restrictions | not allowed relay | relay rejected
    unauthorized relay | third-party relay | third party relay | relais interdit | relay non
    not a registered gateway user | gateway user | relay-zugriff
    smtp server of your isp | please use the smtp server
";

const REPUTATION: &str = "
    blacklist | blacklisted | black list | black listed | black-listed | blacklists
    blocklist | blocklisted | block list | block listed | block-listed | blocklists | denylist
    denylisted | deny list | dnsbl | rbl | dnsbls | rbls | uribl | surbl | drbl | cdrbl | (bl)
    spamhaus | spamcop | barracuda * reputation | sorbs | senderscore | sender score | cloudmark
    proofpoint | is listed in | is listed at | is listed by | is listed on | are listed
    been listed
    currently listed | ip listed | you are listed | found on one or more
    poor reputation | bad reputation | low reputation | reputation | very low reputation
    untrusted | suspicious | suspicion | unexpected volume | user complaints | complaints
    blocked for abuse | abuse | abusive | policy reasons | policy violation | policy violations
    policy reason | violates our policy | violation of policy | violates * policy
    local policy | denied by policy | rejected by policy | rejected for policy | site policy
    security policy | security policies | due to policy | policy rejection | policy restrictions
    policy block | message policy | administrative policy | administratively prohibited
    administrative prohibition | administratively denied | administrative block | our policy
    against policy | usage policy | policy of * recipient | policy error
    banned | banned sending ip | denied by | prohibited | disallowed
    client host rejected | client host blocked | host rejected | host * blocked | host is blocked
    server blocked | server is blocked | server access * forbidden | forbidden by
    ip address * blocked | ip * blocked | ip address * rejected | ip rejected | ip is blocked
    ip blocked | blocked ip | blocked by | is blocked by | has been blocked | been blocked
    was blocked | are blocked | you are blocked | are being blocked | temporarily blocked
    mail blocked | message blocked | message is blocked | email blocked | connection blocked
    blocked - see | blocked due | blocked because | blocked for | blocked using | address blocked
    network blocked | network not allowed | network is not | host not allowed
    connection not authorized | connection not accepted | connections not accepted
    not accepting connections from | connection refused by policy | connection denied
    connection rejected | connect rejected | not accepting connections | not accept connections
    service refused | service refuse | service denied | refused to talk
    protocol violation | protocol error: * pipelining | synchronization error
    your ip | your mail server | your server | your host | your network | sending mta
     | mta's poor | mail exchanger | may not be mail exchanger
    access denied to you | access denied from | not welcome | firewall | rejected due to
    mail rejete | mail rejected | mail refusé | courrier refusé | rejeté pour | bloqué par
    temporarily deferred due to | deferred due to
    blockiert | gesperrte ip | sperrliste | richtlinie | abgelehnt wegen | auf der blacklist
    liste noire | lista negra | lista nera | zwarte lijst | czarna lista | czarnej liście
    чёрном списке | черном списке | заблокирован * ip | ip * заблокирован | репутац
    ブラックリスト | ブロックされ | 拒否リスト | 黑名单 | 黑名單 | 信誉 | 被屏蔽 | ip被 | 被拦截 | 차단
";

const VIRUS: &str = "
    virus | viruses | infected | malware | trojan | worm | phishing attachment | malicious
    virenverdacht | virus gefunden | virus détecté | virus detectado | virus rilevato | вирус
    wirus | ウイルス | ウィルス | 病毒
";

const SPAM: &str = "
    spam | spams | spammer | spammers | spammy | spamming | junk | junk mail | ube | uce
    unsolicited | bulk mail | bulk email | bulk e-mail | mass mail | considered bulk
    message content rejected | content rejected | content denied | content blocked
    content is unacceptable | content not acceptable | message content is not | content filter
    content filtering | contentfilter | looks like spam | identified as spam | phishing | scam
    rejected by filter | filtered | message filter | anti-spam | antispam | fraud
    message rejected as | high probability of spam | unwanted mail | unwanted email
    spamverdacht | als spam | comme spam | indésirable | pourriel | correo no deseado
    posta indesiderata | lixo eletrônico | ongewenste | спам | спама | niechcian~
    迷惑メール | スパム | 垃圾邮件 | 垃圾郵件 | 广告邮件 | 스팸
";

const RESTRICTED: &str = "
    not in the allowed senders list | not in the allow list | allowed senders | approved senders
    allowed sender | restricted recipient | restrictedrecipients | recipient restricted
    recipient * restricted | only accepts mail from | only accept mail from
    only accepts messages from | accepts messages only from | accept messages only from
    isn't in the group's allowed | group only accepts | not a member | non-member | nonmember
    non-members | members only | members-only | not subscribed | not a subscriber
    may not have permission to post | permission to post | not allowed to post
    posting to this list | closed list | restricted list | moderated | awaiting moderation
    refuses to accept your | refused to accept | delivery not authorized
    delivery is not authorized | not authorized, message refused | not authorized
    not authorised | unauthorized | permission denied to | domain filter | domain-filter
    designated domain | based on the email preferences | privacy settings
    rejected by a remote mail server | nur von mitgliedern | nicht berechtigt
    pas autorisé | n'êtes pas autorisé | no autorizado | no tiene permiso | non autorizzato
    não autorizado | sem permissão | niet gemachtigd | niet toegestaan | nie masz uprawnień
    brak uprawnień | нет прав | нет разрешения | не разрешено | yetkiniz yok | ikke tilladelse
    受信拒否 | 指定受信 | ドメイン指定 | 受け取り拒否 | 拒收 | 没有权限 | 沒有權限 | 无权
";

const MOVED: &str = "
    has moved | user moved | mailbox has moved | mailbox moved | moved to | address has changed
    changed address | new address is | new email address | user not local | not our user
    please try * instead | please use * instead | has been replaced by
    recipient no longer on server | no longer on this server | no longer on server
    mailbox has migrated | please update your records | update your address book
    mailbox owner has changed | no longer accepts mail
    neue adresse | neue e-mail-adresse | nouvelle adresse | nueva dirección | nuovo indirizzo
    novo endereço | nieuw adres | nowy adres | новый адрес | yeni adres | ny adress | ny adresse
    新しいアドレス | アドレスが変更 | 新邮箱 | 新地址
";

const CLOSED: &str = "
    doesn't have * account | does not have * account | doesn't have an email
    does not have an email | user doesn't have | user does not have
    account disabled | account is disabled | account has been disabled | account * disabled
    mailbox disabled | mailbox is disabled | mailbox has been disabled | mailbox * disabled
    user disabled | user is disabled | address disabled | address is disabled
    recipient disabled | recipient is disabled | disabled or discontinued | disableduser
    disabled recipient | disabled mailbox | disabled account | disabled user | is disabled
    account inactive | account is inactive | inactive account | inactive user | inactive mailbox
    user is inactive | mailbox is inactive | mailbox inactive | inactive email address
    inactive address | user inactive | is inactive | not active | no longer active
    not currently active | isn't active | recipient is inactive | inactive recipient
    account deactivated | has been deactivated | is deactivated | deactivated mailbox
    deactivated | discontinued | has been discontinued
    account closed | account has been closed | account is closed | mailbox closed | closed account
    account terminated | has been terminated | account cancelled | account canceled
    account deleted | has been deleted | mailbox deleted | account removed | address removed
    temporarily limited | account is limited | account expired | account has expired
    mailbox expired | user expired | expired account
    address has expired | address expired | no longer available | no longer in use
    no longer used | no longer exists | no longer valid | no longer a valid | no longer in service
    is no longer here | no longer with | no longer works | no longer employed | has left
    out of service | not in service | retired | abandoned | suspended | is suspended
    account suspended | mailbox suspended | frozen | mailbox is frozen | locked mailbox
    mailbox is locked | account is locked | account locked | user is locked
    account is blocked | account blocked | account * is blocked | account has been blocked
    account * blocked | mailbox blocked | mailbox is blocked | mailbox * blocked | user is blocked
    user blocked | blocked account | recipient is blocked | recipient blocked
    on hold | temporarily disabled | temporarily inactive | temporarily suspended
    isn't accepting messages | not accepting messages | not accepting mail
    not accepting email | not accepting any | not receiving mail | unable to receive
    cannot receive mail | can not receive mail | can't receive | does not receive mail
    not permitted to receive | not able to receive | refuses all mail | vacation mailbox
    deaktiviert | gesperrt | geschlossen | gelöscht | stillgelegt | nicht mehr aktiv
    nicht mehr gültig | nicht mehr verfügbar | nicht mehr erreichbar | désactivé | désactivée
    bloqué | est bloque | suspendu | fermé | clôturé | n'est plus valide | n'est plus active
    n'est plus utilisée | deshabilitad~ | desactivad~ | inactiva | inactivo | suspendid~ | bloquead~
    dado de baja | cerrada | cancelada | disattivat~ | disabilitat~ | sospes~ | inattiv~ | chiusa
    desativad~ | inativ~ | suspensa | encerrada | uitgeschakeld | gedeactiveerd | geblokkeerd
    opgeheven | niet meer actief | nieaktywn~ | zablokowan~ | wyłączon~ | zawieszon~ | usunięt~
    отключен | заблокирован | неактив | не активен | удалён | удален | закрыт | приостановлен
    devre dışı | kapatıl~ | askıya~ | inaktiverat | avstängd | stängt | deaktiveret | deaktivert
    無効 | 停止され | 解約 | 退会 | 休止 | 已停用 | 停用 | 禁用 | 冻结 | 凍結 | 注销 | 已被锁定 | 已关闭 | 휴면
";

const UNKNOWN_USER: &str = "
    user unknown | unknown user | user is unknown | user * unknown | unknown recipient
    recipient unknown | recipient is unknown | recipient * unknown | unknown or illegal
    unknown address | address unknown | address is unknown | unknown local | unknown account
    unknown mailbox | mailbox unknown | mailbox is unknown | unknown email | unknown user name
    unknown to address | unknown rcpt | unknown alias | unknown internet recipient
    unknown username | unknown to this | is unknown to | unknown in
    no such user | no such recipient | no such person | no such mailbox | no such address
    no such account | no such email | no such e-mail | no such name | no such local
    no such mail | no such customer | no such id | no such member | no such contact
    no such alias | no such destination | no such local-part | no such * here | has no such
    no mailbox here | no mailbox by that name | no mailbox found | no mailbox with
    no mailbox for | no mailbox | no account by that name | no account found | no account
    no user by that name | no user here | no users here | no user with | no user
    no recipient | no one by that name | nobody by that name | no local mailbox
    no email account | no valid recipient | no valid recipients | no valid mailbox | no valid host
    user does not exist | user doesn't exist | user not exist | user not exists
    user does not | user * does not exist | user * doesn't exist | user not found
    user * not found | username not found | user name not found | user not known
    user * not known | user not listed | user * not listed
    user isn't | user is not | user invalid | user * invalid | user unavailable
    user account * not found | user account does not | user account is unavailable
    user mailbox not found | user no longer | user has no | user has left | user left
    recipient does not exist | recipient doesn't exist | recipient not exist
    recipient * does not exist | recipient not found | recipient * not found | recipnotfound
    recipientnotfound | recipient not known | recipient name is not recognized
    recipient is not | recipient not recognized | recipient invalid | recipient * is invalid
    recipient address * does not exist | recipient * not exist | recipient could not be
    recipient cannot be verified | recipient verify | recipient verification
    recipient was not found | recipient not on | recipient no longer
    recipient is no longer | receiver not found | receiver * not | addressee unknown
    mailbox not found | mailbox does not exist | mailbox doesn't exist | mailbox not exist
    mailbox * not found | mailbox * does not exist | mailbox * doesn't exist | mailbox is not
    mailbox invalid | mailbox name not allowed | mailbox name is | mailbox not available
    mailbox not allowed | mailbox * unknown | mailbox has been removed | not a mailbox
    mailbox no longer | mailbox not valid
    address does not exist | address doesn't exist | address not exist | address * not exist
    address not found | address * not found | address wasn't found | address couldn't be found
    address was not found | address no longer | address * no longer | address is no longer
    address is not | address not valid | address * is not valid | address isn't
    address not known | address * does not exist | address error | address you entered
    address was misspelled | address not listed | address is incorrect
    account does not exist | account doesn't exist | account not exist | account * not exist
    account not found | account * not found | account is not | account invalid
    account that you tried to reach does not exist | account unknown | account unavailable
    account * does not exist | account no longer | account is unavailable
    email account * does not
    does not have a final | don't handle mail for | no inbox
    alias does not exist | alias not found | alias * not found | not a valid alias
    id does not exist | name is not recognized | name not recognized | name not found in
    @ does not exist | @ doesn't exist | @ not found | @ is unknown | @ unknown | @ is not
    @ isn't | @ not known | @ is invalid | @ invalid | @ no longer | @ no such | @ user unknown
    invalid recipient | invalid recipients | invalid mailbox | invalid user | invalid address
    invalid email | invalid e-mail | invalid destination | invalid local | invalid final
    invalid rcpt | invalid account | invalid alias | invalid username | invalid to
    bad destination | bad recipient | bad rcpt | bad address | bad mailbox | bad user
    illegal recipient | illegal user | illegal alias | improper address | nonexistent
    non-existent user | non-existent mailbox | non existent | non-existent recipient
    non-existent address | nonexisting | not existent
    unrouteable address | unroutable address | undeliverable address | unrouteable recipient
    unroutable recipient | undeliverable recipient | address is undeliverable
    cannot be routed | unable to route | could not find a gateway | no route for
    not our customer | not a known user | not known here | not known at | is not known
    not a valid user | not a valid mailbox | not a valid recipient | not a valid address
    not valid recipient | not a valid email | not valid email | not a valid account
    not an active address | not a user | not a local user | not a local address
    not listed in | not found in directory | not in directory | not in our | not in my | not in the
    isn't listed in | not on this server | not on this system | not here
    not found on | not recognised | not recognized here | not have an account | not hosted here
    in virtual alias table | in virtual mailbox table | in local recipient table
    in relay recipient table | in local table | undefined recipient
    check the recipient | double-check the recipient | double-checking the recipient's
    does not like recipient | doesn't like recipient | not available here
    couldn't be found or is invalid | could not be found | couldn't be found | wasn't found
    resolver.adr | noemail | addresssuppressed | onaccountsuppressionlist | suppression list
    suppressed | previously bounced | bounced address | recently bounced | bounced previously
    unbekannt | unbekannter | existiert nicht | nicht gefunden | nicht vorhanden | ungültig
    kein postfach | kein benutzer | kein solches | nicht bekannt | gibt es nicht
    inconnu | inconnue | n'existe pas | existe pas | introuvable | invalide | pas été trouvé
    incorrecte | boite inexistante | inexistant | inexistante | pas trouvé | erronée
    desconocid~ | no existe | no encontrad~ | inexistente | inválid~ | no válid~ | no se encontr~
    no es válid | incorrecta | no se ha encontrado | no hay ningún usuario
    sconosciut~ | non esiste | non trovat~ | inesistente | non valid~ | errat~ | non è stato trovato
    impossibile trovare
    não existe | não encontrad~ | desconhecid~ | não foi encontrad~ | incorreto | inexistentes
    não localizad~ | onbekend | bestaat niet | niet gevonden | ongeldig | kan niet worden gevonden
    nieznan~ | nie istnieje | nie znaleziono | niepoprawn~ | nieprawidłow~ | brak takiego
    нет такого | не существует | не найден | неизвест | неверный адрес | не обнаружен
    недействител | такого пользователя нет | отсутствует
    bilinmeyen | bulunamadı | mevcut değil | geçersiz | kullanıcı yok
    okänd | finns inte | hittades inte | ogiltig | ukendt | ukjent | findes ikke | finnes ikke
    ikke fundet | ikke funnet | ugyldig | tuntematon | ei löydy | neexistuje | neznám~ | ismeretlen
    存在しません | 存在しない | 見つかりません | 見つかりませんでした | 宛先不明 | あて先が不明 | 宛先が不明
    該当するユーザ | ユーザーが不明 | 無効なアドレス | アドレスが間違 | アドレスに誤り | 不明なユーザ | 宛先アドレス
    不存在 | 找不到 | 未找到 | 无此用户 | 無此用戶 | 用户名错误 | 地址错误 | 无效 | 查无此人 | 無此帳號
    没有此用户 | 没有找到 | 查無 | 收件人地址 | 未知用户 | 没有该用户 | 존재하지 않 | 찾을 수 없 | 알 수 없는
";

const UNKNOWN_HOST: &str = "
    indicated no smtp service | unable to look up | unable to find host | no smtp service
    host unknown | unknown host | unknown domain | domain unknown | domain not found
    host not found | host * not found | hostname not found | no such domain | no such host
    domain name not found | domain name does not exist | domain does not exist
    domain doesn't exist | domain not exist | domain * does not exist | domain * not found
    domain * doesn't exist | domain couldn't be found | domain could not be found
    remote domain doesnt exist | domain doesnt exist | remote domain does not exist
    host or domain name not found | host or domain * not found | name not found
    name service error | name or service not known | name has no usable address
    nxdomain | non-existent domain | nonexistent domain | non-existent host
    bad destination host | bad domain | invalid domain | invalid host | illegal host
    illegal domain | unrouteable mail domain | unroutable mail domain | unrouteable domain
    unroutable domain | no mx | no mxs | null mx | nullmx | no mail server | no mail exchanger
    no mail exchange | no mail hosts | no valid mx | mx record * not | mx records
    no mail exchangers | domain has no | domain does not accept mail | does not accept mail
    does not accept email | domain does not | does not receive | does not handle
    couldn't find any host | could not find any host | cannot find the address of host
    couldn't find a mail exchanger | unable to find * host | can't find host
    cannot resolve destination | couldn't resolve | could not resolve | cannot resolve
    can't resolve | unable to resolve | couldn't look up | no address associated | no dns record
    no dns data | no a record | address family for hostname | all relevant mx records
    mail for * is not accepted here | not a local domain | domain not local | domain not hosted
    domain is not hosted | domain is not | domain isn't | dns domain * does not exist
    domain not in service | unregistered domain | domain has expired | no route to domain
    is not a valid domain | does not exist
    domain existiert nicht | domain nicht gefunden | unbekannte domain | rechner unbekannt
    domaine inconnu | domaine n'existe pas | domaine introuvable | dominio no existe
    dominio desconocido | dominio inexistente | dominio inesistente | domínio não existe
    domínio inexistente | domein bestaat niet | домен не существует | домен не найден
    domena nie istnieje | ドメインが存在 | ドメインが見つ | 域名不存在 | 域名无效 | 域名解析
";

const LOOP: &str = "
    too many hops | too many hop | hop count | mail loop | mail loops | routing loop | looping
    loops back to | loop detected | message loop | mail forwarding loop | forwarding loop
    delivery loop | infinite loop | loopback | mail is looping | already been here
    schleife | boucle | bucle | ciclo | ループ | 循环
";

const SYSTEM: &str = "
    best-preference mx | points to local host | points back to us | local delivery failed
    pipe to * failed | returned exit | delivery agent | unable to open | cannot open | can't open
    system error | internal error | internal server error | local error | local configuration
    configuration error | config error | server error | service unavailable | disk full
    filesystem full | file system full | no space left on device | system full | out of disk space
    insufficient system | system storage | insufficient disk | insufficient resources
    system resources | out of memory | resources temporarily unavailable
    resource temporarily unavailable | local mailer problem | input/output error | i/o error
    broken pipe | command died | child status | died with signal | command output
    command failed | mailer error | unable to run | error in processing | temporary problem
    temporary system | temporary local | temporary server | temporary lookup | temporary error
    temporary failure | temporary authentication | tempfail | please try again | try again later
    try later | try * later | retry later | come back later | queue file write error
    temporarily unavailable | temporarily unable | temporarily rejected
    temporarily deferred | unavailable at this time | currently unavailable | not available at
    improper sequence | bad sequence | sequence error | syntax error | unrecognized command
    command not recognized | command not implemented | command unrecognized | need mail
    need rcpt | unexpected response | unexpected reply | maildir | could not load
    cannot open mailbox | can't create output | cannot create output | ldap | database
    mapi | storedrv | server is busy | system busy | server busy | overloaded | overload
    too busy | load average | maintenance | shutting down | closing transmission channel
    später erneut | vorübergehend | temporär | plus tard | temporairement | más tarde
    temporalmente | più tardi | temporaneamente | mais tarde | temporariamente | later opnieuw
    tijdelijk | spróbuj | tymczasow | попробуйте позже | временно | daha sonra | geçici | senare
    tillfälligt | midlertidig | しばらくして | 時間をおいて | しばらくたって | 一時的 | 稍后 | 稍後 | 暂时 | 暫時
";

const EXPIRED: &str = "
    message expired | queue.expired | queue expired | has expired in queue | delivery expired
    retry timeout exceeded | delivery retry timeout | retry time not reached | retry limit
    delivery time expired | time expired | maximum-time-expired | message timed out
    message timeout | message delivery timed out | could not be delivered for
    could not be delivered within | not delivered within | been in the queue too long
    in the queue too long | multiple retries | multiple attempts | several attempts
    after repeated | delivery failed * attempts | unsuccessful attempts
    could not be delivered in | cannot send message for | unable to deliver message after
    too old | maximum retry | max retry | number of retries | retries exceeded | retry count
    undeliverable for | has been trying | gave up | ultimate timeout | undelivered for
    zustellversuche | tentatives | intentos | tentativi | tentativas
    pogingen | попыток | 再送 | 多次尝试 | 多次嘗試
";

const NETWORK: &str = "
    timed out | timeout | time out | time-out | connection refused | connection reset
    connection dropped | connection closed | connection lost | lost connection
    connection failed | connection terminated | connection aborted | connection error
    connection was dropped | connection unexpectedly | remote host closed | server disconnected
    could not connect | couldn't connect | cannot connect | can't connect | unable to connect
    failed to connect | unable to contact | cannot contact | could not contact
    unable to reach | cannot reach | could not reach | host not reachable | host unreachable
    host is unreachable | network is unreachable | network unreachable | not reachable
    no route to host | unreachable | couldn't establish | could not establish
    wasn't able to establish | unable to establish | not responding | no response
    did not respond | no answer | not answer | does not answer | isn't answering
    did not accept our requests | broken connection | socket | network error | communication
    host is down | host down | server is down | remote server error | premature eof
    unexpected eof | unexpected end | end of file | error while reading | error during
    dns error | dns failure | dns lookup | dns timeout | dns server | dns query | domain lookup
    domain name resolution | name server | nameserver | lookup failed | lookup failure
    ssl error | tls error | tls negotiation | tls handshake | tls session | handshake failed
    protocol error | winsock | connect to * failed | failed to send to identified host
    deferred
    zeitüberschreitung | nicht erreichbar | keine verbindung | verbindung | délai dépassé
    connexion refusée | connexion impossible | tiempo de espera | conexión | connessione
    conexão | verbinding | połączenie | соединен | время ожидания | bağlantı | anslutning
    接続でき | 応答がありません | タイムアウト | 连接超时 | 無法連線 | 无法连接 | 连接失败 | 超时
";

const NAME_SERVER_DOWN: &str = "
    host name lookup failure | hostname lookup failure | host lookup did not complete
    name lookup failure | host not found, try again | temporary failure in name resolution
    dns temporary failure | temporary name server | servfail | dnslookupfailure
    name server timeout | name server: host not found, try again | dns server failure
";

const RECIPIENT_REJECTED: &str = "
    recipient address rejected | recipient rejected | rejected recipient | rejected address
    recipient address was rejected | address rejected | address was rejected | rcpt rejected
    recipient refused | recipient denied | recipient not allowed | recipient not accepted
    user rejected | @ rejected | recipients rejected | user not allowed | invalid or unknown
    empfänger abgelehnt | empfängeradresse abgelehnt | empfänger wurde abgelehnt
    destinataire refusé | destinataire rejeté | adresse rejetée | destinatario rechazado
    destinatario rifiutato | destinatário rejeitado | ontvanger geweigerd | odbiorca odrzucony
    получатель отклон | адрес получателя отклон | alıcı reddedildi | mottagare nekad
    受信者が拒否 | 收件人被拒绝
";

const VAGUE_POLICY: &str = "
    access denied | denied access | access restrictions | refused by | not accepted here
    message rejected | message was rejected | message refused | mail refused | email rejected
    rejected by the recipient | connection is not | service not available | not permitted
    not allowed | forbidden | denied | refused | blocked | abgelehnt | refusé | rechazad~
    rifiutat~ | rejeitad~ | geweigerd | odrzucon~ | отклонено | отказано | reddedildi | nekad
    afvist | avvist
    拒否 | 拒绝 | 拒絕
";

const VAGUE_USER: &str = "
    mailbox unavailable | mailbox is unavailable
    not valid | not found | not exist | not known | no longer
";
