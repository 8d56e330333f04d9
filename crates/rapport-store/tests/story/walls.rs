//! The second wall: PostgreSQL itself shows a transaction the rows of one scope, whatever it asks for.

use rapport_sandbox::Postgres;
use rapport_sandbox::postgres::ROLE;
use rapport_store::{Place, ScopeKind};

use crate::world::{World, at};

/// The name of the world's database.
fn name(world: &World) -> String {
    let Place::Postgres(address) = &world.place else { panic!("a file has no second wall") };
    address.rsplit('/').next().unwrap().to_owned()
}

/// Every table that holds rows of a scope, as the catalogue tells, with its column.
fn tables(database: &str) -> Vec<(String, String)> {
    let sql = "select c.relname || ' ' || a.attname from pg_class c \
        join pg_attribute a on a.attrelid = c.oid \
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace \
        and (a.attname = 'scope_id' or c.relname = 'scope' and a.attname = 'id') order by 1";
    let rows = Postgres::shared().query(database, sql);
    let pair = |row: &str| {
        let (table, column) = row.split_once(' ').unwrap();
        (table.to_owned(), column.to_owned())
    };
    rows.lines().map(pair).collect()
}

#[tokio::test]
async fn every_table_with_a_scope_has_a_wall_that_its_owner_cannot_step_over() {
    let world = World::postgres().await;
    let database = name(&world);
    let tables = tables(&database);
    assert!(tables.len() > 30, "{tables:?}");
    let sql = "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid \
        where p.polname = 'wall' and p.polcmd = '*' and c.relrowsecurity and c.relforcerowsecurity \
        order by 1";
    let walled = Postgres::shared().query(&database, sql);
    let names: Vec<&str> = tables.iter().map(|(table, _)| table.as_str()).collect();
    assert_eq!(walled.lines().collect::<Vec<_>>(), names);
    assert_eq!(world.store.has_walls().await.unwrap(), Some(true));
    assert_eq!(World::sqlite().await.store.has_walls().await.unwrap(), None);
}

#[tokio::test]
async fn i11_the_database_itself_shows_no_row_of_another_scope() {
    let world = World::postgres().await;
    let database = name(&world);
    let dana = world.dana().await;
    let follow_up = world.start(&dana).await;
    world.queue(follow_up.id, 10).await;
    let other = world.store.ensure_scope(ScopeKind::Real, at(1)).await.unwrap();
    let hex = |scope: &rapport_store::Scope| -> String {
        scope.id().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let (own, other) = (hex(&world.scope), hex(&other));
    let server = Postgres::shared();
    // What the product does not do: it asks for the rows of everybody.
    let seen = |table: &str, scope: &str| -> u32 {
        let sql = format!(
            "begin; set local rapport.scope = '{scope}'; select count(*) from {table}; commit"
        );
        server.query_as(ROLE, &database, &sql).parse().unwrap()
    };
    let mut filled = 0;
    for (table, column) in tables(&database) {
        let count = |of: &str| -> u32 {
            let sql =
                format!("select count(*) from {table} where {column} = decode('{of}', 'hex')");
            server.query(&database, &sql).parse().unwrap()
        };
        let (mine, theirs) = (count(&own), count(&other));
        filled += u32::from(mine > 0);
        let unset = server.query_as(ROLE, &database, &format!("select count(*) from {table}"));
        assert_eq!(unset, "0", "{table} shows rows to whoever says no scope");
        assert_eq!(seen(&table, ""), 0, "{table} shows rows to the empty scope");
        assert_eq!(seen(&table, &own), mine, "{table}");
        assert_eq!(seen(&table, &other), theirs, "{table} shows rows of another scope");
        assert_eq!(seen(&table, "all"), mine + theirs, "{table}");
    }
    assert!(filled > 10, "hardly a table has rows: {filled}");
    // Nor can it be written, changed or taken away from beyond the wall.
    let act = |scope: &str, sql: &str| {
        let all = format!("begin; set local rapport.scope = '{scope}'; {sql}; commit");
        server.query_as(ROLE, &database, &all)
    };
    assert_eq!(act(&other, "update contact set name = 'Mallory' returning 1"), "");
    assert_eq!(act(&other, "delete from contact_address returning 1"), "");
    let smuggled = format!(
        "do $$ begin insert into setting values (decode('{own}', 'hex'), 'smuggled', '1'); \
         raise exception 'it went in'; exception when insufficient_privilege then null; end $$"
    );
    act(&other, &smuggled);
    assert_eq!(act(&own, "select count(*) from setting where key = 'smuggled'"), "0");
    assert_eq!(act(&own, "select name from contact"), "Dana Whitfield");
}
