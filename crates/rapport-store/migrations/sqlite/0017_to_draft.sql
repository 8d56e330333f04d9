-- What the writer asks for with each look of the scheduler: drafts to be written, oldest first. Without it the
-- order was taken from the key, and every follow-up of the scope was read to find that there are none.
create index follow_up_to_draft on follow_up (scope_id, id) where state = 'drafting';
