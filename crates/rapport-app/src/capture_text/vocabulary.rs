//! The tables of words: titles, positions, places that are no organisations, particles of names.

/// Titles and forms of address before a name.
pub(super) const TITLES: &str = "dr dr. prof prof. professor professorin mr mr. mrs mrs. ms ms. miss herr herrn \
    frau fr. hr. sir dame madame monsieur señor señora dipl.-ing. dipl. ing. mag. mx mx. rev. captain";

/// Those of them that go before a family name alone and stay with it.
pub(super) const WITH_FAMILY_NAME: &str = "mr mr. mrs mrs. ms ms. miss herr herrn frau sir dame madame \
    monsieur señor señora mx mx.";

/// Small words inside names.
pub(super) const PARTICLES: &str = "de del della delle di da das dos do du van von der den ten ter zu zur zum la le \
    el al bin ibn bint af av y e d' dela 't";

/// What stands behind a name and is no part of it.
pub(super) const SUFFIXES: &str = "phd ph.d ph.d. mba md esq cpa bsc msc";

/// Words between two names.
pub(super) const AND: &str = "and und & + sowie plus";

/// Words before an organisation.
pub(super) const FROM: &str = "at from of @ bei von vom beim with / | for aus";

/// Words that stand before an organisation and belong to no name.
pub(super) const ARTICLES: &str = "the der die das dem den firma company ein eine einem einer a an";

/// What a person does, as whole words.
pub(super) const POSITIONS: &str = "ceo cto cfo coo cmo cio cpo vp svp evp president director head lead manager \
    engineer developer designer recruiter founder co-founder cofounder owner partner consultant analyst editor \
    producer curator professor lecturer researcher scientist architect buyer principal chief officer coordinator \
    assistant secretary teacher landlord landlady supervisor administrator specialist strategist accountant \
    lawyer journalist photographer librarian planner technician programmer chair treasurer hr sales \
    purchasing procurement leiter leiterin chef chefin geschäftsführer geschäftsführerin einkäufer einkäuferin \
    personalerin personaler inhaber inhaberin gründer gründerin abteilungsleiter abteilungsleiterin teamleiter \
    teamleiterin personalchef personalchefin redakteur redakteurin berater beraterin entwickler entwicklerin \
    ingenieur ingenieurin projektleiter projektleiterin vertriebsleiter vertriebsleiterin werkstattleiter \
    werkstattleiterin einkauf vertrieb vermieter vermieterin lektor lektorin architektin recruiterin \
    bereichsleiter bereichsleiterin hausverwalter prokurist prokuristin vorstand";

/// Words before or inside a position.
pub(super) const POSITION_PARTS: &str = "senior junior staff deputy vice associate assistant acting global regional \
    technical of for the and & leitende leitender stellvertretende stellvertretender hiring account product \
    project software hardware data sales marketing talent office operations people human resources event \
    programme program commissioning managing executive general finance business key customer area creative art \
    der des im in für";

/// Endings and words that organisations carry in their names.
pub(super) const ORGANISATION_WORDS: &str = "gmbh ag kg ug ohg gbr e.v e.v. e.k se kgaa mbh ltd ltd. inc inc. llc llp plc co \
    co. corp corp. sarl s.a. sa spa s.p.a. bv b.v. nv ab as oy aps kft sro group holding holdings \
    university universität hochschule college school schule academy akademie institute institut labs lab \
    laboratories systems software solutions technologies technology tech robotics motors energy power bank \
    insurance versicherung consulting partners ventures capital media studio studios press verlag books \
    foods bakery brewery hotel hotels hospital klinik clinic museum gallery galerie theatre theater works \
    werke stadtwerke industries logistics shipping airlines airways foundation stiftung association verein \
    council ministry ministerium agency agentur services network networks digital design interiors furniture \
    analytics dynamics pharma health biotech optics instruments aerospace telecom mobile games";

/// Places and occasions that are no organisations.
pub(super) const NO_ORGANISATIONS: &str = "work home lunch dinner breakfast coffee kaffee noon night midnight church gym \
    airport station hotel cafe café bar pub conference fair meetup event party wedding trade once all least \
    last first school university office bahnhof flughafen mittag abend haus hause arbeit ihr ihm ihnen mir uns \
    dir her him them me us you it this that there here whom which";

/// Nouns that name an event, as whole words or as the end of one.
pub(super) const EVENT_NOUNS: &str = "fair expo messe conference konferenz congress kongress summit meetup meet-up \
    convention hackathon symposium tradeshow mixer barcamp workshop festival ausstellung tagung stammtisch \
    reception empfang gala jobmesse karrieremesse karrieretag buchmesse industriemesse hausmesse fachmesse \
    roundtable webinar open-day";

/// Words before an event's noun: "career day", "trade show".
pub(super) const EVENT_PAIRS: &[&[&str]] = &[
    &["trade", "show"],
    &["career", "day"],
    &["careers", "day"],
    &["open", "day"],
    &["networking", "event"],
    &["networking", "night"],
    &["networking", "evening"],
    &["networking", "breakfast"],
    &["demo", "day"],
    &["tech", "talk"],
    &["launch", "party"],
    &["users", "group"],
    &["user", "group"],
];

/// Words that no name is made of: they go on with the sentence.
pub(super) const NO_NAMES: &str = "a about again all also am an and are as ask asked asks at auf aus because bei beim \
    bin bis but by call called can coffee das dass dem den der des did die do does dr during ein eine einem einen \
    einer er es et for friend from für geht had hat hatte has have he her here hers him his ich if ihm ihn ihr ihre \
    im in into is ist it its just kaffee kind last later like lots lovely lunch me met mich mir mit my nach nett \
    new next nice nicht no not now of on once only or our out over quick re regarding same see she sie sind so \
    some someone somebody sowie spoke talk talked team that the their them then there they this through to \
    today together told too two um und uns unser until up very von vom vor war was we wegen well went were what \
    when where who whom whose will with would yesterday you your über zu zum zur everyone people jemand jemanden \
    leute alle talking spoken works working worked arbeitet arbeiten leads leitet runs owns wants wollte will gave \
    said says seems seemed knows likes loves told showed shared mentioned introduced explained offered started \
    started using one each both meeting meet saw chatted chat hello hi dear hallo liebe lieber re fwd \
    who's she's he's they're i i'm we're den's regarding after before while since long short great good brief \
    interesting via per three four five several many few another other their ours getroffen gesprochen \
    kennengelernt gehabt telefoniert angerufen gefragt erzählt geredet besucht kontaktiert bought sold ordered \
    delivered requested applied interviewed rejected reached referred recommended writes wrote emailed phoned \
    hat's sagte sagt meint fragte fragt kauft kaufte bestellte möchte braucht sucht interessiert kontakt ansprechpartner ansprechpartnerin person people colleagues";

/// Nouns that German writes with a capital and that are no names.
pub(super) const GERMAN_NOUNS: &str = "termin gespräch treffen kaffee mittagessen abendessen frühstück messe angebot \
    bewerbung stelle projekt frage firma absage anfrage telefonat anruf vorstellungsgespräch interview \
    kennenlernen kunde kundin kollege kollegin nachbar nachbarin freund freundin bekannte stand messestand \
    visitenkarte karte zug flug reise büro werkstatt notiz info kontakt empfehlung vortrag rechnung rückruf \
    besuch essen rundgang führung";

/// Given names that are common enough to tell a person from an organisation where nothing else does.
pub(super) const GIVEN_NAMES: &str = "aaron adam adrian ahmed aisha alan albert alex alexander alexandra ali alice alina \
    amanda amelie amir amy ana andrea andreas andrew angela anita anja ann anna anne annika anton antonio arthur \
    astrid barbara bastian beate ben benedikt benjamin bernd beth bill birgit bob brian bruno carl carla carlos \
    carmen caroline cem charles charlotte chen chris christian christina christine claire clara claudia claus \
    conrad cora dan dana daniel daniela david deborah diana diego dieter dirk dominik doris dorothea ed edgar \
    edith eduard edward elena eli elias elif elisabeth ella ellen emil emily emma eric erik erika esther eva evelyn \
    fabian farid fatima felix fiona florian frank franz frederik frida friedrich fritz gabriel george georg gerd \
    gisela grace greta guido gustav hanna hannah hans harald harry hassan heather heidi heike heinz helen helena \
    helga henrik henry holger hugo ian ibrahim ida imran ines inga ingrid irene iris isabel ivan ivo jack jacob \
    jakob james jan jana jane janine jason javier jean jeff jennifer jens jessica jill jim joan joanna joe johanna \
    johannes john jonas jonathan jorge jose josef joseph juan judith julia julian julie jun jürgen kai karen karin \
    karl karsten katarina kate katharina katrin keith ken kevin kim klaus kofi kurt lara lars laura lea lena leo \
    leon leonie li lina linda lisa liu lorenz lotte louis louise luca lucas lucia lucy luis luisa lukas luke lutz \
    maja manuel marc marcel marco marcus margaret maria marie marina mario mark markus marlene marta martha martin \
    martina mary mathias matteo matthias max maya mehmet mei melanie mia michael michaela michelle miguel mike \
    milan miriam mohamed monika moritz murat nadia nadine nancy naomi natalie nell nicolas nicole niklas nils nina \
    noah noor nora norbert olaf ole olga oliver olivia omar oscar otto pablo patricia patrick paul paula pedro peter \
    petra philipp pia rachel rafael raj ralf ralph rebecca regina reiner renate richard rita robert robin roland \
    roman ron rosa ruth ryan sabine sabrina sally sam samir samuel sandra sara sarah sean sebastian sergio silke \
    silvia simon simone sofia sonja sophia sophie stefan stefanie stephen steve steven susan susanne sven tanja \
    tara thea theo theresa thomas tim timo tina tobias tom tomas toni uli ulrich ulrike ursula ute valentina vera \
    verena veronika victor victoria viktor vincent walter wang wei werner wilhelm william wolfgang yan yasmin ying \
    yuki yusuf yvonne zeynep zoe";
