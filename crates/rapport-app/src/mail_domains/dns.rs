//! One question to one name server: does this domain take mail?
//!
//! RFC 5321, section 5.1: the servers of MX records, else the address of the name itself. RFC 7505: a
//! single MX record that names the root says that there is no mail. An answer that was cut off is
//! asked for again over TCP (RFC 7766). Not here: what is done with the answer.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, TYPE};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// How long an answer may take, and how often the question is sent.
const PATIENCE: Duration = Duration::from_secs(3);
const TRIES: usize = 2;

/// Whether a domain takes mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailAnswer {
    /// It names a mail server, or is a machine itself.
    Takes,
    /// It says that it takes none, or names no machine.
    Refuses,
    /// There is no such domain.
    UnknownName,
}

impl MailAnswer {
    /// The word that is kept.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Takes => "takes",
            Self::Refuses => "refuses",
            Self::UnknownName => "unknown-name",
        }
    }

    /// The answer of a word that was kept.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Takes, Self::Refuses, Self::UnknownName].into_iter().find(|it| it.word() == word)
    }

    /// What it means for an address; `None` where nothing is wrong.
    #[must_use]
    pub const fn why(self) -> Option<&'static str> {
        match self {
            Self::Takes => None,
            Self::Refuses => Some("the domain takes no mail"),
            Self::UnknownName => Some("there is no such domain"),
        }
    }
}

/// Asks `resolver`. `id` tells this question's answers from forged ones.
///
/// # Errors
/// No answer in time, or one that says nothing.
pub async fn takes_mail(resolver: SocketAddr, domain: &str, id: [u8; 2]) -> io::Result<MailAnswer> {
    let id = u16::from_be_bytes(id);
    match ask(resolver, domain, TYPE::MX, id).await? {
        Said::UnknownName => return Ok(MailAnswer::UnknownName),
        Said::Records(servers) if !servers.is_empty() => {
            let null = servers.iter().all(|server| server.trim_matches('.').is_empty());
            return Ok(if null { MailAnswer::Refuses } else { MailAnswer::Takes });
        }
        Said::Records(_) => {}
    }
    for (kind, id) in [(TYPE::A, id.wrapping_add(1)), (TYPE::AAAA, id.wrapping_add(2))] {
        match ask(resolver, domain, kind, id).await? {
            Said::UnknownName => return Ok(MailAnswer::UnknownName),
            Said::Records(addresses) if !addresses.is_empty() => return Ok(MailAnswer::Takes),
            Said::Records(_) => {}
        }
    }
    Ok(MailAnswer::Refuses)
}

/// What an answer holds.
#[derive(PartialEq, Eq, Debug)]
enum Said {
    UnknownName,
    /// The values of the records of the type that was asked for.
    Records(Vec<String>),
}

async fn ask(resolver: SocketAddr, domain: &str, kind: TYPE, id: u16) -> io::Result<Said> {
    let question = question(domain, kind, id)?;
    for _ in 0..TRIES {
        let Ok(answer) = timeout(PATIENCE, by_datagram(resolver, &question)).await else {
            continue;
        };
        return match read(&answer?, kind, id)? {
            Some(said) => Ok(said),
            None => {
                let answer = timeout(PATIENCE, by_stream(resolver, &question)).await??;
                read(&answer, kind, id)?.ok_or_else(|| wrong("cut off twice"))
            }
        };
    }
    Err(io::ErrorKind::TimedOut.into())
}

fn question(domain: &str, kind: TYPE, id: u16) -> io::Result<Vec<u8>> {
    let mut packet = Packet::new_query(id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    let name = Name::new(domain).map_err(|error| wrong(&error.to_string()))?;
    let (kind, class) = (QTYPE::TYPE(kind), QCLASS::CLASS(CLASS::IN));
    packet.questions.push(Question::new(name, kind, class, false));
    packet.build_bytes_vec().map_err(|error| wrong(&error.to_string()))
}

async fn by_datagram(resolver: SocketAddr, question: &[u8]) -> io::Result<Vec<u8>> {
    let any: IpAddr = if resolver.is_ipv4() {
        std::net::Ipv4Addr::UNSPECIFIED.into()
    } else {
        std::net::Ipv6Addr::UNSPECIFIED.into()
    };
    let socket = UdpSocket::bind(SocketAddr::new(any, 0)).await?;
    socket.connect(resolver).await?;
    socket.send(question).await?;
    let mut answer = vec![0; 4096];
    loop {
        let length = socket.recv(&mut answer).await?;
        // Another id is an answer to somebody else's question, or a forged one.
        if answer[..length].starts_with(&question[..2]) {
            answer.truncate(length);
            return Ok(answer);
        }
    }
}

async fn by_stream(resolver: SocketAddr, question: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(resolver).await?;
    let length = u16::try_from(question.len()).map_err(|_| wrong("too long"))?;
    stream.write_all(&length.to_be_bytes()).await?;
    stream.write_all(question).await?;
    let mut length = [0; 2];
    stream.read_exact(&mut length).await?;
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut answer).await?;
    Ok(answer)
}

/// Reads an answer; `None` where it was cut off.
fn read(bytes: &[u8], kind: TYPE, id: u16) -> io::Result<Option<Said>> {
    let packet = Packet::parse(bytes).map_err(|error| wrong(&error.to_string()))?;
    if packet.id() != id || !packet.has_flags(PacketFlag::RESPONSE) {
        return Err(wrong("not the answer to this question"));
    }
    match packet.rcode() {
        RCODE::NameError => return Ok(Some(Said::UnknownName)),
        RCODE::NoError => {}
        other => return Err(wrong(&format!("the name server said {other:?}"))),
    }
    if packet.has_flags(PacketFlag::TRUNCATION) {
        return Ok(None);
    }
    let records = packet.answers.iter().filter_map(|record| match (&record.rdata, kind) {
        (RData::MX(mail), TYPE::MX) => Some(mail.exchange.to_string()),
        (RData::A(address), TYPE::A) => Some(address.address.to_string()),
        (RData::AAAA(address), TYPE::AAAA) => Some(address.address.to_string()),
        _ => None,
    });
    Ok(Some(Said::Records(records.collect())))
}

fn wrong(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fuzz_any_answer_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = read(&bytes, TYPE::MX, 7);
            let mut answer = question("example.org", TYPE::MX, 7).unwrap();
            answer[2] |= 0x80;
            answer[7] = 3;
            answer.extend_from_slice(&bytes);
            let _ = read(&answer, TYPE::MX, 7);
        }
    }

    #[test]
    fn an_answer_to_another_question_is_none() {
        let mut answer = question("example.org", TYPE::MX, 7).unwrap();
        assert!(read(&answer, TYPE::MX, 7).is_err(), "a question is no answer");
        answer[2] |= 0x80;
        assert_eq!(read(&answer, TYPE::MX, 7).unwrap(), Some(Said::Records(Vec::new())));
        assert!(read(&answer, TYPE::MX, 8).is_err());
        answer[3] |= 3;
        assert_eq!(read(&answer, TYPE::MX, 7).unwrap(), Some(Said::UnknownName));
        answer[2] |= 2;
        answer[3] &= 0xf0;
        assert_eq!(read(&answer, TYPE::MX, 7).unwrap(), None);
    }
}
