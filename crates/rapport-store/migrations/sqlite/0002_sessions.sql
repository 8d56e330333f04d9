-- Who may sign in, and where they have. These rows decide which scope a request sees, so they stand
-- before every scope and belong to none.

-- One person with scopes of their own; scope.user_name names them.
create table login_user (
    name text not null primary key,
    -- Argon2id in PHC form; null while only a one-time link lets in.
    password_hash text,
    -- May add, disable and reset the others.
    runs_server integer not null default 0,
    disabled_at integer,
    created_at integer not null
) strict;

-- The one user that every installation begins with.
insert into login_user (name, runs_server, created_at) values ('me', 1, 0);

-- A link that lets in once. Only the hash of what stands in it is kept.
create table entry_link (
    token_hash blob not null primary key,
    user_name text not null references login_user (name),
    expires_at integer not null
) strict;

-- A browser that was let in. Only the hash of its cookie is kept.
create table session (
    id blob not null primary key,
    token_hash blob not null unique,
    user_name text not null references login_user (name),
    created_at integer not null,
    last_seen_at integer not null,
    user_agent text not null,
    revoked_at integer
) strict;
create index session_by_user on session (user_name, last_seen_at);
