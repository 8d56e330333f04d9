-- What the user does not want to hear again: a finding on certain words, for one note or for good.

create table dismissed (
    scope_id blob not null references scope (id),
    id blob not null,
    -- The word of the rule, such as unknown-word.
    rule text not null,
    -- The words concerned, in small letters; empty where the rule is about the note as a whole.
    words text not null,
    -- The note; null: for good.
    draft_id blob,
    at integer not null,
    primary key (scope_id, id),
    foreign key (scope_id, draft_id) references draft (scope_id, id)
) strict;
create index dismissed_by_words on dismissed (scope_id, rule, words);
