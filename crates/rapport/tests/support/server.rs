//! A running `rapport serve` or `rapport start`, stopped with the test, whatever happened.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rapport_sandbox::wait_until;

use super::Rapport;

/// The process and where its pages are.
pub struct Server {
    child: Child,
    /// Host and port of the pages.
    pub address: String,
    /// What it said before it began to serve.
    pub said: String,
}

impl Server {
    /// Starts it on a free port and waits until it says where it is.
    pub fn start(rapport: &Rapport, verb: &str) -> Self {
        Self::start_at(rapport, verb, "127.0.0.1:0")
    }

    /// Starts it there and waits until it says so.
    pub fn start_at(rapport: &Rapport, verb: &str, listen: &str) -> Self {
        Self::start_as(&mut rapport.command(&[verb, "--listen", listen]), verb)
    }

    /// The same with a command that was told where to listen.
    pub fn start_as(command: &mut Command, verb: &str) -> Self {
        Self::start_saying(command, verb, Stdio::inherit())
    }

    /// The same; what it says on stderr goes there.
    pub fn start_saying(command: &mut Command, verb: &str, stderr: Stdio) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("it says where it is").unwrap();
        let address = first.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let mut said = first;
        if verb == "start" {
            for line in lines.by_ref() {
                let line = line.unwrap();
                said.push('\n');
                said.push_str(&line);
                if line.trim_end().ends_with(" today") {
                    break;
                }
            }
        }
        // The pipe stays open for as long as the server runs.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address, said }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Stops it where it stands, as a machine that hangs does.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets a stopped one go on.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, name: &str) {
        let process = self.process().to_string();
        let done = Command::new("kill").args([name, &process]).status();
        assert!(done.unwrap().success());
    }

    /// Asks it to end as systemd does; how it ended.
    pub fn terminate(mut self) -> Option<i32> {
        self.signal("-TERM");
        let limit = Duration::from_secs(20);
        let status =
            wait_until("the server to end when asked", limit, || self.child.try_wait().unwrap());
        status.code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
