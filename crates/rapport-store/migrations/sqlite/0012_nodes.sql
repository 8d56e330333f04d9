-- Which node works on a scope. A file has one node, which the lock beside it keeps; the table is here
-- so that both databases have the same ones.
create table scope_lease (
    scope_id blob not null primary key,
    owner text not null,
    fence integer not null,
    until integer not null
) strict;
