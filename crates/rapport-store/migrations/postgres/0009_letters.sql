-- Paper: printers as they were measured, and what was printed.

create table printer (
    scope_id bytea not null references scope (id),
    name text not null,
    -- Hundredths of a millimetre that everything is moved.
    right_by bigint not null,
    down_by bigint not null,
    -- none, right, half, left: how envelopes are fed.
    turn text not null,
    primary key (scope_id, name)
);

-- A draft that was printed, as it stood then. Only what was posted counts as sent.
create table letter_print (
    scope_id bytea not null,
    draft_id bytea not null,
    contact_id bytea not null,
    hash bytea not null,
    printed_at bigint not null,
    primary key (scope_id, draft_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);
