//! Tests of `error`.

use super::*;

#[test]
fn a_certificate_fault_is_found_inside_an_io_error() {
    let wrapped = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    let expired = RustlsError::InvalidCertificate(CertificateError::Expired);
    assert_eq!(TlsProblem::from_io(&wrapped(expired)), TlsProblem::Expired);
    let unknown = RustlsError::InvalidCertificate(CertificateError::UnknownIssuer);
    assert_eq!(TlsProblem::from_io(&wrapped(unknown)), TlsProblem::UnknownIssuer);
    let reset = io::Error::from(io::ErrorKind::ConnectionReset);
    assert!(matches!(TlsProblem::from_io(&reset), TlsProblem::Broken(_)));
}

#[test]
fn a_refused_login_names_the_remedy_that_the_provider_hints_at() {
    let remedy = |answer: &str| {
        LoginRefused { user: "a".into(), answer: answer.into(), with_token: false }.remedy()
    };
    assert!(remedy("534-5.7.9 Application-specific password required").contains("app password"));
    assert!(
        remedy("550 5.7.30 Basic authentication is not supported for Client Submission")
            .contains("sign in with the provider")
    );
    assert!(remedy("535 Incorrect authentication data").contains("check the login name"));
    let expired = LoginRefused { user: "a".into(), answer: "535 no".into(), with_token: true };
    assert!(expired.remedy().contains("sign in again"));
}

#[test]
fn what_waiting_can_heal_is_transient_and_what_a_person_must_do_is_not() {
    let host = || "mail.example".to_owned();
    assert!(ConnectError::Refused { host: host(), port: 465 }.is_transient());
    assert!(!ConnectError::NoStartTls { host: host(), port: 587 }.is_transient());
    let expired = ConnectError::Tls { host: host(), port: 465, problem: TlsProblem::Expired };
    assert!(!expired.is_transient());
    assert!(expired.remedy().contains("date and time"));
    assert!(expired.to_string().contains("has expired"));
}
