-- Whether a domain takes mail, as its name server said when it was asked.

create table mail_domain (
    scope_id bytea not null references scope (id),
    -- In the form of the name server (xn--…), small letters.
    domain text not null,
    -- takes, refuses (a null MX, or no server at all), unknown-name (there is no such domain).
    answer text not null,
    asked_at bigint not null,
    primary key (scope_id, domain)
);
