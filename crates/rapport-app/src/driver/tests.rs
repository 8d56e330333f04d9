//! Tests of `driver`.

use super::*;

#[test]
fn no_secret_is_ever_shown() {
    let secret = || "hush".into();
    for login in [
        Login::Password { user: "me".into(), secret: secret() },
        Login::Token { user: "me".into(), access_token: secret() },
    ] {
        let server = MailServer::new("mail.example", 465, Security::ImplicitTls, login);
        let shown = format!("{server:?}");
        assert!(shown.contains("me") && !shown.contains("hush"), "{shown}");
    }
}

/// The workers run drivers as tasks on several threads.
#[test]
fn drivers_can_be_run_as_tasks() {
    fn task<T: Send>(_: T) {}
    let login = Login::Password { user: "me".into(), secret: "s".into() };
    let server = MailServer::new("mail.example", 465, Security::ImplicitTls, login);
    let clock = crate::clock::Clock::system();
    task(smtp::deliver(&server, "a@b.example", "c@d.example", b"", || async { true }));
    task(imap::ImapSession::open(&server));
    let trip = round_trip::round_trip(
        &server,
        &server,
        "a@b.example",
        round_trip::Patience::default(),
        &clock,
        |_| {},
    );
    task(trip);
    let provider = oauth::Provider::google();
    let registration = oauth::Registration { client_id: String::new(), client_secret: None };
    let token = "t".into();
    task(oauth::refresh(&provider, &registration, &token, &clock));
    task(oauth::start_device(&provider, &registration, &clock));
    fn reading(mut session: imap::ImapSession) -> impl Send {
        async move {
            let _ = session.headers(&[1]).await;
            let _ = session.append_sent("Sent", b"", jiff::Timestamp::UNIX_EPOCH).await;
            let _ = session.idle(imap::RE_ISSUE, std::future::pending()).await;
        }
    }
    let _ = reading;
    fn device(sign_in: oauth::DeviceSignIn, clock: &crate::clock::Clock) -> impl Send {
        sign_in.finish(clock)
    }
    let _ = device;
}
