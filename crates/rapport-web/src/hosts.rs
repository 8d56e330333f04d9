//! Under which names the pages may be asked for.
//!
//! A page of a stranger can point a name of its own at 127.0.0.1 and then read our answers as its
//! own (DNS rebinding). Such a request carries the stranger's name in `Host`, so names we do not
//! know get nothing.

use std::net::Ipv4Addr;
use std::sync::Arc;

/// The names we answer to: loopback always, and what the user configured.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    own: Arc<[String]>,
    public: Arc<[String]>,
}

/// Whose name it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HostKind {
    /// This machine's own, or one that users were given: behind it lie all pages.
    Own,
    /// A configured public one: sees what strangers may see.
    Public,
    /// Not ours.
    Foreign,
}

impl Hosts {
    /// Loopback and these names; a port or a trailing dot in them does not matter.
    pub fn loopback_and<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let public = names.into_iter().map(name_of).filter(|name| !name.is_empty());
        Self { own: Arc::default(), public: public.collect() }
    }

    /// The same, and these names under which users reach their pages beyond this machine.
    #[must_use]
    pub fn and_own<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let own = names.into_iter().map(name_of).filter(|name| !name.is_empty());
        Self { own: own.collect(), ..self }
    }

    /// Whose name stands in a `Host` header.
    pub(crate) fn kind(&self, host: &str) -> HostKind {
        let name = name_of(host);
        let loopback = name == "localhost"
            || name == "[::1]"
            || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
        if loopback || self.own.contains(&name) {
            HostKind::Own
        } else if self.public.contains(&name) {
            HostKind::Public
        } else {
            HostKind::Foreign
        }
    }
}

/// The name in lower case without port and trailing dot.
fn name_of(host: &str) -> String {
    let host = host.trim();
    let name = match host.rsplit_once(':') {
        // Colons also part an IPv6 address, which then stands in brackets.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_names_are_our_own() {
        let hosts = Hosts::default();
        for own in ["localhost", "LocalHost:7217", "127.0.0.1:80", "127.9.9.9", "[::1]", "[::1]:80"]
        {
            assert_eq!(hosts.kind(own), HostKind::Own, "{own}");
        }
    }

    #[test]
    fn names_that_only_look_like_ours_are_foreign() {
        let hosts = Hosts::loopback_and(["follow.example.org"]);
        for foreign in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "::1",
            "follow.example.org.evil.example",
            "0.0.0.0",
            "localhost:80:80",
            "[::1",
            ":80",
        ] {
            assert_eq!(hosts.kind(foreign), HostKind::Foreign, "{foreign}");
        }
    }

    #[test]
    fn users_may_have_a_name_beyond_this_machine() {
        let hosts = Hosts::loopback_and(["follow.example.org"]).and_own(["desk.example.org:8443"]);
        assert_eq!(hosts.kind("Desk.example.org"), HostKind::Own);
        assert_eq!(hosts.kind("follow.example.org"), HostKind::Public);
        assert_eq!(hosts.kind("other.example.org"), HostKind::Foreign);
    }

    #[test]
    fn configured_names_are_public() {
        let hosts = Hosts::loopback_and(["Follow.example.org:443", ""]);
        assert_eq!(hosts.kind("follow.example.org."), HostKind::Public);
        assert_eq!(hosts.kind("follow.example.org:443"), HostKind::Public);
    }
}
