//! The name of a node: one by which a later process of the same machine can tell that it is gone.
//!
//! A killed node leaves its leases behind. Waiting for the lease to end would be safe; knowing
//! that the holder is gone is as safe and half an hour faster. When in doubt the holder lives. Even
//! a wrong answer loses nothing: the fence keeps the old holder from passing, and what had passed
//! becomes a question.

use std::fs;

/// The name of this process: host, boot, process, start of the process.
pub(crate) fn this_process() -> String {
    let pid = std::process::id();
    let start = start_of(pid).unwrap_or_default();
    format!("courier {} {} {pid} {start}", host(), boot())
}

/// True when the holder of that name is known to be gone.
pub(crate) fn is_gone(owner: &str) -> bool {
    let parts: Vec<&str> = owner.split(' ').collect();
    let [_, owner_host, owner_boot, pid, start] = parts.as_slice() else {
        return false;
    };
    if owner_host.is_empty() || *owner_host != host() || owner_boot.is_empty() {
        return false;
    }
    // The machine started anew since, and took every process along.
    if *owner_boot != boot() {
        return true;
    }
    let Ok(pid) = pid.parse::<u32>() else {
        return false;
    };
    // A process of the same number that started at another time is another one.
    start_of(pid).is_none_or(|now| now != *start)
}

fn host() -> String {
    line("/proc/sys/kernel/hostname")
}

fn boot() -> String {
    line("/proc/sys/kernel/random/boot_id")
}

fn line(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default().trim().replace(' ', "")
}

/// The start of a process in clock ticks since boot, the 22nd field of its `stat` (proc(5)); none for
/// one that ended and was not yet waited for.
fn start_of(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the name in parentheses and may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    if matches!(fields.next(), Some("Z" | "X")) {
        return None;
    }
    fields.nth(18).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_an_ended_one_is_gone() {
        let here = this_process();
        assert!(!is_gone(&here));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let pid = child.id();
        child.wait().unwrap();
        let (head, _) = here.rsplit_once(' ').unwrap();
        let (head, _) = head.rsplit_once(' ').unwrap();
        assert!(is_gone(&format!("{head} {pid} 1")));
    }

    #[test]
    fn a_killed_process_is_gone_before_anybody_waited_for_it() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let pid = child.id();
        let start = start_of(pid).unwrap();
        child.kill().unwrap();
        let deadline = crate::clock::system_monotonic() + std::time::Duration::from_secs(20);
        while start_of(pid).is_some() {
            assert!(crate::clock::system_monotonic() < deadline, "{pid} {start} still lives");
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        child.wait().unwrap();
    }

    #[test]
    fn who_cannot_be_told_is_taken_to_live() {
        for owner in ["", "courier", "courier elsewhere boot 1 1", "a b c d e f"] {
            assert!(!is_gone(owner), "{owner}");
        }
    }
}
