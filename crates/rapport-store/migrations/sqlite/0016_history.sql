-- Where the reading of the past of a mail account stands, so that a crash or a lost connection does not
-- begin it anew. The row goes with the end of the import, and whenever somebody is erased.

create table account_history (
    scope_id blob not null references scope (id),
    account_id blob not null,
    -- Which mailbox was read how far, and the correspondents so far.
    gathered blob not null,
    kept_at integer not null,
    primary key (scope_id, account_id),
    foreign key (scope_id, account_id) references account (scope_id, id) on delete cascade
) strict;
