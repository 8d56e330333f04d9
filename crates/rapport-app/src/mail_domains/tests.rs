//! The machine's name server out of its file; doubts out of answers. A real name server is asked in
//! `tests/drivers`.

use super::*;

#[test]
fn the_first_name_server_that_is_one() {
    let text = "# local\nsearch example.org\nnameserver fe80::1%eth0\nnameserver 192.0.2.53\n";
    assert_eq!(first_resolver(text), Some("192.0.2.53:53".parse().unwrap()));
    assert_eq!(first_resolver("options edns0"), None);
}

#[test]
fn an_address_of_a_domain_without_mail_is_doubtful() {
    let refusing =
        BTreeMap::from([("example.org".to_owned(), "there is no such domain".to_owned())]);
    let found = doubt("dana@Example.org", &refusing).unwrap();
    assert_eq!((found.field.as_str(), found.why.as_str()), ("email", "there is no such domain"));
    assert_eq!(doubt("dana@example.test", &refusing), None);
    assert_eq!(doubt("nobody", &refusing), None);
}
