//! Several things asked for at once: what became of each.

use std::io;

use rapport_app::view::BatchView;

use super::Output;

/// One of several: the sentence, and what to do where it was not done.
pub fn print(output: &mut Output, one: &BatchView) -> io::Result<()> {
    if one.done {
        return output.text(0, &one.sentence);
    }
    output.text(0, &format!("{}: not done, {}", one.who, one.sentence))?;
    one.hints.iter().try_for_each(|hint| output.faint(2, hint))
}
