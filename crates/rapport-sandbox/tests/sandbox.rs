//! The sandbox keeps its promises: real mail arrives, bounces and is answered, PostgreSQL
//! answers, the scripted server misbehaves as told, and nothing is left behind.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate as Trusted, Tls, TlsParameters};
use lettre::{Address, SmtpTransport, Transport};
use rapport_sandbox::{
    Delays, FakeSmtp, FaultProxy, Flaw, MailWorld, MessageIds, OauthMock, Postgres, ProxyMode,
    Rule, Security, Stage,
};

const SOON: Duration = Duration::from_secs(30);

fn mail(from: &str, to: &str, id: &str) -> Vec<u8> {
    format!(
        "From: <{from}>\r\nTo: <{to}>\r\nMessage-ID: <{id}@example.org>\r\nSubject: {id}\r\n\
         Date: Thu, 05 Mar 2026 09:00:00 +0000\r\n\r\nHello\r\n.leading dot\r\n"
    )
    .into_bytes()
}

struct Login<'login> {
    port: u16,
    ca_pem: &'login Path,
    implicit: bool,
    user: &'login str,
    secret: &'login str,
    mechanism: Mechanism,
}

impl Login<'_> {
    fn send(&self, to: &str, raw: &[u8]) -> Result<(), lettre::transport::smtp::Error> {
        let ca = Trusted::from_pem(&std::fs::read(self.ca_pem).unwrap()).unwrap();
        let tls = TlsParameters::builder("127.0.0.1".to_owned())
            .add_root_certificate(ca)
            .build_rustls()
            .unwrap();
        let tls = if self.implicit { Tls::Wrapper(tls) } else { Tls::Required(tls) };
        let transport = SmtpTransport::builder_dangerous("127.0.0.1")
            .port(self.port)
            .tls(tls)
            .timeout(Some(Duration::from_secs(10)))
            .credentials(Credentials::new(self.user.to_owned(), self.secret.to_owned()))
            .authentication(vec![self.mechanism])
            .build();
        let envelope = Envelope::new(
            Some(self.user.parse::<Address>().unwrap()),
            vec![to.parse::<Address>().unwrap()],
        );
        transport.send_raw(&envelope.unwrap(), raw).map(drop)
    }
}

#[test]
fn mail_is_submitted_bounced_and_answered_by_real_servers() {
    let world = MailWorld::shared();
    let user = world.new_user("erin", "alpha.test");
    for (port, implicit, mechanism) in [
        (world.submission_port, false, Mechanism::Plain),
        (world.submissions_port, true, Mechanism::Login),
    ] {
        let login = Login {
            port,
            ca_pem: &world.ca_pem,
            implicit,
            user: &user.address,
            secret: &user.password,
            mechanism,
        };
        let id = format!("submitted-{port}");
        login.send(&world.bob, &mail(&user.address, &world.bob, &id)).unwrap();
        let found = world.wait_for_message(&world.bob, |text| text.contains(&id), SOON);
        assert!(String::from_utf8_lossy(&found).contains("\n.leading dot"));
    }

    world.send(&user.address, &world.unknown, &mail(&user.address, &world.unknown, "lost"));
    let is_report =
        |text: &str| text.contains("report-type=delivery-status") && text.contains("5.1.1");
    world.wait_for_message(&user.address, is_report, SOON);

    world.send(&user.address, &world.carol, &mail(&user.address, &world.carol, "holiday"));
    let is_away = |text: &str| text.contains("Auto-Submitted: auto-replied (vacation)");
    world.wait_for_message(&user.address, is_away, SOON);
}

#[test]
fn a_new_user_can_be_delivered_to_marked_as_read_away_and_refused() {
    let world = MailWorld::shared();
    let user = world.new_user("frank", "beta.test");
    world.deliver("x@example.org", &user.address, &mail("x@example.org", &user.address, "one"));
    world.append(&user.address, "Sent", "\\Seen", &mail(&user.address, "x@example.org", "two"));
    assert_eq!(world.messages_in(&user.address, "INBOX").len(), 1);
    assert_eq!(world.messages_in(&user.address, "Sent").len(), 1);
    assert_eq!(world.messages(&user.address).len(), 2);
    assert!(!world.is_seen(&user.address, "<one@example.org>"));
    world.mark_seen(&user.address, "<one@example.org>");
    assert!(world.is_seen(&user.address, "<one@example.org>"));

    let asker = world.new_user("grace", "alpha.test");
    world.go_away(&user.address, "Out of office", "Back on 9 March");
    world.deliver(&asker.address, &user.address, &mail(&asker.address, &user.address, "ask"));
    world.wait_for_message(&asker.address, |text| text.contains("Back on 9 March"), SOON);

    world.policy("reject", &user.address, "550 5.7.1 not wanted");
    let raw = mail("x@example.org", &user.address, "three");
    let refused =
        rapport_sandbox::deliver_by_smtp(world.mx_port, "x@example.org", &[&user.address], &raw);
    assert!(refused.unwrap_err().to_string().contains("5.7.1 not wanted"));
}

#[test]
fn tokens_log_in_and_expired_ones_do_not() {
    let world = MailWorld::shared();
    let user = world.new_user("henry", "alpha.test");
    let provider = OauthMock::start();
    provider.trusted_by(world);
    provider.set_user(&user.address);
    let try_token = |token: &str| {
        let login = Login {
            port: world.submission_port,
            ca_pem: &world.ca_pem,
            implicit: false,
            user: &user.address,
            secret: token,
            mechanism: Mechanism::Xoauth2,
        };
        login.send(&world.bob, &mail(&user.address, &world.bob, "token"))
    };
    try_token(&world.token(&user.address, 600)).unwrap();
    assert!(try_token(&world.token(&user.address, -600)).is_err());
    try_token(&provider.access_token()).unwrap();
}

fn post(port: u16, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_provider_refreshes_waits_for_the_device_and_refuses() {
    let provider = OauthMock::start();
    let refresh = provider.refresh_token();
    let grant = format!("grant_type=refresh_token&client_id=app&refresh_token={refresh}");
    assert!(post(provider.port(), "/token", &grant).contains("\"access_token\""));
    assert!(
        post(provider.port(), "/token", "grant_type=refresh_token&refresh_token=made-up")
            .contains("invalid_grant")
    );
    provider.refuse_grants(true);
    assert!(post(provider.port(), "/token", &grant).contains("invalid_grant"));
    provider.refuse_grants(false);

    let device = post(provider.port(), "/device_authorization", "client_id=app&scope=mail");
    let code = device.split("\"device_code\":\"").nth(1).unwrap().split('"').next().unwrap();
    let grant = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=app&device_code={code}"
    );
    assert!(post(provider.port(), "/token", &grant).contains("authorization_pending"));
    provider.approve_device();
    let answer = post(provider.port(), "/token", &grant);
    assert!(
        answer.contains("\"access_token\"") && answer.contains("\"refresh_token\""),
        "{answer}"
    );
    assert_eq!(provider.requests().matches("refresh_token").count(), 3);
}

#[test]
fn dovecot_can_be_away_for_a_while() {
    let world = MailWorld::start();
    world.stop_dovecot();
    assert!(TcpStream::connect(("127.0.0.1", world.imap_port)).is_err());
    world.start_dovecot();
    world.deliver("x@example.org", &world.alice, &mail("x@example.org", &world.alice, "back"));
    assert_eq!(world.messages(&world.alice).len(), 1);
}

#[test]
fn postgres_gives_each_test_a_database_of_its_own() {
    let postgres = Postgres::shared();
    let (one, two) = (postgres.database(), postgres.database());
    assert_ne!(one, two);
    let name = one.rsplit('/').next().unwrap();
    postgres.query(name, "create table t (n integer)");
    assert_eq!(postgres.query(name, "insert into t values (7) returning n"), "7");
}

fn fake_login(
    server: &FakeSmtp,
    ca_pem: &Path,
    raw: &[u8],
) -> Result<(), lettre::transport::smtp::Error> {
    let login = Login {
        port: server.port(),
        ca_pem,
        implicit: false,
        user: "me@example.org",
        secret: "pw",
        mechanism: Mechanism::Plain,
    };
    login.send("dana@acme.example", raw)
}

#[test]
fn the_scripted_server_answers_drops_and_accepts_as_told() {
    let server = FakeSmtp::start(Security::StartTls);
    server.set_password("me@example.org", "pw");
    server.delays(Delays { seed: 1, longest: Duration::from_millis(2) });
    let ca = server.ca_pem();
    let send =
        |id: &str| fake_login(&server, &ca, &mail("me@example.org", "dana@acme.example", id));

    send("good").unwrap();
    assert_eq!(server.accepted().len(), 1);
    let bytes = String::from_utf8(server.accepted()[0].bytes.clone()).unwrap();
    assert!(bytes.contains("\r\n.leading dot\r\n"), "{bytes}");

    for (stage, answer, permanent) in [
        (Stage::Recipient, "550 5.1.1 no such user", true),
        (Stage::Recipient, "450 4.2.1 later", false),
        (Stage::Sender, "421 4.3.2 going down", false),
        (Stage::FinalDot, "554 5.6.0 spam", true),
    ] {
        server.rule(Rule::at(stage).times(1).answer(answer));
        let error = send("refused").unwrap_err();
        assert_eq!(error.is_permanent(), permanent, "{answer}: {error}");
        assert!(permanent || error.is_transient(), "{answer}: {error}");
    }
    for stage in [Stage::Connect, Stage::Hello, Stage::Data, Stage::Content, Stage::FinalDot] {
        server.rule(Rule::at(stage).times(1).drop_connection());
        send("dropped").unwrap_err();
        assert_eq!(server.accepted().len(), 1, "nothing was taken at {stage:?}");
    }
    server.rule(Rule::at(Stage::Content).times(1).drop_after_bytes(40));
    send("cut").unwrap_err();
    assert_eq!(server.accepted().len(), 1);

    server.rule(
        Rule::at(Stage::Accepted).for_recipient("dana@acme.example").times(1).drop_connection(),
    );
    send("taken").unwrap_err();
    assert_eq!(server.wait_for_accepted(2, SOON)[1].client_message_id, "<taken@example.org>");

    server.message_ids(MessageIds::Replace);
    send("replaced").unwrap();
    let replaced = server.accepted().pop().unwrap();
    assert!(!String::from_utf8_lossy(&replaced.bytes).contains("<replaced@example.org>"));
    assert_eq!(replaced.client_message_id, "<replaced@example.org>");
    assert!(server.transcript().iter().all(|(_, line)| !line.contains("cHc")));
}

#[test]
fn the_scripted_server_hands_mail_on_to_the_real_one() {
    let world = MailWorld::shared();
    let user = world.new_user("iris", "beta.test");
    let server = FakeSmtp::start(Security::Implicit);
    server.forward_to(world.mx_port);
    let login = |mechanism| Login {
        port: server.port(),
        ca_pem: Box::leak(server.ca_pem().into_boxed_path()),
        implicit: true,
        user: "me@example.org",
        secret: "token",
        mechanism,
    };
    server.set_token("me@example.org", "token");
    let raw = mail("me@example.org", &user.address, "handed-on");
    login(Mechanism::Plain).send(&user.address, &raw).unwrap_err();
    login(Mechanism::Xoauth2).send(&user.address, &raw).unwrap();
    world.wait_for_message(&user.address, |text| text.contains("handed-on"), SOON);
    assert_eq!(server.accepted().len(), 1);
}

#[test]
fn certificates_can_be_expired_or_of_another_host() {
    for flaw in [Flaw::Expired, Flaw::OtherHost] {
        let server = FakeSmtp::start_with(Security::StartTls, flaw);
        let error = fake_login(&server, &server.ca_pem(), b"x").unwrap_err();
        let words = format!("{error:?}").to_lowercase();
        assert!(words.contains("certificate"), "{flaw:?}: {words}");
        assert!(flaw != Flaw::Expired || words.contains("expired"), "{words}");
    }
}

#[test]
fn the_proxy_passes_cuts_and_closes() {
    let world = MailWorld::shared();
    let proxy = FaultProxy::start(world.mx_port);
    let greeting = || {
        let mut stream = TcpStream::connect(("127.0.0.1", proxy.port())).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
        let mut bytes = Vec::new();
        // Ends by a time-out where the line stays open.
        let ended = stream.read_to_end(&mut bytes).is_ok();
        (String::from_utf8_lossy(&bytes).into_owned(), ended)
    };
    let (passed, ended) = greeting();
    assert!(passed.starts_with("220 ") && !ended, "{passed}");
    proxy.set(ProxyMode::CutAfterServerBytes(5));
    assert_eq!(greeting().0.len(), 5);
    proxy.set(ProxyMode::Silent);
    assert_eq!(greeting(), (String::new(), false));
    proxy.set(ProxyMode::Close);
    assert_eq!(greeting().0, "");
    assert_eq!(proxy.connections(), 4);
}

#[test]
fn servers_leave_nothing_behind() {
    let world = MailWorld::start();
    let folder = world.store.parent().unwrap().to_path_buf();
    assert!(folder.exists());
    drop(world);
    assert!(!folder.exists());
}

#[test]
fn the_browser_clicks_types_and_finds_what_is_wrong_with_a_page() {
    let browser = rapport_sandbox::Browser::open();
    browser.go(
        "data:text/html,<title>Planted</title><main><p style='color:%23ccc'>pale</p>\
         <img src='data:,'><input id=f><button onclick=\"this.textContent=f.value\">Say</button></main>",
    );
    browser.fill("#f", "hello");
    browser.press("Say");
    browser.read("hello");
    let found = browser.violations();
    for rule in ["color-contrast", "image-alt", "label", "html-has-lang"] {
        assert!(found.iter().any(|it| it.rule == rule), "{rule}: {found:#?}");
    }
    assert!(browser.picture(true).starts_with(b"\x89PNG"));
    browser.without_scripts();
    browser.go("data:text/html,<title>kept</title><script>document.title='changed'</script>");
    assert_eq!(browser.title(), "kept");
}
