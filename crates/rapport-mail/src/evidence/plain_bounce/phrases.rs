//! How mail systems say that they could not deliver: subjects, openings, and the lines that lead
//! to the copy of the original.
//!
//! The form: parts of folded text between bars and line ends; no word ends are asked for, so a
//! stem serves all its forms. Not here: reasons ([`crate::evidence::refusal`]).

use crate::words::Words;

/// Parts of subjects.
pub(in crate::evidence) static SUBJECTS: Words = Words::of(
    "
    undeliver | delivery status notification | delivery failure | delivery failed
    delivery has failed | delivery unsuccessful | failed to deliver
    returned mail | returned to sender | returning to sender | returning message to sender
    return to sender | returned email | returned e-mail | returned message | mail returned
    message returned | failure notice | failed delivery | failed mail | failed message
    delivery notification | delivery notice | delivery incomplete | delivery refused
    could not be delivered | could not deliver | couldn't be delivered | not delivered
    cannot be delivered | can't be delivered | was not delivered | wasn't delivered
    non-delivery | nondelivery | non delivery | nondeliverable | non-deliverable | non deliverable
    undelivered | mail system error | delivery error | mail error | email error | message error
    delivery report | delivery problem | problem delivering | problems delivering
    mail failure | email failure | mail delivery | message delivery | email delivery
    message delayed | delivery delayed | delayed mail | delayed delivery | mail delayed
    delivery delay | warning: could not send | warning: message | still not delivered
    could not send message | unable to deliver | unable to send | delivery status
    bounce | bounced mail | rejected | rejection notice | refused mail | mail refused
    user unknown | unknown user | invalid address | unknown address | address not found
    unknown recipient | invalid recipient | recipient not found | mailbox full | over quota
    email blocked | message blocked | mail blocked | you sent blocked | blocked by
    considered unsolicited bulk | banned contents from you
    message could not be | mail could not be | notification: undeliver | postmaster notify
    message status | undelivered mail | nichtzustell | nicht zustell | unzustellbar
    nicht zugestellt | zustellung | zustellfehler | zustellbericht | zustellproblem
    unzustellbarkeit | übermittlungsfehler | fehler beim senden | fehlgeschlagen
    non remis | non distribu | non-remise | non délivr | non livré | échec | echec
    avis de non | retour à l'expéditeur | remise impossible | n'a pas pu être | courrier retourné
    notificación de estado | no se puede entregar | no se ha podido entregar | no entregado
    no se pudo entregar | devuelto | devolución | error de entrega | fallo en la entrega
    fallo de entrega | entrega fallida | no se puede entregar | correo devuelto | sin entregar
    mancata consegna | mancato recapito | non recapit | consegna fallita | consegna non riuscita
    impossibile recapitare | impossibile consegnare | errore di consegna | messaggio respinto
    notifica di mancat | rapporto di mancat
    não entregue | não entregável | não foi entregue | falha | devolvid | notificação de estado
    notificação de status | erro na entrega | não pôde ser entregue | retorno de mensagem
    onbestelbaar | niet bezorgd | niet afgeleverd | niet besteld | kan niet worden bezorgd
    bezorging mislukt | aflevering mislukt | niet te bezorgen | retour afzender
    kunde inte levereras | ej levererat | inte levererat | kan inte levereras | olevererat
    kunne ikke leveres | ikke leveret | ikke levert | kan ikke leveres | leveringsfejl
    ei voitu toimittaa | toimittaminen epäonnistui | perille
    nie dostarcz | niedostarcz | zwrot | nie można dostarczyć | niepowodzenie | nie doręczon
    недостав | не достав | не удалось достав | ошибка доставки | возврат | не может быть доставлен
    невозможно доставить | уведомление о доставке | сбой доставки | не доставл
    teslim edilemedi | iletilemedi | teslim edilemeyen | gönderilemedi | teslimat hatası
    nedoručiteln | nedoručen | kézbesíthetetlen | kézbesítési | nedostarcz | αποτυχία
    配信不能 | 配信でき | 配送でき | 配達でき | 送信できません | 送信エラー | メールエラー | 不達 | 配信エラー
    配信失敗 | 返送 | 送信失敗 | エラーメール | お届けでき | 送信できなかった | 配信状況
    退信 | 無法傳遞 | 无法投递 | 系统退信 | 投递失败 | 发送失败 | 传送失败 | 無法投遞 | 寄送失敗 | 未送达
    传递失败 | 郵件退回 | 邮件退回 | 退回 | 无法送达 | 無法送達 | 无法传递 | 寄件失敗 | 被退回
    반송 | 전송 실패 | 배달 실패 | 배달되지
",
);
/// Parts of the opening of the text.
pub(in crate::evidence) static OPENINGS: Words = Words::of(
    "
    could not be delivered | couldn't be delivered | could not deliver | wasn't able to deliver
    was not able to deliver | was unable to deliver | were unable to deliver | not able to deliver
    was not delivered | wasn't delivered | were not delivered | not been delivered | not delivered
    cannot be delivered | can't be delivered | can not be delivered | couldn't deliver
    cannot deliver | can't deliver | unable to deliver | undeliverable | undelivered
    unable to be delivered | delivery failed | delivery has failed | delivery failure
    delivery of your message | failed to deliver | failed to reach | delivery to the following
    did not reach | didn't reach | did not receive this message | have not received this
    trouble delivering | problem delivering | problems delivering | error delivering
    delivery errors | delivery problems | there was a problem | there was an error
    permanent error | permanent fatal error | fatal errors | transient | permanent failure
    permanent delivery | following address | following recipient | addresses failed
    failed addresses | failure reason | reason for failure | failed permanently
    returned to you | returned to sender | being returned | was undeliverable
    delivery attempts failed | message has been rejected | mail has been rejected
    was rejected | been rejected | automatically rejected | was refused | been refused
    been blocked | was blocked | blocked by our | delivery of the email was stopped
    unknown user | user unknown | invalid user | unknown recipient | unknown address
    user not known | invalid final delivery | undeliverable to | exceeds allowed size
    has not yet been delivered | could not be sent | couldn't be sent | message not sent
    bounced | non-deliverable | not deliverable | group you tried to contact
    you are not a member | you are not allowed to post | wasn't found at | address not found
    message blocked | error message below | no valid recipients | was considered unsolicited
    konnte nicht zugestellt | nicht zugestellt werden | konnte nicht an | nicht ausgeliefert
    konnte nicht übermittelt | konnten nicht zugestellt | unzustellbar
    ist fehlgeschlagen | nicht erreicht
    n'a pas pu être | n'a pu être | n'a pas été remis | n'a pas été délivr | n'a pas pu etre
    n'ont pas pu être | impossible de remettre | échec de la remise | n'a pas atteint
    la remise à ces | la remise a échoué | n'est pas arrivé
    no se pudo entregar | no se ha podido entregar | no pudo ser entregado | no ha podido ser
    error al entregar | no se puede entregar | no pudo entregarse | no ha sido entregado
    no llegó a | fallo al entregar | no fue entregado
    non è stato possibile | non può essere | non ha raggiunto | impossibile recapitare
    non è stato recapitato | non è stato consegnato | non recapit | recapito non riuscito
    consegna a questi | impossibile consegnare
    não pôde ser entregue | não foi possível entregar | não pode ser entregue | não foi entregue
    falha na entrega | ocorreu uma falha | não chegou
    kan niet worden bezorgd | kon niet worden | niet bezorgd | niet afgeleverd | is mislukt
    niet bezorgen | kunde inte | inte levereras | kunne ikke | ikke leveres | ikke leveret
    nie może zostać | nie można dostarczyć | nie została dostarczona | nie dostarczono
    nie powiodło się | nie mogła zostać | niemożliwe
    не может быть доставлен | не было доставлен | не удалось доставить | не доставлено
    невозможно доставить | не могло быть | не смог доставить | не было отправлен | не доставлен
    teslim edilemedi | iletilemedi | ulaştırılamadı | teslim edilemiyor | gönderilemedi
    配信できません | 届けられ | 送信できません | 配信されません | 配送できません | 届きません | 送れません
    お届けでき | 送信できなかった | 配信でき | 配送されません | 届けること | 受信されません
    無法 | 无法 | 未能 | 退回 | 失败 | 失敗 | 未送达 | 전달되지 | 전송되지 | 배달할 수
",
);
/// Lines after which the original follows.
pub(in crate::evidence) static COPY_LINES: Words = Words::of(
    "
    below this line is a copy | this is a copy of | original message | original message follows
    message header follows | unsent message follows | message headers follow | original mail
    message text follows | headers follow | returned message | undelivered message headers
    text of your message | body of message | message contents | ----- forwarded message
    the header of the original | header of the original | the header and top | start of returned
    included message | copy of the message | copy of your | next line is a copy
    original headers | copy of your message | ursprüngliche nachricht | the following is a copy
    your message follows | your original message | original email | non-delivered mail
    included is a copy | message to be returned | enclosed is a copy | first part of the message
    transcript of original | returned content | message body follows | originalnachricht
    original-nachrichtenkopf | ursprüngliche nachrichtenkopfzeilen | message d'origine
    en-têtes de message d'origine | message original | mensaje original
    messaggio originale | intestazioni originali | mensagem original | cabeçalhos originais
    oorspronkelijk bericht | oorspronkelijke berichtkoppen | ursprungligt meddelande
    oprindelig meddelelse | opprinnelig melding | oryginalna wiadomość | исходное сообщение
    копия сообщения | заголовки исходного | orijinal ileti | 元のメッセージ | オリジナルメッセージ | 原信
    原始邮件 | 原始郵件 | 原邮件 | 的一份拷贝 | 邮件原文
",
);
/// Words that say it is only late.
pub(in crate::evidence) static DELAYS: Words = Words::of(
    "
    delayed | delay in | still trying | has not yet been delivered | not yet been delivered
    will continue to | will be retried | will keep trying | be retried | we will try again
    attempts will continue | delivery will be attempted | not been delivered yet
    do not need to resend | don't need to resend | no action is required | do not need to re-send
    this is a warning message only | warning message only | only a warning
    temporary failure report
    not need to take any action | not yet delivered | server will keep
    verzögert | noch nicht zugestellt | weitere zustellversuche | keine aktion erforderlich
    retardé | différée | n'a pas encore été | retrasado | aún no se ha | demorad | ritardat
    non è stato ancora | atrasad | ainda não foi | vertraagd | nog niet | opóźni | задержан
    задержк | ещё не | gecikti | försenat | forsinket | forsinkelse | 遅延 | 遅れて | 延迟 | 延遲
",
);
/// Words that say it is for good, whatever else is said of delay.
pub(in crate::evidence) static FINAL: Words = Words::of(
    "
    giving up | given up | gave up | permanent | could not be delivered for | too long
    stopped trying | has been removed | no further attempts | will not be retried
    endgültig | définitif | permanente | definitivo | окончательн
",
);
/// Words that say it arrived.
pub(in crate::evidence) static SUCCESSES: Words = Words::of(
    "
    successfully delivered | delivered successfully | successfully relayed | successful delivery
    successful mail delivery | was successfully | been successfully | was delivered to
    has been delivered to | been relayed | relayed to the following | delivered to the following
    delivery to these recipients or groups is complete | delivery to these recipients is complete
    erfolgreich zugestellt | wurde zugestellt | erfolgreich weitergeleitet | wurde übermittelt
    remis avec succès | a été remis | transmis avec succès | entregado correctamente
    se entregó | entregue com êxito | entregue com sucesso | consegnato correttamente
    recapitato correttamente | is afgeleverd | is bezorgd | została dostarczona | доставлено
    успешно доставлен | teslim edildi | har levererats | er leveret | er levert
    配信されました | 配信完了 | 送达成功 | 已送达 | 已送達 | 已成功
",
);
/// Words by which a machine asks to prove that a person wrote: no failure.
pub(in crate::evidence) static CHALLENGES: Words = Words::of(
    "
    please confirm | confirm your | confirmation required | verify that you | verify your
    click the link | click on the link | click here to | whitelist | to deliver your message
    simply reply | reply to this message to | prove that you | one-time
    bestätigen sie | confirmez | confirme | conferma | potwierd | подтверд
",
);
/// What else is delivered or not.
pub(in crate::evidence) static PARCELS: Words = Words::of(
    "
    parcel | package | shipment | courier | tracking number | paket | sendung | colis | paquete
    pacco | encomenda | pakket | przesyłk | посылк | заказ | kargo | 荷物 | お荷物 | 包裹 | 快递
",
);
/// Names by which mail systems sign.
pub(in crate::evidence) static SYSTEM_NAMES: Words = Words::of(
    "
    mail delivery | mailer-daemon | mailer daemon | system administrator | mail administrator
    mail deliver | delivery subsystem | mail system | delivery system | postmaster
    post master | content-filter | content filter | system attendant | microsoft outlook
    microsoft exchange | message transfer agent | internet mail service | mail router
    mail gateway | mail server | mailserver | email delivery | systemadministrator
    administrateur système | administrador del sistema | amministratore sistema | mailsystem
    mail-system | systembeheerder | administrator systemu | системный администратор
    почтов | sistem yöneticisi | systemadministratör | メール配信 | メールシステム | システム管理者
    邮件系统 | 系统管理员 | 系統管理員 | 系统退信
",
);
/// Local parts of mail systems, with `-`, `_` and `.` left out.
pub(in crate::evidence) static SYSTEM_MAILBOXES: Words = Words::of(
    "
    mailerdaemon | postmaster | maildaemon | mailerdeamon | mdaemon | mailsystem | mailerrors
    bounce | maileradmin | mailadm | systemattendant | microsoftexchange | mailsweeper
    contentfilter | amavis | mailgateway | mailrouter | maildelivery | deliverysystem
    messagingserver | smtpgateway | mailmarshal | postman | ndr
",
);
/// Subjects of list programs that saw a message twice.
pub(in crate::evidence) static LIST_LOOPS: Words = Words::of(
    "
    loop alert | loop back warning | loopback warning | mail loop detected | duplicated message-id
",
);
/// What list programs say to those who may not write to a list.
pub(in crate::evidence) static NOT_MEMBER: Words = Words::of(
    "
    not member article | reject mail | rejected mail | reject message | is rejected
    guide of this list | your mail is not sent | post by members
    you are not a member | are not member | not a member of this | is not a member of
    not subscribed to | only subscribers | only members | members only | nonmember | non-member
    not allowed to post | not authorized to post | not authorized to send | may not post
    posting to this list | message was rejected | message has been rejected
    メンバーではありません | 会員ではありません | 登録されていません
",
);
/// Entries of [`SUBJECTS`] and [`OPENINGS`] that people and their systems write too, of
/// applications, orders and payments; they do not count without a mail system behind them.
pub(in crate::evidence) static EVERYDAY: Words = Words::of(
    "
    rejected | rejection notice | bounce | bounced | was rejected | been rejected | was refused
    been refused | blocked by | was blocked | been blocked | following address | falha | возврат
    echec | échec | fehlgeschlagen | ist fehlgeschlagen | permanent error | there was a problem
    there was an error | transient | zwrot | 失败 | 失敗 | 無法 | 无法 | 未能 | 退回 | nie powiodło się
    is mislukt | kunde inte | kunne ikke | niepowodzenie | devolvid | devolución | zustellung
    retorno de mensagem | perille | following recipient | nicht erreicht | niemożliwe
    message error | email error | mail error | invalid address | invalid user | user not known
    mail delivery | message delivery | email delivery | delivery notification | delivery notice
    delivery status | message status | delivery report | delivery problem
    delivery of your message | being returned | возврат | 返送 | did not reach | didn't reach
    impossible consegnare | error al entregar | non è stato possibile
",
);
