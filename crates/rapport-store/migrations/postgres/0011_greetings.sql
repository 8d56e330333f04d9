-- Holiday notes: which day somebody keeps, as the user entered it, and what was planned for which day;
-- pictures on letters.

create table greeting_preference (
    scope_id bytea not null,
    contact_id bytea not null,
    -- The key of a day, or none: they want no greetings.
    day text not null,
    primary key (scope_id, contact_id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);

create table greeting (
    scope_id bytea not null,
    follow_up_id bytea not null,
    contact_id bytea not null,
    -- The key of the day that is greeted.
    day text not null,
    primary key (scope_id, follow_up_id),
    foreign key (scope_id, follow_up_id) references follow_up (scope_id, id),
    foreign key (scope_id, contact_id) references contact (scope_id, id)
);

create table letter_picture (
    scope_id bytea not null references scope (id),
    -- letterhead or signature.
    name text not null,
    bytes bytea not null,
    primary key (scope_id, name)
);
