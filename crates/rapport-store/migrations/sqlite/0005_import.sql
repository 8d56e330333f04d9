-- Where people come from: imports with what each row of a file became, so that the same file twice
-- changes nothing and a whole import can be taken back; numbers to recognise people by.

create table import (
    scope_id blob not null references scope (id),
    id blob not null,
    -- cards, table, calendar, mail, signature, picture
    kind text not null,
    -- What was read, as it is shown: the name of a file.
    source text not null,
    -- SHA-256 of what was read.
    digest blob not null,
    -- JSON written and read by the application.
    options text not null,
    -- running, done, undone. A running one whose process is gone goes on where it stopped.
    state text not null,
    -- How many entries of the source are dealt with.
    position integer not null,
    added integer not null,
    changed integer not null,
    same integer not null,
    doubtful integer not null,
    rejected integer not null,
    began_at integer not null,
    ended_at integer,
    primary key (scope_id, id)
) strict;
create index import_by_time on import (scope_id, began_at);

-- One entry of a source: the origin of what is known about a contact.
create table import_row (
    scope_id blob not null,
    import_id blob not null,
    -- Which entry of the source, from 1.
    number integer not null,
    line integer not null,
    -- new, changed, same, rejected
    outcome text not null,
    contact_id blob,
    name text not null,
    -- Of the content: the same entry is recognised by it.
    digest blob,
    -- The identifier in the source.
    uid text,
    -- All that the source said, as a vCard.
    card text not null,
    -- JSON written and read by the application: what is doubtful, and what to do about it.
    doubts text not null,
    doubtful integer not null,
    -- JSON written and read by the application: what it changed, to take it back.
    undo text,
    primary key (scope_id, import_id, number),
    foreign key (scope_id, import_id) references import (scope_id, id)
) strict;
create index import_row_by_digest on import_row (scope_id, digest) where digest is not null;
create index import_row_by_uid on import_row (scope_id, uid) where uid is not null;
create index import_row_by_contact on import_row (scope_id, contact_id) where contact_id is not null;
create index import_row_doubtful on import_row (scope_id, contact_id) where doubtful = 1;

-- The last digits of each number of a contact, to find who has it however it is written.
create table contact_phone (
    scope_id blob not null,
    tail text not null,
    contact_id blob not null,
    primary key (scope_id, tail, contact_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id) on delete cascade
) strict;
create index contact_phone_by_contact on contact_phone (scope_id, contact_id);

insert or ignore into contact_phone (scope_id, tail, contact_id)
    with recursive line (scope_id, id, number, rest) as (
        select scope_id, id, '', phones || char(10) from contact where phones <> ''
        union all
        select scope_id, id, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
            from line where rest <> ''
    )
    select scope_id, substr(digits, -8), id from (
        select scope_id, id, replace(replace(replace(replace(replace(replace(replace(number, ' ', ''), '-', ''),
            '(', ''), ')', ''), '/', ''), '.', ''), '+', '') as digits from line where number <> ''
    ) where length(digits) >= 6;
