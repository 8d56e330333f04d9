//! A large address book, made by SQL alone: the same on both databases.
//!
//! A few people are met through the application, so that playbooks, drafts and follow-ups are real
//! ones; everything else is multiplied from them. Triggers run as they always do, so that every row can
//! be searched. Not here: what is measured on it.

use std::fmt::Write as _;
use std::path::Path;

use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _};

/// How much there is of everything.
#[derive(Clone, Copy)]
pub struct Size {
    /// People in the address book.
    pub contacts: u64,
    /// Mails to and from them, a kilobyte each.
    pub messages: u64,
}

/// One in so many contacts has a live follow-up; nine times as many are over.
const ONE_IN: u64 = 10;

/// Texts that the messages are made of, and words that the texts are made of.
const TEXTS: usize = 2_000;
const WORDS: usize = 8_000;

/// One connection to either database, and how it says things.
enum Connection {
    Sqlite(sqlx::sqlite::SqliteConnection),
    Postgres(sqlx::postgres::PgConnection),
}

impl Connection {
    async fn open(data: &Path, database: Option<&str>) -> Self {
        match database {
            Some(address) => {
                // The walls between scopes hold here as well.
                let options: sqlx::postgres::PgConnectOptions = address.parse().unwrap();
                let options = options.options([("rapport.scope", "all")]);
                Self::Postgres(options.connect().await.unwrap())
            }
            None => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(data.join("rapport.sqlite"))
                    // Nothing of value is lost with a bench.
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Off)
                    .pragma("cache_size", "-400000");
                Self::Sqlite(options.connect().await.unwrap())
            }
        }
    }

    async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(it) => drop(sqlx::raw_sql(sql).execute(it).await.unwrap()),
            Self::Postgres(it) => drop(sqlx::raw_sql(sql).execute(it).await.unwrap()),
        }
    }

    /// The first scope as a literal.
    async fn scope(&mut self) -> String {
        let sql = "select id from scope limit 1";
        let bytes: Vec<u8> = match self {
            Self::Sqlite(it) => sqlx::raw_sql(sql).fetch_one(it).await.unwrap().get(0),
            Self::Postgres(it) => sqlx::raw_sql(sql).fetch_one(it).await.unwrap().get(0),
        };
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        match self {
            Self::Sqlite(_) => format!("x'{hex}'"),
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
        }
    }

    /// The statement that fills `n` with the numbers from 1.
    fn numbers(&self, last: u64) -> String {
        match self {
            Self::Sqlite(_) => format!(
                "with recursive k(i) as (select 1 union all select i + 1 from k where i < {last}) \
                 insert into n select i from k"
            ),
            Self::Postgres(_) => {
                format!("insert into n select i from generate_series(1, {last}) i")
            }
        }
    }

    /// An identifier of sixteen bytes: a letter and a number.
    fn id(&self, letter: char, number: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("cast(printf('{letter}%015d', {number}) as blob)"),
            Self::Postgres(_) => {
                format!("convert_to('{letter}' || lpad(({number})::text, 15, '0'), 'UTF8')")
            }
        }
    }

    /// The empty value of an identifier, which PostgreSQL wants to know the type of.
    fn no_id(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "null",
            Self::Postgres(_) => "null::bytea",
        }
    }
}

/// The identifier of a contact as it stands in an address.
pub fn contact_id(number: u64) -> String {
    let hex = format!("C{number:015}").bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Opens the data as the program does.
async fn open(data: &Path, database: Option<&str>) -> App {
    App::open(OpenOptions {
        data: data.to_owned(),
        database: database.map(str::to_owned),
        serve: false,
        mode: None,
        clock: Clock::system(),
    })
    .await
    .unwrap()
}

/// Makes the address book.
pub async fn fill(data: &Path, database: Option<&str>, size: Size) {
    let app = open(data, database).await;
    meet_a_few(&app).await;
    app.close().await;
    let now = Clock::system().now().as_microsecond();
    let mut connection = Connection::open(data, database).await;
    let scope = connection.scope().await;
    connection.run("create temporary table n (i bigint primary key)").await;
    connection.run("create temporary table first_name (i bigint primary key, name text)").await;
    connection.run("create temporary table last_name (i bigint primary key, name text)").await;
    connection.run("create temporary table body (i bigint primary key, text text)").await;
    let mut chance = Chance(42);
    connection.run(&insert("first_name", &FIRST.map(str::to_owned))).await;
    connection.run(&insert("last_name", &last_names(&mut chance))).await;
    for (at, texts) in bodies(&mut chance).chunks(200).enumerate() {
        connection.run(&insert_from("body", at * 200, texts)).await;
    }
    connection.run("begin").await;
    connection.run(&connection.numbers(size.messages)).await;
    for sql in statements(&connection, &scope, size, now) {
        connection.run(&sql).await;
    }
    connection.run("commit").await;
    if let Connection::Postgres(_) = connection {
        // What its own housekeeping does within a minute.
        connection.run("analyze").await;
    }
}

/// Real rows to multiply: one in review, one that waits.
async fn meet_a_few(app: &App) {
    app.set_me(MeInput {
        name: Some("Nell Ashworth".to_owned()),
        mobile: Some("07700 900417".to_owned()),
        country: Some("GB".to_owned()),
        zone: Some("Europe/London".to_owned()),
        ..MeInput::default()
    })
    .await
    .unwrap();
    for (name, when) in
        [("Seed One", "1 day ago"), ("Seed Two", "2 days ago"), ("Seed Three", "now")]
    {
        let address = format!("{}@seed.example", name.replace(' ', ".").to_lowercase());
        app.met(Met {
            name: name.to_owned(),
            organisation: Some("Seedworks".to_owned()),
            address: Some(address),
            kind: Some(TouchpointKind::Interview),
            role: Some(format!("Engineer {name}")),
            said: Some("the glass roof of their hall".to_owned()),
            when: Some(when.to_owned()),
            ..Met::default()
        })
        .await
        .unwrap();
    }
    app.run_once().await.unwrap();
}

/// Everything that is multiplied, in an order that references allow.
fn statements(to: &Connection, scope: &str, size: Size, now: i64) -> Vec<String> {
    let Size { contacts, messages } = size;
    let id = |letter, number: &str| to.id(letter, number);
    let none = to.no_id();
    let organisations = (contacts / 100).max(1);
    let day = 86_400_000_000_i64;
    // Five years of mail, the newest last.
    let between = 5 * 365 * day / i64::try_from(messages).unwrap();
    let organisation = id('O', &format!("1 + i % {organisations}"));
    // One mail in ten is with one of a hundred people one writes with all the time.
    let who = format!(
        "case when n.i % 10 = 0 then 1 + (n.i / 10) % 100 else 1 + (n.i * 7919) % {contacts} end"
    );
    let live = format!("where i <= {contacts} and i % {ONE_IN} = 0");
    let kept = "f.playbook, f.playbook_version, f.anchor_at";
    let columns = "scope_id, id, contact_id, organisation_id, playbook, playbook_version, anchor_at, \
        anchor_touchpoint_id, step, ordinal, revision, state, draft_id, hold, hold_since, hold_day, \
        end_reason, wake_at, soft_bounces, belated, hurried, version";
    let around = format!(
        "{scope}, {}, {}, case when i % 3 > 0 then {organisation} else {none} end, {kept}, {}",
        id('F', "i"),
        id('C', "i"),
        id('T', "i"),
    );
    let in_review = "select * from follow_up where state = 'in-review' order by id limit 1";
    vec![
        format!(
            "insert into organisation (scope_id, id, name, name_folded) select {scope}, {}, \
             l.name || ' Works ' || n.i, lower(l.name) || ' works ' || n.i from n \
             join last_name l on l.i = n.i % {LAST} where n.i <= {organisations}",
            id('O', "n.i")
        ),
        format!(
            "insert into contact (scope_id, id, name, name_folded, organisation_id, phones, parked) \
             select {scope}, {}, v.name || ' ' || l.name, lower(v.name) || ' ' || lower(l.name), \
             case when n.i % 3 > 0 then {} else {none} end, '', \
             case when n.i % 50 = 1 then 1 else 0 end from n \
             join first_name v on v.i = n.i % {FIRSTS} \
             join last_name l on l.i = (n.i / {FIRSTS}) % {LAST} where n.i <= {contacts}",
            id('C', "n.i"),
            id('O', &format!("1 + n.i % {organisations}")),
        ),
        format!(
            "insert into contact_address (scope_id, address, contact_id, position) select {scope}, \
             'person' || i || '@works' || (i % {organisations}) || '.example', {}, 0 from n \
             where i <= {contacts}",
            id('C', "i")
        ),
        format!(
            "insert into contact_tag (scope_id, contact_id, tag_folded, tag) select {scope}, {}, \
             'fair', 'Fair' from n where i <= {contacts} and i % 200 = 0",
            id('C', "i")
        ),
        format!(
            "insert into touchpoint (scope_id, id, contact_id, kind, channel, direction, at) \
             select {scope}, {}, {}, 'interview', 'in-person', 'both', {now} - i % 1800 * {day} - {day} \
             from n where i <= {contacts}",
            id('T', "i"),
            id('C', "i")
        ),
        format!(
            "insert into message (scope_id, id, direction, contact_id, thread, message_id, subject, \
             text, at, class, confidence, evidence) select {scope}, {}, \
             case when n.i % 2 = 0 then 'in' else 'out' end, {}, '<t' || (n.i / 4) || '@works.example>', \
             '<m' || n.i || '@works.example>', 'About reference ' || n.i, 'Reference ' || n.i || '. ' || \
             b.text, {now} - ({messages} - n.i) * {between}, \
             case when n.i % 2 = 0 then 'answer' end, case when n.i % 2 = 0 then 90 end, \
             'a person wrote' from n join body b on b.i = n.i % {TEXTS} order by n.i",
            id('M', "n.i"),
            id('C', &who)
        ),
        // Live ones: in review, waiting, away, unclear.
        format!(
            "insert into follow_up ({columns}) select {around}, f.step, f.ordinal, f.revision, \
             case i / {ONE_IN} % 10 when 0 then 'in-review' when 1 then 'held' when 2 then 'held' \
               else 'waiting' end, \
             case when i / {ONE_IN} % 10 < 3 then {} else {none} end, \
             case i / {ONE_IN} % 10 when 1 then 'unclear' when 2 then 'away' end, \
             case when i / {ONE_IN} % 10 in (1, 2) then {now} - i * 1000000 end, \
             case i / {ONE_IN} % 10 when 2 then '2030-01-07' end, null, \
             {now} + (1 + i % 60) * {day}, 0, 0, 0, 1 from n cross join ({in_review}) f {live}",
            id('D', "i")
        ),
        format!(
            "insert into draft (scope_id, id, follow_up_id, ordinal, step, channel, purpose, recipient, \
             subject, body, sender, language, findings, template, hash, version, written_at) \
             select {scope}, {}, {}, d.ordinal, d.step, d.channel, d.purpose, \
             'person' || i || '@works' || (i % {organisations}) || '.example', d.subject, d.body, d.sender, \
             d.language, d.findings, d.template, d.hash, d.version, {now} - i * 1000000 \
             from n cross join (select * from draft order by id limit 1) d {live} and i / {ONE_IN} % 10 < 3",
            id('D', "i"),
            id('F', "i")
        ),
        // Nine times as many are over.
        format!(
            "insert into follow_up ({columns}) select {around}, f.step, f.ordinal, f.revision, 'ended', \
             {none}, null, null, null, 'completed', null, 0, 0, 0, 1 \
             from n cross join ({in_review}) f where i <= {contacts} and i % {ONE_IN} > 0"
        ),
        format!(
            "insert into note_sent (scope_id, id, at, contact_id, channel, purpose, follow_up_id) \
             select {scope}, {}, {now} - i * {day} / 150 - {day}, {}, 'mail', 'thanks', {} from n \
             where i <= {contacts} / 2",
            id('S', "i"),
            id('C', "i"),
            id('F', "i")
        ),
        format!(
            "insert into turn (scope_id, contact_id, turn, since, message_id) select {scope}, {}, \
             case when i % 2 = 0 then 'mine' else 'theirs' end, {now} - i * 60000000, {} from n \
             where i <= {contacts} / 20",
            id('C', "i"),
            id('M', &format!("{messages} - 2 * i"))
        ),
        format!(
            "insert into journal (scope_id, id, at, actor, event, reason, is_news, follow_up_id, contact_id, \
             state) select {scope}, {}, {now} - i * {day} / 300, 'courier', 'sent', \
             'The note was accepted by the server', case when i <= 300 then 1 else 0 end, {}, {}, 'waiting' \
             from n where i <= {contacts} * 2",
            id('J', "i"),
            id('F', &format!("1 + i % {contacts}")),
            id('C', &format!("1 + i % {contacts}"))
        ),
        format!(
            "insert into suppression (scope_id, id, address, address_hash, contact_id, reason, at, proof) \
             select {scope}, {}, 'person' || i || '@works' || (i % {organisations}) || '.example', {}, {}, \
             'opt-out', {now} - i * 1000000, 'asked for it' from n where i <= {contacts} and i % 400 = 3",
            id('X', "i"),
            id('H', "i"),
            id('C', "i")
        ),
    ]
}

const FIRSTS: usize = 40;
const LAST: usize = 2_500;

const FIRST: [&str; FIRSTS] = [
    "Dana", "Mara", "Jonas", "Priya", "Olu", "Ines", "Tomas", "Freya", "Bela", "Chidi", "Sofia",
    "Liam", "Aiko", "Noor", "Petra", "Hugo", "Greta", "Omar", "Lucia", "Kofi", "Anna", "Marek",
    "Elif", "Ruth", "Sven", "Tara", "Yusuf", "Clara", "Dmitri", "Esther", "Felix", "Hana", "Ivan",
    "Judith", "Karim", "Leila", "Milan", "Nadia", "Oskar", "Paula",
];

/// Names of two and three syllables.
fn last_names(chance: &mut Chance) -> Vec<String> {
    (0..LAST).map(|_| chance.word(2).map_first()).collect()
}

/// Texts of about a kilobyte; some words are frequent and most are rare, as in any language.
fn bodies(chance: &mut Chance) -> Vec<String> {
    let words: Vec<String> = (0..WORDS).map(|_| chance.word(3)).collect();
    let body = |chance: &mut Chance| {
        let mut text = String::new();
        while text.len() < 960 {
            let rank = chance.below(WORDS as u64) * chance.below(WORDS as u64) / WORDS as u64;
            text.push_str(&words[usize::try_from(rank).unwrap()]);
            text.push(if chance.below(12) == 0 { '\n' } else { ' ' });
        }
        text
    };
    (0..TEXTS).map(|_| body(chance)).collect()
}

fn insert(table: &str, texts: &[String]) -> String {
    insert_from(table, 0, texts)
}

fn insert_from(table: &str, first: usize, texts: &[String]) -> String {
    let rows: Vec<String> =
        texts.iter().enumerate().map(|(at, text)| format!("({}, '{text}')", first + at)).collect();
    format!("insert into {table} values {}", rows.join(", "))
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn word(&mut self, syllables: u64) -> String {
        const ONSETS: [&str; 16] =
            ["b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v"];
        const REST: [&str; 12] =
            ["a", "e", "i", "o", "u", "an", "el", "in", "or", "un", "and", "est"];
        let mut word = String::new();
        for _ in 0..1 + self.below(syllables) + u64::from(syllables == 2) {
            word.push_str(ONSETS[usize::try_from(self.below(16)).unwrap()]);
            word.push_str(REST[usize::try_from(self.below(12)).unwrap()]);
        }
        word
    }
}

/// A name begins with a capital.
trait MapFirst {
    fn map_first(self) -> String;
}

impl MapFirst for String {
    fn map_first(mut self) -> String {
        if let Some(first) = self.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self
    }
}
