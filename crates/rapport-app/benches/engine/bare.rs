//! A bare client of the same database: what claiming a row and marking it done costs without us.

use rapport_store::Place;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

/// One connection, set up as ours is.
pub enum Bare {
    Sqlite(sqlx::sqlite::SqliteConnection),
    Postgres(sqlx::postgres::PgConnection),
}

impl Bare {
    pub async fn open(place: &Place) -> Self {
        match place {
            Place::Postgres(address) => {
                let mut server = sqlx::postgres::PgConnection::connect(address).await.unwrap();
                // The walls between scopes stand in the way of nobody who says that it wants all.
                server.execute("set rapport.scope = 'all'").await.unwrap();
                Self::Postgres(server)
            }
            Place::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(path)
                    .busy_timeout(std::time::Duration::from_secs(10))
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
                Self::Sqlite(options.connect().await.unwrap())
            }
        }
    }

    pub async fn run(&mut self, sql: impl Into<String>) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.into()));
        match self {
            Self::Sqlite(it) => drop(sql.execute(it).await.unwrap()),
            Self::Postgres(it) => drop(sql.execute(it).await.unwrap()),
        }
    }

    /// A table of jobs that are due, as plain as a queue in a database can be.
    pub async fn make_jobs(&mut self, count: usize) {
        let last = count - 1;
        self.run("create table bare_job (id bigint primary key, state text not null, at bigint not null)")
            .await;
        let numbers = self.numbers(0, last);
        self.run(format!("insert into bare_job select i, 'due', i from {numbers}")).await;
        self.run("create index bare_job_due on bare_job (state, at)").await;
    }

    /// Claims the first due job and marks it done, in a transaction of its own.
    pub async fn claim_and_finish(&mut self) {
        match self {
            Self::Sqlite(it) => {
                it.execute("begin immediate").await.unwrap();
                let sql = "select id from bare_job where state = 'due' order by at limit 1";
                let id: i64 = sqlx::query_scalar(sql).fetch_one(&mut *it).await.unwrap();
                let sql = "update bare_job set state = 'done' where id = $1";
                sqlx::query(sql).bind(id).execute(&mut *it).await.unwrap();
                it.execute("commit").await.unwrap();
            }
            Self::Postgres(it) => {
                let mut it = it.begin().await.unwrap();
                let sql = "select id from bare_job where state = 'due' order by at limit 1 \
                           for update skip locked";
                let id: i64 = sqlx::query_scalar(sql).fetch_one(&mut *it).await.unwrap();
                let sql = "update bare_job set state = 'done' where id = $1";
                sqlx::query(sql).bind(id).execute(&mut *it).await.unwrap();
                it.commit().await.unwrap();
            }
        }
    }

    /// A row source with a column `i`.
    pub fn numbers(&self, first: usize, last: usize) -> String {
        match self {
            Self::Sqlite(_) => format!(
                "(with recursive k(i) as (select {first} union all select i + 1 from k where i < {last}) \
                 select i from k) as n"
            ),
            Self::Postgres(_) => format!("generate_series({first}, {last}) as n(i)"),
        }
    }

    /// An identifier of sixteen bytes: a letter and a number.
    pub fn id(&self, letter: char, number: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("cast(printf('{letter}%015d', {number}) as blob)"),
            Self::Postgres(_) => {
                format!("convert_to('{letter}' || lpad(({number})::text, 15, '0'), 'UTF8')")
            }
        }
    }
}

/// The identifier that [`Bare::id`] makes.
pub fn uuid_of(letter: char, number: usize) -> uuid::Uuid {
    let text = format!("{letter}{number:015}");
    uuid::Uuid::from_slice(text.as_bytes()).unwrap()
}
