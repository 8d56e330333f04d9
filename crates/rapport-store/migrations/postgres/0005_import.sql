-- Where people come from: imports with what each row of a file became, so that the same file twice
-- changes nothing and a whole import can be taken back; numbers to recognise people by.

create table import (
    scope_id bytea not null references scope (id),
    id bytea not null,
    -- cards, table, calendar, mail, signature, picture
    kind text not null,
    -- What was read, as it is shown: the name of a file.
    source text not null,
    -- SHA-256 of what was read.
    digest bytea not null,
    -- JSON written and read by the application.
    options text not null,
    -- running, done, undone. A running one whose process is gone goes on where it stopped.
    state text not null,
    -- How many entries of the source are dealt with.
    position bigint not null,
    added bigint not null,
    changed bigint not null,
    same bigint not null,
    doubtful bigint not null,
    rejected bigint not null,
    began_at bigint not null,
    ended_at bigint,
    primary key (scope_id, id)
);
create index import_by_time on import (scope_id, began_at);

-- One entry of a source: the origin of what is known about a contact.
create table import_row (
    scope_id bytea not null,
    import_id bytea not null,
    -- Which entry of the source, from 1.
    number bigint not null,
    line bigint not null,
    -- new, changed, same, rejected
    outcome text not null,
    contact_id bytea,
    name text not null,
    -- Of the content: the same entry is recognised by it.
    digest bytea,
    -- The identifier in the source.
    uid text,
    -- All that the source said, as a vCard.
    card text not null,
    -- JSON written and read by the application: what is doubtful, and what to do about it.
    doubts text not null,
    doubtful bigint not null,
    -- JSON written and read by the application: what it changed, to take it back.
    undo text,
    primary key (scope_id, import_id, number),
    foreign key (scope_id, import_id) references import (scope_id, id)
);
create index import_row_by_digest on import_row (scope_id, digest) where digest is not null;
create index import_row_by_uid on import_row (scope_id, uid) where uid is not null;
create index import_row_by_contact on import_row (scope_id, contact_id) where contact_id is not null;
create index import_row_doubtful on import_row (scope_id, contact_id) where doubtful = 1;

-- The last digits of each number of a contact, to find who has it however it is written.
create table contact_phone (
    scope_id bytea not null,
    tail text not null,
    contact_id bytea not null,
    primary key (scope_id, tail, contact_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id) on delete cascade
);
create index contact_phone_by_contact on contact_phone (scope_id, contact_id);

insert into contact_phone (scope_id, tail, contact_id)
    select distinct scope_id, right(digits, 8), id from (
        select c.scope_id, c.id, regexp_replace(line.number, '[^0-9]', '', 'g') as digits
            from contact c cross join regexp_split_to_table(c.phones, E'\n') as line (number) where c.phones <> ''
    ) as numbers where length(digits) >= 6
    on conflict do nothing;
