-- What the pages need: captures that are recorded once, tags, how much was left over at the end of a
-- day, and one place to search everything by its words.

-- A capture that was sent with a key of the client's own: sent twice, it is recorded once.
create table capture_done (
    scope_id blob not null references scope (id),
    key text not null,
    -- SHA-256 over what was sent: the same key with other words is a mistake.
    digest blob not null,
    -- JSON written and read by the application: what was recorded.
    answer text not null,
    at integer not null,
    primary key (scope_id, key)
) strict;

-- The event somebody was met at, for notes that name it.
create table touchpoint_event (
    scope_id blob not null,
    touchpoint_id blob not null,
    event text not null,
    primary key (scope_id, touchpoint_id),
    foreign key (scope_id, touchpoint_id) references touchpoint (scope_id, id)
) strict;

create table contact_tag (
    scope_id blob not null,
    contact_id blob not null,
    -- Lower case by Unicode; one tag whatever its capitals.
    tag_folded text not null,
    tag text not null,
    primary key (scope_id, contact_id, tag_folded),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index contact_tag_by_tag on contact_tag (scope_id, tag_folded, contact_id);

-- How much wanted the user when a day was last looked at: the streak is made of days with nothing.
create table day_left (
    scope_id blob not null references scope (id),
    day text not null,
    left_over integer not null,
    -- Acts of the user and notes that went out on that day.
    done integer not null,
    at integer not null,
    primary key (scope_id, day)
) strict;

-- A large address book by name without a second look-up, and what was done on a day.
create index contact_in_order on contact (scope_id, name_folded, id);
create index contact_parked on contact (scope_id, name_folded, id) where parked = 1;
create index journal_by_time on journal (scope_id, at);
-- Today: the rows shown first are found without a look at the others.
create index follow_up_by_state_and_time on follow_up (scope_id, state, wake_at);
create index follow_up_held on follow_up (scope_id, hold, hold_since) where state = 'held';
create index draft_by_channel on draft (scope_id, id, channel);
create index message_by_time on message (scope_id, at);

-- What can be searched: one row for each thing that has words. The row number ties it to the words.
create table search_text (
    row_number integer not null primary key,
    scope_id blob not null references scope (id),
    -- contact, organisation, opportunity, touchpoint, message
    kind text not null,
    id blob not null,
    -- Whose page shows it.
    contact_id blob,
    at integer not null
) strict;
create unique index search_text_once on search_text (scope_id, kind, id);

-- The words alone; what they belong to is read from its own table. Accents and capitals do not count.
create virtual table search_names using fts5(words, content = '', contentless_delete = 1,
    detail = 'none', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
create virtual table search_told using fts5(words, content = '', contentless_delete = 1,
    detail = 'none', prefix = '3', tokenize = 'unicode61 remove_diacritics 2');

-- The words of each thing. What is no accent but a letter of its own is written as people type it.
create view search_contact_words as
    select c.scope_id, c.id, replace(replace(replace(replace(replace(replace(replace(replace(c.name || ' ' || coalesce(g.name, '') || ' ' || coalesce(c.role, '') || ' ' || coalesce(c.memo, '') || ' ' || c.phones || ' ' ||
        coalesce((select group_concat(a.address, ' ') from contact_address a where a.scope_id = c.scope_id and a.contact_id = c.id), '') || ' ' ||
        coalesce((select group_concat(t.tag, ' ') from contact_tag t where t.scope_id = c.scope_id and t.contact_id = c.id), ''), 'ß', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'æ', 'ae'), 'œ', 'oe') as words
    from contact c left join organisation g on g.scope_id = c.scope_id and g.id = c.organisation_id;
create view search_organisation_words as
    select g.scope_id, g.id, replace(replace(replace(replace(replace(replace(replace(replace(g.name, 'ß', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'æ', 'ae'), 'œ', 'oe') as words from organisation g;
create view search_opportunity_words as
    select o.scope_id, o.id, replace(replace(replace(replace(replace(replace(replace(replace(o.title || ' ' || coalesce(g.name, ''), 'ß', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'æ', 'ae'), 'œ', 'oe') as words
    from opportunity o left join organisation g on g.scope_id = o.scope_id and g.id = o.organisation_id;
create view search_touchpoint_words as
    select t.scope_id, t.id, replace(replace(replace(replace(replace(replace(replace(replace(coalesce(t.memo, '') || ' ' ||
        coalesce((select group_concat(f.fact, ' ') from touchpoint_fact f where f.scope_id = t.scope_id and f.touchpoint_id = t.id), '') || ' ' ||
        coalesce((select e.event from touchpoint_event e where e.scope_id = t.scope_id and e.touchpoint_id = t.id), ''), 'ß', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'æ', 'ae'), 'œ', 'oe') as words from touchpoint t;
create view search_message_words as
    select m.scope_id, m.id, replace(replace(replace(replace(replace(replace(replace(replace(m.subject || ' ' || m.text, 'ß', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'æ', 'ae'), 'œ', 'oe') as words from message m;

-- Kept in step by the database itself, whoever writes.
create trigger search_contact_added after insert on contact begin
    insert into search_text (scope_id, kind, id, contact_id, at) values (new.scope_id, 'contact', new.id, new.id, 0);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.id;
end;
create trigger search_contact_changed after update of name, role, memo, phones, organisation_id on contact begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.id;
end;
create trigger search_contact_gone after delete on contact begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'contact' and s.id = old.id);
    delete from search_text where scope_id = old.scope_id and kind = 'contact' and id = old.id;
end;
create trigger search_organisation_added after insert on organisation begin
    insert into search_text (scope_id, kind, id, contact_id, at) values (new.scope_id, 'organisation', new.id, null, 0);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_organisation_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'organisation' and s.id = new.id;
end;
create trigger search_organisation_changed after update of name on organisation begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'organisation' and s.id = new.id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_organisation_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'organisation' and s.id = new.id;
end;
create trigger search_organisation_gone after delete on organisation begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'organisation' and s.id = old.id);
    delete from search_text where scope_id = old.scope_id and kind = 'organisation' and id = old.id;
end;
create trigger search_opportunity_added after insert on opportunity begin
    insert into search_text (scope_id, kind, id, contact_id, at) values (new.scope_id, 'opportunity', new.id, null, 0);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_opportunity_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'opportunity' and s.id = new.id;
end;
create trigger search_opportunity_changed after update of title, organisation_id on opportunity begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'opportunity' and s.id = new.id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_opportunity_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'opportunity' and s.id = new.id;
end;
create trigger search_opportunity_gone after delete on opportunity begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'opportunity' and s.id = old.id);
    delete from search_text where scope_id = old.scope_id and kind = 'opportunity' and id = old.id;
end;
create trigger search_touchpoint_added after insert on touchpoint begin
    insert into search_text (scope_id, kind, id, contact_id, at) values (new.scope_id, 'touchpoint', new.id, new.contact_id, new.at);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.id;
end;
create trigger search_touchpoint_changed after update of memo on touchpoint begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.id;
end;
create trigger search_touchpoint_gone after delete on touchpoint begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'touchpoint' and s.id = old.id);
    delete from search_text where scope_id = old.scope_id and kind = 'touchpoint' and id = old.id;
end;
create trigger search_message_added after insert on message begin
    insert into search_text (scope_id, kind, id, contact_id, at) values (new.scope_id, 'message', new.id, new.contact_id, new.at);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_message_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'message' and s.id = new.id;
end;
create trigger search_message_changed after update of subject, text on message begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'message' and s.id = new.id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_message_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'message' and s.id = new.id;
end;
create trigger search_message_gone after delete on message begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'message' and s.id = old.id);
    delete from search_text where scope_id = old.scope_id and kind = 'message' and id = old.id;
end;
create trigger search_contact_address_added after insert on contact_address begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.contact_id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.contact_id;
end;
create trigger search_contact_address_gone after delete on contact_address begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'contact' and s.id = old.contact_id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = old.scope_id and s.kind = 'contact' and s.id = old.contact_id;
end;
create trigger search_contact_tag_added after insert on contact_tag begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.contact_id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'contact' and s.id = new.contact_id;
end;
create trigger search_contact_tag_gone after delete on contact_tag begin
    delete from search_names where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'contact' and s.id = old.contact_id);
    insert into search_names (rowid, words) select s.row_number, w.words from search_text s
        join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = old.scope_id and s.kind = 'contact' and s.id = old.contact_id;
end;
create trigger search_touchpoint_fact_added after insert on touchpoint_fact begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id;
end;
create trigger search_touchpoint_fact_gone after delete on touchpoint_fact begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'touchpoint' and s.id = old.touchpoint_id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = old.scope_id and s.kind = 'touchpoint' and s.id = old.touchpoint_id;
end;
create trigger search_touchpoint_event_added after insert on touchpoint_event begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id;
end;
create trigger search_touchpoint_event_gone after delete on touchpoint_event begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = old.scope_id and s.kind = 'touchpoint' and s.id = old.touchpoint_id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = old.scope_id and s.kind = 'touchpoint' and s.id = old.touchpoint_id;
end;
create trigger search_touchpoint_event_changed after update of event on touchpoint_event begin
    delete from search_told where rowid = (select s.row_number from search_text s
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id);
    insert into search_told (rowid, words) select s.row_number, w.words from search_text s
        join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id
        where s.scope_id = new.scope_id and s.kind = 'touchpoint' and s.id = new.touchpoint_id;
end;
-- A message that finds its person, and an organisation that gets another name.
create trigger search_message_owned after update of contact_id on message begin
    update search_text set contact_id = new.contact_id
        where scope_id = new.scope_id and kind = 'message' and id = new.id;
end;
create trigger search_organisation_renamed after update of name on organisation when old.name <> new.name begin
    delete from search_names where rowid in (select s.row_number from contact c
        join search_text s on s.scope_id = c.scope_id and s.kind = 'contact' and s.id = c.id
        where c.scope_id = new.scope_id and c.organisation_id = new.id);
    insert into search_names (rowid, words) select s.row_number, w.words from contact c
        join search_text s on s.scope_id = c.scope_id and s.kind = 'contact' and s.id = c.id
        join search_contact_words w on w.scope_id = c.scope_id and w.id = c.id
        where c.scope_id = new.scope_id and c.organisation_id = new.id;
end;

-- What is there already.
insert into search_text (scope_id, kind, id, contact_id, at) select scope_id, 'contact', id, id, 0 from contact order by id;
insert into search_text (scope_id, kind, id, contact_id, at) select scope_id, 'organisation', id, null, 0 from organisation order by id;
insert into search_text (scope_id, kind, id, contact_id, at) select scope_id, 'opportunity', id, null, 0 from opportunity order by id;
insert into search_text (scope_id, kind, id, contact_id, at) select scope_id, 'touchpoint', id, contact_id, at from touchpoint order by at, id;
insert into search_text (scope_id, kind, id, contact_id, at) select scope_id, 'message', id, contact_id, at from message order by at, id;
insert into search_names (rowid, words) select s.row_number, w.words from search_text s
    join search_contact_words w on w.scope_id = s.scope_id and w.id = s.id where s.kind = 'contact';
insert into search_names (rowid, words) select s.row_number, w.words from search_text s
    join search_organisation_words w on w.scope_id = s.scope_id and w.id = s.id where s.kind = 'organisation';
insert into search_names (rowid, words) select s.row_number, w.words from search_text s
    join search_opportunity_words w on w.scope_id = s.scope_id and w.id = s.id where s.kind = 'opportunity';
insert into search_told (rowid, words) select s.row_number, w.words from search_text s
    join search_touchpoint_words w on w.scope_id = s.scope_id and w.id = s.id where s.kind = 'touchpoint';
insert into search_told (rowid, words) select s.row_number, w.words from search_text s
    join search_message_words w on w.scope_id = s.scope_id and w.id = s.id where s.kind = 'message';
