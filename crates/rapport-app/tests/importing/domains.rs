//! Domains of mail addresses, asked of a real name server.

use rapport_sandbox::NameServer;

use crate::world::{World, card};

#[tokio::test]
async fn a_domain_without_mail_is_doubtful_and_the_answer_is_kept() {
    let server = NameServer::start(&[
        "--mx-host=mail.test,mx.mail.test,10",
        "--mx-host=null.test,.,0",
        "--host-record=plain.test,192.0.2.7",
        "--txt-record=text.test,hello",
    ]);
    for world in World::both().await {
        let file: String = ["mail.test", "null.test", "plain.test", "text.test", "none.test"]
            .iter()
            .enumerate()
            .map(|(number, domain)| {
                card(&[&format!("FN:Dana Reyes{number}"), &format!("EMAIL:dana@{domain}")])
            })
            .collect();
        world.import("people.vcf", &file).await;
        let before = world.app.doubtful_fields().await.unwrap().len();
        let asked = world.app.ask_domains(Some(server.address())).await.unwrap();
        assert_eq!((asked.take, asked.known), (2, 0), "{asked:?}");
        assert_eq!(asked.refuse, ["none.test", "null.test", "text.test"]);
        assert!(asked.unknown.is_empty());
        let doubts = world.app.doubtful_fields().await.unwrap();
        assert_eq!(doubts.len(), before + 3);
        let of = |address: &str| {
            doubts.iter().find(|doubt| doubt.value == address).map(|doubt| doubt.why.clone())
        };
        assert!(of("dana@null.test").unwrap().starts_with("the domain takes no mail (asked on"));
        assert!(of("dana@none.test").unwrap().starts_with("there is no such domain"));
        assert_eq!(of("dana@plain.test"), None);
        // Within a month nobody is asked again.
        let again = world.app.ask_domains(Some(server.address())).await.unwrap();
        assert_eq!((again.take, again.refuse.len(), again.known), (0, 0, 5));
        // Who is erased takes their domain along.
        world.app.erase("Dana Reyes1").await.unwrap();
        let again = world.app.ask_domains(Some(server.address())).await.unwrap();
        assert_eq!((again.refuse.len(), again.known), (0, 4));
    }
}

#[tokio::test]
async fn a_name_server_that_is_silent_raises_no_doubt() {
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let world = World::sqlite().await;
    world.import("one.vcf", card(&["FN:Dana Reyes", "EMAIL:dana@mail.test"])).await;
    let asked = world.app.ask_domains(Some(silent.local_addr().unwrap())).await.unwrap();
    assert_eq!(asked.unknown, ["mail.test"]);
    assert!(world.app.doubtful_fields().await.unwrap().is_empty());
    assert!(!world.app.asks_domains_at_import().await.unwrap());
}
