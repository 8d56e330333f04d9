//! Headers of address books in many languages, as plain data: which words name which field.
//!
//! Words stand as people read them; [`fold_header`] brings both these and a file's headers to the
//! same form (small letters, no accents, no punctuation). A target in `?` form is settled by the
//! other columns of the table (see `guess.rs`).

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// What a header can mean by itself, before the other columns are looked at.
pub(super) const NAME_OR_GIVEN: &str = "?name-or-given";
/// See [`NAME_OR_GIVEN`]: with a given name beside it, it is the family name.
pub(super) const NAME_OR_FAMILY: &str = "?name-or-family";
/// A title before the name, or what they do.
pub(super) const PREFIX_OR_ROLE: &str = "?prefix-or-role";
/// A nickname in one country, a family name in another.
pub(super) const NICKNAME_OR_FAMILY: &str = "?nickname-or-family";
/// The day of a month beside year and month, else the whole date.
pub(super) const BIRTHDAY_OR_DAY: &str = "?birthday-or-day";

const HEADERS: &[(&str, &str)] = &[
    (
        "name",
        "full name|display name|contact name|formatted name|anzeigename|vollständiger name|vor- und nachname|nom complet|nom affiché|nom à afficher|nom et prénom|prénom et nom|nombre completo|nombre y apellidos|nombre para mostrar|nombre mostrado|nome completo|nome e cognome|nome visualizzato|nome para exibição|nome de exibição|volledige naam|weergavenaam|fullständigt namn|visningsnamn|fulde navn|fullt navn|visningsnavn|koko nimi|näyttönimi|imię i nazwisko|nazwa wyświetlana|celé jméno|zobrazované jméno|teljes név|nume complet|ad soyad|adı soyadı|tam ad|görünen ad|полное имя|фио|имя и фамилия|отображаемое имя|повне ім'я|πλήρες όνομα|姓名|全名|氏名|お名前|表示名|成名|성명|الاسم الكامل|nama lengkap",
    ),
    (NAME_OR_GIVEN, "nombre|nome|имя|ім'я|ad|名字|이름|jméno|όνομα|名前|nama|الاسم"),
    (NAME_OR_FAMILY, "name|nom|naam|namn|navn|nimi|név|nume"),
    (
        "given",
        "first name|given name|first|given|forename|firstname|vorname|vornamen|rufname|prénom|prénoms|nombre de pila|primer nombre|nombre propio|nombre(s)|primeiro nome|nome próprio|nome di battesimo|voornaam|voornamen|roepnaam|förnamn|fornavn|etunimi|imię|křestní jméno|meno|keresztnév|utónév|prenume|adı|isim|име|μικρό όνομα|名|given name(s)|first name(s)|nama depan|nama pertama|الاسم الأول|prvo ime|ime",
    ),
    (
        "middle",
        "middle name|middle|additional name|middle names|zweiter vorname|weitere vornamen|weiterer vorname|deuxième prénom|autre prénom|autres prénoms|segundo nombre|secondo nome|nome do meio|segundo nome|tweede voornaam|andra namn|mellannamn|mellemnavn|mellomnavn|toinen nimi|drugie imię|druhé jméno|prostřední jméno|középső név|отчество|по батькові|ikinci ad|中间名|中間名|ミドルネーム|가운데 이름",
    ),
    ("particle", "tussenvoegsel|tussenvoegsels|infix|namenspräfix|vorsatzwort"),
    (
        "family",
        "last name|surname|family name|last|lastname|family|nachname|familienname|zuname|nom de famille|apellido|apellidos|apellido(s)|primer apellido|cognome|cognomi|sobrenome|último nome|achternaam|familienaam|efternamn|efternavn|etternavn|sukunimi|nazwisko|příjmení|priezvisko|vezetéknév|családnév|nume de familie|soyad|soyadı|soyisim|фамилия|прізвище|επώνυμο|επίθετο|презиме|prezime|姓|姓氏|苗字|名字(姓)|성|اسم العائلة|الكنية|nama belakang|last name(s)",
    ),
    (NICKNAME_OR_FAMILY, "apelido|apelidos"),
    (
        "prefix",
        "prefix|name prefix|honorific prefix|anrede|akademischer titel|civilité|tratamiento|aanhef|salutation|namnprefix|tytuł grzecznościowy|敬称|обращение",
    ),
    (
        PREFIX_OR_ROLE,
        "title|titel|titre|título|titolo|tytuł|titul|titlu|cím(zés)|otsikko|称谓|職稱|职称|タイトル|직함",
    ),
    (
        "suffix",
        "suffix|name suffix|honorific suffix|namenszusatz|suffixe|sufijo|suffisso|sufixo|achtervoegsel|przyrostek|sufiks|generational suffix|суффикс|后缀|サフィックス",
    ),
    (
        "nickname",
        "nickname|nick name|nick|alias|spitzname|surnom|pseudo|apodo|alcune|soprannome|bijnaam|smeknamn|kallenavn|kælenavn|lempinimi|pseudonim|przezwisko|přezdívka|becenév|poreclă|takma ad|псевдоним|прозвище|昵称|暱稱|ニックネーム|별명",
    ),
    (
        "organisation",
        "company|organization|organisation|company name|organization name|organisation name|employer|firm|business name|current company|unternehmen|unternehmensname|firma|firmenname|arbeitgeber|société|nom de la société|entreprise|nom de l'entreprise|employeur|empresa|nombre de la empresa|compañía|organización|azienda|nome azienda|società|ditta|impresa|organizzazione|organização|nome da empresa|companhia|bedrijf|bedrijfsnaam|organisatie|werkgever|företag|företagsnamn|arbetsgivare|virksomhed|bedrift|selskab|selskap|firmanavn|yritys|organisaatio|työnantaja|przedsiębiorstwo|organizacja|nazwa firmy|pracodawca|společnost|organizace|spoločnosť|podnik|cég|cégnév|vállalat|companie|organizație|şirket|şirket adı|kurum|kuruluş|компания|название компании|организация|место работы|компанія|організація|εταιρεία|εταιρία|公司|公司名称|公司名稱|单位|組織|组织|会社|会社名|勤務先|企業|所属|회사|회사명|직장|기업|الشركة|perusahaan|nama perusahaan|tvrtka|фирма",
    ),
    (
        "department",
        "department|organization department|dept|division|unit|abteilung|service|département|departamento|reparto|dipartimento|afdeling|avdelning|avdeling|osasto|dział|oddělení|oddelenie|osztály|részleg|departament|departman|bölüm|отдел|подразделение|відділ|τμήμα|部门|部門|部署|부서|القسم|departemen",
    ),
    (
        "role",
        "job title|position|role|occupation|organization title|jobtitle|job|function|designation|current position|positionstitel|stelle|stellung|berufsbezeichnung|jobtitel|jobbezeichnung|funktion|beruf|arbeitstitel|poste|poste occupé|fonction|intitulé du poste|titre du poste|profession|cargo|puesto|puesto de trabajo|posición|ocupación|profesión|posizione|posizione lavorativa|qualifica|mansione|ruolo|incarico|professione|função|posição|profissão|cargo profissional|functie|functietitel|functienaam|positie|beroep|befattning|yrkestitel|jobbtitel|position/titel|yrke|stilling|stillingsbetegnelse|tehtävänimike|asema|ammatti|tehtävä|stanowisko|stanowisko pracy|zawód|pozycja|pozice|pracovní pozice|funkce|pozícia|beosztás|munkakör|pozíció|poziție|funcție|ocupație|pozisyon|unvan|ünvan|iş unvanı|görev|meslek|должность|профессия|посада|позиция|θέση|θέση εργασίας|职位|職位|职务|職務|職業|役職|役職名|肩書き|肩書|ポジション|직책|직위|직무|직급|المسمى الوظيفي|المنصب|jabatan|posisi|pozicija|позиція",
    ),
    (
        "email",
        "email|email address|mail|mail address|email value|emailadresse|mailadresse|emailaddress|adresse email|adresse mail|adresse de messagerie|adresse électronique|messagerie|courriel|correo electrónico|correo|dirección de correo electrónico|dirección de correo|dirección email|indirizzo email|indirizzo mail|indirizzo di posta elettronica|posta elettronica|endereço de email|endereço email|correio eletrónico|correio eletrônico|endereço de correio eletrónico|endereço eletrônico|emailadres|mailadres|emailadress|epostadress|epost|epostadresse|mejl|mejladress|mailadresse|sähköposti|sähköpostiosoite|adres email|adres mail|adres poczty elektronicznej|poczta elektroniczna|emailová adresa|emailový účet|emailcím|email cím|adresă de email|adresă email|eposta|eposta adresi|email adresi|адрес электронной почты|электронная почта|электронный адрес|адрес эл почты|эл почта|эл адрес|почта|адрес email|електронна пошта|електронна адреса|адреса електронної пошти|ηλεκτρονικό ταχυδρομείο|διεύθυνση email|διεύθυνση ηλεκτρονικού ταχυδρομείου|имейл|имейл адрес|电子邮件|电子邮件地址|电子邮箱|邮箱|邮箱地址|郵箱|電子郵件|電子郵件地址|電郵|電郵地址|メールアドレス|電子メール|電子メールアドレス|電子メール アドレス|メール|eメール|eメールアドレス|이메일|이메일 주소|전자 메일 주소|전자메일|البريد الإلكتروني|عنوان البريد الإلكتروني|alamat email|surel|email adresa",
    ),
    ("email-label", "email type|email label"),
    (
        "keep",
        "email display name|email typ|assistant s name|name assistent|manager s name|file as|company yomi|given name yomi|family name yomi|yomi name|phonetic first name|phonetic last name|phonetic middle name|maiden name|organization type|organization label|organization symbol|organization yomi name|organization location|organization job description|screen name|spouse|children|gender|initials|directory server|messenger id|distribution lists|event value|event type|event label|relation value|relation type|relation label|im value|im type|im service|im label|custom field value|custom field type|custom field label|photo",
    ),
    (
        "phone",
        "phone|telephone|phone number|phone value|telephone number|tel|telefon|telefonnummer|rufnummer|telefonnr|tel nr|téléphone|numéro de téléphone|tél|teléfono|número de teléfono|telefono|numero di telefono|recapito telefonico|telefone|número de telefone|telefoon|telefoonnummer|puhelin|puhelinnumero|numer telefonu|nr telefonu|telefonní číslo|telefónne číslo|telefonszám|telefon numarası|numéro|număr de telefon|телефон|номер телефона|номер телефону|τηλέφωνο|电话|電話|电话号码|電話號碼|電話番号|전화|전화번호|전화 번호|الهاتف|رقم الهاتف|telepon|nomor telepon|primary phone|contact number",
    ),
    (
        "phone:cell",
        "mobiltelefon|mobilnummer|mobilfunknummer|handynummer|mobiltel|mobil tel nr|téléphone portable|téléphone mobile|tel portable|gsm|gsm nummer|teléfono móvil|teléfono celular|telefono cellulare|telemóvel|mobiele telefoon|mobiltelefonnummer|matkapuhelin|matkapuhelinnumero|telefon komórkowy|numer komórkowy|komórka|mobilní telefon|mobiltelefonszám|telefon mobil|cep telefonu|cep|мобильный телефон|мобильный|мобільний телефон|сотовый телефон|κινητό τηλέφωνο|κινητό|手机|手机号|手机号码|移动电话|行動電話|携帯電話|携帯|携帯番号|휴대폰|휴대전화|휴대폰 번호|الجوال|mobile number|cell number|mobile phone number|hp",
    ),
    (
        "phone:fax",
        "fax number|faxnummer|fax nr|numéro de fax|télécopie|télécopieur|número de fax|numero di fax|faksi|faks|факс|传真|傳真|ファックス|ファクス|fax番号|팩스|φαξ|الفاكس",
    ),
    ("phone-label", "phone type|phone label"),
    (
        "url",
        "url|website|web site|web page|webpage|homepage|home page|web|web address|profile url|profile|linkedin|linkedin url|linkedin profile|link|webseite|website value|url value|internetseite|internetadresse|webadresse|profil url|profil|site web|site internet|page web|page personnelle|adresse web|sitio web|página web|página personal|sito web|pagina web|sito internet|site|página pessoal|página da web|endereço web|webpagina|webadres|webbplats|webbsida|hemsida|webbadress|hjemmeside|nettsted|webside|kotisivu|verkkosivu|strona internetowa|strona www|strona sieci web|www|webová stránka|weboldal|honlap|pagină web|web sayfası|web sitesi|веб сайт|сайт|веб страница|веб сторінка|url адрес|ссылка|ιστοσελίδα|网址|网站|网页|個人檔案網址|網址|網站|網頁|ウェブサイト|ウェブ ページ|web ページ|ホームページ|プロフィールurl|웹사이트|웹 페이지|웹페이지|홈페이지|الموقع|situs web|personal web page|personal website|business website|laman web",
    ),
    ("url-label", "website type|website label|url label"),
    (
        "street",
        "street|street address|address|address street|address line|address extended address|straße|straße und hausnummer|adresse|anschrift|rue|voie|calle|dirección|domicilio|via|indirizzo|rua|endereço|morada|logradouro|straat|adres|straat en huisnummer|gata|gatuadress|adress|vej|gade|gateadresse|katuosoite|osoite|lähiosoite|ulica|ulice|adresa|utca|cím|stradă|adresă|sokak|cadde|улица|адрес|вулиця|адреса|οδός|διεύθυνση|街道|地址|街道地址|住所|番地|町名 番地|주소|거리|번지|الشارع|العنوان|jalan|alamat",
    ),
    (
        "post-box",
        "address po box|po box|postfach|boîte postale|apartado postal|casella postale|caixa postal|postbus|postbox|postilokero|skrytka pocztowa|poštovní přihrádka",
    ),
    (
        "city",
        "city|town|locality|address city|ort|stadt|wohnort|ville|localité|ciudad|población|localidad|città|comune|località|cidade|localidade|plaats|stad|woonplaats|postort|by|poststed|kaupunki|postitoimipaikka|miasto|miejscowość|město|obec|mesto|település|város|oraș|localitate|şehir|город|місто|πόλη|grad|град|城市|市|縣 市|市区町村|市町村|도시|시 군 구|المدينة|kota",
    ),
    (
        "state",
        "state|province|region|state province|county|address region|address state|bundesland|kanton|bundesland kanton|région|dép région|département province|état province|état|provincia|estado|estado o provincia|comunidad autónoma|regione|prov|stato provincia|estado província|distrito|provincie|staat provincie|län|landskap|delstat|fylke|maakunta|lääni|województwo|megye|județ|il|область|регион|край|νομός|省|州|省份|省 市 自治区|都道府県|시 도|المنطقة|provinsi",
    ),
    (
        "postcode",
        "zip|zip code|zipcode|postal code|postcode|post code|postalcode|address postal code|plz|postleitzahl|code postal|cp|código postal|cap|codice postale|c a p|cep|código de endereçamento postal|postnummer|postinumero|kod pocztowy|psč|irányítószám|cod poștal|posta kodu|индекс|почтовый индекс|поштовий індекс|ταχυδρομικός κώδικας|poštanski broj|邮编|邮政编码|郵遞區號|郵便番号|우편번호|우편 번호|الرمز البريدي|kode pos",
    ),
    (
        "country",
        "country|country region|address country|land|land region|pays|pays région|país|país región|país região|paese|paese area geografica|nazione|maa|maa alue|kraj|kraj region|země|země oblast|stát|štát|ország|ország régió|țară|țară regiune|ülke|ülke bölge|страна|страна или регион|країна|χώρα|zemlja|država|国家|国家 地区|國家|國家 地區|国|国 地域|나라|국가|국가 지역|البلد|negara",
    ),
    ("address-label", "address type|address label"),
    ("address", "address formatted|full address|mailing address|postal address"),
    (
        "birthday",
        "birthday|date of birth|birth date|birthdate|dob|geburtsdatum|anniversaire|date de naissance|naissance|cumpleaños|fecha de nacimiento|compleanno|data di nascita|aniversário|data de nascimento|data de aniversário|geboortedatum|verjaardag|födelsedag|födelsedatum|fødselsdato|fødselsdag|bursdag|syntymäpäivä|syntymäaika|data urodzenia|urodziny|datum narození|narozeniny|dátum narodenia|születésnap|születési dátum|születési idő|data nașterii|zi de naștere|doğum günü|doğum tarihi|день рождения|дата рождения|день народження|дата народження|ημερομηνία γέννησης|γενέθλια|生日|出生日期|誕生日|生年月日|생일|생년월일|تاريخ الميلاد|tanggal lahir|ulang tahun",
    ),
    (BIRTHDAY_OR_DAY, "geburtstag"),
    (
        "birth-year",
        "birth year|geburtsjahr|année de naissance|año de nacimiento|anno di nascita|ano de nascimento|geboortejaar|födelseår|fødselsår|rok urodzenia|год рождения|生年|出生年",
    ),
    (
        "birth-month",
        "birth month|geburtsmonat|mois de naissance|mes de nacimiento|mese di nascita|mês de nascimento|geboortemaand|födelsemånad|fødselsmåned|miesiąc urodzenia|месяц рождения|生月|出生月",
    ),
    (
        "birth-day",
        "birth day|jour de naissance|día de nacimiento|giorno di nascita|dia de nascimento|geboortedag|dzień urodzenia|день месяца рождения|出生日",
    ),
    (
        "notes",
        "notes|note|notizen|notiz|bemerkung|bemerkungen|anmerkungen|kommentar|kommentare|comments|comment|remarks|remarques|commentaire|commentaires|notas|nota|observaciones|comentarios|annotazioni|commenti|osservazioni|observações|comentários|notities|opmerkingen|opmerking|anteckningar|anteckning|noter|notater|merknader|muistiinpanot|huomautukset|notatki|uwagi|poznámky|poznámka|jegyzetek|megjegyzés|megjegyzések|note și observații|notlar|açıklama|заметки|примечания|примечание|комментарий|нотатки|примітки|σημειώσεις|备注|備註|附註|注释|メモ|備考|메모|비고|ملاحظات|catatan",
    ),
    (
        "tags",
        "tags|tag|categories|category|labels|groups|group|group membership|kategorien|kategorie|gruppen|gruppe|schlagwörter|catégories|catégorie|groupes|étiquettes|categorías|categoría|grupos|etiquetas|categorie|categoria|gruppi|etichette|categorias|categorieën|groepen|kategorier|grupper|luokat|ryhmät|grupy|kategóriák|categorii|kategoriler|категории|группы|метки|категорії|κατηγορίες|类别|類別|分类|分組|分组|标签|カテゴリ|分類|분류|범주|그룹|التصنيفات|kategori",
    ),
    (
        "connected-on",
        "connected on|connected|date connected|connection date|verbunden am|verbunden seit|vernetzt am|vernetzt seit|kontakt seit|datum der verbindung|connecté le|connectée le|connecté(e) le|date de connexion|connexion le|mise en relation le|en relation depuis|en relation depuis le|relation depuis|conectado el|conectados el|fecha de conexión|conexión el|en contacto desde|connesso il|connessa il|connesso dal|collegato il|data di collegamento|data collegamento|data di connessione|data della connessione|in contatto dal|in contatto da|conectado em|conectou-se em|conectado desde|data da conexão|data de conexão|data da ligação|ligado em|ligação em|verbonden op|verbonden sinds|geconnecteerd op|connectie sinds|datum van connectie|connectiedatum|ansluten den|ansluten|anslöt|kontakt sedan|kontakter sedan|kontaktdatum|datum för kontakt|blev kontakt den|forbundet den|forbundet|tilknyttet|forbindelse siden|koblet til|kontakt siden|verkostoitunut|verkostoiduttu|yhdistetty|połączono|połączono dnia|data połączenia|data nawiązania kontaktu|w kontaktach od|w sieci kontaktów od|kontakt nawiązano|spojení od|datum spojení|spojeno dne|spojeno|kapcsolatfelvétel dátuma|kapcsolódás dátuma|conectat la|conectat pe|data conectării|bağlantı tarihi|bağlantı kurulma tarihi|bağlantı kurma tarihi|bağlanma tarihi|bağlantı kuruldu|bağlandı|дата установления контакта|дата добавления в контакты|дата контакта|контакт установлен|контакт с|контакты с|вступили в контакт|дата встановлення контакту|підключено|加为好友时间|加为好友日期|建立联系日期|建立联系时间|建立联系于|联系建立时间|连接时间|连接日期|建立關係於|建立聯繫日期|建立人脈日期|連結日期|つながった日|つながり日|つながった日付|つながった日時|接続日|인맥 연결일|1촌 맺은 날짜|1촌 맺은 날|연결 날짜|연결일|تاريخ الاتصال|متصل في|terhubung pada|tanggal terhubung",
    ),
    ("uid", "uid|contact id|external id|rapport id"),
    ("kept", "kept by rapport"),
];

/// Words that say where or how, in any language: the label they give.
const QUALIFIERS: &[(&str, &str)] = &[
    (
        "work",
        "business|work|office|dienstlich|geschäftlich|geschäft|büro|beruflich|arbeit|professionnel|professionnelle|bureau|travail|pro|trabajo|laboral|oficina|profesional|ufficio|lavoro|aziendale|trabalho|comercial|escritório|profissional|werk|zakelijk|kantoor|arbete|arbets|jobb|kontor|arbejde|arbeid|työ|służbowy|służbowa|służbowe|służb|praca|biuro|zaměstnání|pracovní|práce|munkahelyi|üzleti|serviciu|iş|рабочий|рабочая|рабочие|работа|служебный|робочий|εργασίας|工作|商务|單位|公司|商務|勤務先|会社|직장|회사|العمل|bisnis|kantor",
    ),
    (
        "home",
        "home|private|personal|privat|privatadresse|domicile|personnel|personnelle|maison|privé|privée|casa|particular|abitazione|privato|personale|residencial|residência|pessoal|thuis|privéadres|hem|bostad|hjem|privat|koti|domowy|domowa|domowe|prywatny|prywatna|dom|domů|domácí|soukromý|otthoni|lakás|magán|acasă|ev|kişisel|домашний|домашняя|дом|личный|домашній|κατοικίας|σπιτιού|住宅|家庭|住家|私人|自宅|個人|집|개인|المنزل|rumah|pribadi",
    ),
    (
        "other",
        "other|andere|anderer|anderes|weitere|weiterer|sonstige|sonstiges|autre|otro|otra|otros|altro|altra|outro|outra|ander|anders|overig|overige|annan|annat|övrig|andet|annen|øvrig|muu|inny|inna|inne|jiný|jiná|další|egyéb|alt|altul|diğer|другой|другая|другое|прочий|інший|άλλο|其他|其它|その他|기타|أخرى|lainnya",
    ),
    (
        "cell",
        "mobile|mobil|mobi|cell|cellular|handy|portable|móvil|celular|cellulare|mobiel|mobiele|komórkowy|komórka|mobilní|kännykkä|cep|мобильный|мобильная|сотовый|мобільний|手机|移动|行動|携帯",
    ),
    ("fax", "fax|telefax|télécopie|fx|faks|факс|传真|傳真|ファックス|팩스"),
    (
        "pager",
        "pager|pieper|buscapersonas|bip|cercapersone|radiomessagerie|semafoon|personsökare|пейджер|寻呼机|ポケットベル",
    ),
    (
        "main",
        "main|company main|zentrale|hauptnummer|standard|centralita|principale sede|hoofdnummer|växel|主要",
    ),
    ("car", "car|auto|autotelefon|voiture|coche|automóvil|carro|bil|汽车|自動車"),
    (
        "assistant",
        "assistant s|assistant|assistent|assistenz|assistente|asistente|assistants|асистент|помощник",
    ),
    ("callback", "callback|rückruf|rappel|devolución de llamada|richiamata|terugbellen"),
    ("isdn", "isdn|rnis|rdsi"),
    ("radio", "radio|radiotelefon|funk"),
    ("tty", "tty tdd|ttytdd|tty|texttelefon"),
    ("telex", "telex"),
    (
        "",
        "primary|primär|primäre|secondary|sekundär|sekundäre|main address|principal|principale|secondaire|secundario|secundaria|secondario|secondaria|alternate|alternative|additional|zusätzliche|haupt|1st|2nd|primary address",
    ),
];

/// Little words between the others.
const LINKS: &[&str] = &[
    "de", "du", "des", "d", "la", "le", "les", "l", "del", "della", "dello", "di", "da", "do",
    "das", "dos", "el", "of", "the", "für", "fur", "pour", "per", "para", "par", "a", "am", "im",
    "von", "der", "die", "till", "för", "for", "i", "w", "na", "nr", "no",
];

/// The known headers, folded.
pub(super) fn headers() -> &'static HashMap<String, &'static str> {
    static HEADERS_FOLDED: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    HEADERS_FOLDED.get_or_init(|| table(HEADERS))
}

/// The known qualifiers, folded.
pub(super) fn qualifiers() -> &'static HashMap<String, &'static str> {
    static QUALIFIERS_FOLDED: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    QUALIFIERS_FOLDED.get_or_init(|| table(QUALIFIERS))
}

/// Whether a folded word only links others.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// The first mention of a word wins, so that plain words are not taken from their field.
fn table(source: &[(&'static str, &'static str)]) -> HashMap<String, &'static str> {
    let mut words = HashMap::new();
    for (target, list) in source {
        for word in list.split('|') {
            words.entry(fold_header(word)).or_insert(*target);
        }
    }
    words
}

/// Small letters without accents, single blanks for everything that is neither letter nor digit,
/// and `e-mail` in one word.
pub(super) fn fold_header(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match character {
            '\u{300}'..='\u{36f}' => {}
            'ß' => plain.push_str("ss"),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            'ø' => plain.push('o'),
            // Marks of other scripts belong to their letters.
            '\u{3099}' | '\u{309a}' => plain.push(character),
            other if other.is_alphanumeric() => plain.push(other),
            _ => plain.push(' '),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        let joins = ["mail", "post", "mejl", "maila"].iter().any(|start| word.starts_with(start));
        match words.last_mut() {
            Some(last) if last == "e" && joins => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::field::Target;

    #[test]
    fn every_word_names_a_field_that_exists() {
        for (target, _) in HEADERS.iter().filter(|(target, _)| !target.starts_with('?')) {
            assert!(target.parse::<Target>().is_ok(), "{target}");
        }
        assert!(headers().len() > 900);
    }

    #[test]
    fn headers_are_folded_to_one_form() {
        assert_eq!(fold_header("E-Mail-Adresse"), "email adresse");
        assert_eq!(fold_header("Adres e-mail"), fold_header("adres email"));
        assert_eq!(fold_header("Straße"), "strasse");
        assert_eq!(fold_header("  Phone 1 - Value "), "phone 1 value");
        assert_eq!(fold_header("Имя"), "имя");
    }
}
