//! Files that were named, and folders with all below them.
//!
//! Here: the walk in the order of names, and what is printed for a file that cannot be read while
//! the others still are. Not here: what is in a file.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use rapport_app::inspect::{Problem, UnreadView};

use crate::failure::Failure;
use crate::output::Output;

/// Why a file was left before its end.
pub enum Stop {
    /// It cannot be read: said, then the next file.
    Problem(Problem),
    /// Nothing can be printed any more, or worse.
    Failure(Failure),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Reading a file; printing gives a [`Failure`].
impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Problem(error.into())
    }
}

/// Opens each file and lets `read` print what is in it; the file's name goes along as it is shown.
/// One that cannot be read is said. The answer is whether all could be read.
pub fn each_file(
    paths: &[PathBuf],
    output: &mut Output,
    mut read: impl FnMut(&str, BufReader<File>, &mut Output) -> Result<(), Stop>,
) -> Result<bool, Failure> {
    let mut all_read = true;
    for found in Walk::new(paths) {
        let shown = found.path.display().to_string();
        let result = match found.problem {
            Some(problem) => Err(Stop::Problem(problem)),
            None => {
                open(&found.path).map_err(Stop::from).and_then(|input| read(&shown, input, output))
            }
        };
        match result {
            Ok(()) => {}
            Err(Stop::Problem(problem)) => {
                all_read = false;
                say(shown, problem, output)?;
            }
            Err(Stop::Failure(failure)) => return Err(failure),
        }
    }
    Ok(all_read)
}

/// Looks at each file that can be read twice, and says nothing of the others: for kinds that need
/// to know the whole run before the first answer.
pub fn each_file_first(paths: &[PathBuf], mut look: impl FnMut(BufReader<File>)) {
    for found in Walk::new(paths) {
        // A pipe gives its bytes only once, and the second look needs them.
        if found.problem.is_none()
            && is_file(&found.path)
            && let Ok(input) = open(&found.path)
        {
            look(input);
        }
    }
}

fn open(path: &Path) -> std::io::Result<BufReader<File>> {
    Ok(BufReader::with_capacity(64 * 1024, File::open(path)?))
}

/// The object in JSON; for people a line among the answers, so that it stands where the file does.
fn say(file: String, problem: Problem, output: &mut Output) -> Result<(), Failure> {
    output.one(&UnreadView { file, error: problem }, |output, unread| {
        let place = unread.error.line.map(|line| format!(", line {line}")).unwrap_or_default();
        output.gap()?;
        output.heading(&unread.file)?;
        output
            .text(2, &format!("Not read{place}: {}; {}", unread.error.message, unread.error.remedy))
    })
}

/// A file on the way, or a folder that cannot be entered.
struct Found {
    path: PathBuf,
    problem: Option<Problem>,
}

/// What is still to be visited, first one first. Only one folder's names are held per level.
struct Walk {
    ahead: VecDeque<(PathBuf, bool)>,
}

impl Walk {
    fn new(paths: &[PathBuf]) -> Self {
        Self { ahead: paths.iter().map(|path| (path.clone(), true)).collect() }
    }

    /// The entries of a folder by name. Of a Maildir only the mail: what lies in `tmp` is not
    /// delivered yet, and the files beside are the server's own.
    fn enter(&mut self, folder: &Path) -> std::io::Result<()> {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        entries.sort();
        if ["cur", "new", "tmp"].iter().all(|name| folder.join(name).is_dir()) {
            entries.retain(|path| path.is_dir() && !path.ends_with("tmp"));
        }
        for path in entries.into_iter().rev() {
            self.ahead.push_front((path, false));
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let (path, named) = self.ahead.pop_front()?;
            // A link is followed where it was named or leads to a file: never round in a ring.
            let is_folder = path.is_dir() && (named || !path.is_symlink());
            if !is_folder {
                if !named && (path.is_dir() || !is_file(&path)) {
                    continue;
                }
                return Some(Found { path, problem: None });
            }
            if let Err(error) = self.enter(&path) {
                return Some(Found { path, problem: Some(error.into()) });
            }
        }
    }
}

/// Whether it can be read to an end: a pipe or socket in a folder would wait for ever. What cannot
/// be asked about is kept, so that it is said.
fn is_file(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_by_name_and_rings_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["b/2", "b/10", "a", "c/cur/m1", "c/new/m0", "c/tmp/half", "c/index"] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        std::os::unix::fs::symlink(root, root.join("b/ring")).unwrap();
        std::os::unix::fs::symlink(root.join("nowhere"), root.join("d")).unwrap();
        let found: Vec<String> = Walk::new(&[root.to_owned(), root.join("missing")])
            .map(|found| found.path.strip_prefix(root).unwrap().display().to_string())
            .collect();
        assert_eq!(found, ["a", "b/10", "b/2", "c/cur/m1", "c/new/m0", "d", "missing"]);
    }
}
