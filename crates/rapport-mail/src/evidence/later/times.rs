//! Times in the future, as people name them: "in March", "next quarter", "after the holidays".
//!
//! Here: each becomes the first day from which it is true; only days after the message count, and
//! a day further than eighteen months ahead is not believed. Not here: full dates with day and
//! month ([`super::super::return_date::calendar_words`]), which are read there and taken over.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::intent::reading::Reading;
use super::super::return_date::calendar_words::{mentions, tokens};
use crate::words::{Index, Words};

/// Days ahead that are believed: eighteen months.
const FURTHEST_DAYS: i32 = 548;

/// A day named in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::evidence) struct Time {
    /// The day from which on it is.
    pub day: Date,
    /// Its words; empty for scripts without spaces.
    pub words: Range<usize>,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// Month names, folded, in all cases that are used for "in March".
static MONTHS: [Words; 12] = [
    Words::of(
        "january | jan | januar | janner | janvier | enero | gennaio | janeiro | januari | stycznia | styczniu | styczen | января | январе | январь | ocak | ocakta",
    ),
    Words::of(
        "february | feb | februar | fevrier | febrero | febbraio | fevereiro | februari | lutego | lutym | февраля | феврале | февраль | subat | subatta",
    ),
    Words::of(
        "march | marz | maerz | mars | marzo | marco | maart | marts | marca | marcu | марта | марте | март | mart | martta",
    ),
    Words::of(
        "april | apr | avril | abril | aprile | kwietnia | kwietniu | kwiecien | апреля | апреле | апрель | nisan | nisanda",
    ),
    Words::of(
        "may | mai | mayo | maggio | maio | mei | maj | maja | maju | мая | мае | май | mayis | mayista",
    ),
    Words::of(
        "june | juni | juin | junio | giugno | junho | czerwca | czerwcu | czerwiec | июня | июне | июнь | haziran | haziranda",
    ),
    Words::of(
        "july | juli | juillet | julio | luglio | julho | lipca | lipcu | lipiec | июля | июле | июль | temmuz | temmuzda",
    ),
    Words::of(
        "august | aug | aout | agosto | augustus | augusti | sierpnia | sierpniu | sierpien | августа | августе | август | agustos | agustosta",
    ),
    Words::of(
        "september | sept | sep | septembre | septiembre | setiembre | settembre | setembro | wrzesnia | wrzesniu | wrzesien | сентября | сентябре | сентябрь | eylul | eylulde",
    ),
    Words::of(
        "october | oct | oktober | octobre | octubre | ottobre | outubro | pazdziernika | pazdzierniku | pazdziernik | октября | октябре | октябрь | ekim | ekimde",
    ),
    Words::of(
        "november | nov | novembre | noviembre | novembro | listopada | listopadzie | listopad | ноября | ноябре | ноябрь | kasim | kasimda",
    ),
    Words::of(
        "december | dec | dezember | decembre | diciembre | dicembre | dezembro | desember | grudnia | grudniu | grudzien | декабря | декабре | декабрь | aralik | aralikta",
    ),
];
/// Names of months that are other words, too: only behind a preposition.
static DOUBTFUL_MONTHS: Words = Words::of(
    "
    may | mai | maj | mars | march | marca | marco | mart | jan | nov | dec | sep | apr | maja
",
);
static BEFORE_MONTHS: Words = Words::of(
    "
    in | im | en | a | au | em | no | i | w | в | until | till | til | before | after | from | since
    bis | ab | nach | vor | fin | debut | mi | mid | early | late | end | of | de | anfang | mitte
    ende | od | do | po | z | с | до | после | begin | eind | medio | midden | tidig | sen | slutet
    av | this | next | around | about | come | again | by | di | inizio | fine | meta | principios
    finales | mediados | inicio | fim | final | meados | jusqu | apres | avant | despues | dopo
    prima | depois | antes | na | voor | vanaf | over | efter | for | etter | fore | fra | fran
    beginning | middle | start | to | maand | mes | mois | mese | czerwcu
",
);
static MIDDLE: Words = Words::of(
    "
    mid | middle | mitte | mi | mediados | meta | meados | midden | medio | mitten | midt | polowie
    середине | ortasi | ortasinda
",
);
static END: Words = Words::of(
    "
    end | late | ende | fin | finales | fine | fim | final | eind | einde | slutet | slutningen
    slutten | koniec | koncu | конце | sonu | sonunda
",
);
static NEXT: Words = Words::of(
    "
    next | coming | upcoming | following | nachste | nachsten | nachster | nachstes | kommende
    kommenden | kommendes | prochain | prochaine | suivant | suivante | proximo | proxima | viene
    siguiente | prossimo | prossima | seguinte | vem | volgend | volgende | komende | nasta
    kommande | naeste | neste | przyszlym | przyszly | przyszla | przyszlego | nastepnym
    nastepny | kolejnym | следующем | следующий | следующей | следующую | следующего | будущем
    gelecek | onumuzdeki | oteki
",
);
static DAYS: Words = Words::of(
    "
    day | days | tag | tage | tagen | jour | jours | dia | dias | giorno | giorni | dag | dagen
    dagar | dage | dager | dzien | dni | день | дня | дней | gun
",
);
static WEEKS: Words = Words::of(
    "
    week | weeks | wk | wks | woche | wochen | semaine | semaines | semana | semanas | settimana
    settimane | weken | vecka | veckor | veckan | uge | uger | uke | uker | tydzien | tygodniu
    tygodni | tygodnie | неделю | недели | неделе | недель | hafta
",
);
static MONTH_UNITS: Words = Words::of(
    "
    month | months | mth | mths | monat | monats | monate | monaten | mois | mes | meses | mese
    mesi | mese | maand | maanden | manad | manader | maned | maneder | maneden | miesiac
    miesiacu | miesiace | miesiecy | месяц | месяца | месяце | месяцев | ay
",
);
static QUARTERS: Words = Words::of(
    "
    quarter | quarters | qtr | quartal | quartale | trimestre | trimestres | kwartaal | kvartal
    kvartalet | kwartal | kwartale | kwartalu | квартал | квартала | квартале | ceyrek
",
);
static YEARS: Words = Words::of(
    "
    year | years | jahr | jahre | jahren | jahres | annee | annees | an | ans | ano | anos | anno
    anni | jaar | ar | aret | roku | rok | lat | году | год | года | лет | yil | yila
",
);
static IN: Words = Words::of(
    "
    in | dans | en | tra | fra | em | within | dentro | over | om | za | через | about | etwa
    binnen | daqui | d'ici | ici | ca | another | until | after | nach | nog | wait | give | de | ungefahr
    roughly | around | sometime | maybe | again | wieder | apres | despues | dopo | depois | na
",
);
static BEHIND_COUNT: Words = Words::of(
    "
    from | later | sonra | spater | senere | senare | time | now | icinde
",
);
static SUMMER: Words = Words::of(
    "
    summer | sommer | ete | verano | estate | verao | zomer | sommar | sommaren | sommeren | lato
    latem | лето | летом | yaz | yazin | sommers
",
);
static AUTUMN: Words = Words::of(
    "
    autumn | fall | herbst | automne | otono | autunno | outono | herfst | host | hosten | efterar
    efteraret | hosten | jesien | jesieni | осень | осенью | sonbahar | sonbaharda | rentree
",
);
static WINTER: Words = Words::of(
    "
    winter | hiver | invierno | inverno | vinter | vintern | vinteren | zima | зима | зимой | kis
",
);
static SPRING: Words = Words::of(
    "
    spring | fruhjahr | fruhling | printemps | primavera | voorjaar | lente | var | varen | forar
    foraret | varen | wiosna | wiosne | весна | весной | ilkbahar | ilkbaharda
",
);
static HOLIDAYS: Words = Words::of(
    "
    holidays | holiday | feiertagen | feiertage | fetes | fiestas | feste | festas | feestdagen
    helgerna | helgen | ferien | helligdagene | swietach | swieta | праздников | tatil | navidad
    navidades | natale | natal | noel | weihnachten | christmas | xmas | kerst | jul | julen
    swiat | рождества | yilbasi | festivita | weihnachtsferien | weihnachtsurlaub | jahreswechsel
    neujahr | silvester
",
);
static EASTER: Words = Words::of(
    "
    easter | ostern | paques | pascua | pasqua | pascoa | pasen | pask | pasken | paske | pasken
    wielkanocy | пасхи | osterferien
",
);
static NEW_YEAR: Words = Words::of(
    "
    new | neue | neuen | neues | nouvel | nouvelle | nuevo | nuovo | novo | nieuwe | nya | nye | nytt | nyt | ny
    nowym | nowy | nowego | новом | новый | нового | yeni
",
);
static AFTER: Words = Words::of(
    "
    after | nach | apres | despues | dopo | depois | na | efter | etter | po | после | sonra | past
    tras | following | sonrasinda
",
);
static BY: Words = Words::of(
    "
    by | before | vor | avant | antes | prima | voor | fore | przed | до | once | within
",
);
static NOT: Words = Words::of(
    "
    not | wont | cant | cannot | dont | no | nicht | pas | non | nao | niet | inte | ikke | nie | не | never
",
);

/// Numbers of quarters in words.
static QUARTER_ORDINALS: [Words; 4] = [
    Words::of(
        "first | 1st | 1 | erste | ersten | erstes | premier | primer | primo | primeiro | eerste | forsta | forste | pierwszym | первом",
    ),
    Words::of(
        "second | 2nd | 2 | zweite | zweiten | zweites | deuxieme | segundo | secondo | tweede | andra | andet | andre | drugim | втором",
    ),
    Words::of(
        "third | 3rd | 3 | dritte | dritten | drittes | troisieme | tercer | terzo | terceiro | derde | tredje | trzecim | третьем",
    ),
    Words::of(
        "fourth | 4th | 4 | vierte | vierten | viertes | quatrieme | cuarto | quarto | vierde | fjarde | fjerde | czwartym | четвертом",
    ),
];
/// Quarters and halves in short.
const SHORT_QUARTERS: [(&str, i8); 13] = [
    ("q1", 1),
    ("1q", 1),
    ("t1", 1),
    ("q2", 2),
    ("2q", 2),
    ("t2", 2),
    ("q3", 3),
    ("3q", 3),
    ("h2", 3),
    ("t3", 3),
    ("q4", 4),
    ("4q", 4),
    ("t4", 4),
];
/// All words that [`named`] makes something of; nearly all words of a text are none.
static NAMED: LazyLock<Index> = LazyLock::new(|| {
    let tables = [
        &DAYS,
        &WEEKS,
        &MONTH_UNITS,
        &QUARTERS,
        &YEARS,
        &SPRING,
        &SUMMER,
        &AUTUMN,
        &WINTER,
        &EASTER,
        &HOLIDAYS,
    ];
    let short = SHORT_QUARTERS.iter().map(|(short, _)| *short);
    let tables = tables.into_iter().chain(&MONTHS).chain(&QUARTER_ORDINALS);
    Index::of(tables.flat_map(Words::iter).chain(short))
});

/// All future times of a text that was written on this day, in its order.
pub(in crate::evidence) fn times(reading: &Reading<'_>, sent_on: Date) -> Vec<Time> {
    let mut found = Vec::new();
    for mention in mentions(&tokens(reading.text), sent_on) {
        let bytes = mention.from..mention.to;
        let first = reading.words.partition_point(|word| word.to <= bytes.start);
        let end = reading.words.partition_point(|word| word.from < bytes.end);
        if let Some(day) = mention.day.filter(|_| !mention.contradicts) {
            let after = (first.saturating_sub(2)..first)
                .any(|place| matches!(reading.word(place), "after" | "nach" | "apres"));
            let day = if after { day.tomorrow().unwrap_or(day) } else { day };
            found.push(Time { day, words: first..end, bytes });
        }
    }
    for place in 0..reading.words.len() {
        if found.iter().any(|time: &Time| time.words.contains(&place)) {
            continue;
        }
        if let Some((day, words)) = named(reading, place, sent_on) {
            let bytes = reading.words[words.start].from
                ..words.end.checked_sub(1).map_or(0, |last| reading.words[last].to);
            found.push(Time { day, words, bytes });
        }
    }
    if reading.wide {
        wide_times(reading.text, sent_on, &mut found);
    }
    found.retain(|time| {
        let ahead = time.day.since(sent_on).map_or(0, |span| span.get_days());
        (1..=FURTHEST_DAYS).contains(&ahead) && !is_term(reading, time.words.start)
    });
    found.sort_by_key(|time| time.bytes.start);
    found
}

/// "By March" and "before March" name a term and not a beginning, unless denied: "not before".
fn is_term(reading: &Reading<'_>, first: usize) -> bool {
    let near = first.saturating_sub(2)..first;
    let Some(by) = near.into_iter().find(|place| BY.has(reading.word(*place))) else {
        return false;
    };
    let until = matches!(
        reading.word(by),
        "before" | "vor" | "avant" | "antes" | "prima" | "voor" | "fore" | "przed" | "до"
    );
    let denied = (by.saturating_sub(8)..by).any(|place| NOT.has(reading.word(place)));
    !(until && denied) && reading.word(by) != "once"
}

/// A time that begins or stands at this word.
fn named(reading: &Reading<'_>, place: usize, sent_on: Date) -> Option<(Date, Range<usize>)> {
    let word = reading.word(place);
    if !NAMED.has(word) {
        return None;
    }
    let before = |back: usize| place.checked_sub(back).map_or("", |place| reading.word(place));
    let after = |table: &Words| (1..=3).any(|back| table.has(before(back)));
    let next = reading.word(place + 1);
    if let Some(month) = MONTHS.iter().position(|names| names.has(word)) {
        // "I may", but "i maj".
        let verb = word == "may" && before(1) == "i";
        if verb || DOUBTFUL_MONTHS.has(word) && !BEFORE_MONTHS.has(before(1)) {
            return None;
        }
        let month = i8::try_from(month + 1).ok()?;
        let year = next.parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
        let end = place + 1 + usize::from(year.is_some());
        let first = match year {
            Some(year) => date_of(year, month, 1)?,
            None => next_month_named(sent_on, month)?,
        };
        let near = |table: &Words| (1..=2).any(|back| table.has(before(back)));
        let behind = |table: &Words| table.has(next);
        let day = if near(&AFTER) || near(&END) && after(&AFTER) {
            first.checked_add(1.month()).ok()?
        } else if near(&MIDDLE) || behind(&MIDDLE) {
            first.checked_add(14.days()).ok()?
        } else if near(&END) || behind(&END) {
            first.checked_add(24.days()).ok()?
        } else {
            first
        };
        return Some((day, place..end));
    }
    if let Some(quarter) = quarter(reading, place) {
        let (number, end) = quarter;
        let month = number * 3 - 2;
        let year =
            reading.word(end).parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
        let first = match year {
            Some(year) => date_of(year, month, 1)?,
            None => next_month_named(sent_on, month)?,
        };
        let day = if AFTER.has(before(1)) { first.checked_add(3.months()).ok()? } else { first };
        return Some((day, place..end + usize::from(year.is_some())));
    }
    let unit = unit_of(word);
    if let Some(unit) = unit {
        let beside = NEXT.has(before(1))
            || NEXT.has(next)
            || next == "que" && NEXT.has(reading.word(place + 2))
            || NEXT.has(before(2)) && NEW_YEAR.has(before(1));
        if beside && unit != Unit::Day {
            let first = if NEXT.has(before(1)) { place - 1 } else { place };
            let day = next_unit(unit, sent_on)?;
            let day = if AFTER.has(before(2)) || AFTER.has(before(3)) {
                later_by(day, unit, 1)?
            } else {
                day
            };
            return Some((day, first..place + 1));
        }
        if unit == Unit::Year && NEW_YEAR.has(before(1)) {
            let first = date_of(sent_on.year() + 1, 1, 1)?;
            return Some((first, place - 1..place + 1));
        }
        if let Some((count, first)) = count_before(reading, place) {
            let opened = (1..=3).any(|back| {
                first.checked_sub(back).is_some_and(|place| IN.has(reading.word(place)))
            });
            let closed = (1..=2).any(|ahead| BEHIND_COUNT.has(reading.word(place + ahead)));
            if opened || closed {
                return Some((later_by(sent_on, unit, count)?, first..place + 1));
            }
        }
        return None;
    }
    let season = [(&SPRING, 3_i8), (&SUMMER, 6), (&AUTUMN, 9), (&WINTER, 12)]
        .into_iter()
        .find(|(names, _)| names.has(word));
    if let Some((_, month)) = season {
        let in_season = BEFORE_MONTHS.has(before(1))
            || BEFORE_MONTHS.has(before(2))
            || NEXT.has(before(1))
            || NEXT.has(next)
            || !word.is_ascii()
            || matches!(
                word,
                "sommaren" | "hosten" | "varen" | "jesienia" | "rentree" | "herbst" | "latem"
            );
        if !in_season {
            return None;
        }
        let over =
            matches!(next, "break" | "holiday" | "holidays" | "vacation" | "ferien" | "pause")
                || after(&AFTER);
        let month = if over && month == 6 {
            9
        } else if over {
            (month + 2) % 12 + 1
        } else {
            month
        };
        return Some((next_month_named(sent_on, month)?, place..place + 1));
    }
    if EASTER.has(word) && after(&AFTER) {
        let this_year = easter_monday(sent_on.year())?;
        let monday =
            if this_year > sent_on { this_year } else { easter_monday(sent_on.year() + 1)? };
        return Some((monday.tomorrow().ok()?, place..place + 1));
    }
    if HOLIDAYS.has(word) && after(&AFTER) {
        // Without a name these are the days from Christmas to New Year; in other seasons nobody
        // can tell which are meant.
        let summer =
            matches!(before(1), "summer") || word == "ferien" && (5..=8).contains(&sent_on.month());
        if summer {
            return Some((next_month_named(sent_on, 9)?, place..place + 1));
        }
        let christmas = !matches!(
            word,
            "holidays" | "holiday" | "ferien" | "tatil" | "helgen" | "feste" | "fiestas"
        );
        if !christmas && (2..=8).contains(&sent_on.month()) {
            return None;
        }
        let year = if sent_on.month() == 1 { sent_on.year() } else { sent_on.year() + 1 };
        let day = date_of(year, 1, 2)?;
        let day = if day <= sent_on { date_of(year, 1, 7)? } else { day };
        return Some((day, place..place + 1));
    }
    None
}

/// A unit of the calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

fn unit_of(word: &str) -> Option<Unit> {
    [
        (&DAYS, Unit::Day),
        (&WEEKS, Unit::Week),
        (&MONTH_UNITS, Unit::Month),
        (&QUARTERS, Unit::Quarter),
        (&YEARS, Unit::Year),
    ]
    .into_iter()
    .find(|(names, _)| names.has(word))
    .map(|(_, unit)| unit)
}

/// The first day of the next week, month, quarter or year.
fn next_unit(unit: Unit, sent_on: Date) -> Option<Date> {
    let month = sent_on.month();
    match unit {
        Unit::Day => sent_on.tomorrow().ok(),
        Unit::Week => sent_on.nth_weekday(1, Weekday::Monday).ok(),
        Unit::Month => sent_on.first_of_month().checked_add(1.month()).ok(),
        Unit::Quarter => {
            let first = date_of(sent_on.year(), (month - 1) / 3 * 3 + 1, 1)?;
            first.checked_add(3.months()).ok()
        }
        Unit::Year => date_of(sent_on.year() + 1, 1, 1),
    }
}

fn later_by(day: Date, unit: Unit, count: i64) -> Option<Date> {
    match unit {
        Unit::Day => day.checked_add(count.days()),
        Unit::Week => day.checked_add(count.weeks()),
        Unit::Month => day.checked_add(count.months()),
        Unit::Quarter => day.checked_add((count * 3).months()),
        Unit::Year => day.checked_add(count.years()),
    }
    .ok()
}

/// The number before a unit, with the place of its first word.
fn count_before(reading: &Reading<'_>, place: usize) -> Option<(i64, usize)> {
    let before = |back: usize| place.checked_sub(back).map(|place| reading.word(place));
    let mut back = 1;
    // "a couple of weeks", "ein paar Wochen", "2-3 weeks"
    if matches!(before(1), Some("of" | "de" | "more" | "other" | "short")) {
        back = 2;
    }
    let count = number(before(back)?)?;
    if back == 1
        && let Some(earlier) = before(2).and_then(|word| word.parse::<i64>().ok())
        && earlier < count
        && count <= 60
    {
        return Some((earlier, place - 2));
    }
    (1..=120).contains(&count).then_some((count, place - back))
}

fn number(word: &str) -> Option<i64> {
    if let Ok(number) = word.parse::<i64>() {
        return Some(number);
    }
    static NAMES: [(Words, i64); 12] = [
        (
            Words::of(
                "a | an | one | ein | eine | einem | einer | un | une | una | um | uma | een | en | ett | et | jeden | jednym | один | одну | bir | uno | eine",
            ),
            1,
        ),
        (
            Words::of(
                "two | couple | zwei | paar | deux | dos | due | dois | duas | twee | tva | to | dwa | dwoch | dwie | два | две | iki",
            ),
            2,
        ),
        (
            Words::of(
                "three | few | several | drei | einigen | trois | quelques | tres | unos | unas | tre | alcune | drie | enkele | nagra | noen | nogle | trzy | trzech | kilka | три | несколько | uc | birkac",
            ),
            3,
        ),
        (
            Words::of(
                "four | vier | quatre | cuatro | quattro | quatro | fyra | fire | cztery | четыре | dort",
            ),
            4,
        ),
        (Words::of("five | funf | cinq | cinco | cinque | vijf | fem | piec | пять | bes"), 5),
        (Words::of("six | sechs | seis | sei | zes | sex | seks | szesc | шесть | alti"), 6),
        (
            Words::of(
                "seven | sieben | sept | siete | sette | sete | zeven | sju | syv | siedem | семь",
            ),
            7,
        ),
        (
            Words::of(
                "eight | acht | huit | ocho | otto | oito | atta | otte | atte | osiem | восемь | sekiz",
            ),
            8,
        ),
        (Words::of("nine | neun | neuf | nueve | nove | negen | nio | ni | dziewiec | девять"), 9),
        (
            Words::of(
                "ten | zehn | dix | diez | dieci | dez | tien | tio | ti | dziesiec | десять | on",
            ),
            10,
        ),
        (Words::of("eleven | elf"), 11),
        (Words::of("twelve | zwolf | douze | doce | dodici | doze | twaalf | tolv"), 12),
    ];
    NAMES.iter().find(|(names, _)| names.has(word)).map(|(_, number)| *number)
}

/// "Q3", "third quarter", "3. Quartal", "H2": its number and the word after.
fn quarter(reading: &Reading<'_>, place: usize) -> Option<(i8, usize)> {
    let word = reading.word(place);
    let short = SHORT_QUARTERS.iter().find(|(short, _)| *short == word).map(|(_, number)| *number);
    if let Some(number) = short {
        return Some((number, place + 1));
    }
    if !QUARTERS.has(reading.word(place + 1)) {
        return None;
    }
    let number = QUARTER_ORDINALS.iter().position(|names| names.has(word))?;
    Some((i8::try_from(number + 1).ok()?, place + 2))
}

/// The first day of the next month of this number; of the running month there is none.
fn next_month_named(sent_on: Date, month: i8) -> Option<Date> {
    let year = sent_on.year() + i16::from(month <= sent_on.month());
    date_of(year, month, 1)
}

fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    ((1..=9_998).contains(&year)).then(|| Date::new(year, month, day).ok()).flatten()
}

/// Easter Monday of a year of the Gregorian calendar (the anonymous algorithm, also Meeus, ch. 8).
fn easter_monday(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (a, b, c) = (year_number % 19, year_number / 100, year_number % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    let sunday = date_of(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    sunday.tomorrow().ok()
}

/// Times in scripts without spaces.
fn wide_times(text: &str, sent_on: Date, found: &mut Vec<Time>) {
    let mut push = |from: usize, to: usize, day: Option<Date>| {
        if let Some(day) = day
            && !found.iter().any(|time| time.bytes.start < to && from < time.bytes.end)
        {
            found.push(Time { day, words: 0..0, bytes: from..to });
        }
    };
    let fixed: [(&[&str], Option<Date>); 6] = [
        (&["来週", "來週", "下周", "下週", "下星期"], next_unit(Unit::Week, sent_on)),
        (&["来月", "下个月", "下個月", "次月"], next_unit(Unit::Month, sent_on)),
        (
            &["来四半期", "下季度", "下个季度", "下個季度", "来期"],
            next_unit(Unit::Quarter, sent_on),
        ),
        (
            &["来年", "明年", "年明け", "新年度", "新年", "元旦后", "元旦後"],
            next_unit(Unit::Year, sent_on),
        ),
        (&["夏休み明け", "暑假后", "暑假後"], next_month_named(sent_on, 9)),
        (
            &["春节后", "春節後", "年后", "年後"],
            next_month_named(sent_on, 2).and_then(|day| day.checked_add(14.days()).ok()),
        ),
    ];
    for (signs, day) in fixed {
        for sign in signs {
            if let Some(place) = text.find(sign) {
                push(place, place + sign.len(), day);
            }
        }
    }
    // A number and a unit: "3月" is a month, "2週間後" and "三个月后" are spans.
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut place = 0;
    while place < letters.len() {
        let Some((value, length)) = wide_number(&letters[place..]) else {
            place += 1;
            continue;
        };
        let from = letters[place].0;
        let behind = place + length;
        let rest: String = letters.iter().skip(behind).take(6).map(|(_, c)| *c).collect();
        let later = rest.contains(['後', '后']);
        let units: [(&[&str], Unit); 4] = [
            (&["日后", "日後", "天后", "天後"], Unit::Day),
            (&["週間", "周", "週", "个星期", "個星期", "星期"], Unit::Week),
            (&["ヶ月", "か月", "カ月", "ヵ月", "个月", "個月"], Unit::Month),
            (&["年"], Unit::Year),
        ];
        let span = units
            .iter()
            .find_map(|(signs, unit)| {
                let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
                Some((*unit, sign.len()))
            })
            .filter(|_| later);
        let to = letters.get(behind + 1).map_or(text.len(), |(place, _)| *place);
        if let Some((unit, _)) = span {
            push(from, to, later_by(sent_on, unit, value));
        } else if rest.starts_with('月')
            && !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
            && let Some(month) = i8::try_from(value).ok().filter(|month| (1..=12).contains(month))
        {
            push(from, to, next_month_named(sent_on, month));
        }
        place = behind;
    }
}

/// A number in figures or in the first ten Chinese numerals, with its length in letters.
fn wide_number(letters: &[(usize, char)]) -> Option<(i64, usize)> {
    let figures: String = letters
        .iter()
        .map(|(_, c)| *c)
        .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c))
        .take(4)
        .map(|c| {
            if c.is_ascii_digit() {
                c
            } else {
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or('0')
            }
        })
        .collect();
    if !figures.is_empty() {
        return figures.parse().ok().map(|value| (value, figures.chars().count()));
    }
    let first = letters.first()?.1;
    let value = match first {
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' | '数' | '數' | '几' | '幾' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    };
    Some((value, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_it_is() {
        assert_eq!(easter_monday(2027), Date::new(2027, 3, 29).ok());
        assert_eq!(easter_monday(2024), Date::new(2024, 4, 1).ok());
    }
}
