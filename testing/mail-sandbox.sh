#!/usr/bin/env bash
# mail-sandbox.sh - a throw-away mail world on loopback ports, for test-suites.
#
#   mail-sandbox.sh provision      install what is needed (root or sudo; once)
#   mail-sandbox.sh check          exit code 0 if all that is needed is there
#   mail-sandbox.sh start DIR      bring up one instance in DIR, print KEY=VALUE
#   mail-sandbox.sh env DIR        print the KEY=VALUE lines again
#   mail-sandbox.sh stop DIR       end it and remove everything it made in DIR
#   mail-sandbox.sh token DIR USER [SECONDS]   print a signed OAuth2 bearer token
#   mail-sandbox.sh down DIR exim|dovecot      end one of the two daemons
#   mail-sandbox.sh up DIR exim|dovecot        start it again, on the same ports
#
# One instance is two daemons, both unprivileged, both listening on 127.0.0.1
# only, with every file below DIR:
#   Exim     MX port (unauthenticated, local domains only), submission port
#            (STARTTLS, AUTH), submissions port (implicit TLS, AUTH). Unknown
#            recipients are accepted and come back as RFC 3464 bounces.
#   Dovecot  IMAP (STARTTLS), IMAPS, ManageSieve, LMTP, Sieve with vacation,
#            quota, and the one user database that Exim's AUTH asks too.
# Called by root, the daemons run as the unprivileged MAIL_SANDBOX_USER.
#
# Settings, all optional (environment of `start`):
#   MAIL_SANDBOX_DOMAINS    local domains              (alpha.test beta.test)
#   MAIL_SANDBOX_USER       user to become when root   (nobody)
#   MAIL_SANDBOX_TTL        daemons end by themselves after N seconds  (3600)
#   MAIL_SANDBOX_GIVE_UP    deferred mail bounces after N seconds        (20)
#   MAIL_SANDBOX_DELAY_WARN a "delayed" DSN is sent after N seconds       (4)
#   MAIL_SANDBOX_EXIM       an Exim binary with the dovecot authenticator
#   MAIL_SANDBOX_CACHE      where `provision` unpacks Exim (~/.cache/mail-sandbox)
#
# Files below DIR that a test may edit while it runs (ADDRESS: VALUE per line):
#   users               passwd-file; a new line is a new mailbox
#   policy/reject       e.g. "550 5.7.1 not wanted"    refused at RCPT
#   policy/tempfail     e.g. "451 4.3.0 try later"     refused at RCPT, for now
#   policy/greylist     seconds; 451 until they have passed, then accepted
#   policy/reject_data  e.g. "554 5.6.0 spam"          refused after DATA
#   policy/drop         e.g. "554 5.3.2 going down"    said at RCPT, then closed
#   policy/bounce       text; accepted, then bounced with a DSN
#   policy/defer        text; accepted, delayed DSN, then a failed DSN
#   policy/sender       e.g. "553 5.7.1 not yours"     keyed by MAIL FROM

set -euo pipefail
export LC_ALL=C
PATH="$PATH:/usr/sbin:/sbin"

die() { printf 'mail-sandbox: %s\n' "$*" >&2; exit 1; }
say() { printf 'mail-sandbox: %s\n' "$*" >&2; }

CACHE="${MAIL_SANDBOX_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/mail-sandbox}"

# --- provision ---------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# True when every program that `start` needs is there.
provisioned() {
    command -v dovecot >/dev/null && [ -e /usr/lib/dovecot/lmtp ] &&
        [ -e /usr/lib/dovecot/managesieve ] && command -v openssl >/dev/null &&
        find_exim >/dev/null && id -u Debian-exim >/dev/null 2>&1
}

# An Exim that can ask Dovecot for AUTH: the caller's, the unpacked one, or the
# system's own.
find_exim() {
    local e
    for e in "${MAIL_SANDBOX_EXIM:-}" "$CACHE/exim/usr/sbin/exim4" /usr/sbin/exim4; do
        if [ -z "$e" ] || [ ! -x "$e" ]; then continue; fi
        # What is compiled in shows by name in the binary; exim4-daemon-light lacks it.
        if grep -qa 'auth_dovecot_server' "$e"; then
            printf '%s\n' "$e"
            return 0
        fi
    done
    return 1
}

provision() {
    provisioned && { say "already provisioned"; return 0; }
    local apt=(apt-get -o DPkg::Lock::Timeout=600 -y --no-install-recommends)
    local libs policy=/usr/sbin/policy-rc.d made='' tmp
    tmp=$(mktemp -d)
    # Keep the packages from starting system-wide daemons while they install.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        made=1
    fi
    # shellcheck disable=SC2064  # expanded now on purpose
    trap "rm -rf '$tmp'; [ -z '$made' ] || as_root rm -f '$policy'" EXIT
    as_root apt-get -o DPkg::Lock::Timeout=600 update -qq
    # Exim is only unpacked: installing it would push out any other MTA.
    if ! find_exim >/dev/null; then
        (cd "$tmp" && apt-get download -qq exim4-daemon-heavy) >"$tmp/log" 2>&1 ||
            { cat "$tmp/log" >&2; die "apt-get download failed"; }
        mkdir -p "$CACHE/exim"
        dpkg -x "$tmp"/exim4-daemon-heavy_*.deb "$CACHE/exim"
        chmod u-s "$CACHE/exim/usr/sbin/exim4"
    fi
    # Its binary looks this name up at every start, and ends when there is none.
    id -u Debian-exim >/dev/null 2>&1 ||
        as_root useradd --system --user-group --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin Debian-exim
    # The libraries it is linked to, without the exim4-* packages themselves.
    libs=$(apt-cache depends --important exim4-daemon-heavy |
        sed -n 's/^ *Depends: \(lib[^ <>]*\)$/\1/p')
    # shellcheck disable=SC2086  # one word per package
    as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install \
        dovecot-imapd dovecot-lmtpd dovecot-sieve dovecot-managesieved \
        openssl ca-certificates $libs >"$tmp/log" 2>&1 || { cat "$tmp/log" >&2; die "apt-get failed"; }
    provisioned || die "something is still missing after provision"
}

# --- small helpers -----------------------------------------------------------

# A port that nothing listens on now, below the kernel's ephemeral range.
free_port() {
    local p
    while :; do
        p=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        case " $taken " in *" $p "*) continue ;; esac
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null; then
            taken="$taken $p"
            port=$p
            return
        fi
    done
}

# banner PORT TEXT: true when the first line from PORT begins with TEXT.
banner() {
    local line=''
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    read -r -t 2 line <&3 || true
    exec 3<&- 3>&-
    case "$line" in "$2"*) return 0 ;; *) return 1 ;; esac
}

b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# The live processes of a session, from /proc: ps(1) is not on every machine.
# The daemons were started as session leaders: their session is their pid.
# Zombies do not count: where pid 1 reaps slowly or never, they stay a while.
session_pids() {
    local stat line state session
    for stat in /proc/[0-9]*/stat; do
        { read -r line <"$stat"; } 2>/dev/null || continue
        read -r state _ _ session _ <<<"${line##*) }"
        if [ "$session" = "$1" ] && [ "$state" != Z ] && [ "$state" != X ]; then
            printf '%s\n' "${line%% *}"
        fi
    done
}

# live_session NAME: the live processes of DIR/NAME.sid, if it still is ours. A
# session number is not used again while one process of the session is left, so
# one that shows this DIR, or this instance's name, tells for all.
live_session() {
    local sid pid cmd pids
    [ -s "$dir/$1.sid" ] || return 0
    sid=$(cat "$dir/$1.sid")
    pids=$(session_pids "$sid")
    for pid in $pids; do
        cmd=$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) || continue
        case "$cmd" in
            *" $dir/"* | "$dir/"* | "dovecot-$(cat "$dir/id" 2>/dev/null)/"*)
                printf '%s\n' "$pids"
                return 0
                ;;
        esac
    done
}

# --- configuration -----------------------------------------------------------

write_tls() {
    local t="$dir/tls"
    mkdir -p "$t"
    # A CA and a leaf below it: some TLS stacks refuse a CA as a server's own.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$t/ca.key" -out "$t/ca.pem" -days 3650 -subj "/CN=mail-sandbox CA" \
        -addext "basicConstraints=critical,CA:TRUE" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$t/server.key" -out "$t/server.csr" -subj "/CN=localhost" 2>/dev/null
    printf '%s\n' "subjectAltName=DNS:localhost,DNS:$host,IP:127.0.0.1" \
        "basicConstraints=CA:FALSE" "extendedKeyUsage=serverAuth" >"$t/ext"
    openssl x509 -req -in "$t/server.csr" -CA "$t/ca.pem" -CAkey "$t/ca.key" \
        -set_serial "0x$(openssl rand -hex 8)" -days 3650 -extfile "$t/ext" \
        -out "$t/server.pem" 2>/dev/null
    rm -f "$t/server.csr" "$t/ext"
}

write_users() {
    local u
    : >"$dir/users"
    for u in "alice@$d1" "bob@$d2" "carol@$d2"; do
        printf '%s:{PLAIN}%s::::::\n' "$u" "$password" >>"$dir/users"
    done
    printf '%s:{PLAIN}%s::::::userdb_quota_rule=*:bytes=1K\n' "full@$d2" "$password" >>"$dir/users"
    printf '%s:{PLAIN}%s::::::\n' "sink@sink.test" "$password" >>"$dir/users"
    # carol is always away
    mkdir -p "$dir/mail/$d2/carol"
    cat >"$dir/mail/$d2/carol/.dovecot.sieve" <<EOF
require ["vacation-seconds"];
vacation :seconds 0 :subject "Out of office" :addresses ["carol@$d2"]
  "I am away until further notice.";
EOF
}

write_oauth() {
    mkdir -p "$dir/oauth/keys/default/HS256"
    openssl rand -out "$dir/oauth/secret" 32
    openssl base64 -A -in "$dir/oauth/secret" >"$dir/oauth/keys/default/HS256/default"
    cat >"$dir/oauth/dovecot-oauth2.conf.ext" <<EOF
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$dir/oauth/keys/
username_attribute = sub
username_format = %Lu
EOF
}

write_dovecot() {
    cat >"$dir/dovecot.conf" <<EOF
base_dir = $dir/run
state_dir = $dir/state
log_path = /dev/stderr
instance_name = $(cat "$dir/id")
listen = 127.0.0.1
protocols = imap lmtp sieve
default_internal_user = $run_user
default_internal_group = $run_group
default_login_user = $run_user
first_valid_uid = 1
shutdown_clients = yes
auth_mechanisms = plain login scram-sha-256 xoauth2 oauthbearer
auth_cache_size = 0
auth_failure_delay = 0
auth_verbose = yes
disable_plaintext_auth = yes
ssl = yes
ssl_cert = <$dir/tls/server.pem
ssl_key = <$dir/tls/server.key
ssl_min_protocol = TLSv1.2
mail_location = maildir:~/Maildir
mail_fsync = never
mail_plugins = quota
mail_max_userip_connections = 200
recipient_delimiter = +
postmaster_address = postmaster@$d1
hostname = $host
lmtp_save_to_detail_mailbox = no
submission_host = 127.0.0.1:$mx

passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $dir/oauth/dovecot-oauth2.conf.ext
}
passdb {
  driver = passwd-file
  mechanisms = plain login scram-sha-256
  args = $dir/users
}
userdb {
  driver = passwd-file
  args = $dir/users
  default_fields = uid=$run_uid gid=$run_gid home=$dir/mail/%Ld/%Ln
}

namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}

plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=1G
  quota_grace = 0
  sieve = file:~/sieve;active=~/.dovecot.sieve
  sieve_extensions = +vacation-seconds +editheader
  sieve_vacation_min_period = 0
  sieve_vacation_default_period = 1d
}
protocol imap {
  mail_plugins = \$mail_plugins imap_quota
}
protocol lmtp {
  mail_plugins = \$mail_plugins sieve
}

service anvil {
  chroot =
  # No growing delay after failed logins: tests make many, all from one host.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = $imaps
    ssl = yes
  }
}
service managesieve-login {
  chroot =
  service_count = 0
  inet_listener sieve {
    port = $sieve
  }
}
service lmtp {
  inet_listener lmtp {
    port = $lmtp
  }
}
service auth {
  unix_listener auth-exim {
    mode = 0600
  }
}
service imap {
  process_limit = 200
}
EOF
}

write_exim() {
    mkdir -p "$dir/policy" "$dir/exim"
    ( cd "$dir/policy" && touch reject tempfail greylist reject_data drop bounce defer sender )
    cat >"$dir/exim.conf" <<EOF
MX = $mx
POLICY = $dir/policy
ADDR = \${lc:\$local_part@\$domain}

primary_hostname = $host
qualify_domain = $d1
domainlist local_domains = ${domains// / : } : sink.test
exim_path = $exim
exim_user = $run_uid
exim_group = $run_gid
never_users =
keep_environment =
add_environment = PATH=/usr/bin:/bin
spool_directory = $dir/exim
sqlite_dbfile = $dir/exim/greylist.sqlite
log_file_path = $dir/log/exim-%slog
log_selector = -queue_run +smtp_protocol_error +tls_cipher +received_recipients
write_rejectlog = false
pid_file_path = $dir/run-exim.pid
local_interfaces = 127.0.0.1
disable_ipv6 = true
daemon_smtp_ports = $mx : $submission : $submissions
tls_on_connect_ports = $submissions
tls_advertise_hosts = *
tls_certificate = $dir/tls/server.pem
tls_privatekey = $dir/tls/server.key
auth_advertise_hosts = \${if eq{\$received_port}{MX}{}{*}}
dsn_advertise_hosts = *
chunking_advertise_hosts = *
smtp_accept_max = 200
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 0
smtp_enforce_sync = true
message_size_limit = 25M
rfc1413_hosts =
host_lookup =
queue_run_max = 4
delay_warning = ${delay_warn}s
delay_warning_condition = yes
ignore_bounce_errors_after = 0s
bounce_return_size_limit = 100K
trusted_users = $run_user
local_from_check = false
acl_smtp_mail = acl_mail
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data

begin acl

acl_mail:
  deny    condition = \${if eq{\$received_port}{MX}{no}{yes}}
          !encrypted = *
          message = 530 5.7.0 Must issue a STARTTLS command first
  deny    condition = \${if eq{\$received_port}{MX}{no}{yes}}
          !authenticated = *
          message = 530 5.7.0 Authentication required
  deny    set acl_m_text = \${lookup{\${lc:\$sender_address}}lsearch{POLICY/sender}}
          condition = \${if def:acl_m_text}
          message = \$acl_m_text
  accept

acl_rcpt:
  deny    !authenticated = *
          !domains = +local_domains
          message = 550 5.7.1 relay not permitted
  drop    set acl_m_text = \${lookup{ADDR}lsearch{POLICY/drop}}
          condition = \${if def:acl_m_text}
          message = \$acl_m_text
  deny    set acl_m_text = \${lookup{ADDR}lsearch{POLICY/reject}}
          condition = \${if def:acl_m_text}
          message = \$acl_m_text
  defer   set acl_m_text = \${lookup{ADDR}lsearch{POLICY/tempfail}}
          condition = \${if def:acl_m_text}
          message = \$acl_m_text
  warn    set acl_m_wait = \${lookup{ADDR}lsearch{POLICY/greylist}}
          condition = \${if def:acl_m_wait}
          set acl_m_none = \${lookup sqlite{CREATE TABLE IF NOT EXISTS grey (k TEXT PRIMARY KEY, t INTEGER)}}
          set acl_m_none = \${lookup sqlite{INSERT OR IGNORE INTO grey VALUES ('\${quote_sqlite:\$sender_address ADDR}', \$tod_epoch)}}
          set acl_m_seen = \${lookup sqlite{SELECT t FROM grey WHERE k = '\${quote_sqlite:\$sender_address ADDR}'}}
  defer   condition = \${if def:acl_m_wait}
          condition = \${if <{\$tod_epoch}{\${eval:\$acl_m_seen + \$acl_m_wait}}}
          message = 451 4.7.1 Greylisted, please try again in \$acl_m_wait seconds
  warn    set acl_m_text = \${lookup{ADDR}lsearch{POLICY/reject_data}}
          condition = \${if def:acl_m_text}
          set acl_m_data = \$acl_m_text
  accept  authenticated = *
          control = submission/sender_retain
  accept

acl_data:
  deny    condition = \${if def:acl_m_data}
          message = \$acl_m_data
  accept

begin routers

policy_bounce:
  driver = redirect
  allow_fail
  data = \${lookup{ADDR}lsearch{POLICY/bounce}{:fail: \$value}}

policy_defer:
  driver = redirect
  allow_defer
  data = \${lookup{ADDR}lsearch{POLICY/defer}{:defer: \$value}}

sink:
  driver = redirect
  domains = sink.test
  local_parts = ! sink
  data = sink@sink.test

local:
  driver = manualroute
  domains = +local_domains
  transport = dovecot
  route_data = 127.0.0.1
  self = send

# No router for any other domain: mail to it bounces as unrouteable, and
# nothing ever leaves this machine.

begin transports

# LMTP by TCP, so that bounces carry Remote-MTA and the full Diagnostic-Code.
dovecot:
  driver = smtp
  protocol = lmtp
  port = $lmtp
  hosts_override
  allow_localhost
  hosts_avoid_tls = *
  hosts_try_chunking =
  connect_timeout = 5s
  command_timeout = 20s
  final_timeout = 20s

begin retry

* * F,${give_up}s,1s

begin authenticators

plain:
  driver = dovecot
  public_name = PLAIN
  server_socket = $dir/run/auth-exim
  server_set_id = \$auth1
  server_advertise_condition = \${if def:tls_in_cipher}

login:
  driver = dovecot
  public_name = LOGIN
  server_socket = $dir/run/auth-exim
  server_set_id = \$auth1
  server_advertise_condition = \${if def:tls_in_cipher}

scram:
  driver = dovecot
  public_name = SCRAM-SHA-256
  server_socket = $dir/run/auth-exim
  server_set_id = \$auth1
  server_advertise_condition = \${if def:tls_in_cipher}

xoauth2:
  driver = dovecot
  public_name = XOAUTH2
  server_socket = $dir/run/auth-exim
  server_set_id = \$auth1
  server_advertise_condition = \${if def:tls_in_cipher}

oauthbearer:
  driver = dovecot
  public_name = OAUTHBEARER
  server_socket = $dir/run/auth-exim
  server_set_id = \$auth1
  server_advertise_condition = \${if def:tls_in_cipher}
EOF
}

# --- start, stop -------------------------------------------------------------

# launch NAME COMMAND...: in a session of its own, unprivileged, with a time to
# live; remembers the session's id in DIR/NAME.sid.
launch() {
    local name=$1
    shift
    setsid "${drop[@]}" timeout --kill-after=5 "$ttl" "$@" \
        </dev/null >>"$dir/log/$name.log" 2>&1 3>&- &
    printf '%s\n' "$!" >"$dir/$name.sid"
}

end_session() {
    local i sid pids
    pids=$(live_session "$1")
    if [ -n "$pids" ]; then
        sid=$(cat "$dir/$1.sid")
        # The leader is timeout(1), which hands the signal on to the daemon; if
        # someone killed it, the daemon is told directly.
        # shellcheck disable=SC2086  # one word per process
        kill -TERM "$sid" 2>/dev/null || kill -TERM $pids 2>/dev/null || true
        for i in $(seq 120); do
            pids=$(session_pids "$sid")
            [ -n "$pids" ] || break
            # shellcheck disable=SC2086
            [ "$i" -lt 80 ] || kill -KILL $pids 2>/dev/null || true
            sleep 0.05
        done
    fi
    rm -f "$dir/$1.sid"
}

wait_ready() {
    local i
    for i in $(seq 200); do
        if banner "$imap" '* OK' 2>/dev/null && banner "$mx" '220 ' 2>/dev/null &&
            banner "$lmtp" '220 ' 2>/dev/null && [ -S "$dir/run/auth-exim" ]; then
            return 0
        fi
        if grep -qs 'Address already in use' "$dir"/log/*; then return 2; fi
        kill -0 "$(cat "$dir/dovecot.sid")" 2>/dev/null || return 1
        kill -0 "$(cat "$dir/exim.sid")" 2>/dev/null || return 1
        sleep 0.05
    done
    return 1
}

wipe() {
    rm -rf "$dir/run" "$dir/state" "$dir/log" "$dir/tls" "$dir/mail" "$dir/oauth" \
        "$dir/exim" "$dir/policy" "$dir/users" "$dir/dovecot.conf" "$dir/exim.conf" \
        "$dir/run-exim.pid" "$dir/exim-daemon" "$dir/id" "$dir/env" "$dir/dovecot.sid" "$dir/exim.sid"
}

# down NAME, up NAME: one daemon away for a while, as on a bad day of a provider.
down() {
    case "$1" in exim | dovecot) ;; *) usage ;; esac
    end_session "$1"
}

up() {
    local owner i port want
    [ -s "$dir/env" ] || die "no instance in $dir"
    ttl=${MAIL_SANDBOX_TTL:-3600}
    drop=(setpriv --no-new-privs)
    if [ "$(id -u)" = 0 ]; then
        owner=$(stat -c '%u %g' "$dir/users")
        drop+=("--reuid=${owner% *}" "--regid=${owner#* }" --clear-groups)
    fi
    [ -z "$(live_session "$1")" ] || return 0
    case "$1" in
        dovecot)
            launch dovecot dovecot -F -c "$dir/dovecot.conf"
            port=$(sed -n 's/^IMAP_PORT=//p' "$dir/env")
            want='* OK'
            ;;
        exim)
            launch exim "$dir/exim-daemon" -C "$dir/exim.conf" -bdf -q1s
            port=$(sed -n 's/^SMTP_MX_PORT=//p' "$dir/env")
            want='220 '
            ;;
        *) usage ;;
    esac
    for i in $(seq 200); do
        if banner "$port" "$want" 2>/dev/null; then return 0; fi
        sleep 0.05
    done
    die "$1 did not come up again; logs are in $dir/log"
}

start() {
    local exim run_user run_group run_uid run_gid drop ttl domains d1 d2 host password
    local give_up delay_warn try rc taken='' port
    local mx submission submissions imap imaps sieve lmtp
    [ ${#dir} -le 70 ] || die "DIR is too long for unix sockets (70 characters at most): $dir"
    provisioned || die "not provisioned: run '$0 provision' first"
    exim=$dir/exim-daemon
    if [ -e "$mark" ]; then
        if [ -s "$dir/env" ] && [ -n "$(live_session dovecot)" ] && [ -n "$(live_session exim)" ]; then
            cat "$dir/env"
            return 0
        fi
        # A half-started, ended or killed instance: begin anew.
        end_session exim
        end_session dovecot
    elif [ -n "$(ls -A "$dir" 2>/dev/null)" ]; then
        die "$dir holds other files: use an empty or a new DIR"
    fi
    ttl=${MAIL_SANDBOX_TTL:-3600}
    give_up=${MAIL_SANDBOX_GIVE_UP:-20}
    delay_warn=${MAIL_SANDBOX_DELAY_WARN:-4}
    domains=${MAIL_SANDBOX_DOMAINS:-alpha.test beta.test}
    d1=${domains%% *}
    d2=${domains#* }
    d2=${d2%% *}
    host=mail.$d1
    password=pw-$(openssl rand -hex 8)
    if [ "$(id -u)" = 0 ]; then
        run_user=${MAIL_SANDBOX_USER:-nobody}
    else
        run_user=$(id -un)
    fi
    run_uid=$(id -u "$run_user")
    run_gid=$(id -g "$run_user")
    run_group=$(id -gn "$run_user")
    drop=(setpriv --no-new-privs)
    [ "$(id -u)" != 0 ] || drop+=("--reuid=$run_uid" "--regid=$run_gid" --clear-groups)
    if [ ! -d "$dir" ]; then
        mkdir -p "$dir"
        printf 'made\n' >"$mark"
    elif [ ! -e "$mark" ]; then
        printf 'found\n' >"$mark"
    fi
    trap 'stop; exit 130' INT TERM HUP
    for try in 1 2 3 4 5; do
        taken=''
        free_port; mx=$port
        free_port; submission=$port
        free_port; submissions=$port
        free_port; imap=$port
        free_port; imaps=$port
        free_port; sieve=$port
        free_port; lmtp=$port
        wipe
        printf 'ms-%s\n' "$(openssl rand -hex 6)" >"$dir/id"
        mkdir -p "$dir/run" "$dir/state" "$dir/log" "$dir/mail"
        # A copy: no setuid bit, and reachable for the unprivileged user.
        install -m 0755 "$(find_exim)" "$exim"
        write_tls
        write_users
        write_oauth
        write_dovecot
        write_exim
        chmod -R go-rwx "$dir"/*
        if [ "$(id -u)" = 0 ]; then
            chown -R "$run_uid:$run_gid" "$dir"
            if ! "${drop[@]}" test -r "$dir/dovecot.conf"; then
                stop
                die "user $run_user cannot reach $dir: use a DIR below a folder that all may enter"
            fi
        fi
        launch dovecot dovecot -F -c "$dir/dovecot.conf"
        launch exim "$exim" -C "$dir/exim.conf" -bdf -q1s
        rc=0
        wait_ready || rc=$?
        [ "$rc" != 0 ] || break
        end_session exim
        end_session dovecot
        if [ "$rc" != 2 ] || [ "$try" = 5 ]; then
            tail -n 20 "$dir"/log/* >&2 || true
            die "did not come up; logs kept in $dir/log"
        fi
    done
    install -m 0600 /dev/null "$dir/env"
    cat >"$dir/env" <<EOF
MAIL_HOST=127.0.0.1
MAIL_HOSTNAME=$host
MAIL_CA_PEM=$dir/tls/ca.pem
SMTP_MX_PORT=$mx
SMTP_SUBMISSION_PORT=$submission
SMTP_SUBMISSIONS_PORT=$submissions
IMAP_PORT=$imap
IMAPS_PORT=$imaps
SIEVE_PORT=$sieve
LMTP_PORT=$lmtp
MAIL_PASSWORD=$password
MAIL_DOMAIN_1=$d1
MAIL_DOMAIN_2=$d2
MAIL_USER_1=alice@$d1
MAIL_USER_2=bob@$d2
MAIL_USER_AWAY=carol@$d2
MAIL_USER_FULL=full@$d2
MAIL_USER_SINK=sink@sink.test
MAIL_UNKNOWN=nobody@$d2
MAIL_POLICY_DIR=$dir/policy
MAIL_USERS_FILE=$dir/users
MAIL_STORE=$dir/mail
MAIL_LOG_DIR=$dir/log
DOVECOT_CONF=$dir/dovecot.conf
EXIM_CONF=$dir/exim.conf
EXIM_BIN=$exim
EOF
    cat "$dir/env"
}

stop() {
    local made
    [ -e "$mark" ] || return 0
    end_session exim
    end_session dovecot
    wipe
    made=$(cat "$mark")
    rm -f "$mark"
    if [ "$made" = made ]; then rmdir "$dir" 2>/dev/null || true; fi
}

token() {
    local user=$1 life=${2:-3600} now head body
    [ -s "$dir/oauth/secret" ] || die "no instance in $dir"
    now=$(date +%s)
    head=$(printf '{"alg":"HS256","typ":"JWT"}' | b64url)
    body=$(printf '{"sub":"%s","iat":%d,"nbf":%d,"exp":%d}' \
        "$user" $((now - 10)) $((now - 10)) $((now + life)) | b64url)
    printf '%s.%s.%s\n' "$head" "$body" "$(printf '%s.%s' "$head" "$body" |
        openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(od -An -v -tx1 "$dir/oauth/secret" | tr -d ' \n')" -binary | b64url)"
}

# --- main --------------------------------------------------------------------

usage() {
    sed -n '4,11s/^# \{0,3\}//p' "$0" >&2
    exit 2
}

[ $# -ge 1 ] || usage
verb=$1
dir=''
if [ "$verb" != provision ] && [ "$verb" != check ]; then
    [ $# -ge 2 ] || usage
    dir=$(realpath -m -- "$2")
    [ "$dir" != / ] || die "not in /"
    # It is written into the daemons' configuration, unquoted.
    case "$dir" in *[!A-Za-z0-9/._+-]*) die "DIR may hold letters, digits and / . _ + - only: $dir" ;; esac
    mark=$dir/.mail-sandbox
fi
case "$verb" in
    provision) provision ;;
    check) provisioned ;;
    start) start ;;
    stop) stop ;;
    env) cat "$dir/env" ;;
    down) [ $# -ge 3 ] || usage; down "$3" ;;
    up) [ $# -ge 3 ] || usage; up "$3" ;;
    token) [ $# -ge 3 ] || usage; token "$3" "${4:-3600}" ;;
    *) usage ;;
esac
