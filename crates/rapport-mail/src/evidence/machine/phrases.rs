//! The phrases of machines, by what they are about and by language.
//!
//! Here: phrases as people and programs write them; accents and case do not matter, because
//! [`super::wording::plain`] takes them away on both sides. `*` stands for a few words of the same
//! sentence, `~` at the end for any ending. A line is a language or a part of one; adding a
//! language is adding lines. Not here: what a phrase proves ([`super`]).

use super::wording::Topic;

/// All tables.
pub(super) const TABLES: &[(Topic, &str)] = &[
    (Topic::Absent, ABSENT),
    (Topic::Absent, ABSENT_NORTH_AND_EAST),
    (Topic::Access, ACCESS),
    (Topic::Return, RETURN),
    (Topic::Urgent, URGENT),
    (Topic::Automated, AUTOMATED),
    (Topic::Unread, UNREAD),
    (Topic::Thanks, THANKS),
    (Topic::Long, LONG),
    (Topic::Departed, DEPARTED),
    (Topic::Departed, DEPARTED_NORTH_AND_EAST),
    (Topic::PerhapsDeparted, PERHAPS_DEPARTED),
    (Topic::Received, RECEIVED),
    (Topic::PerhapsReceived, PERHAPS_RECEIVED),
    (Topic::Held, HELD),
    (Topic::Guarded, GUARDED),
    (Topic::Prove, PROVE),
    (Topic::Prover, PROVER),
];

const ABSENT: &str = "
    out of the office | out of office | out-of-office | out of my office | out of our office
    away from the office | away from my desk | away from my email | away from my e-mail
    away from my mail | away from email | currently away | i am away | i'm away
    i will be away | i'll be away | am currently absent | i am absent | currently unavailable
    am unavailable | be unavailable | on vacation | on annual leave | on holiday | on holidays
    on leave | on pto | on sick leave | out sick | on a business trip | traveling on business
    travelling on business | traveling until | travelling until | attending a conference
    not in the office | not be in the office | not in office | out of town | away on business
    am out today | am out until | be out until | away until | absent until | unavailable until
    office is closed | office will be closed | offices are closed | offices will be closed
    we are closed | we will be closed | closed for the holidays | i am currently out
    i'm currently out | am currently out | i will be out | am out of | out of the country | on jury duty
    am off until | be off until | away on leave | taking some time off | am not at work
    i am out | i'm out | not be working | away and will | absent from the office

    nicht im büro | nicht im buero | nicht im haus | außer haus | bin * abwesend | abwesend bis
    derzeit abwesend | zurzeit abwesend | zur zeit abwesend | momentan abwesend | bis * abwesend
    vom * abwesend | meine abwesenheit | meiner abwesenheit | im urlaub | in urlaub
    nicht erreichbar | nicht zu erreichen | nicht am arbeitsplatz | nicht persönlich erreichbar
    auf dienstreise | auf geschäftsreise | nicht verfügbar | im krankenstand | krankheitsbedingt
    bin * nicht da | betriebsferien | betriebsurlaub | büro * geschlossen | nicht im dienst
    urlaubsbedingt | verreist | nicht im office | in den ferien | ferienhalber
    ferienabwesend | bin * außer haus | bin * unterwegs

    absent du bureau | absente du bureau | actuellement absent | actuellement absente
    suis * absent | suis * absente | serai absent | serai absente | serai * absent
    serai * absente | absent jusqu'au | absente jusqu'au | absent du | absente du | en congé
    en congés | en vacances | en déplacement | hors du bureau | pas au bureau
    ne suis pas disponible | suis indisponible | serai indisponible | bureaux * fermés
    bureau * fermé | mon absence | notre absence | arrêt maladie | pas joignable | injoignable

    fuera de la oficina | fuera de oficina | de vacaciones | estaré ausente | estoy ausente
    encuentro ausente | encontraré ausente | me encuentro fuera | no estaré disponible
    no estoy disponible | estaré fuera | estoy fuera | estoy de viaje | mi ausencia
    oficina * cerrada | oficinas * cerradas | baja médica | no estaré en la oficina
    no estoy en la oficina | ausente de la oficina | ausente hasta

    fuori ufficio | fuori sede | in ferie | sono assente | sarò assente | sono * assente
    assente dall'ufficio | assente dal | assente fino | non sono in ufficio
    non sarò in ufficio | sono in viaggio | mia assenza | in trasferta | uffici * chiusi
    ufficio * chiuso | non sono disponibile | non sarò disponibile | in malattia
    non sarò reperibile | sarò fuori

    fora do escritório | de férias | em férias | estarei ausente | estou ausente
    encontro-me ausente | encontro-me fora | estarei fora | estou fora | minha ausência
    em viagem | não estarei disponível | não estou disponível | escritório * fechado
    ausente do escritório | ausente até | ausente de | fora da empresa | estarei de licença

    niet op kantoor | afwezig | met vakantie | op vakantie | met verlof | niet aanwezig
    buiten kantoor | niet bereikbaar | afwezigheid | kantoor * gesloten | op zakenreis
    niet beschikbaar | niet op mijn werk | ziekteverlof

    不在办公室 | 不在辦公室 | 休假 | 外出 | 出差 | 度假 | 请假 | 請假 | 放假 | 不在公司
    不在席 | 不在に | 不在と | 不在で | 不在の | 不在期間 | 休暇 | 出張 | 休業 | 休みをいただ | 夏季休 | 年末年始
    부재중 | 휴가 | 출장 | 자리를 비
";

const ABSENT_NORTH_AND_EAST: &str = "
    inte på kontoret | på semester | inte på plats | frånvarande | är ledig | ej på kontoret
    bortrest | på tjänsteresa | inte tillgänglig | inte nåbar | min frånvaro
    borta från kontoret | kontoret * stängt | är borta | har semester | tar semester
    ej i tjänst | inte i tjänst

    ikke på kontoret | på ferie | ikke til stede | bortrejst | holder ferie | har ferie
    afholder ferie | er fraværende | mit fravær | ude af kontoret | kontoret * lukket
    på forretningsrejse | ude af huset | væk fra kontoret | ikke at træffe | ikke på arbejde
    holder fri | er på rejse

    bortreist | ute av kontoret | mitt fravær | ikke tilgjengelig | avvikler ferie | tar ferie
    borte fra kontoret | på tjenestereise | kontoret * stengt | har permisjon | på reise

    poissa | lomalla | en ole toimistolla | vuosilomalla | työmatkalla | en ole tavoitettavissa
    kesälomalla | talvilomalla | virkavapaalla | poissaoloni | en ole paikalla | suljettu

    poza biurem | na urlopie | nieobecny | nieobecna | mojej nieobecności | nie ma mnie w biurze
    nie będzie mnie | w delegacji | biuro * zamknięte | jestem niedostępn~ | będę niedostępn~
    na zwolnieniu | w podróży służbowej

    mimo kancelář | na dovolené | nepřítomen | nepřítomna | nejsem v kanceláři
    nebudu v kanceláři | čerpám dovolenou | mám dovolenou | mé nepřítomnosti | na služební cestě
    nejsem k dispozici | nebudu k dispozici | nejsem k zastižení | kancelář * zavřen~
    mimo pracoviště

    в отпуске | отсутствую | вне офиса | отсутствовать | в командировке | моё отсутствие
    моего отсутствия | нет на рабочем месте | не в офисе | на больничном | недоступен
    недоступна | офис * закрыт | нет на месте | нет в офисе | отсутствую на

    ofis dışında | ofiste değilim | ofisimde değilim | izindeyim | yıllık izinde | tatildeyim
    ofiste olmayacağım | seyahatteyim | izinli | izinde olacağım | iş seyahatinde
    ofisimiz * kapalı | ofis dışındayım | yıllık iznimi | izin nedeniyle
";

const ACCESS: &str = "
    limited access to | limited email access | no access to email | no access to my email
    no access to e-mail | not have access to | without access to | intermittent access
    sporadic access | checking email infrequently | checking emails infrequently
    infrequently checking | not checking email | not be checking email | not checking my email
    not be checking my email | not be able to check | unable to check | unable to respond to
    not monitoring | not be monitoring | not be reading | not read my | limited connectivity
    limited internet | delay in my response | delay in response | responses may be delayed
    reply may be delayed
    nur eingeschränkt | keinen zugriff | nur sporadisch | nur unregelmäßig | nicht gelesen
    nicht weitergeleitet | nicht weiter geleitet | nicht bearbeitet | nicht automatisch weitergeleitet
    accès limité | pas accès à | accès restreint | ne consulte * pas | pas transféré~
    acceso limitado | no tendré acceso | no tengo acceso | accesso limitato | non avrò accesso
    non ho accesso | acesso limitado | não terei acesso | não tenho acesso
    beperkt bereikbaar | beperkte toegang | geen toegang | niet gelezen | niet doorgestuurd
    begränsad tillgång | läser inte | vidarebefordras inte | begrænset adgang
    læser ikke | begrenset tilgang | leser ikke | blir ikke videresendt | en lue
    ograniczony dostęp | nie mam dostępu | omezený přístup | nemám přístup
    ограниченный доступ | нет доступа | sınırlı erişim | erişimim
    无法及时 | 無法及時 | 不能及时 | 確認できません | 確認ができ | 返信が遅れ | 返信できません | 返信ができ | ご返信が遅
";

const RETURN: &str = "
    when i return | upon my return | on my return | after my return | once i return
    when i am back | when i'm back | once i am back | once i'm back | upon return
    return to the office | returning to the office | back in the office | back at my desk | back at work
    back in office
    nach meiner rückkehr | bei meiner rückkehr | wieder im büro | wieder erreichbar
    wieder für sie da | wieder zurück | nach meinem urlaub | wieder da | wieder zur verfügung
    nach meiner abwesenheit
    à mon retour | dès mon retour | de retour le | de retour au bureau | serai de retour
    a mi regreso | a mi vuelta | de vuelta | al mio ritorno | al mio rientro | rientrerò
    no meu regresso | quando regressar | meu retorno | quando retornar | bij terugkomst
    na mijn vakantie | ben ik weer | weer aanwezig | weer bereikbaar | när jag är tillbaka
    åter på kontoret | är tillbaka | åter den | når jeg er tilbage | er tilbage | tilbage igen
    når jeg er tilbake | er tilbake | kun palaan | palaan | po moim powrocie | po powrocie | wracam
    wrócę | po svém návratu | po návratu | вернусь | после возвращения | по возвращении
    döndüğümde | döneceğim | dönüşümde | 回来后 | 返回后 | 回到办公室 | 戻り次第 | 出社後 | 復帰
    休暇明け | 복귀
";

const URGENT: &str = "
    in urgent cases | in case of emergency | for urgent matters | for urgent issues
    for urgent requests | for urgent inquiries | for urgent enquiries | for anything urgent
    if it is urgent | if it's urgent | if urgent | if your matter is urgent | urgent matters
    if your message is urgent | if your request is urgent | if you need immediate
    for immediate assistance | if you require immediate | need assistance before | in my absence
    during my absence | during this time | in the meantime please contact | for pressing
    if this is urgent | in an emergency | for emergencies | immediate attention
    in dringenden fällen | bei dringenden | in dringenden angelegenheiten | vertretung | vertritt mich
    vertreten | während meiner abwesenheit | wenden sie sich | im notfall | in eiligen fällen
    en cas d'urgence | pour toute urgence | en mon absence | pendant mon absence
    durant mon absence | toute demande urgente | vous pouvez contacter | veuillez contacter
    en caso de urgencia | para asuntos urgentes | durante mi ausencia | para cualquier urgencia
    si es urgente | temas urgentes | in caso di urgenza | per urgenze | per questioni urgenti
    durante la mia assenza | in mia assenza | em caso de urgência | para assuntos urgentes
    assuntos urgentes | durante a minha ausência | durante minha ausência | in dringende gevallen
    voor dringende | tijdens mijn afwezigheid | bij spoed | vid brådskande | i brådskande
    under min frånvaro | i hastetilfælde | ved hastende | i mit fravær | ved akut | haster det
    ved hastesaker | i mitt fravær | kiireellisissä | poissa ollessani | w pilnych sprawach
    w sprawach pilnych | podczas mojej nieobecności | proszę o kontakt | v naléhavých
    v neodkladných | v mé nepřítomnosti | по срочным вопросам | в срочных случаях
    в моё отсутствие | acil durumlar~ | acil konular~ | yokluğumda
    紧急 | 如有急事 | 緊急 | 急ぎの | 緊急の | お急ぎ | 代理 | 긴급
";

const AUTOMATED: &str = "
    this is an automated reply | this is an automatic reply | this is an automated response
    this is an automatic response | this is an auto-reply | this is an auto reply
    this is an autoreply | this is an auto-response | this is an autoresponse
    this is an auto response | this is an automatically generated reply
    this is an automatically generated response | this is an auto-generated reply
    this is an auto-generated response | this is an auto generated reply | this is an autoresponder
    this is an automated acknowledgement | this is an automated acknowledgment
    this is an automatic acknowledgement | this is an automated email response
    this is an automated e-mail response | this is an automated confirmation
    this automated reply | this automatic reply | this is my auto-reply | this is my automatic reply
    this is a computer generated reply | this auto-reply | an automatic response from
    dies ist eine automatische antwort | dies ist eine automatisch generierte antwort
    dies ist eine automatisch erstellte antwort | dies ist eine automatisch erzeugte
    dies ist eine automatische rückantwort | dies ist eine automatische abwesenheit~
    dies ist eine automatische eingangsbestätigung | diese automatische antwort
    diese antwort wurde automatisch | dies ist eine automatische empfangsbestätigung
    automatische eingangsbestätigung | diese eingangsbestätigung
    ceci est une réponse automatique | ceci est un accusé de réception automatique
    cette réponse automatique | accusé de réception automatique
    esta es una respuesta automática | éste es un mensaje de respuesta automática
    respuesta generada automáticamente | acuse de recibo automático
    questa è una risposta automatica | risposta generata automaticamente
    esta é uma resposta automática | resposta gerada automaticamente
    dit is een automatisch antwoord | dit is een automatische reactie | dit is een automatisch gegenereerd antwoord
    dit is een automatische ontvangstbevestiging | dit is een automatische beantwoording
    detta är ett automatiskt svar | detta är ett autosvar | dette er et automatisk svar
    dette er et autosvar | tämä on automaattinen vastaus | to jest automatyczna odpowiedź
    to jest automatyczna wiadomość zwrotna | toto je automatická odpověď
    jedná se o automatickou odpověď | это автоматический ответ | это автоответ
    bu otomatik bir yanıt | bu otomatik bir cevap | bu otomatik yanıt | 这是一封自动回复 | 此为自动回复
    这是自动回复 | 自动回复邮件 | 系统自动回复 | 此邮件为自动回复 | 自動返信です | 自動返信メール | 自動応答です | 自動的に返信 | 자동 회신 | 자동회신
";

const UNREAD: &str = "
    mailbox is not monitored | inbox is not monitored | address is not monitored
    mailbox is unmonitored | is an unmonitored | account is not monitored | this is an unmonitored
    emails sent to this address are not | not actively monitored
    postfach wird nicht gelesen | postfach wird nicht überwacht | adresse wird nicht überwacht
    cette boîte n'est pas consultée | este buzón no es atendido | deze mailbox wordt niet gelezen
";

const THANKS: &str = "
    thank you for your email | thank you for your e-mail | thank you for your message
    thank you for your mail | thanks for your email | thanks for your e-mail
    thanks for your message | thanks for your mail | thank you for the email
    thank you for emailing | thank you for contacting | thanks for contacting
    thank you for reaching out | thanks for reaching out | thank you for writing
    thanks for getting in touch | thank you for getting in touch
    vielen dank für ihre e-mail | vielen dank für ihre nachricht | vielen dank für ihre mail
    vielen dank für ihr e-mail | danke für ihre e-mail | danke für ihre nachricht
    vielen dank für deine | danke für deine | herzlichen dank für ihre | besten dank für ihre
    merci pour votre message | merci de votre message | merci pour votre email
    merci pour votre e-mail | merci pour votre mail | j'ai bien reçu votre
    gracias por su mensaje | gracias por su correo | gracias por tu mensaje
    gracias por tu correo | gracias por contactar | gracias por escribir
    grazie per il suo messaggio | grazie per la sua | grazie per averci contattato
    grazie per il messaggio | grazie per la tua | grazie per avermi scritto
    obrigado pelo seu | obrigada pelo seu | obrigado pela sua | obrigada pela sua
    obrigado pelo contato | obrigada pelo contato | obrigado por entrar | agradeço o seu
    bedankt voor uw | bedankt voor je | dank voor uw | hartelijk dank voor uw
    tack för ditt | tack för att du | tak for din | tak for jeres | tak for din henvendelse
    takk for din | takk for e-posten | kiitos viestistäsi | kiitos sähköpostistasi | kiitos yhteydenotostasi
    dziękuję za wiadomość | dziękuję za maila | dziękujemy za wiadomość | dziękuję za kontakt
    děkuji za váš | děkuji za vaši | děkujeme za váš | děkujeme za vaši
    спасибо за ваше | благодарю за ваше | благодарим за ваше | спасибо за письмо
    mesajınız için teşekkür | e-postanız için teşekkür | 感谢您的来信 | 感谢您的邮件 | 您的邮件已收到
    邮件已收到 | 謝謝您的來信 | 来信已收到 | メールをいただき | ご連絡ありがとう | メールありがとう | ご連絡いただき
    お問い合わせいただき | お問い合わせありがとう
";

const LONG: &str = "
    parental leave | maternity leave | paternity leave | family leave | adoption leave | sabbatical
    long-term leave | long term leave | extended leave | leave of absence | long-term sick
    career break | indefinite leave | medical leave | long-term absence | extended absence
    extended medical
    elternzeit | mutterschutz | sabbatjahr | babypause | längere zeit abwesend | längerfristig
    für längere zeit | langzeiterkrank~ | auf unbestimmte zeit | karenz | mutterschaftsurlaub
    vaterschaftsurlaub | elternurlaub | längere zeit nicht | längerer abwesenheit | langzeitabwesen~
    congé maternité | congé de maternité | congé paternité | congé de paternité | congé parental
    congé sabbatique | longue maladie | longue durée | absence prolongée | année sabbatique
    baja por maternidad | baja de maternidad | permiso de maternidad | permiso de paternidad
    licencia de maternidad | licencia de paternidad | baja maternal | baja paternal | excedencia
    año sabático | larga duración | baja por paternidad | permiso parental | permiso por nacimiento
    congedo di maternità | congedo maternità | in maternità | congedo parentale
    congedo di paternità | aspettativa | anno sabbatico | lunga assenza | congedo prolungato
    licença de maternidade | licença-maternidade | licença maternidade | licença parental
    licença-paternidade | licença paternidade | licença de paternidade | licença sabática
    ano sabático | baixa prolongada | ausência prolongada
    zwangerschapsverlof | ouderschapsverlof | bevallingsverlof | langdurig afwezig
    langdurig ziek | moederschapsverlof | vaderschapsverlof | ouderverlof | langere tijd afwezig
    föräldraledig | föräldraledighet | föräldraledigt | mammaledig | pappaledig | tjänstledig
    långtidssjukskriven | sjukskriven tills vidare | på barsel | barselsorlov | på orlov | forældreorlov
    langtidssygemeldt | foreldrepermisjon | fødselspermisjon | pappaperm | mammaperm
    langtidssykmeldt | i permisjon | vanhempainvapaa~ | äitiyslom~ | äitiysvapaa~ | hoitovapaa~
    isyysvapaa~ | vuorotteluvapaa~ | opintovapaa~ | perhevapaa~ | pitkällä sairauslomalla
    urlopie macierzyńskim | urlop macierzyński | urlopie rodzicielskim | urlop rodzicielski
    urlopie wychowawczym | urlopie tacierzyńskim | urlopie bezpłatnym | długotrwał~
    długoterminow~ | mateřské | rodičovské | mateřskou | rodičovskou | dlouhodobě
    в декрете | декретном отпуске | декретный отпуск | отпуске по уходу | длительном отпуске
    doğum izn~ | ebeveyn izni~ | ücretsiz izin~ | analık izni~ | babalık izni~
    产假 | 產假 | 陪产假 | 育儿假 | 育嬰假 | 长期休假 | 长期病假 | 育児休業 | 育児休暇 | 産休 | 育休 | 休職
    産前産後 | 出産休暇 | 육아휴직 | 출산휴가
";

const DEPARTED: &str = "
    no longer with | no longer works | no longer work at | no longer work for | no longer working
    no longer employed | no longer part of | no longer an employee | has left the company
    have left the company | left the company | has left the organization
    has left the organisation | have left the organization | have left the organisation
    has left the firm | has left the university | have left the firm | is no longer at
    am no longer at | no longer here | no longer monitored | no longer being monitored
    no longer in use | no longer active | no longer in service | no longer being used
    no longer used | no longer valid | no longer checked | no longer read | no longer exists
    mailbox has been closed | mailbox is closed | address is no longer | account is no longer
    address has been deactivated | account has been deactivated | mailbox has been deactivated
    has been discontinued | has retired | have retired | i retired | am now retired
    my last day at | my last day was | my last day with | last working day was | has resigned
    passed away | my new email address | my new e-mail address | new address is
    email address has changed | e-mail address has changed | address has changed to
    have changed my email | ceased employment | have left my position | has left his position
    has left her position | no longer in the role | no longer employs | changed jobs
    moved on from | moved on to

    nicht mehr im unternehmen | nicht mehr bei uns | nicht mehr * tätig | nicht mehr * beschäftigt
    nicht mehr bei der | nicht mehr bei | unternehmen verlassen | firma verlassen
    unternehmen * verlassen | ausgeschieden | im ruhestand | in den ruhestand | in rente
    postfach * nicht mehr | nicht mehr aktiv | nicht mehr gültig | nicht mehr verwendet
    nicht mehr gelesen | nicht mehr abgerufen | nicht mehr betreut | nicht mehr genutzt
    nicht mehr existiert | nicht mehr in unserem | adresse hat sich geändert
    neue e-mail-adresse | neue mailadresse | adresse ist nicht mehr | mailadresse * nicht mehr
    mail-adresse * nicht mehr | arbeitet nicht mehr | arbeite nicht mehr | nicht mehr für * tätig
    nicht mehr überwacht | nicht mehr in gebrauch

    ne fait plus partie | ne fais plus partie | ne travaille plus | a quitté | ai quitté
    avons quitté | n'est plus en fonction | n'est plus chez | ne suis plus chez | n'exerce plus
    n'est plus salarié~ | adresse n'est plus | plus valide | n'est plus active | n'est plus actif
    n'est plus utilisée | n'est plus relevée | n'est plus consultée | n'est plus surveillée
    à la retraite | en retraite | nouvelle adresse | n'appartient plus | n'occupe plus
    boîte * n'est plus | ne sera plus consultée | n'est plus employé~

    ya no trabaja | ya no trabajo | ya no forma parte | ya no formo parte | ya no pertenece
    ha dejado la empresa | he dejado la empresa | dejado de trabajar | dejó la empresa
    ya no está en | ya no labora | no labora más | ha jubilado | he jubilado | ya no está activ~
    cuenta ya no | buzón ya no | dirección ya no | correo ya no | ya no se utiliza
    ya no se encuentra | ya no colabora | ha dejado de formar parte | ya no está operativ~

    non lavora più | non lavoro più | non fa più parte | non faccio più parte
    ha lasciato l'azienda | ho lasciato l'azienda | lasciato la società | ha lasciato
    ho lasciato | non è più in | non è più attiv~ | non è più valid~ | non è più presidiat~
    non è più utilizzat~ | non è più monitorat~ | non collabora più | in pensione
    casella * non è più | indirizzo * non è più | è stata dismessa | nuovo indirizzo

    não trabalha mais | já não trabalha | já não trabalho | não trabalho mais
    não faz mais parte | já não faz parte | não faço mais parte | já não faço parte
    não pertence mais | deixou a empresa | deixei a empresa | não está mais na empresa
    não está mais conosco | já não está ao serviço | aposentou-se | se aposentou
    não é mais monitorad~ | não está mais ativ~ | já não está ativ~ | desligad~
    não integra mais | foi desativad~ | não é mais utilizad~ | já não é utilizad~
    deixou de trabalhar | deixei de trabalhar | já não colabora | novo endereço de

    niet meer werkzaam | niet langer werkzaam | werkt niet meer | werk niet meer
    niet meer in dienst | niet langer in dienst | uit dienst | heeft * verlaten | heb * verlaten
    niet meer in gebruik | niet langer in gebruik | niet meer gelezen | niet meer actief
    niet langer actief | met pensioen | adres is gewijzigd | nieuwe e-mailadres
    niet meer gebruikt | niet meer bij | werkt niet langer | niet langer gebruikt

    离职 | 離職 | 不再任职 | 不在本公司 | 已离开公司 | 已離開公司 | 离开了公司 | 已退休 | 不再使用 | 已停用
    退職 | 退社いたし | 退社しま | 異動 | 使用しておりません | 使われておりません | 使用を停止
    使用できなくなり | 廃止 | 転職 | 在籍しておりません | 担当を離れ | 担当から外れ | 転勤 | 퇴사 | 퇴직
";

const DEPARTED_NORTH_AND_EAST: &str = "
    slutat | inte längre kvar | arbetar inte längre | jobbar inte längre | inte längre anställd
    inte längre aktiv | används inte längre | bevakas inte längre | läses inte längre
    gått i pension | har lämnat | är inte längre

    arbejder ikke længere | er fratrådt | ikke længere ansat | er stoppet | har forladt
    ikke længere aktiv | bruges ikke længere | anvendes ikke længere | læses ikke længere
    overvåges ikke længere | gået på pension | ikke mere ansat | ikke længere tilknyttet
    er ikke længere | ikke længere i brug | er holdt op

    jobber ikke lenger | arbeider ikke lenger | har sluttet | ikke lenger ansatt
    ikke lenger i bruk | ikke lenger aktiv | leses ikke lenger | gått av med pensjon
    er ikke lenger | blitt pensjonist | brukes ikke lenger

    ei ole enää | ei työskentele enää | en työskentele enää | ei enää työskentele
    ei enää käytössä | jäänyt eläkkeelle | en ole enää | poistettu käytöstä | ei enää seurata
    ei lueta enää | siirtynyt muihin | päättänyt työsuhteensa | lopettanut työ~ | vaihtanut työpaikkaa

    już nie pracuje | nie pracuje już | już nie pracuję | nie pracuję już | nie jestem już
    zakończył pracę | zakończyła pracę | zakończyłem pracę | zakończyłam pracę
    nie jest już pracownikiem | nie jest już zatrudnion~ | zakończył współpracę
    zakończyła współpracę | nie jest już używan~ | nie jest już obsługiwan~ | nie jest już aktywn~
    na emeryturę | już nieaktywn~ | odszedł z firmy | odeszła z firmy | odszedłem | odeszłam

    již nepracuje | už nepracuje | již nepracuji | nepracuje již | již není zaměstnan~
    již není zaměstnán | již nepůsobí | již není používan~ | již není aktivní | do důchodu
    ukončil pracovní | ukončila pracovní | již není v provozu | odešel z firmy | odešla z firmy
    již není součástí | již není monitorován~

    больше не работает | больше не работаю | уже не работает | не работает в компании
    уволился | уволилась | уволен~ | покинул компанию | покинула компанию | покинул~
    более не работает | более не работаю | больше не используется | более не используется
    не обслуживается | больше не проверяется | на пенсии | на пенсию | сменил место работы
    сменила место работы

    artık çalışmamaktadır | artık çalışmıyor | çalışmamaktadır | görevinden ayrıl~ | işten ayrıl~
    şirketimizden ayrıl~ | şirketten ayrıl~ | ayrılmıştır | ayrılmış bulunmaktadır
    kullanılmamaktadır | artık kullanılmıyor | emekli ol~ | ayrıldım | kurumumuzdan ayrıl~
";

const PERHAPS_DEPARTED: &str = "
    has left | have left | new email | new e-mail | moved to | zukünftig | künftig | ab sofort
    new contact | a déménagé | désormais | a partir de ahora | d'ora in poi | voortaan
    mailbox is closed | has moved
";

const RECEIVED: &str = "
    ticket has been created | ticket has been opened | ticket was created | ticket was opened
    ticket has been logged | case has been created | case has been opened | case has been logged
    request has been received and | request has been logged | request has been assigned
    been assigned ticket | been assigned the ticket | been assigned the reference | your ticket number
    your ticket id | your case number | your reference number is | case number is
    support ticket has been | ticket received | created a ticket | opened a ticket
    created a support ticket | opened a case | your message has been received
    your email has been received | your e-mail has been received | your mail has been received
    your request has been received | your enquiry has been received | your inquiry has been received
    your query has been received | your feedback has been received
    acknowledge receipt of your | confirm receipt of your | confirms receipt of your
    confirms that we have received | confirm that we have received
    confirming that we have received | to let you know that we have received
    to let you know we have received | to let you know we received | have received your email and
    have received your message and | have received your request and | have received your enquiry and
    have received your inquiry and | received your email and will | received your message and will
    ticket wurde erstellt | ticket wurde eröffnet | ticket * angelegt | ticketnummer
    vorgangsnummer | ihre anfrage ist bei uns eingegangen | ihre nachricht ist bei uns eingegangen
    ihre e-mail ist bei uns eingegangen | ihre anfrage wurde | eingang ihrer nachricht
    eingang ihrer e-mail | eingang ihrer anfrage | ihre anfrage erhalten | ihre nachricht erhalten
    ihre e-mail erhalten | ist bei uns eingegangen | bestätigen * eingang | eingangsbestätigung
    ticket a été créé | ticket a été ouvert | numéro de ticket | votre demande a été enregistrée
    votre demande a bien été | votre message a bien été | accusons réception
    avons bien reçu votre | bien reçu votre demande | a bien été reçue | a bien été reçu
    accuse réception
    ticket ha sido creado | se ha creado un ticket | hemos recibido su mensaje
    hemos recibido su correo | hemos recibido su solicitud | hemos recibido su consulta
    hemos recibido tu | número de ticket | número de caso | su solicitud ha sido recibida
    su mensaje ha sido recibido | acusamos recibo
    abbiamo ricevuto la sua | abbiamo ricevuto la tua | abbiamo ricevuto il suo
    abbiamo ricevuto il tuo | ticket è stato | numero di ticket | la sua richiesta è stata
    recebemos a sua | recebemos o seu | recebemos sua | recebemos seu | número do ticket
    chamado foi aberto | chamado foi criado | número do chamado | ticket foi criado | número de protocolo
    wij hebben uw | we hebben uw bericht | we hebben je | uw bericht ontvangen | uw e-mail ontvangen
    ticketnummer | is in goede orde ontvangen | ontvangstbevestiging
    vi har tagit emot ditt | vi har mottagit ditt | vi har fått ditt | ärendenummer
    vi har modtaget din | din henvendelse er modtaget | sagsnummer | vi har mottatt din
    din henvendelse er mottatt | saksnummer | olemme vastaanottaneet | viestisi on vastaanotettu
    tukipyyntö~ | otrzymaliśmy twoj~ | otrzymaliśmy państwa | numer zgłoszenia
    zgłoszenie zostało | potwierdzamy otrzymanie | přijali jsme váš | přijali jsme vaši
    obdrželi jsme | váš požadavek byl | číslo požadavku | ваше обращение зарегистрировано
    ваш запрос зарегистрирован | ваше обращение получено | ваше обращение принято
    мы получили ваш~ | номер обращения | номер заявки | ваша заявка | talebiniz alınmıştır
    talebiniz tarafımıza | mesajınız alınmıştır | e-postanız alınmıştır | talep numara~
    mesajınız bize ulaş~ | e-postanız bize ulaş~
    我们已收到您的 | 已收到您的邮件 | 已收到您的 | 工单 | 我們已收到 | 已收到你的 | 受け付けました | 受付いたしました
    受け付けいたしました | 受付番号 | 受領いたしました | お問い合わせ番号 | 접수되었습니다
";

const PERHAPS_RECEIVED: &str = "
    we have received your | we've received your | we received your | has been received
    i have received your | receipt of your | thank you for contacting | thanks for contacting
    will respond to you within | will respond within | will reply within | reply to you within
    get back to you within | respond to your enquiry | respond to your inquiry
    within one business day | within two business days | within 24 hours | within 48 hours
    one of our representatives | a member of our team | a member of the team | our support team
    member of our support team | thank you for your enquiry | thank you for your inquiry
    thank you for your request | thank you for your interest
    innerhalb von 24 stunden | werktagen | schnellstmöglich | so schnell wie möglich
    dans les plus brefs délais | dans les meilleurs délais | a la mayor brevedad
    lo antes posible | al più presto | o mais breve possível | zo spoedig mogelijk
    så snart som möjligt | hurtigst muligt | så snart som mulig | mahdollisimman pian
    najszybciej | co nejdříve | в ближайшее время | en kısa sürede | 尽快 | 儘快 | 担当者より
";

const HELD: &str = "
    is being held | being held until | is being held pending | has been held | message is held
    has been placed on hold | mail is held | message will be delivered | messages will be delivered
    mail will be delivered | email will be delivered | will then be delivered
    before your message can be delivered | before it is delivered | has not been delivered
    not yet been delivered | be delivered until | waiting for you to confirm
    awaiting your confirmation | awaits your confirmation | until you confirm | until you verify
    until you reply | quarantine until | quarantined until | held in quarantine
    only accept mail from | only accepts mail from | only accepts email from | pending delivery
    deliver your message | deliver your email | your message delivered | your email delivered
    your message to be delivered | delivered to my inbox | reach my inbox
    noch nicht zugestellt | erst zugestellt | wird zurückgehalten | zugestellt wird
    sera délivré | sera livré | est en attente | mis en attente | sera transmis
    mensagem seja entregue | mensagem será entregue | para que sua mensagem | será entregado
    sea entregado | verrà consegnato | wordt afgeleverd | wordt pas bezorgd | wordt bezorgd
";

const GUARDED: &str = "
    my approved list | approved sender | approved senders | whitelisted | list of approved
    my whitelist | list of authorized | list of known senders | allowed senders
    not in my address book | never emailed | first time you have sent | haven't emailed
    not yet been approved | guest list | unknown sender | unverified sender
    first message from you | messages from you | sender verification | challenge/response
    challenge response | challenge-response | protects * from spam | anti-spam system
    spam protection | junk mail | stop spam | unsolicited email | unsolicited e-mail
    unsolicited bulk | stop receiving spam | freigeschaltet | liste blanche
    expéditeurs autorisés | remetentes autorizados | lista de remetentes | sistema anti-spam
    sistema antispam | lista bianca
";

const PROVE: &str = "
    confirm your message | confirm this message | confirm your email by | confirm your e-mail by
    confirm that you sent | confirm that you are | confirm you are | confirm that your message
    confirm the message | confirm delivery | confirm this mail | confirm that this
    verify your message | verify that you are | verify you are | verify yourself
    verify that you sent | verify your identity as | verify your address to deliver
    verify that your message | verify this message | prove that you are | prove you are
    are a real person | is a real person | a human being | not a spammer | are not a spam | not spam
    simply reply to this | just reply to this | simply reply to | by replying to this
    reply to this message and your | reply to this email and your | replying to this message
    click the link below to deliver | click here to deliver | click below to deliver
    click the link below | click on the link below | click on the following link
    click the following link | clicking on the link | clicking the link | following this link
    follow the link below | visit the following | please visit | hit reply | press reply
    to release your message | to have your message delivered | to ensure delivery
    to complete this verification | complete the verification | one-time verification
    one time verification | one-time request | authenticate yourself | captcha | type the word
    type the characters | enter the characters | enter the code | to get on my
    bestätigen sie ihre nachricht | bestätigen sie bitte | klicken sie auf | auf diese nachricht antworten
    bitte bestätigen sie | confirmer votre message | confirmer votre envoi | confirmez votre
    cliquer sur le lien | cliquez sur le lien | cliquez ici | vous authentifier | vous identifier
    confirme su mensaje | confirmar su mensaje | haga clic | confirmar o envio | clique no link
    clique aqui | confirme o envio | confirmar sua mensagem | confermare il messaggio | clicchi
    clicca sul link | confermi | klik op de link | bevestig uw bericht
";

pub(in crate::evidence) const PROVER: &str = "
    tmda | boxtrapper | spam arrest | spamarrest | boxbe | mailblocks | uol antispam | antispam uol
    antispam.uol | anti-spam uol | qsecretary | knowspam | spamlion | mailinblack | mail in black
    active spam killer | bluebottle | choicemail | 0spam | zerospam challenge | vanquish
    spamcop challenge | cleanmymailbox | sendio | ipermitmail | totalblock | mailfrontier
    digiportal | emailchallenge | captcha-mail | spamslip | mail-block | bluebox.com | earthlink spamblocker
    spamblocker | confirmation-required | challenge-verify
";
