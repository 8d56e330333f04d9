-- Whose turn it is per thread: a question in one thread stays open while another is answered. The
-- row per contact (turn) follows from these and is kept for lists.

create table thread_turn (
    scope_id bytea not null,
    contact_id bytea not null,
    -- The Message-ID of the first message of the thread; empty for what came without one.
    thread text not null,
    turn text not null,
    since bigint not null,
    -- Their message that asks.
    message_id bytea,
    primary key (scope_id, contact_id, thread),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);

insert into thread_turn (scope_id, contact_id, thread, turn, since, message_id)
select t.scope_id, t.contact_id, coalesce(m.thread, ''), t.turn, t.since, t.message_id
from turn t left join message m on m.scope_id = t.scope_id and m.id = t.message_id
where t.turn <> 'nobody' and t.since is not null;
