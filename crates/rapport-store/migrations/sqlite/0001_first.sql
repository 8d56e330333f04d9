-- The first schema. Every table belongs to a scope (whose data it is) and starts its key with it, so
-- that a row of one scope can neither be read nor referenced from another.
--
-- Conventions on both databases: identifiers are 16 bytes, instants are microseconds since 1970 in UTC,
-- days are ISO 8601 text, yes and no are 1 and 0, enumerations are the words of the core.

-- Whose data: at most one practice scope and one real scope per user.
create table scope (
    id blob not null primary key,
    user_name text not null,
    kind text not null check (kind in ('practice', 'real')),
    -- How far the practice clock was moved. A real account refuses to run while this is not 0.
    clock_offset integer not null default 0,
    -- Grows when the database turns out to be a restored or copied one.
    epoch integer not null default 1,
    -- 1 until Sent was searched for every item that is not final.
    epoch_held integer not null default 0,
    created_at integer not null,
    unique (user_name, kind)
) strict;

-- Where this database was when it was last opened. Another place means it was restored or copied.
create table home (
    only_one integer not null primary key check (only_one = 1),
    place text not null
) strict;

create table setting (
    scope_id blob not null references scope (id),
    key text not null,
    value text not null,
    primary key (scope_id, key)
) strict;

create table organisation (
    scope_id blob not null references scope (id),
    id blob not null,
    name text not null,
    -- Lower case by Unicode, which SQLite's lower() does not know.
    name_folded text not null,
    country text,
    primary key (scope_id, id)
) strict;
create index organisation_by_name on organisation (scope_id, name_folded);

create table organisation_domain (
    scope_id blob not null,
    domain text not null,
    organisation_id blob not null,
    primary key (scope_id, organisation_id, domain),
    foreign key (scope_id, organisation_id) references organisation (scope_id, id)
) strict;
create index organisation_domain_by_domain on organisation_domain (scope_id, domain);

create table contact (
    scope_id blob not null references scope (id),
    id blob not null,
    name text not null,
    name_folded text not null,
    greeting text,
    organisation_id blob,
    role text,
    -- One per line, as typed.
    phones text not null,
    postal_address text,
    language text,
    country text,
    subdivision text,
    -- An IANA name or a fixed offset.
    zone text,
    basis_kind text,
    basis_since text,
    basis_detail text,
    memo text,
    parked integer not null default 0,
    parked_until text,
    primary key (scope_id, id),
    foreign key (scope_id, organisation_id) references organisation (scope_id, id)
) strict;
create index contact_by_name on contact (scope_id, name_folded);
create index contact_by_organisation on contact (scope_id, organisation_id);

-- Lower case. One address is one person's, or a reply could not be told apart.
create table contact_address (
    scope_id blob not null,
    address text not null,
    contact_id blob not null,
    position integer not null,
    primary key (scope_id, address),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index contact_address_by_contact on contact_address (scope_id, contact_id, position);

create table opportunity (
    scope_id blob not null references scope (id),
    id blob not null,
    kind text not null,
    title text not null,
    organisation_id blob,
    stage text not null,
    fit integer,
    decides text,
    told_to_wait integer not null default 0,
    primary key (scope_id, id),
    foreign key (scope_id, organisation_id) references organisation (scope_id, id)
) strict;
create index opportunity_by_stage on opportunity (scope_id, stage);

-- The people of a pursuit in the order met; position 0 is the main contact.
create table opportunity_contact (
    scope_id blob not null,
    opportunity_id blob not null,
    position integer not null,
    contact_id blob not null,
    primary key (scope_id, opportunity_id, contact_id),
    foreign key (scope_id, opportunity_id) references opportunity (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index opportunity_contact_by_contact on opportunity_contact (scope_id, contact_id);

create table appointment (
    scope_id blob not null references scope (id),
    id blob not null,
    contact_id blob not null,
    opportunity_id blob,
    title text not null,
    starts integer not null,
    ends integer not null,
    -- What was typed, so that the instants can be resolved again when zone data changes.
    starts_local text,
    zone text,
    cancelled integer not null default 0,
    keen integer not null default 0,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id),
    foreign key (scope_id, opportunity_id) references opportunity (scope_id, id)
) strict;
create index appointment_by_contact on appointment (scope_id, contact_id, starts);
create index appointment_by_start on appointment (scope_id, starts);

create table touchpoint (
    scope_id blob not null references scope (id),
    id blob not null,
    contact_id blob not null,
    opportunity_id blob,
    kind text not null,
    channel text not null,
    direction text not null,
    at integer not null,
    memo text,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id),
    foreign key (scope_id, opportunity_id) references opportunity (scope_id, id)
) strict;
create index touchpoint_by_contact on touchpoint (scope_id, contact_id, at);
create index touchpoint_by_time on touchpoint (scope_id, at);

create table touchpoint_fact (
    scope_id blob not null,
    touchpoint_id blob not null,
    position integer not null,
    fact text not null,
    primary key (scope_id, touchpoint_id, position),
    foreign key (scope_id, touchpoint_id) references touchpoint (scope_id, id)
) strict;

-- Somebody who vouches for the user on one opportunity.
create table reference_contact (
    scope_id blob not null references scope (id),
    id blob not null,
    contact_id blob not null,
    opportunity_id blob not null,
    -- One per line.
    talking_points text not null,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id),
    foreign key (scope_id, opportunity_id) references opportunity (scope_id, id)
) strict;
create index reference_contact_by_opportunity on reference_contact (scope_id, opportunity_id);

-- Playbook files by version. A running follow-up keeps its version, so versions are never deleted.
create table playbook (
    scope_id blob not null references scope (id),
    key text not null,
    version integer not null,
    toml text not null,
    primary key (scope_id, key, version)
) strict;

-- One running playbook for one contact. Changed in one file of the source only.
create table follow_up (
    scope_id blob not null references scope (id),
    id blob not null,
    contact_id blob not null,
    organisation_id blob,
    opportunity_id blob,
    playbook text not null,
    playbook_version integer not null,
    anchor_at integer not null,
    anchor_touchpoint_id blob,
    anchor_appointment_id blob,
    anchor_promised text,
    step integer not null,
    -- Grows with each step reached; one delivery per value.
    ordinal integer not null,
    -- Grows only when the user says that an attempt did not arrive.
    revision integer not null,
    state text not null,
    -- The particulars of the state, each used by the states that have it.
    draft_id blob,
    item_id blob,
    approved_hash blob,
    take_back_until integer,
    hold text,
    hold_since integer,
    hold_day text,
    hold_until integer,
    hold_contact_id blob,
    hold_why text,
    end_reason text,
    -- The one timer.
    wake_at integer,
    last_sent integer,
    soft_bounces integer not null,
    -- Somebody of the same opportunity answered: chasing steps hold.
    chase_held_by blob,
    belated integer not null,
    hurried integer not null,
    not_before integer,
    -- The compare in compare-and-set.
    version integer not null,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id),
    foreign key (scope_id, organisation_id) references organisation (scope_id, id),
    foreign key (scope_id, opportunity_id) references opportunity (scope_id, id),
    foreign key (scope_id, anchor_touchpoint_id) references touchpoint (scope_id, id),
    foreign key (scope_id, anchor_appointment_id) references appointment (scope_id, id)
) strict;
create index follow_up_by_wake on follow_up (scope_id, wake_at) where wake_at is not null;
create index follow_up_by_state on follow_up (scope_id, state);
create index follow_up_by_contact on follow_up (scope_id, contact_id);
create index follow_up_by_opportunity on follow_up (scope_id, opportunity_id);

create table draft (
    scope_id blob not null references scope (id),
    id blob not null,
    follow_up_id blob not null,
    ordinal integer not null,
    -- The step it was written for, and what kind of act that is; pace counts by these.
    step text not null,
    channel text not null,
    purpose text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    sender text not null,
    language text not null,
    in_reply_to text,
    -- JSON written and read by the application.
    findings text not null,
    template text not null,
    -- SHA-256 over all that goes out, attachments included.
    hash blob not null,
    -- Grows with each edit.
    version integer not null,
    written_at integer not null,
    primary key (scope_id, id),
    foreign key (scope_id, follow_up_id) references follow_up (scope_id, id)
) strict;
create index draft_by_follow_up on draft (scope_id, follow_up_id, ordinal);

create table attachment (
    scope_id blob not null,
    id blob not null,
    draft_id blob not null,
    name text not null,
    media_type text not null,
    bytes blob not null,
    primary key (scope_id, id),
    foreign key (scope_id, draft_id) references draft (scope_id, id)
) strict;
create index attachment_by_draft on attachment (scope_id, draft_id);

-- Credentials and settings to send and read. Secrets are sealed by the application.
create table account (
    scope_id blob not null references scope (id),
    id blob not null,
    name text not null,
    address text not null,
    settings text not null,
    secrets blob not null,
    -- Why it is stopped, with what to repair; null while it runs.
    paused text,
    connected_at integer not null,
    primary key (scope_id, id)
) strict;

-- The mailboxes that are read, and how far.
create table mailbox (
    scope_id blob not null,
    account_id blob not null,
    name text not null,
    role text not null,
    uidvalidity integer,
    last_uid integer not null default 0,
    -- When it was last read to its end.
    read_at integer,
    error text,
    primary key (scope_id, account_id, name),
    foreign key (scope_id, account_id) references account (scope_id, id)
) strict;

-- Approved content, waiting or in delivery.
create table outbox_item (
    scope_id blob not null references scope (id),
    id blob not null,
    follow_up_id blob not null,
    ordinal integer not null,
    revision integer not null,
    draft_id blob not null,
    account_id blob,
    state text not null,
    approved_hash blob not null,
    -- What the stored bytes were built from.
    content_hash blob,
    message_id text,
    -- What the server put in its place, as the Sent copy carries it.
    replaced_message_id text,
    -- The bytes as they go out, built and stored once, before dialling.
    wire blob,
    not_before integer not null,
    closes integer not null,
    same_day_until integer,
    next_attempt_at integer not null,
    attempts integer not null default 0,
    lease_until integer,
    lease_owner text,
    -- Grows with each lease and each loss of one; a holder of an old number can do nothing.
    fence integer not null default 0,
    last_why text,
    sent_at integer,
    -- pending, stored, by-server, failed: the copy in the Sent mailbox.
    sent_copy text,
    queued_at integer not null,
    primary key (scope_id, id),
    unique (scope_id, follow_up_id, ordinal, revision),
    foreign key (scope_id, follow_up_id) references follow_up (scope_id, id),
    foreign key (scope_id, draft_id) references draft (scope_id, id)
) strict;
create index outbox_item_by_time on outbox_item (scope_id, state, next_attempt_at);
create index outbox_item_by_message_id on outbox_item (scope_id, message_id);
create index outbox_item_by_replaced_id on outbox_item (scope_id, replaced_message_id);

-- Notes that went out or were done by hand: what pace counts.
create table note_sent (
    scope_id blob not null references scope (id),
    id blob not null,
    at integer not null,
    contact_id blob not null,
    organisation_id blob,
    channel text not null,
    purpose text not null,
    follow_up_id blob,
    touchpoint_id blob,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index note_sent_by_contact on note_sent (scope_id, contact_id, at);
create index note_sent_by_organisation on note_sent (scope_id, organisation_id, at);
create index note_sent_by_time on note_sent (scope_id, at);

-- The lasting rule that an address gets nothing. After an erasure only the keyed hash stays.
create table suppression (
    scope_id blob not null references scope (id),
    id blob not null,
    address text not null,
    address_hash blob not null,
    contact_id blob,
    reason text not null,
    at integer not null,
    proof text not null,
    primary key (scope_id, id)
) strict;
create unique index suppression_once on suppression (scope_id, address_hash, reason);
create index suppression_by_contact on suppression (scope_id, contact_id);

-- Mail as it came, kept before anything is thought about it.
create table inbound (
    scope_id blob not null references scope (id),
    id blob not null,
    sha256 blob not null,
    account_id blob,
    mailbox text not null,
    uid integer not null,
    raw blob not null,
    kept_at integer not null,
    processed_at integer,
    primary key (scope_id, id),
    unique (scope_id, sha256)
) strict;
create index inbound_unprocessed on inbound (scope_id, kept_at) where processed_at is null;

-- Messages that were looked at and not kept: a number and a hash, nothing more.
create table seen_uid (
    scope_id blob not null references scope (id),
    account_id blob not null,
    mailbox text not null,
    uidvalidity integer not null,
    uid integer not null,
    sha256 blob,
    primary key (scope_id, account_id, mailbox, uidvalidity, uid)
) strict;

-- One mail on the timeline, in or out.
create table message (
    scope_id blob not null references scope (id),
    id blob not null,
    direction text not null,
    contact_id blob,
    -- The Message-ID of the first message of the thread.
    thread text,
    message_id text,
    subject text not null,
    text text not null,
    at integer not null,
    class text,
    confidence integer,
    -- One line per piece, weightiest first.
    evidence text not null,
    follow_up_id blob,
    -- A pursuit it may belong to, and why; the user decides.
    suggested_opportunity_id blob,
    suggestion text,
    inbound_id blob,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index message_by_contact on message (scope_id, contact_id, at);
create index message_by_message_id on message (scope_id, message_id);
create index message_by_inbound on message (scope_id, inbound_id);
create index message_suggested on message (scope_id, at) where suggestion is not null;

-- Who must write next.
create table turn (
    scope_id blob not null,
    contact_id blob not null,
    turn text not null,
    since integer,
    message_id blob,
    primary key (scope_id, contact_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index turn_by_turn on turn (scope_id, turn, since);

-- Another playbook that is offered; it starts with a yes.
create table proposal (
    scope_id blob not null references scope (id),
    id blob not null,
    playbook text not null,
    contact_id blob not null,
    opportunity_id blob,
    follow_up_id blob,
    at integer not null,
    -- accepted or declined; null while open.
    answer text,
    primary key (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
) strict;
create index proposal_open on proposal (scope_id, at) where answer is null;

-- What happened and why. Only ever added to.
create table journal (
    scope_id blob not null references scope (id),
    id blob not null,
    at integer not null,
    actor text not null,
    event text not null,
    reason text not null,
    is_news integer not null,
    follow_up_id blob,
    contact_id blob,
    -- Where the follow-up stood afterwards.
    state text,
    primary key (scope_id, id)
) strict;
create index journal_by_follow_up on journal (scope_id, follow_up_id, at);
create index journal_by_contact on journal (scope_id, contact_id, at);
create index journal_news on journal (scope_id, at) where is_news = 1;

-- The user is away and nothing goes out.
create table absence (
    scope_id blob not null references scope (id),
    begins integer not null,
    until integer not null,
    primary key (scope_id, begins, until)
) strict;

-- When each worker last went round.
create table worker_tick (
    scope_id blob not null references scope (id),
    worker text not null,
    last_at integer not null,
    backlog integer not null,
    primary key (scope_id, worker)
) strict;
