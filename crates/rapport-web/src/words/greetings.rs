//! Words of the holiday notes, in English and German.
//!
//! Whoever writes German notes goes through a season in German; what stands around the page is
//! English still, and says so to a reader ([`GreetingWords::tag`]).

/// See the module.
#[derive(Debug)]
pub struct GreetingWords {
    /// The language of these words (RFC 5646).
    pub tag: &'static str,
    pub title: &'static str,
    pub line: &'static str,
    pub none: &'static str,
    pub none_line: &'static str,
    pub open: &'static str,
    pub name: &'static str,
    pub day: &'static str,
    pub when: &'static str,
    pub about: &'static str,
    pub plan: &'static str,
    pub plan_line: &'static str,
    pub planned: &'static str,
    pub left_out: fn(usize) -> String,
    pub prefer: &'static str,
    pub prefer_line: &'static str,
    pub usual: &'static str,
    pub no_greetings: &'static str,
    pub keep: &'static str,
    pub nobody_ticked: &'static str,
    pub were_planned: fn(usize) -> String,
    pub was_kept: fn(&str) -> String,
    /// A day's name by its key; the application's own for a key that is not translated.
    pub day_name: fn(&str, &str) -> String,
}

impl GreetingWords {
    /// The words for whoever writes in a language.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        if language.split('-').next() == Some("de") { &GERMAN } else { &ENGLISH }
    }
}

/// English.
pub static ENGLISH: GreetingWords = GreetingWords {
    tag: "en",
    title: "Holiday notes",
    line: "One greeting a year, where nothing negative came back, without any wish of your own.",
    none: "Nobody is to be greeted now",
    none_line: "Sixty days before a holiday, those who keep it stand here. New Year is for everybody.",
    open: "For this season",
    name: "Name",
    day: "Day",
    when: "When",
    about: "about",
    plan: "Plan those with a tick",
    plan_line: "Each becomes a note that is written in time and waits for your yes.",
    planned: "Planned",
    left_out: |count| format!("Left out, and why: {count}"),
    prefer: "Which day somebody keeps",
    prefer_line: "Only what you know. Nothing is concluded from a name or a country.",
    usual: "New Year, as usual",
    no_greetings: "Wants no greetings",
    keep: "Keep",
    nobody_ticked: "Nobody had a tick; nothing was planned",
    were_planned: |count| match count {
        1 => "1 greeting is planned".to_owned(),
        count => format!("{count} greetings are planned"),
    },
    was_kept: |name| format!("Kept for {name}"),
    day_name: |_, name| name.to_owned(),
};

/// German.
pub static GERMAN: GreetingWords = GreetingWords {
    tag: "de",
    title: "Grüße zu den Festen",
    line: "Ein Gruß im Jahr, wo nichts Ablehnendes zurückkam, ohne Bitte um etwas.",
    none: "Jetzt ist niemand zu grüßen",
    none_line: "Sechzig Tage vor einem Fest stehen hier alle, die es feiern. Neujahr gilt für alle.",
    open: "Für diese Zeit",
    name: "Name",
    day: "Fest",
    when: "Wann",
    about: "etwa",
    plan: "Angekreuzte planen",
    plan_line: "Jeder Gruß wird rechtzeitig geschrieben und wartet auf Ihr Ja.",
    planned: "Geplant",
    left_out: |count| format!("Ausgelassen, und warum: {count}"),
    prefer: "Welches Fest jemand feiert",
    prefer_line: "Nur was Sie wissen. Aus Namen oder Land wird nichts geschlossen.",
    usual: "Neujahr, wie üblich",
    no_greetings: "Möchte keine Grüße",
    keep: "Merken",
    nobody_ticked: "Niemand war angekreuzt; nichts wurde geplant",
    were_planned: |count| match count {
        1 => "1 Gruß ist geplant".to_owned(),
        count => format!("{count} Grüße sind geplant"),
    },
    was_kept: |name| format!("Gemerkt für {name}"),
    day_name: |key, name| {
        let german = match key {
            "new-year" => "Neujahr",
            "orthodox-christmas" => "Orthodoxes Weihnachten",
            "lunar-new-year" => "Mondneujahr",
            "nowruz" => "Nouruz",
            "eid-al-fitr" => "Fest des Fastenbrechens",
            "easter" => "Ostern",
            "orthodox-easter" => "Orthodoxes Ostern",
            "eid-al-adha" => "Opferfest",
            "rosh-hashanah" => "Rosch ha-Schana",
            "mid-autumn" => "Mondfest",
            "thanksgiving-canada" => "Thanksgiving in Kanada",
            "hanukkah" => "Chanukka",
            "christmas" => "Weihnachten",
            _ => name,
        };
        german.to_owned()
    },
};
