//! A mail server that lets everybody in and lists its mailboxes: as much as it takes to connect an
//! account without a trial.

use std::sync::Arc;

use rapport_app::driver::network::Network;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream};

/// A network on which every name is such a server.
pub fn network() -> Network {
    Network::Memory(Arc::new(|_, _| {
        let (near, far) = tokio::io::duplex(1 << 16);
        tokio::spawn(answer(far));
        Ok(near)
    }))
}

/// Answers the commands of one call until it ends (RFC 9051).
async fn answer(stream: DuplexStream) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK ready\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or((&line, ""));
        let data = match command.split(' ').next().unwrap_or_default() {
            "CAPABILITY" => "* CAPABILITY IMAP4rev1 AUTH=PLAIN SPECIAL-USE\r\n",
            "LIST" => "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Sent\r\n",
            "AUTHENTICATE" => {
                stream.write_all(b"+ \r\n").await?;
                stream.read_line(&mut String::new()).await?;
                ""
            }
            _ => "",
        };
        stream.write_all(format!("{data}{tag} OK done\r\n").as_bytes()).await?;
        line.clear();
    }
    Ok(())
}
