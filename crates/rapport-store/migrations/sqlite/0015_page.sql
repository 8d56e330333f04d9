-- What every page asks that shows what wants the user, found in the order in which it is shown.

-- Mail that may be somebody's. With the identifier behind the time this index is better than the one of
-- all mail by time.
drop index message_suggested;
create index message_suggested on message (scope_id, at, id) where suggestion is not null;
-- Notes that wait for a yes: the first fifty are read, not all.
create index follow_up_in_review on follow_up (scope_id, wake_at, id, draft_id) where state = 'in-review';
-- Notes to be written, which a round of the writer asks for every few seconds.
create index follow_up_drafting on follow_up (scope_id, id) where state = 'drafting';
