-- What the user taught about senders: used as evidence before a mail is classified or matched, shown
-- beside the verdict, and taken back by deleting the row.

create table sender_habit (
    scope_id blob not null references scope (id),
    id blob not null,
    -- Lower case.
    address text not null,
    -- machine: nobody writes from there; writes: people do, whatever its name; away: the phrase means
    -- an absence; pursuit: mail of this sender belongs to the organisation
    kind text not null,
    -- For away: the words, folded. For pursuit: the sender's display name, folded; one address may
    -- write for many employers. Else empty.
    phrase text not null,
    organisation_id blob,
    -- The message by which it was taught.
    message_id blob,
    at integer not null,
    primary key (scope_id, id)
) strict;
create unique index sender_habit_once on sender_habit (scope_id, address, kind, phrase);
