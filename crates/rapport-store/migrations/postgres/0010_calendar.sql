-- Calendars: addresses that are read again and again, and what a calendar says about meetings.

-- A calendar behind an address. The address opens it for whoever has it, so it is kept sealed.
create table calendar_source (
    scope_id bytea not null references scope (id),
    id bytea not null,
    name text not null,
    address bytea not null,
    added_at bigint not null,
    -- What the server said about the version that was read last; sent back to be spared a copy.
    version text,
    -- SHA-256 of what was read last.
    digest bytea,
    read_at bigint,
    -- When it is asked again: later after each failure.
    next_at bigint not null,
    failures bigint not null,
    -- Why the last try failed; null where it did not.
    error text,
    primary key (scope_id, id)
);

-- One time of a meeting with a contact, as a calendar told it.
create table calendar_entry (
    scope_id bytea not null references scope (id),
    uid text not null,
    -- Of a series the start that its rule gives, in wall time; empty for what happens once.
    instance text not null,
    contact_id bytea not null,
    -- The calendar that is read again and again, if it is from one.
    source_id bytea,
    -- The import that brought it.
    import_id bytea,
    title text not null,
    kind text not null,
    starts bigint not null,
    ends bigint not null,
    -- planned, over, withdrawn
    state text not null,
    appointment_id bytea,
    touchpoint_id bytea,
    primary key (scope_id, uid, instance, contact_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);
create index calendar_entry_planned on calendar_entry (scope_id, ends) where state = 'planned';
create index calendar_entry_by_contact on calendar_entry (scope_id, contact_id);
create index calendar_entry_by_import on calendar_entry (scope_id, import_id) where import_id is not null;

-- The meeting that an offer follows.
alter table proposal add column touchpoint_id bytea;
