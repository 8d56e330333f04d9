//! `rapport run`: one round of everything that is due, for cron.

use rapport_app::app::App;

use crate::failure::Failure;
use crate::output::Output;
use crate::output::progress::Progress;

pub async fn run(app: &App, clock_is_right: bool, output: &mut Output) -> Result<(), Failure> {
    if clock_is_right {
        app.believe_clock().await?;
    }
    let progress = Progress::begin("one round of what is due");
    let round = app.run_once().await;
    drop(progress);
    output.one(&round?, |output, round| {
        if round.sentences.is_empty() {
            return output.text(0, "Nothing was due");
        }
        round.sentences.iter().try_for_each(|sentence| output.text(0, sentence))
    })
}
