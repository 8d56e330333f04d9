//! Tests of `settings`.

use super::*;

fn server(host: &str) -> ServerSettings {
    ServerSettings { host: host.to_owned(), port: 993, security: SecurityWord::StartTls }
}

#[test]
fn settings_are_read_as_they_were_written() {
    let login = LoginSettings::SignIn {
        provider: SignInProvider::own(Provider::google()),
        client_id: "mine".to_owned(),
    };
    let settings = AccountSettings::new(
        server("smtp.example.org"),
        server("imap.example.org"),
        "me".to_owned(),
        login,
        None,
    );
    let text = settings.to_text().unwrap();
    assert_eq!(serde_json::from_str::<AccountSettings>(&text).unwrap(), settings);
}

#[test]
fn an_older_row_gets_modest_habits() {
    let text = r#"{"submission":{"host":"s","port":465,"security":"tls"},
            "imap":{"host":"i","port":143,"security":"starttls"},"user":"me",
            "login":{"kind":"password"}}"#;
    let settings: AccountSettings = serde_json::from_str(text).unwrap();
    assert_eq!((settings.daily_budget, settings.spacing_seconds), (50, 60));
    assert_eq!(settings.sent_copy, CopyRule::Unknown);
    assert!(!settings.read_junk && !settings.read_all);
}

#[test]
fn presets_bring_their_habits() {
    let gmail = presets::by_name("Gmail").unwrap();
    let settings = AccountSettings::new(
        gmail.smtp.into(),
        gmail.imap.into(),
        "me".to_owned(),
        LoginSettings::Password,
        Some(gmail),
    );
    assert_eq!(settings.daily_budget, 50);
    assert_eq!(settings.sent_copy, CopyRule::ByServer);
    assert!(settings.read_all, "a filter must not hide an answer");
}

#[test]
fn the_sign_in_provider_is_known_by_the_reading_server() {
    for (host, known) in [
        ("imap.gmail.com", Some(SignInProvider::Google)),
        ("outlook.office365.com", Some(SignInProvider::Microsoft)),
        ("imap.notgmail.com", None),
        ("imap.example.org", None),
    ] {
        assert_eq!(SignInProvider::of_host(host), known, "{host}");
    }
}
