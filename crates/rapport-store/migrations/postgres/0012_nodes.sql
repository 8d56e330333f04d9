-- Which node works on a scope: it watches the mailboxes and goes the rounds. There is no reference to
-- the scope, so that a renewal never waits for whoever holds the row of the scope.
-- until is by the clock of this server, the only one that all nodes share, in microseconds.
create table scope_lease (
    scope_id bytea not null primary key,
    owner text not null,
    fence bigint not null,
    until bigint not null
);
