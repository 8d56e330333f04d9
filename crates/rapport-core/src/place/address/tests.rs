//! Invented addresses of many countries, laid out for the post.

use super::*;

fn lay_out(text: &str) -> Envelope {
    let pairs: Vec<(&str, &str)> = text
        .split('|')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.trim(), value.trim()))
        .collect();
    envelope(&AddressParts::from_pairs(pairs), Country::parse("DE"))
}

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    assert_eq!(lay_out(text).lines, wanted, "{text}");
}

#[test]
fn every_order() {
    check(
        "country_code=de | name=Dana Reyes | road=Ahornweg | house_number=7 | postcode=04109 | city=Leipzig",
        &["Dana Reyes", "Ahornweg 7", "04109 Leipzig"],
    );
    check(
        "country_code=gb | house=Quick Ltd | road=Elm Lane | house_number=7 | postcode=e11aa | city=London | state=England",
        &["Quick Ltd", "7 Elm Lane", "London", "E1 1AA"],
    );
    check(
        "country_code=us | road=Elm Street | house_number=7 | postcode=12345 | city=Springfield | state=Illinois",
        &["7 Elm Street", "Springfield, IL 12345"],
    );
    check(
        "country_code=es | road=Calle Olmo | house_number=7 | postcode=28001 | city=Madrid",
        &["Calle Olmo, 7", "28001 Madrid"],
    );
    check(
        "country_code=fr | road=rue des Ormes | house_number=7 | postcode=75001 | city=Paris 1er Arrondissement",
        &["7 rue des Ormes", "75001 Paris"],
    );
    check(
        "country_code=br | road=Rua Olmo | house_number=7 | suburb=Centro | city=Santos | state=São Paulo | postcode=11010000",
        &["Rua Olmo, 7", "Centro", "Santos - SP", "11010-000"],
    );
    check(
        "country_code=jp | postcode=1000001 | state=東京都 | city=千代田区 | road=例町 | house_number=1-2 | name=山本",
        &["100-0001", "東京都千代田区例町1-2", "山本"],
    );
    check(
        "country_code=nl | road=Iepenlaan | house_number=7 | postcode=1012ab | city=Amsterdam",
        &["Iepenlaan 7", "1012 AB Amsterdam"],
    );
    check(
        "country_code=pl | road=Wiązowa | house_number=7 | postcode=00950 | city=Warszawa",
        &["Wiązowa 7", "00-950 Warszawa"],
    );
}

#[test]
fn the_country_is_named_in_the_senders_language() {
    assert_eq!(lay_out("country=France | city=Lyon").country_line.as_deref(), Some("FRANKREICH"));
    assert_eq!(lay_out("country=Deutschland | city=Ulm").country_line, None);
    let parts = AddressParts::from_pairs([("country_code", "at")]);
    assert_eq!(envelope(&parts, None).country_line.as_deref(), Some("AUSTRIA"));
}

#[test]
fn a_territory_is_laid_out_by_its_own_rule() {
    let island = lay_out("country=France | country_code=re | road=Rue du Lac | city=Le Port");
    assert_eq!(island.country_line.as_deref(), Some("LA RÉUNION, FRANKREICH"));
    let aruba = lay_out("country=Netherlands | country_code=nl | state=Aruba | town=Oranjestad");
    assert_eq!(aruba.country_line.as_deref(), Some("ARUBA"));
    let harbour = lay_out("country=China | country_code=hk | road=Elm Road | region=Kowloon");
    assert_eq!(harbour.lines, ["Elm Road", "Kowloon", "Hong Kong"]);
    assert_eq!(harbour.country_line.as_deref(), Some("CHINA"));
}

#[test]
fn what_lies_in_a_city_state_has_its_post_town() {
    check(
        "country_code=de | road=Ahornweg | house_number=7 | postcode=10115 | city=Mitte | state=Berlin",
        &["Ahornweg 7", "10115 Berlin"],
    );
    check("country_code=de | village=Quickdorf | state=Bayern", &["Quickdorf", "Bayern"]);
}

#[test]
fn what_is_missing_is_said() {
    let empty = lay_out("country_code=us");
    assert_eq!(
        empty.missing,
        [Required::Street, Required::City, Required::State, Required::Postcode]
    );
    assert_eq!(empty.findings.len(), 4);
    assert_eq!(lay_out("country_code=ao").missing, []);
    let wrong = lay_out("country_code=pl | road=Wiązowa | postcode=00950 | city=Warszawa");
    assert_eq!(wrong.postcode_valid, Some(false));
    assert!(wrong.findings.iter().any(|finding| finding.contains("00-950")));
    assert_eq!(lay_out("country_code=pl | city=Gdynia").postcode_valid, None);
    assert!(!lay_out("country=Atlantis | city=Quickhaven").findings.is_empty());
}

#[test]
fn unused_parts_are_listed() {
    let envelope = lay_out(
        "country_code=de | city=Ulm | postcode=89073 | county=Alb-Kreis | what3words=a.b.c",
    );
    assert_eq!(envelope.unused, ["county", "what3words"]);
}

#[test]
fn every_country_lays_out_something() {
    for country in super::super::rules::countries() {
        let parts = AddressParts::from_pairs([
            ("name", "Dana Reyes"),
            ("road", "Elm"),
            ("house_number", "7"),
            ("city", "Quickhaven"),
            ("postcode", "12345"),
            ("country_code", country.as_str()),
        ]);
        let envelope = envelope(&parts, None);
        assert!(
            envelope.lines.len() > 1 && envelope.lines.iter().all(|line| !line.trim().is_empty()),
            "{country}"
        );
        assert!(
            envelope.lines.iter().all(|line| !line.contains(['{', '}', '_', '\''])),
            "{country}: {:?}",
            envelope.lines
        );
        assert!(envelope.country_line.is_some(), "{country}");
    }
}
