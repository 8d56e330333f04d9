//! The layouts that come with the program, by name. Their figures have their reasons as comments in
//! `crates/rapport-paper/layouts/`.

/// Name and TOML.
pub(super) const LAYOUTS: &[(&str, &str)] = &[
    ("din-5008-a", include_str!("../../layouts/din-5008-a.toml")),
    ("din-5008-b", include_str!("../../layouts/din-5008-b.toml")),
    ("letter-fr", include_str!("../../layouts/letter-fr.toml")),
    ("letter-gb", include_str!("../../layouts/letter-gb.toml")),
    ("letter-us", include_str!("../../layouts/letter-us.toml")),
    ("envelope-dl", include_str!("../../layouts/envelope-dl.toml")),
    ("envelope-c5", include_str!("../../layouts/envelope-c5.toml")),
    ("envelope-c6", include_str!("../../layouts/envelope-c6.toml")),
    ("envelope-10", include_str!("../../layouts/envelope-10.toml")),
    ("labels-5160", include_str!("../../layouts/labels-5160.toml")),
    ("labels-l7160", include_str!("../../layouts/labels-l7160.toml")),
    ("labels-free", include_str!("../../layouts/labels-free.toml")),
    ("cards-a4", include_str!("../../layouts/cards-a4.toml")),
    ("cards-us", include_str!("../../layouts/cards-us.toml")),
    ("brief-a4", include_str!("../../layouts/brief-a4.toml")),
    ("brief-us", include_str!("../../layouts/brief-us.toml")),
];

pub(super) fn text(name: &str) -> Option<&'static str> {
    LAYOUTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
