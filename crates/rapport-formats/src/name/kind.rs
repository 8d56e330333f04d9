//! Is it a person's name or an organisation's?

use super::eastern;
use super::fold::key;
use super::known;
use super::legal_forms::{BODIES, LEGAL_FORMS, PLAIN_WORDS, SHORT_FORMS, SHY_BODIES};
use super::parts::{is_initial, parts};
use super::words::{PARTICLES, SUFFIXES, TITLES};

/// Who bears a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameKind {
    /// One person.
    Person,
    /// A firm, a school, an authority, a team.
    Organisation,
    /// The name does not say.
    Unclear,
}

impl NameKind {
    /// The word of the documented JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Unclear => "unclear",
        }
    }
}

/// Person or organisation, and why in a few words.
#[must_use]
pub fn kind(name: &str) -> (NameKind, &'static str) {
    // What friends say of somebody (`"The Rock"`) is no sign of a firm.
    let quoted = name.contains(['"', '“', '„']).then(|| super::nicks_in_text::take(name).rest);
    let name =
        quoted.as_deref().filter(|rest| rest.chars().any(char::is_alphabetic)).unwrap_or(name);
    let words: Vec<&str> = name
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '"' | '“' | '”' | '„')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return (NameKind::Unclear, "there are no letters in it");
    }
    if let Some(why) = certain_organisation(name, &words) {
        return (NameKind::Organisation, why);
    }
    let person = person_signs(name, &words);
    let organisation = organisation_signs(name, &words);
    if words.len() == 1 {
        return single(words[0], person);
    }
    if organisation > person {
        (NameKind::Organisation, "its words are those of organisations")
    } else if person <= 1 && words.len() > 4 && is_latin(name) {
        (NameKind::Organisation, "more words than a name has, and none is a name we know")
    } else {
        (NameKind::Person, "its parts are those of a person's name")
    }
}

/// Signs that no person's name bears.
fn certain_organisation(name: &str, words: &[&str]) -> Option<&'static str> {
    let last = words.len().checked_sub(1)?;
    // A couple is written with `&` and titles; people with `and`.
    let couple = words.iter().any(|word| {
        matches!(key(word).as_str(), "mr" | "mrs" | "herr" | "frau" | "familie" | "family")
    });
    for (at, word) in words.iter().enumerate() {
        let key = key(word);
        if !LEGAL_FORMS.contains(key.as_str()) {
            continue;
        }
        let short = SHORT_FORMS.contains(key.as_str());
        let capitals = !word.chars().any(char::is_lowercase);
        let loud = name.chars().any(char::is_lowercase);
        let dotted = word.matches('.').count() > 1;
        let mixed_form = *word == "e.V."
            || matches!(key.as_str(), "co" | "oy" | "bt" | "ab" | "osk" | "tic" | "sti")
                && plain(word)
                && at == last
                && at > 0
                && !known::is_family(word);
        if at > 0
            && (!short
                || (capitals && loud && at == last && !is_personal_ending(&key))
                || dotted && !is_personal_ending(&key)
                || mixed_form)
        {
            return Some("it carries a form of law");
        }
        if at == 0
            && matches!(
                key.as_str(),
                "ооо" | "оао" | "зао" | "пао" | "ао" | "ип" | "pt" | "uab" | "sia" | "株式会社"
            )
        {
            return Some("it carries a form of law");
        }
    }
    if PIECES.iter().any(|piece| name.contains(piece)) {
        return Some("it carries a form of law or the word of a body");
    }
    // Forms of law in small letters with dots (`k.s.`, `j.d.o.o.`).
    if last > 0
        && words[last].matches('.').count() > 1
        && words[last]
            .split('.')
            .all(|piece| piece.chars().count() <= 1 && piece.chars().all(char::is_lowercase))
        && name.chars().any(char::is_uppercase)
        && !matches!(key(words[last]).as_str(), "phd" | "md" | "jr" | "sr" | "ra")
    {
        return Some("it carries a form of law");
    }
    // Partners in a row: `Miller, Lambert and Butler`.
    if !couple
        && name.contains(',')
        && words.len() > 2
        && words.iter().skip(1).any(|word| is_and(word))
        && !words.iter().any(|word| TITLES.contains(key(word).as_str()))
    {
        return Some("partners are listed");
    }
    let strong = words.iter().any(|word| {
        let key = key(word.trim_matches(['-', '\'']));
        BODIES.contains(key.as_str())
            && (key != "hr" || words.first() != Some(word))
            && !SHY_BODIES.contains(key.as_str())
            && !known::is_given(word)
    });
    if strong {
        return Some("it carries the word of a body");
    }
    if !couple
        && (words.iter().any(|word| *word == "&" || *word == "+")
            || words.iter().any(|word| word.contains('&') && word.len() > 2))
    {
        return Some("firms are joined by &");
    }
    if name.contains(".com")
        || name.contains(".org")
        || name.contains(".net")
        || name.contains("www.")
        || words
            .iter()
            .any(|word| word.ends_with(".io") || word.ends_with(".de") || word.ends_with(".ai"))
    {
        return Some("it is a web address");
    }
    if words.iter().any(|word| {
        word.chars().any(|c| c.is_ascii_digit())
            && !matches!(key(word).as_str(), "2nd" | "3rd" | "4th" | "5th")
    }) {
        return Some("there are digits in it");
    }
    if name.contains(['!', '@', '®', '™', '#']) {
        return Some("it carries a mark of trade");
    }
    compound(words).then_some("a word of it is built from the word of a body")
}

/// Written without accents.
fn plain(word: &str) -> bool {
    word.to_lowercase().trim_end_matches('.') == key(word)
}

/// Endings of one language's compounds (`Stadtwerke`, `Softwarehaus`, `Sparkassenverband`).
fn compound(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let key = key(word);
        let key = key.trim_matches(|c: char| !c.is_alphanumeric());
        key.len() > 7
            && !known::is_given(word)
            && [
                "werke",
                "verband",
                "verein",
                "gesellschaft",
                "genossenschaft",
                "schule",
                "universitat",
                "stiftung",
                "technik",
                "verlag",
                "sparkasse",
                "bank",
                "handel",
                "vertrieb",
                "ministerium",
                "klinik",
                "praxis",
                "service",
                "systems",
                "gericht",
                "kirche",
                "amt",
                "feuerwehr",
                "hof",
                "software",
                "soft",
                "tech",
                "technologies",
                "tronics",
                "pharma",
                "pharmaceuticals",
                "chem",
                "motors",
                "media",
                "group",
                "solutions",
                "works",
                "corp",
                "labs",
                "consult",
                "consulting",
                "bureau",
                "kantoor",
                "bedrijf",
                "forening",
                "selskab",
                "yhtio",
                "firma",
                "gruppen",
                "holding",
                "versicherung",
                "bau",
                "haus",
                "markt",
                "shop",
                "zentrum",
                "center",
            ]
            .iter()
            .any(|ending| key.ends_with(ending) && key.len() > ending.len() + 2)
    })
}

/// Letters behind a person's name that are also forms of law.
fn is_personal_ending(key: &str) -> bool {
    matches!(
        key,
        "mb" | "pt" | "pc" | "kt" | "co" | "lp" | "ev" | "os" | "sc" | "ou" | "hb" | "ry" | "cv"
    )
}

/// What no person's name contains, in scripts that do not divide words.
const PIECES: [&str; 40] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "会社",
    "有限公司",
    "公司",
    "集团",
    "集團",
    "大學",
    "大学",
    "銀行",
    "银行",
    "電視",
    "電子",
    "光電",
    "世界",
    "科技",
    "工業",
    "企業",
    "實業",
    "建設",
    "保險",
    "航空",
    "協会",
    "病院",
    "研究所",
    "주식회사",
    "유한회사",
    "대학교",
    "(주)",
    "(유)",
    "은행",
    "บริษัท",
    "ห้างหุ้นส่วน",
    "จำกัด",
    "লিমিটেড",
    "ব্যাংক",
    "लिमिटेड",
    "बैंक",
    "Công ty",
];

fn is_and(word: &str) -> bool {
    !word.contains('.')
        && matches!(
            key(word).as_str(),
            "and"
                | "und"
                | "et"
                | "y"
                | "e"
                | "och"
                | "og"
                | "en"
                | "és"
                | "es"
                | "και"
                | "и"
                | "և"
                | "ja"
                | "i"
        )
}

fn is_latin(name: &str) -> bool {
    name.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| (c as u32) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

fn person_signs(name: &str, words: &[&str]) -> usize {
    let mut signs = 0;
    for (at, word) in words.iter().enumerate() {
        let key = key(word);
        if known::is_given(word) {
            signs += if at == 0 { 3 } else { 2 };
        } else if known::is_family(word) {
            signs += if at + 1 == words.len() { 2 } else { 1 };
        }
        if at == 0 && TITLES.contains(key.as_str()) && words.len() > 1 {
            signs += 3;
        }
        if at > 0
            && at + 1 < words.len()
            && PARTICLES.contains(key.as_str())
            && !word.ends_with('.')
            && key.len() > 1
            && word.chars().all(char::is_lowercase)
            && !matches!(
                key.as_str(),
                "de" | "la"
                    | "the"
                    | "di"
                    | "del"
                    | "des"
                    | "der"
                    | "du"
                    | "do"
                    | "da"
                    | "dei"
                    | "y"
                    | "e"
                    | "i"
                    | "und"
                    | "in"
                    | "op"
                    | "te"
                    | "im"
            )
        {
            signs += 2;
        }
        if at > 0
            && SUFFIXES.contains(key.as_str())
            && key.len() > 1
            && at + 1 == words.len()
            && !word.chars().all(char::is_lowercase)
        {
            signs += 2;
        }
        if is_initial(word) && words.len() > 1 && word.chars().any(char::is_alphabetic) {
            signs += if word.ends_with('.') { 2 } else { 1 };
        }
    }
    if name.contains(',') && words.len() <= 4 {
        signs += 1;
    }
    if words.len() > 1 && eastern::all_eastern(name) {
        signs += 2;
    }
    if words.len() == 2 || words.len() == 3 {
        signs += 1;
    }
    signs
}

fn organisation_signs(name: &str, words: &[&str]) -> usize {
    let mut signs = 0;
    for (at, word) in words.iter().enumerate() {
        let key = key(word);
        let shy = SHY_BODIES.contains(key.as_str())
            || matches!(key.as_str(), "co" | "oy" | "ab" | "ag" | "kg");
        if shy && plain(word) && !known::is_family(word) {
            signs += if at > 0 { 3 } else { 2 };
        }
        if PLAIN_WORDS.contains(key.as_str())
            && !known::is_given(word)
            && !(known::is_family(word) && at > 0)
        {
            signs += 2;
        }
        if matches!(
            key.as_str(),
            "of" | "for"
                | "the"
                | "fur"
                | "pour"
                | "and"
                | "und"
                | "et"
                | "to"
                | "in"
                | "im"
                | "am"
                | "zu"
                | "des"
                | "der"
                | "die"
                | "das"
                | "de"
                | "del"
                | "di"
                | "para"
                | "per"
                | "voor"
                | "och"
                | "og"
                | "i"
        ) && at + 1 < words.len()
        {
            signs += match key.as_str() {
                "die" | "das" if at > 0 => 1,
                "of" | "for" | "fur" | "pour" | "para" | "the" | "die" | "das" | "voor" | "to" => 4,
                "and" | "und" | "et" | "och" | "og" if at > 0 => {
                    // `John and Mary Smith` are two people, `Marks and Spencer` is a firm.
                    if known::is_given(words[at - 1]) && known::is_given(words[at + 1]) {
                        0
                    } else {
                        5
                    }
                }
                _ => 0,
            };
        }
        // Capitals inside a word (`PayPal`), but not those of McDonald and O'Neill.
        let inner =
            word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let gaelic = ["mc", "mac", "o'", "d'", "de", "la", "van", "fitz", "di", "le", "l'", "du"]
            .iter()
            .any(|start| key.starts_with(start));
        if inner && !gaelic && !word.contains(['-', '\'', '’', '.']) {
            signs += 2;
        }
        // An abbreviation among words (`IBM Deutschland`).
        let capitals = word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.chars().any(char::is_lowercase)
            && name.chars().any(char::is_lowercase)
            && !word.contains('.');
        if capitals
            && at == 0
            && !known::is_family(word)
            && !known::is_given(word)
            && !TITLES.contains(key.as_str())
        {
            signs += 2;
        }
        if key.ends_with("'s") {
            signs += 2;
        }
    }
    signs
}

fn single(word: &str, person: usize) -> (NameKind, &'static str) {
    if known::is_given(word) || known::is_family(word) || person > 2 {
        return (NameKind::Person, "a single word, and a name we know");
    }
    if eastern::all_eastern(word) {
        let length = word.chars().count();
        return if (2..=4).contains(&length) && !parts(word).family.is_empty() {
            (NameKind::Person, "as short as names of East Asia are")
        } else {
            (NameKind::Unclear, "a single word that is no name we know")
        };
    }
    if word.chars().count() < 2 || is_initial(word) {
        return (NameKind::Unclear, "a single letter");
    }
    if !is_latin(word) {
        return (NameKind::Person, "a single word of a script whose names we do not know");
    }
    (NameKind::Organisation, "a single word that is no name we know")
}
