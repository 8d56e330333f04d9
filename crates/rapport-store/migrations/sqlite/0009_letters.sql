-- Paper: printers as they were measured, and what was printed.

create table printer (
    scope_id blob not null references scope (id),
    name text not null,
    -- Hundredths of a millimetre that everything is moved.
    right_by integer not null,
    down_by integer not null,
    -- none, right, half, left: how envelopes are fed.
    turn text not null,
    primary key (scope_id, name)
) strict;

-- A draft that was printed, as it stood then. Only what was posted counts as sent.
create table letter_print (
    scope_id blob not null,
    draft_id blob not null,
    contact_id blob not null,
    hash blob not null,
    printed_at integer not null,
    primary key (scope_id, draft_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
