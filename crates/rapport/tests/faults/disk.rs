//! A disk without room, and a power cut in the middle of a command: all of it is there, or none.

use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use rapport_sandbox::Dice;

use crate::support::people::{DANA, meeting_with, met_dana, names, nell};
use crate::support::{Rapport, Said};

/// Runs the binary where no file may grow beyond so many blocks of 512 bytes.
fn with_file_limit(rapport: &Rapport, blocks: u64, words: &[&str]) -> Said {
    let inner = rapport.command(words);
    let mut shell = Command::new("sh");
    // Without the trap the kernel ends the process; with it, writing fails as on a full disk.
    shell
        .args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\""])
        .arg(blocks.to_string())
        .arg(inner.get_program())
        .args(inner.get_args())
        .env_clear()
        .envs(inner.get_envs().filter_map(|(key, value)| Some((key, value?))));
    shell.output().unwrap().into()
}

#[test]
fn a_full_disk_is_said_and_changes_nothing() {
    let rapport = met_dana();
    let ivo = meeting_with("Ivo Marek", "ivo@acme.example", "flaky hardware tests");
    // From no room at all, a few pages at a time, until it fits.
    for room in 0..100_u64 {
        let said = with_file_limit(&rapport, room * 48, &ivo);
        if said.code == 0 {
            assert!(room > 3, "the limit was never felt: {room} failures");
            assert_eq!(names(&rapport), ["Dana Whitfield", "Ivo Marek"]);
            return;
        }
        assert_eq!(said.code, 6, "{said:#?}");
        assert!(said.stderr.contains("the disk is full"), "{said:#?}");
        assert!(said.stderr.contains("hint: free some space"), "{said:#?}");
        assert_eq!(names(&rapport), ["Dana Whitfield"], "nothing was changed");
    }
    panic!("it never fitted");
}

#[test]
fn a_full_file_system_is_said_and_space_brings_everything_back() {
    let possible = Command::new("unshare").args(["-Urm", "true"]).status();
    if !possible.is_ok_and(|status| status.success()) {
        // Past the capture of the test runner, so that it is seen also when everything passes.
        let told = "skipped: this machine lets nobody make a small file system (unshare -Urm)\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return;
    }
    let rapport = met_dana();
    let place = rapport.home().join("small");
    std::fs::create_dir(&place).unwrap();
    let command = rapport.command(&["today"]);
    // Half a megabyte of room beside the database; then a file that takes what is left.
    let script = "set -e; size=$(($(du -sk data | cut -f1) + 500))\n\
        mount -t tmpfs -o size=${size}k none small; cp -r data/. small/\n\
        head -c 9000000 /dev/zero >small/filler 2>/dev/null || true\n\
        bin() { \"$BIN\" --data small \"$@\"; }\n\
        code=0; bin met 'Ivo Marek' --email ivo@acme.example --kind interview --said 'tests' \
            >out 2>err || code=$?\n\
        echo \"code $code\"; cat err\n\
        code=0; bin today >/dev/null 2>&1 || code=$?; echo \"reading $code\"\n\
        rm small/filler\n\
        bin met 'Ivo Marek' --email ivo@acme.example --kind interview --said 'tests' >/dev/null\n\
        bin contacts list --json | grep -c '\"name\"'";
    let output = Command::new("unshare")
        .args(["-Urm", "sh", "-c", script])
        .current_dir(rapport.home())
        .env_clear()
        .envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))))
        .env("BIN", command.get_program())
        .output()
        .unwrap();
    let said = Said::from(output);
    assert!(said.stdout.contains("code 6\nerror: the disk is full"), "{said:#?}");
    assert!(said.stdout.ends_with("\n2\n"), "both are there afterwards: {said:#?}");
}

#[test]
fn a_meeting_is_noted_whole_or_not_at_all_when_the_power_fails() {
    let rapport = Rapport::new();
    nell(&rapport);
    rapport.ok(DANA);
    let seed = 0x5EED_0001;
    println!("seed {seed:#x}");
    let mut dice = Dice::new(seed);
    let mut whole = 0;
    let mut none = 0;
    // How long an undisturbed one takes: the cuts spread over a little more than that.
    let start = std::time::Instant::now();
    rapport.ok(&meeting_with("Zoe Adler", "zoe@acme.example", "her talk on kilns"));
    let span = u64::try_from(start.elapsed().as_micros()).unwrap() * 5 / 4;
    for number in 0..24 {
        let name = format!("Guest {number}");
        let address = format!("guest{number}@acme.example");
        let mut child = rapport
            .command(&meeting_with(&name, &address, "the glass roof of their hall"))
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(span)));
        child.kill().unwrap();
        child.wait().unwrap();
        let shown = rapport.run(&["show", &name, "--json"]);
        if shown.code == 3 {
            none += 1;
            continue;
        }
        assert_eq!(shown.code, 0, "{shown:#?}");
        let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
        assert_eq!(shown["contact"]["addresses"][0], address.as_str());
        assert_eq!(shown["follow_ups"].as_array().unwrap().len(), 1, "{shown:#}");
        assert!(shown["timeline"].to_string().contains("glass roof"), "{shown:#}");
        whole += 1;
    }
    println!("{whole} were noted whole, {none} not at all");
    assert!(whole > 0 && none > 0, "the cuts missed: {whole} whole, {none} none");
    // The next round writes the drafts that a cut left to be written.
    rapport.ok(&["run"]);
    let rows = rapport.one(&["today"]);
    let more = rows["more"].as_u64().unwrap();
    let ready = rows["rows"].as_array().unwrap().len() as u64 + more;
    assert_eq!(ready, whole + 2, "{rows:#}");
}
