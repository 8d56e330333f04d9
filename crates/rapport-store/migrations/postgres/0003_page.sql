-- What the pages need: captures that are recorded once, tags, how much was left over at the end of a
-- day, and one place to search everything by its words.

-- A capture that was sent with a key of the client's own: sent twice, it is recorded once.
create table capture_done (
    scope_id bytea not null references scope (id),
    key text not null,
    -- SHA-256 over what was sent: the same key with other words is a mistake.
    digest bytea not null,
    -- JSON written and read by the application: what was recorded.
    answer text not null,
    at bigint not null,
    primary key (scope_id, key)
);

-- The event somebody was met at, for notes that name it.
create table touchpoint_event (
    scope_id bytea not null,
    touchpoint_id bytea not null,
    event text not null,
    primary key (scope_id, touchpoint_id),
    foreign key (scope_id, touchpoint_id) references touchpoint (scope_id, id)
);

create table contact_tag (
    scope_id bytea not null,
    contact_id bytea not null,
    -- Lower case by Unicode; one tag whatever its capitals.
    tag_folded text not null,
    tag text not null,
    primary key (scope_id, contact_id, tag_folded),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);
create index contact_tag_by_tag on contact_tag (scope_id, tag_folded, contact_id);

-- How much wanted the user when a day was last looked at: the streak is made of days with nothing.
create table day_left (
    scope_id bytea not null references scope (id),
    day text not null,
    left_over bigint not null,
    -- Acts of the user and notes that went out on that day.
    done bigint not null,
    at bigint not null,
    primary key (scope_id, day)
);

-- A large address book by name without a second look-up, and what was done on a day.
create index contact_in_order on contact (scope_id, name_folded, id);
create index contact_parked on contact (scope_id, name_folded, id) where parked = 1;
create index journal_by_time on journal (scope_id, at);
-- Today: the rows shown first are found without a look at the others.
create index follow_up_by_state_and_time on follow_up (scope_id, state, wake_at);
create index follow_up_held on follow_up (scope_id, hold, hold_since) where state = 'held';
create index draft_by_channel on draft (scope_id, id, channel);
create index message_by_time on message (scope_id, at);

-- What can be searched: one row for each thing that has words.
create table search_text (
    scope_id bytea not null references scope (id),
    -- contact, organisation, opportunity, touchpoint, message
    kind text not null,
    id bytea not null,
    -- Whose page shows it.
    contact_id bytea,
    at bigint not null,
    words tsvector not null,
    primary key (scope_id, kind, id)
);
create index search_names on search_text using gin (words) where kind in ('contact', 'organisation', 'opportunity');
create index search_told on search_text using gin (words) where kind in ('touchpoint', 'message');

-- Small letters without accents, words parted at every mark. What is no accent but a letter of its own
-- is written as people type it.
create function search_letters(words text) returns text language sql immutable parallel safe as $$
    select translate(lower(replace(replace(replace(replace(words, 'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe')),
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞàáâãäåçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ',
        'aaaaaaceeeeiiiidnoooooouuuuytaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjkkllllllllnnnnnnoooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy')
$$;
create function search_fold(words text) returns text language sql immutable parallel safe as $$
    select translate(search_letters(words), '.,;:!?@/\|_-+*#()[]{}<>=&%$~^"„“”‚‘’«»–—·•…', '                                           ')
$$;

-- The words of each thing.
create view search_contact_words as
    select c.scope_id, c.id, c.name || ' ' || coalesce(g.name, '') || ' ' || coalesce(c.role, '') || ' ' || coalesce(c.memo, '') || ' ' || c.phones || ' ' ||
        coalesce((select string_agg(a.address, ' ') from contact_address a where a.scope_id = c.scope_id and a.contact_id = c.id), '') || ' ' ||
        coalesce((select string_agg(t.tag, ' ') from contact_tag t where t.scope_id = c.scope_id and t.contact_id = c.id), '') as words
    from contact c left join organisation g on g.scope_id = c.scope_id and g.id = c.organisation_id;
create view search_organisation_words as select g.scope_id, g.id, g.name as words from organisation g;
create view search_opportunity_words as
    select o.scope_id, o.id, o.title || ' ' || coalesce(g.name, '') as words
    from opportunity o left join organisation g on g.scope_id = o.scope_id and g.id = o.organisation_id;
create view search_touchpoint_words as
    select t.scope_id, t.id, coalesce(t.memo, '') || ' ' ||
        coalesce((select string_agg(f.fact, ' ') from touchpoint_fact f where f.scope_id = t.scope_id and f.touchpoint_id = t.id), '') || ' ' ||
        coalesce((select e.event from touchpoint_event e where e.scope_id = t.scope_id and e.touchpoint_id = t.id), '') as words from touchpoint t;
-- The longest words of a message that are no words are left out: a vector holds one megabyte.
create view search_message_words as
    select m.scope_id, m.id, left(m.subject || ' ' || m.text, 200000) as words from message m;

-- Kept in step by the database itself, whoever writes.
create function search_contact_written() returns trigger language plpgsql as $$ begin
    insert into search_text (scope_id, kind, id, contact_id, at, words)
        select w.scope_id, 'contact', w.id, new.id, 0, to_tsvector('simple', search_fold(w.words))
        from search_contact_words w where w.scope_id = new.scope_id and w.id = new.id
        on conflict (scope_id, kind, id) do update set contact_id = excluded.contact_id, at = excluded.at,
        words = excluded.words;
    return new;
end $$;
create trigger search_contact_written after insert or update of name, role, memo, phones, organisation_id on contact
    for each row execute function search_contact_written();
create function search_contact_gone() returns trigger language plpgsql as $$ begin
    delete from search_text where scope_id = old.scope_id and kind = 'contact' and id = old.id;
    return old;
end $$;
create trigger search_contact_gone after delete on contact for each row execute function search_contact_gone();
create function search_organisation_written() returns trigger language plpgsql as $$ begin
    insert into search_text (scope_id, kind, id, contact_id, at, words)
        select w.scope_id, 'organisation', w.id, null, 0, to_tsvector('simple', search_fold(w.words))
        from search_organisation_words w where w.scope_id = new.scope_id and w.id = new.id
        on conflict (scope_id, kind, id) do update set contact_id = excluded.contact_id, at = excluded.at,
        words = excluded.words;
    return new;
end $$;
create trigger search_organisation_written after insert or update of name on organisation
    for each row execute function search_organisation_written();
create function search_organisation_gone() returns trigger language plpgsql as $$ begin
    delete from search_text where scope_id = old.scope_id and kind = 'organisation' and id = old.id;
    return old;
end $$;
create trigger search_organisation_gone after delete on organisation for each row execute function search_organisation_gone();
create function search_opportunity_written() returns trigger language plpgsql as $$ begin
    insert into search_text (scope_id, kind, id, contact_id, at, words)
        select w.scope_id, 'opportunity', w.id, null, 0, to_tsvector('simple', search_fold(w.words))
        from search_opportunity_words w where w.scope_id = new.scope_id and w.id = new.id
        on conflict (scope_id, kind, id) do update set contact_id = excluded.contact_id, at = excluded.at,
        words = excluded.words;
    return new;
end $$;
create trigger search_opportunity_written after insert or update of title, organisation_id on opportunity
    for each row execute function search_opportunity_written();
create function search_opportunity_gone() returns trigger language plpgsql as $$ begin
    delete from search_text where scope_id = old.scope_id and kind = 'opportunity' and id = old.id;
    return old;
end $$;
create trigger search_opportunity_gone after delete on opportunity for each row execute function search_opportunity_gone();
create function search_touchpoint_written() returns trigger language plpgsql as $$ begin
    insert into search_text (scope_id, kind, id, contact_id, at, words)
        select w.scope_id, 'touchpoint', w.id, new.contact_id, new.at, to_tsvector('simple', search_fold(w.words))
        from search_touchpoint_words w where w.scope_id = new.scope_id and w.id = new.id
        on conflict (scope_id, kind, id) do update set contact_id = excluded.contact_id, at = excluded.at,
        words = excluded.words;
    return new;
end $$;
create trigger search_touchpoint_written after insert or update of memo, contact_id, at on touchpoint
    for each row execute function search_touchpoint_written();
create function search_touchpoint_gone() returns trigger language plpgsql as $$ begin
    delete from search_text where scope_id = old.scope_id and kind = 'touchpoint' and id = old.id;
    return old;
end $$;
create trigger search_touchpoint_gone after delete on touchpoint for each row execute function search_touchpoint_gone();
create function search_message_written() returns trigger language plpgsql as $$ begin
    insert into search_text (scope_id, kind, id, contact_id, at, words)
        select w.scope_id, 'message', w.id, new.contact_id, new.at, to_tsvector('simple', search_fold(w.words))
        from search_message_words w where w.scope_id = new.scope_id and w.id = new.id
        on conflict (scope_id, kind, id) do update set contact_id = excluded.contact_id, at = excluded.at,
        words = excluded.words;
    return new;
end $$;
create trigger search_message_written after insert or update of subject, text, contact_id, at on message
    for each row execute function search_message_written();
create function search_message_gone() returns trigger language plpgsql as $$ begin
    delete from search_text where scope_id = old.scope_id and kind = 'message' and id = old.id;
    return old;
end $$;
create trigger search_message_gone after delete on message for each row execute function search_message_gone();
create function search_contact_address_written() returns trigger language plpgsql as $$
declare
    scope bytea;
    owner bytea;
begin
    if tg_op = 'DELETE' then scope := old.scope_id; owner := old.contact_id; else scope := new.scope_id; owner := new.contact_id; end if;
    update search_text s set words = to_tsvector('simple', search_fold(w.words)) from search_contact_words w
        where w.scope_id = scope and w.id = owner and s.scope_id = scope and s.kind = 'contact' and s.id = owner;
    return null;
end $$;
create trigger search_contact_address_written after insert or update or delete on contact_address
    for each row execute function search_contact_address_written();
create function search_contact_tag_written() returns trigger language plpgsql as $$
declare
    scope bytea;
    owner bytea;
begin
    if tg_op = 'DELETE' then scope := old.scope_id; owner := old.contact_id; else scope := new.scope_id; owner := new.contact_id; end if;
    update search_text s set words = to_tsvector('simple', search_fold(w.words)) from search_contact_words w
        where w.scope_id = scope and w.id = owner and s.scope_id = scope and s.kind = 'contact' and s.id = owner;
    return null;
end $$;
create trigger search_contact_tag_written after insert or update or delete on contact_tag
    for each row execute function search_contact_tag_written();
create function search_touchpoint_fact_written() returns trigger language plpgsql as $$
declare
    scope bytea;
    owner bytea;
begin
    if tg_op = 'DELETE' then scope := old.scope_id; owner := old.touchpoint_id; else scope := new.scope_id; owner := new.touchpoint_id; end if;
    update search_text s set words = to_tsvector('simple', search_fold(w.words)) from search_touchpoint_words w
        where w.scope_id = scope and w.id = owner and s.scope_id = scope and s.kind = 'touchpoint' and s.id = owner;
    return null;
end $$;
create trigger search_touchpoint_fact_written after insert or update or delete on touchpoint_fact
    for each row execute function search_touchpoint_fact_written();
create function search_touchpoint_event_written() returns trigger language plpgsql as $$
declare
    scope bytea;
    owner bytea;
begin
    if tg_op = 'DELETE' then scope := old.scope_id; owner := old.touchpoint_id; else scope := new.scope_id; owner := new.touchpoint_id; end if;
    update search_text s set words = to_tsvector('simple', search_fold(w.words)) from search_touchpoint_words w
        where w.scope_id = scope and w.id = owner and s.scope_id = scope and s.kind = 'touchpoint' and s.id = owner;
    return null;
end $$;
create trigger search_touchpoint_event_written after insert or update or delete on touchpoint_event
    for each row execute function search_touchpoint_event_written();
create function search_organisation_renamed() returns trigger language plpgsql as $$ begin
    update search_text s set words = to_tsvector('simple', search_fold(w.words))
        from contact c join search_contact_words w on w.scope_id = c.scope_id and w.id = c.id
        where c.scope_id = new.scope_id and c.organisation_id = new.id
        and s.scope_id = c.scope_id and s.kind = 'contact' and s.id = c.id;
    return new;
end $$;
create trigger search_organisation_renamed after update of name on organisation
    for each row when (old.name is distinct from new.name) execute function search_organisation_renamed();

-- What is there already.
insert into search_text (scope_id, kind, id, contact_id, at, words)
    select w.scope_id, 'contact', w.id, w.id, 0, to_tsvector('simple', search_fold(w.words))
    from search_contact_words w join contact x on x.scope_id = w.scope_id and x.id = w.id;
insert into search_text (scope_id, kind, id, contact_id, at, words)
    select w.scope_id, 'organisation', w.id, null, 0, to_tsvector('simple', search_fold(w.words))
    from search_organisation_words w join organisation x on x.scope_id = w.scope_id and x.id = w.id;
insert into search_text (scope_id, kind, id, contact_id, at, words)
    select w.scope_id, 'opportunity', w.id, null, 0, to_tsvector('simple', search_fold(w.words))
    from search_opportunity_words w join opportunity x on x.scope_id = w.scope_id and x.id = w.id;
insert into search_text (scope_id, kind, id, contact_id, at, words)
    select w.scope_id, 'touchpoint', w.id, x.contact_id, x.at, to_tsvector('simple', search_fold(w.words))
    from search_touchpoint_words w join touchpoint x on x.scope_id = w.scope_id and x.id = w.id;
insert into search_text (scope_id, kind, id, contact_id, at, words)
    select w.scope_id, 'message', w.id, x.contact_id, x.at, to_tsvector('simple', search_fold(w.words))
    from search_message_words w join message x on x.scope_id = w.scope_id and x.id = w.id;
