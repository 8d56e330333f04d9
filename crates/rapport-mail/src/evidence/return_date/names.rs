//! Names of months and weekdays, in the languages and cases in which notices have them.
//!
//! Here: the tables and their index. Not here: dates made of them ([`super::calendar_words`]).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::machine::wording::plain;
use crate::words::{ShortHasher, words};

/// What a word names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// A month, from 1.
    Month(i8),
    /// A weekday, Monday is 0.
    Weekday(i8),
    /// A word that is both: a month beside a number, else a weekday.
    Either(i8, i8),
    /// The day after the message.
    Tomorrow,
}

const MONTHS: [&str; 12] = [
    "january | jan | januar | jänner | janvier | janv | enero | ene | gennaio | genn | gen | janeiro | januari | stycznia | styczeń | sty | ledna | leden | tammikuuta | tammikuu | tammikuun | января | январь | янв | ocak",
    "february | feb | febr | februar | feber | février | févr | fév | febrero | febbraio | febb | fevereiro | fev | februari | lutego | luty | lut | února | únor | helmikuuta | helmikuu | helmikuun | февраля | февраль | фев | şubat",
    "march | mar | märz | maerz | mrz | mars | marzo | março | maart | mrt | marts | marca | marzec | března | březen | maaliskuuta | maaliskuu | maaliskuun | марта | март | мар | mart",
    "april | apr | avril | avr | abril | abr | aprile | kwietnia | kwiecień | kwi | dubna | duben | huhtikuuta | huhtikuu | huhtikuun | апреля | апрель | апр | nisan",
    "may | mai | mayo | maggio | magg | maio | mei | maj | maja | května | květen | toukokuuta | toukokuu | toukokuun | мая | май | mayıs",
    "june | jun | juni | juin | junio | giugno | giu | junho | czerwca | czerwiec | cze | června | červen | kesäkuuta | kesäkuu | kesäkuun | июня | июнь | июн | haziran",
    "july | jul | juli | juillet | juil | julio | luglio | lug | julho | lipca | lipiec | července | červenec | heinäkuuta | heinäkuu | heinäkuun | июля | июль | июл | temmuz",
    "august | aug | août | agosto | augustus | augusti | sierpnia | sierpień | srpna | srpen | elokuuta | elokuu | elokuun | августа | август | авг | ağustos",
    "september | sep | sept | septembre | septiembre | setiembre | settembre | sett | setembro | września | wrzesień | wrz | září | syyskuuta | syyskuu | syyskuun | сентября | сентябрь | сен | eylül",
    "october | oct | oktober | okt | octobre | octubre | ottobre | ott | outubro | października | październik | paź | října | říjen | lokakuuta | lokakuu | lokakuun | октября | октябрь | окт | ekim",
    "november | nov | novembre | noviembre | novembro | listopada | listopad | listopadu | marraskuuta | marraskuu | marraskuun | ноября | ноябрь | ноя | kasım",
    "december | dec | dezember | dez | décembre | déc | diciembre | dic | dicembre | dezembro | desember | grudnia | grudzień | gru | prosince | prosinec | joulukuuta | joulukuu | joulukuun | декабря | декабрь | дек | aralık",
];
const WEEKDAYS: [&str; 7] = [
    "monday | mon | mondays | montag | lundi | lunes | lunedì | segunda | segunda-feira | maandag | måndag | måndagen | mandag | mandagen | poniedziałek | poniedziałku | poniedziałkiem | pondělí | maanantai | maanantaina | maanantaihin | понедельник | понедельника | понедельнике | pazartesi | 月曜 | 周一 | 星期一 | 週一 | 월요일",
    "tuesday | tue | tues | dienstag | mardi | martes | martedì | terça | terça-feira | dinsdag | tisdag | tisdagen | tirsdag | tirsdagen | wtorek | wtorku | úterý | tiistai | tiistaina | tiistaihin | вторник | вторника | salı | 火曜 | 周二 | 星期二 | 週二 | 화요일",
    "wednesday | wed | mittwoch | mercredi | miércoles | mercoledì | quarta | quarta-feira | woensdag | onsdag | onsdagen | środa | środy | środę | středa | středu | středy | keskiviikko | keskiviikkona | keskiviikkoon | среда | среду | среды | çarşamba | 水曜 | 周三 | 星期三 | 週三 | 수요일",
    "thursday | thu | thur | thurs | donnerstag | jeudi | jueves | giovedì | quinta | quinta-feira | donderdag | torsdag | torsdagen | czwartek | czwartku | čtvrtek | čtvrtka | torstai | torstaina | torstaihin | четверг | четверга | perşembe | 木曜 | 周四 | 星期四 | 週四 | 목요일",
    "friday | fri | freitag | vendredi | viernes | venerdì | sexta | sexta-feira | vrijdag | fredag | fredagen | piątek | piątku | pátek | pátku | perjantai | perjantaina | perjantaihin | пятница | пятницу | пятницы | cuma | 金曜 | 周五 | 星期五 | 週五 | 금요일",
    "saturday | samstag | sonnabend | samedi | sábado | sabato | zaterdag | lördag | lørdag | sobota | soboty | sobotę | sobotu | lauantai | lauantaina | lauantaihin | суббота | субботу | субботы | cumartesi | 土曜 | 周六 | 星期六 | 토요일",
    "sunday | sun | sonntag | dimanche | domingo | domenica | zondag | söndag | søndag | niedziela | niedzieli | niedzielę | neděle | neděli | sunnuntai | sunnuntaina | sunnuntaihin | воскресенье | воскресенья | pazar | 日曜 | 周日 | 星期日 | 星期天 | 일요일",
];
const TOMORROW: &str = "
    tomorrow | morgen | demain | mañana | domani | amanhã | imorgon | jutro | huomenna | zítra | завтра | yarın
    明日 | 明天 | 내일
";

static NAMES: LazyLock<HashMap<String, Named, ShortHasher>> = LazyLock::new(|| {
    let mut names: HashMap<String, Named, ShortHasher> = HashMap::default();
    for (number, table) in (0_i8..).zip(WEEKDAYS) {
        for word in words(table) {
            names.insert(plain(word), Named::Weekday(number));
        }
    }
    for (number, table) in (1_i8..).zip(MONTHS) {
        for word in words(table) {
            let word = plain(word);
            let named = match names.get(&word) {
                Some(Named::Weekday(day)) => Named::Either(number, *day),
                _ => Named::Month(number),
            };
            names.insert(word, named);
        }
    }
    for word in words(TOMORROW) {
        names.insert(plain(word), Named::Tomorrow);
    }
    names
});

/// What a word by [`plain`] names.
#[must_use]
pub fn named(word: &str) -> Option<Named> {
    NAMES.get(word).copied()
}

/// The month a word names.
#[must_use]
pub fn month_of(word: &str) -> Option<i8> {
    match named(word)? {
        Named::Month(month) | Named::Either(month, _) => Some(month),
        Named::Weekday(_) | Named::Tomorrow => None,
    }
}

/// The weekday a word names, Monday is 0.
#[must_use]
pub fn weekday_of(word: &str) -> Option<i8> {
    match named(word)? {
        Named::Weekday(day) | Named::Either(_, day) => Some(day),
        Named::Month(_) | Named::Tomorrow => None,
    }
}
