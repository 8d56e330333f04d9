-- What leaves by a secret link, by mail to oneself, and two contacts that are one.

-- A link that opens without a sign-in: a calendar feed, a share card. Only the hash of its word is kept.
create table secret_link (
    scope_id blob not null references scope (id),
    id blob not null,
    -- feed or card
    kind text not null,
    name text not null,
    word_hash blob not null,
    -- What a card shows, one field a line; empty for a feed.
    fields text not null,
    created_at integer not null,
    revoked_at integer,
    -- When it was last asked for.
    read_at integer,
    primary key (scope_id, id)
) strict;
create unique index secret_link_by_word on secret_link (scope_id, word_hash);

-- A digest that is due, is on its way, or went to the user: one a day of each kind, never twice.
create table digest (
    scope_id blob not null references scope (id),
    day text not null,
    -- morning or week
    kind text not null,
    -- nothing, deferred, committed, sent, uncertain, failed
    state text not null,
    subject text not null,
    text text not null,
    -- When a deferred one is tried again.
    next_at integer,
    at integer not null,
    why text,
    primary key (scope_id, day, kind)
) strict;

-- Two contacts that became one, with what is needed to part them again.
create table contact_merge (
    scope_id blob not null references scope (id),
    id blob not null,
    kept_id blob not null,
    gone_id blob not null,
    at integer not null,
    -- JSON written and read by the application: the rows as they were.
    record text not null,
    primary key (scope_id, id)
) strict;
create index contact_merge_by_kept on contact_merge (scope_id, kept_id, at);

-- Two contacts that the user says are two: never asked again. The smaller identifier first.
create table contact_different (
    scope_id blob not null references scope (id),
    one_id blob not null,
    other_id blob not null,
    at integer not null,
    primary key (scope_id, one_id, other_id)
) strict;

-- What is found by its words leads to the page of the contact that it belongs to now.
create trigger search_touchpoint_owned after update of contact_id on touchpoint begin
    update search_text set contact_id = new.contact_id
        where scope_id = new.scope_id and kind = 'touchpoint' and id = new.id;
end;
