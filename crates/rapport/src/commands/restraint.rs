//! What keeps notes from going out: suppressions, `stop-all`, and the user's own absences.

use rapport_app::app::App;

use crate::args::{AwayArgs, SuppressArgs};
use crate::failure::Failure;
use crate::output::{Output, record};

/// `rapport suppress`.
pub async fn suppress(app: &App, args: SuppressArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(address) = &args.lift {
        app.lift_suppression(address).await?;
        return output.said(&format!("Notes may go to {address} again"));
    }
    let Some(who) = &args.who else {
        let suppressions = app.suppressions().await?;
        return output.list(&suppressions, record::print_suppressions);
    };
    let suppression = app.suppress(who).await?;
    output.one(&suppression, |output, suppression| {
        output.text(0, &format!("Nothing goes to {} any more", suppression.address))?;
        if suppression.for_ever {
            return Ok(());
        }
        output.faint(0, &format!("Take it back: rapport suppress --lift {}", suppression.address))
    })
}

/// `rapport stop-all`.
pub async fn stop_all(app: &App, lift: bool, output: &mut Output) -> Result<(), Failure> {
    let sentence = app.stop_all(!lift).await?;
    output.said(&sentence)
}

/// `rapport away`.
pub async fn away(app: &App, args: AwayArgs, output: &mut Output) -> Result<(), Failure> {
    if args.clear {
        app.remove_absences().await?;
        return output.said("No absences any more");
    }
    if let [from, to] = args.days.as_slice() {
        let sentence = app.add_absence(from, to).await?;
        return output.said(&sentence);
    }
    let absences = app.absences().await?;
    output.list(&absences, |output, absences| {
        if absences.is_empty() {
            return output.text(0, "No absences. Enter one: rapport away FROM TO");
        }
        absences.iter().try_for_each(|absence| output.text(0, absence))
    })
}
