//! The words of signatures in seven languages: farewells, labels, roles, legal forms, and lines that
//! belong to nobody.

use unicode_normalization::UnicodeNormalization;

/// Beginnings of farewells; the line says nothing else.
const FAREWELLS: &[&str] = &[
    "best",
    "kind",
    "warm",
    "regards",
    "sincerely",
    "yours",
    "cheers",
    "thanks",
    "thank you",
    "many thanks",
    "all the best",
    "mit freundlichen",
    "mit besten",
    "mit herzlichen",
    "freundliche",
    "viele",
    "beste",
    "herzliche",
    "liebe gr",
    "schöne gr",
    "mfg",
    "lg",
    "vg",
    "cordialement",
    "bien cordialement",
    "bien à vous",
    "sincères",
    "salutations",
    "meilleures",
    "merci",
    "saludos",
    "un saludo",
    "atentamente",
    "un cordial",
    "cordiales",
    "gracias",
    "cordiali",
    "distinti",
    "un cordiale",
    "saluti",
    "grazie",
    "met vriendelijke",
    "vriendelijke",
    "hartelijke",
    "groeten",
    "groet",
    "atenciosamente",
    "cumprimentos",
    "com os melhores",
    "melhores cumprimentos",
    "obrigad",
    "abraço",
    "sent from",
    "von meinem",
    "envoyé de",
    "enviado desde",
    "inviato da",
    "verzonden",
    "get outlook",
    "enviado do",
];

/// Beginnings of what follows a signature and belongs to nobody.
const ENDS: &[&str] = &[
    "this e-mail",
    "this email",
    "this message",
    "the information",
    "confidentiality",
    "disclaimer",
    "diese e-mail",
    "diese nachricht",
    "der inhalt",
    "vertraulich",
    "ce message",
    "ce courriel",
    "cet e-mail",
    "este mensaje",
    "este correo",
    "questo messaggio",
    "questa e-mail",
    "le informazioni",
    "dit bericht",
    "deze e-mail",
    "esta mensagem",
    "este e-mail",
    "please consider",
    "bitte denken sie",
    "pensez à",
    "avviso",
    "aviso",
];

/// Parts of lines about the organisation as the law wants them.
const REGISTERS: &[&str] = &[
    "amtsgericht",
    "hrb",
    "hra ",
    "handelsregister",
    "registergericht",
    "ust-id",
    "ustid",
    "ust.-id",
    "steuernummer",
    "geschäftsführer:",
    "geschäftsführung:",
    "geschäftsführerin:",
    "vorstand:",
    "aufsichtsrat",
    "sitz der",
    "sitz:",
    "registered in",
    "registered office",
    "company number",
    "company no",
    "vat ",
    "vat:",
    "siret",
    "siren",
    "rcs ",
    "tva",
    "capital de",
    "cif",
    "nif",
    "partita iva",
    "p.iva",
    "p. iva",
    "kvk",
    "btw",
    "iban",
    "bic",
    "nipc",
    "managing director:",
    "managing directors:",
    "directors:",
    "bankverbindung",
];

const ROLES: &[&str] = &[
    "manager",
    "director",
    "head",
    "lead",
    "leader",
    "officer",
    "chief",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cmo",
    "vp",
    "president",
    "vice",
    "engineer",
    "developer",
    "consultant",
    "analyst",
    "assistant",
    "coordinator",
    "specialist",
    "architect",
    "designer",
    "researcher",
    "professor",
    "lecturer",
    "founder",
    "co-founder",
    "cofounder",
    "partner",
    "owner",
    "recruiter",
    "editor",
    "scientist",
    "buyer",
    "sales",
    "executive",
    "administrator",
    "secretary",
    "advisor",
    "adviser",
    "fellow",
    "student",
    "technician",
    "supervisor",
    "representative",
    "associate",
    "lawyer",
    "attorney",
    "journalist",
    "curator",
    "librarian",
    "teacher",
    "trainee",
    "intern",
    "leiter",
    "leiterin",
    "leitung",
    "geschäftsführer",
    "geschäftsführerin",
    "geschäftsführung",
    "vorstand",
    "inhaber",
    "inhaberin",
    "referent",
    "referentin",
    "berater",
    "beraterin",
    "ingenieur",
    "ingenieurin",
    "entwickler",
    "entwicklerin",
    "mitarbeiter",
    "mitarbeiterin",
    "assistenz",
    "sachbearbeiter",
    "sachbearbeiterin",
    "einkauf",
    "einkäufer",
    "einkäuferin",
    "vertrieb",
    "projektleiter",
    "projektleiterin",
    "abteilungsleiter",
    "abteilungsleiterin",
    "personalreferentin",
    "personalreferent",
    "professorin",
    "redakteur",
    "redakteurin",
    "architektin",
    "architekt",
    "anwalt",
    "rechtsanwalt",
    "rechtsanwältin",
    "gesellschafter",
    "prokurist",
    "prokuristin",
    "teamleiter",
    "teamleiterin",
    "vertriebsleiter",
    "vertriebsleiterin",
    "personalleiter",
    "personalleiterin",
    "kundenberater",
    "kundenberaterin",
    "dozent",
    "dozentin",
    "directeur",
    "directrice",
    "responsable",
    "chef",
    "cheffe",
    "gérant",
    "gérante",
    "ingénieur",
    "ingénieure",
    "chargé",
    "chargée",
    "conseiller",
    "conseillère",
    "président",
    "présidente",
    "développeur",
    "développeuse",
    "fondateur",
    "fondatrice",
    "acheteur",
    "acheteuse",
    "commercial",
    "commerciale",
    "attaché",
    "attachée",
    "avocat",
    "avocate",
    "adjoint",
    "adjointe",
    "rédacteur",
    "rédactrice",
    "enseignant",
    "chercheur",
    "directora",
    "jefe",
    "jefa",
    "gerente",
    "ingeniero",
    "ingeniera",
    "consultor",
    "consultora",
    "presidente",
    "presidenta",
    "fundador",
    "fundadora",
    "socio",
    "socia",
    "comprador",
    "compradora",
    "encargado",
    "encargada",
    "abogado",
    "abogada",
    "comercial",
    "técnico",
    "técnica",
    "analista",
    "asesor",
    "asesora",
    "coordinador",
    "coordinadora",
    "profesor",
    "profesora",
    "direttore",
    "direttrice",
    "responsabile",
    "ingegnere",
    "consulente",
    "fondatore",
    "fondatrice",
    "titolare",
    "amministratore",
    "amministratrice",
    "addetto",
    "addetta",
    "avvocato",
    "architetto",
    "capo",
    "socia",
    "socio",
    "professore",
    "professoressa",
    "ricercatore",
    "hoofd",
    "adviseur",
    "medewerker",
    "eigenaar",
    "oprichter",
    "ingenieur",
    "ontwikkelaar",
    "inkoper",
    "verkoop",
    "teamleider",
    "projectleider",
    "directeur",
    "docent",
    "bestuurder",
    "projectmanager",
    "accountmanager",
    "diretor",
    "diretora",
    "chefe",
    "engenheiro",
    "engenheira",
    "gestor",
    "gestora",
    "sócio",
    "sócia",
    "responsável",
    "coordenador",
    "coordenadora",
    "fundador",
    "advogado",
    "advogada",
    "comprador",
    "diretora-geral",
    "professor",
    "professora",
];

const LEGAL_FORMS: &[&str] = &[
    "gmbh", "ag", "kg", "ohg", "ug", "gbr", "e.v.", "ev", "eg", "se", "mbh", "kgaa", "ltd", "ltd.",
    "limited", "llc", "llp", "inc", "inc.", "corp", "corp.", "plc", "co.", "s.l.", "sl", "s.l.u.",
    "s.a.", "sa", "s.a.s.", "sas", "sarl", "s.à", "s.r.l.", "srl", "s.p.a.", "spa", "s.n.c.",
    "b.v.", "bv", "n.v.", "nv", "v.o.f.", "lda", "lda.", "ltda", "ltda.", "eurl", "sasu", "s.c.",
    "pty", "aps", "a/s", "ab", "oy", "as",
];

const ORGANISATION_WORDS: &[&str] = &[
    "university",
    "universität",
    "université",
    "universidad",
    "università",
    "universiteit",
    "universidade",
    "hochschule",
    "institut",
    "institute",
    "instituto",
    "istituto",
    "instituut",
    "college",
    "school",
    "hospital",
    "klinikum",
    "klinik",
    "company",
    "group",
    "gruppe",
    "groupe",
    "grupo",
    "gruppo",
    "groep",
    "foundation",
    "stiftung",
    "fondation",
    "fundación",
    "fondazione",
    "stichting",
    "fundação",
    "association",
    "verein",
    "verband",
    "bank",
    "ministry",
    "ministerium",
    "ministère",
    "agency",
    "agentur",
    "agence",
    "museum",
    "musée",
    "museo",
    "studio",
    "studios",
    "labs",
    "laboratories",
    "solutions",
    "consulting",
    "technologies",
    "systems",
    "partners",
    "werke",
    "holding",
    "associates",
    "kanzlei",
    "verlag",
    "gemeente",
    "stadtwerke",
    "bibliothek",
];

const DEPARTMENTS: &[&str] = &[
    "department",
    "dept",
    "abteilung",
    "division",
    "team",
    "département",
    "service",
    "departamento",
    "dipartimento",
    "ufficio",
    "afdeling",
    "fakultät",
    "faculty",
    "faculté",
    "facultad",
    "facoltà",
    "lehrstuhl",
    "referat",
    "dezernat",
];

const LABELS: &[&str] = &[
    "e",
    "m",
    "t",
    "f",
    "w",
    "p",
    "email",
    "e-mail",
    "mail",
    "mailto",
    "web",
    "website",
    "internet",
    "homepage",
    "url",
    "tel",
    "fax",
    "phone",
    "telefon",
    "mobil",
    "mobile",
    "site",
    "courriel",
    "correo",
    "correo electrónico",
    "linkedin",
    "xing",
    "address",
    "adresse",
    "anschrift",
    "dirección",
    "indirizzo",
    "adres",
    "morada",
    "http",
    "https",
    "sito",
    "página",
    "www",
    "skype",
    "twitter",
];

/// Whether nothing after this line belongs to the signature.
pub(super) fn ends_signature(line: &str) -> bool {
    let lower = line.trim().trim_start_matches(['*', '_', '-', ' ']).to_lowercase();
    ENDS.iter().any(|start| lower.starts_with(start))
}

/// Whether a line is a farewell, or tells only what the law wants told.
pub(super) fn is_no_part(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    let farewell = words <= 6
        && FAREWELLS.iter().any(|start| {
            lower
                .strip_prefix(start)
                .is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || start.len() > 5)
        });
    farewell || REGISTERS.iter().any(|part| lower.contains(part))
}

/// Whether nothing is left but the label of something that was taken.
pub(super) fn is_only_label(text: &str) -> bool {
    let plain =
        text.trim().trim_matches([':', '.', ',', ' ', '(', ')', '-', '|', '/']).to_lowercase();
    plain.is_empty() || LABELS.contains(&plain.as_str())
}

/// A name and what follows it on the line after a comma or dash.
pub(super) fn split_name(text: &str) -> (&str, &str) {
    for separator in [" – ", " — ", " - ", ", ", " / "] {
        if let Some((name, more)) = text.split_once(separator) {
            // Degrees belong to the name.
            let degree = more.chars().count() <= 6 && !is_role(more);
            return if degree { (text, "") } else { (name.trim(), more.trim()) };
        }
    }
    (text, "")
}

/// Two to five words with capitals, particles and titles among them.
pub(super) fn looks_like_name(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la",
        "le", "zu", "y", "e", "ten", "ter", "bin", "al", "el", "'t", "dr", "med", "h.c.",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    (2..=6).contains(&words.len())
        && capitals >= 2
        && text.len() <= 60
        && !text.ends_with([':', '!', '?', ';'])
        && words.iter().all(|word| {
            let lower = word.to_lowercase();
            let particle = PARTICLES.contains(&lower.trim_end_matches('.'));
            particle || word.starts_with(char::is_uppercase) || word.starts_with("(")
        })
        && text.chars().all(|letter| {
            letter.is_alphabetic()
                || letter.is_whitespace()
                || "-'’.,()".contains(letter)
                || ('\u{300}'..='\u{36f}').contains(&letter)
        })
}

/// Whether a text holds a legal form or a word of organisations.
pub(super) fn is_organisation(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches([',', '(', ')', ';']).to_lowercase())
        .collect();
    let legal =
        words.iter().enumerate().any(|(at, word)| at > 0 && LEGAL_FORMS.contains(&word.as_str()));
    let capital = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    capital
        && words.len() <= 10
        && (legal || words.iter().any(|word| ORGANISATION_WORDS.contains(&word.as_str())))
}

/// Whether a text names what somebody does.
pub(super) fn is_role(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).collect();
    text.chars().count() <= 90 && words.iter().any(|word| ROLES.contains(word))
}

/// Whether a text names a unit.
pub(super) fn is_department(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split_whitespace().any(|word| DEPARTMENTS.contains(&word.trim_matches([',', ':', '.'])))
}

/// Whether a text can be a role although no word says so.
pub(super) fn could_be_role(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=7).contains(&words)
        && text.chars().count() <= 60
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(['.', '!', '?', ':'])
        && !text.contains(|letter: char| letter.is_ascii_digit() || letter == '@')
}

/// Role and organisation out of one text: `Buyer at Acme`, `Leiterin Einkauf bei Quelle`, `Buyer, Acme Ltd`.
pub(super) fn split_role(text: &str) -> (Option<&str>, Option<&str>) {
    for word in [" at ", " @ ", " bei ", " bei der ", " chez ", " presso ", " bij "] {
        if let Some((role, organisation)) = text.split_once(word) {
            let capital = organisation.starts_with(char::is_uppercase);
            if capital && (is_role(role) || is_organisation(organisation)) {
                return (Some(role), Some(organisation));
            }
        }
    }
    for separator in [", ", " – ", " - ", " — ", " / "] {
        if let Some((one, other)) = text.split_once(separator) {
            if is_role(one) && !is_organisation(one) && is_organisation(other) {
                return (Some(one), Some(other));
            }
            if is_organisation(one) && is_role(other) && !is_organisation(other) {
                return (Some(other), Some(one));
            }
        }
    }
    (None, None)
}

/// The telling part of a domain: `acme` of `mail.acme.co.uk`.
pub(super) fn domain_word(domain: &str) -> String {
    const FREE: &[&str] = &[
        "gmail",
        "googlemail",
        "outlook",
        "hotmail",
        "live",
        "yahoo",
        "gmx",
        "web",
        "icloud",
        "me",
        "aol",
        "proton",
        "protonmail",
        "mail",
        "posteo",
        "t-online",
        "orange",
        "free",
        "laposte",
        "libero",
    ];
    let lower = domain.to_lowercase();
    let parts: Vec<&str> = lower.split('.').collect();
    let telling = parts.iter().rev().skip(1).find(|part| part.len() > 3 || parts.len() == 2);
    let word = telling.copied().unwrap_or_default();
    if FREE.contains(&word) { String::new() } else { word.to_owned() }
}

/// Whether a text is the name that the domain of the mail address stands for.
pub(super) fn names_domain(text: &str, domain: Option<&str>) -> bool {
    let Some(domain) = domain.filter(|domain| domain.len() > 2) else { return false };
    let letters = fold(text);
    let domain: String = domain.chars().filter(|letter| letter.is_alphanumeric()).collect();
    text.split_whitespace().count() <= 6
        && (letters == domain
            || letters.starts_with(&domain)
            || (letters.len() > 3 && domain.starts_with(&letters)))
}

/// Whether a part of the name stands in the part of the address before the at sign.
pub(super) fn fits_mailbox(name: &str, local: &str) -> bool {
    name.split_whitespace().map(fold).any(|word| word.len() > 2 && local.contains(&word))
}

/// Small letters and digits alone, without accents.
fn fold(text: &str) -> String {
    text.nfd().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}
