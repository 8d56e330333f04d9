//! The bytes of a calendar from its address.
//!
//! A name is resolved once, all its addresses are looked at, and exactly one of those is dialled, so
//! that a name that changes its mind leads nowhere else. A redirect is looked at like a first address.
//! Nothing here says an address in an error: it opens the calendar.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::{Client, Response, StatusCode, header};
use tokio::net::lookup_host;
use tokio::time::timeout;
use url::{Host, Url};

use super::reachable::is_public;
use crate::error::{AppError, Kind};

/// The largest calendar, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// How long all of it may take.
const LONGEST: Duration = Duration::from_secs(20);
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;
/// The longest address.
const LONGEST_ADDRESS: usize = 2_000;

/// What a server answered.
#[derive(Debug)]
pub(super) enum Fetched {
    /// The version that was read last is the present one.
    Same,
    /// This is the present one, and what the server says about its version.
    New { bytes: Vec<u8>, version: Option<String> },
}

/// Reads an address as it is typed: `webcal:` is what calendars call https.
pub(super) fn parse(typed: &str) -> Result<Url, AppError> {
    let none = || {
        AppError::usage(
            "this is no address of a calendar",
            "copy the secret iCal address from the settings of your calendar; it begins with https://",
        )
    };
    let typed = typed.trim();
    if typed.len() > LONGEST_ADDRESS {
        return Err(none());
    }
    let scheme_end = typed.find("://").ok_or_else(none)?;
    let (scheme, rest) = typed.split_at(scheme_end);
    let scheme = match scheme.to_lowercase().as_str() {
        "webcal" | "webcals" | "https" => "https",
        "http" => "http",
        _ => return Err(none()),
    };
    let url = Url::parse(&format!("{scheme}{rest}")).map_err(|_| none())?;
    if url.host_str().is_none_or(str::is_empty) { Err(none()) } else { Ok(url) }
}

/// Asks for a calendar; `version` is what the server said last time. `on_this_machine` lets loopback
/// addresses pass, over http as well, and nothing else.
pub(super) async fn fetch(
    url: &Url,
    version: Option<&str>,
    on_this_machine: bool,
) -> Result<Fetched, AppError> {
    let host = url.host_str().unwrap_or_default().to_owned();
    match timeout(LONGEST, follow(url.clone(), version, on_this_machine)).await {
        Ok(fetched) => fetched,
        Err(_) => Err(failed(
            format!("{host} did not give the calendar within 20 seconds"),
            "it is asked again by itself",
        )),
    }
}

async fn follow(
    mut url: Url,
    version: Option<&str>,
    on_this_machine: bool,
) -> Result<Fetched, AppError> {
    for _ in 0..=MOST_REDIRECTS {
        let answer = ask(&url, version, on_this_machine).await?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Fetched::Same);
        }
        if status.is_redirection() {
            let next = answer.headers().get(header::LOCATION).and_then(|it| it.to_str().ok());
            let next = next.and_then(|next| url.join(next).ok());
            url = next.ok_or_else(|| failed(format!("{host} leads nowhere"), AGAIN))?;
            continue;
        }
        return match status {
            StatusCode::OK => read(answer, &host).await,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(refused(
                format!("{host} does not show the calendar to everybody who has the address"),
                "copy the secret address, which needs no sign-in",
            )),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(refused(
                format!("{host} has no calendar under this address any more"),
                "copy its address anew, and add it again",
            )),
            other => Err(failed(format!("{host} answered {}", other.as_u16()), AGAIN)),
        };
    }
    Err(failed("the address leads from one place to the next".to_owned(), AGAIN))
}

const AGAIN: &str = "it is asked again by itself; see the address of the calendar if that goes on";

/// One request to exactly the address that was looked at.
async fn ask(
    url: &Url,
    version: Option<&str>,
    on_this_machine: bool,
) -> Result<Response, AppError> {
    let host = url.host_str().unwrap_or_default().to_owned();
    let address = resolved(url, on_this_machine).await?;
    let over_https = url.scheme() == "https";
    if !(over_https || (url.scheme() == "http" && on_this_machine && address.ip().is_loopback())) {
        return Err(refused(
            format!("{host} would send the calendar in the open"),
            "use its https address",
        ));
    }
    // Fails only when a provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .resolve_to_addrs(&host, &[address])
        .timeout(LONGEST)
        .user_agent("rapport")
        .build()
        .map_err(|_| failed("no connection can be prepared".to_owned(), AGAIN))?;
    let mut request = client.get(url.clone()).header(header::ACCEPT, "text/calendar, */*;q=0.1");
    request = match version.and_then(|version| version.split_once(' ')) {
        Some(("etag", tag)) => request.header(header::IF_NONE_MATCH, tag),
        Some(("modified", date)) => request.header(header::IF_MODIFIED_SINCE, date),
        _ => request,
    };
    request.send().await.map_err(|error| {
        let why = if error.is_timeout() { "does not answer" } else { "cannot be reached" };
        failed(format!("{host} {why}"), AGAIN)
    })
}

/// The address that a name leads to, if all that it leads to may be dialled.
async fn resolved(url: &Url, on_this_machine: bool) -> Result<SocketAddr, AppError> {
    let port = url.port_or_known_default().unwrap_or(443);
    let host = url.host_str().unwrap_or_default();
    let found: Vec<SocketAddr> = match url.host() {
        Some(Host::Ipv4(address)) => vec![SocketAddr::new(IpAddr::V4(address), port)],
        Some(Host::Ipv6(address)) => vec![SocketAddr::new(IpAddr::V6(address), port)],
        _ => lookup_host((host, port))
            .await
            .map_err(|_| failed(format!("there is no machine called {host}"), AGAIN))?
            .collect(),
    };
    let may = |address: &SocketAddr| {
        is_public(address.ip()) || (on_this_machine && address.ip().is_loopback())
    };
    match found.first() {
        Some(first) if found.iter().all(may) => Ok(*first),
        Some(_) => Err(refused(
            format!("{host} leads into a private network"),
            "calendars are read from public addresses only",
        )),
        None => Err(failed(format!("there is no machine called {host}"), AGAIN)),
    }
}

async fn read(mut answer: Response, host: &str) -> Result<Fetched, AppError> {
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let version = header(header::ETAG)
        .map(|tag| format!("etag {tag}"))
        .or_else(|| header(header::LAST_MODIFIED).map(|date| format!("modified {date}")))
        .filter(|version| version.len() < 500);
    let too_large = || {
        refused(
            format!("{host} gives more than 10 MB"),
            "export the calendar by year, and import the files: rapport import FILE.ics",
        )
    };
    if answer.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let broken = |_| failed(format!("{host} broke off in the middle"), AGAIN);
    while let Some(piece) = answer.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LARGEST {
            return Err(too_large());
        }
    }
    Ok(Fetched::New { bytes, version })
}

fn failed(what: String, hint: &str) -> AppError {
    AppError::new(Kind::Unavailable, what, hint)
}

fn refused(what: String, hint: &str) -> AppError {
    AppError::new(Kind::Refused, what, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_calendars_write_them() {
        let read = |typed: &str| parse(typed).map(|url| url.to_string()).ok();
        let secret = "https://calendar.example/ical/me/private-1/basic.ics";
        assert_eq!(
            read(" webcal://calendar.example/ical/me/private-1/basic.ics ").unwrap(),
            secret
        );
        assert_eq!(read(&secret.replace("https", "HTTPS")).unwrap(), secret);
        for none in
            ["", "calendar.example/a.ics", "file:///etc/passwd", "ftp://a.example/", "https://"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[tokio::test]
    async fn what_is_inside_or_goes_in_the_open_is_refused_without_a_word_of_the_secret() {
        for (typed, why) in [
            ("https://127.0.0.1:1/secret.ics", "private network"),
            ("https://[::1]/secret.ics", "private network"),
            ("https://localhost/secret.ics", "private network"),
            ("https://169.254.169.254/secret.ics", "private network"),
            ("https://2130706433/secret.ics", "private network"),
            ("http://1.1.1.1/secret.ics", "in the open"),
        ] {
            let error = fetch(&parse(typed).unwrap(), None, false).await.unwrap_err();
            assert!(error.what.contains(why), "{typed}: {}", error.what);
            assert!(!error.what.contains("secret"), "{}", error.what);
            assert_eq!(error.kind, Kind::Refused);
        }
        // Loopback that is allowed does not allow the rest.
        let inside = parse("https://10.0.0.1/secret.ics").unwrap();
        assert!(fetch(&inside, None, true).await.is_err());
    }
}
