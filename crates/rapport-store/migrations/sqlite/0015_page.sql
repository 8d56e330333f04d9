-- Mail that may be somebody's is asked for by every page that shows what wants the user. In the order in
-- which it is shown, so that this index is better than the one of all mail by time.
drop index message_suggested;
create index message_suggested on message (scope_id, at, id) where suggestion is not null;
