-- What lists and workers ask of a large address book, found without reading rows that do not matter.

-- Who is in hand: live follow-ups by person and pursuit, however many are over. The state is in it so
-- that the index alone answers.
create index follow_up_live on follow_up (scope_id, contact_id, opportunity_id, state) where state <> 'ended';
-- The notes written last, against which a new one is held.
create index draft_by_time on draft (scope_id, written_at, id);
