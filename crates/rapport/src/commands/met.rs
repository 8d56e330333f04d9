//! `rapport met`: note a meeting and show what it started.

use rapport_app::app::App;
use rapport_app::input::Met;
use rapport_app::view::MetView;

use super::typed;
use crate::args::MetArgs;
use crate::failure::Failure;
use crate::output::{Output, follow_up, record};

pub async fn run(app: &App, args: MetArgs, output: &mut Output) -> Result<(), Failure> {
    let met = app.met(meant(args)).await?;
    output.one(&met, print)
}

fn meant(args: MetArgs) -> Met {
    Met {
        name: args.name,
        organisation: args.at,
        address: args.email,
        phone: args.phone,
        kind: args.kind,
        role: args.role,
        position: args.position,
        said: args.said,
        when: args.when,
        decides: args.decides,
        same_meeting: args.same_meeting,
        told_to_wait: args.told_to_wait,
        fit: args.fit,
        language: args.language,
        country: args.country,
        zone: args.zone,
        postal_address: typed::postal(args.postal),
        memo: args.memo,
        playbook: args.playbook,
        channel: args.channel,
    }
}

fn print(output: &mut Output, met: &MetView) -> std::io::Result<()> {
    let known = if met.new_contact { "is noted" } else { "is known; the meeting is noted" };
    output.text(0, &format!("{} {known}", record::headline(&met.contact)))?;
    if let Some(opportunity) = &met.opportunity {
        output.text(0, &record::opportunity_line(opportunity))?;
    }
    if met.contact.assumed {
        let place = format!("{}, {}", met.contact.country, met.contact.zone);
        output.faint(0, &format!("Place assumed: {place}. Else: --country CODE --zone ZONE"))?;
    }
    if let Some(started) = &met.follow_up {
        output.gap()?;
        follow_up::print(output, started)?;
        if !started.plan.is_empty() {
            output.gap()?;
            output.heading("The plan")?;
            follow_up::print_dates(output, started)?;
        }
    }
    if let Some(why) = &met.not_started {
        output.text(0, &format!("No follow-up started: {why}"))?;
    }
    if !met.advice.is_empty() {
        output.gap()?;
    }
    for advice in &met.advice {
        output.text(0, &format!("Advice: {advice}"))?;
    }
    output.gap()?;
    let who = &met.contact.name;
    output.row(0, &["rapport today".to_owned(), follow_up::show_command(who)])?;
    if met.follow_up.as_ref().is_some_and(|started| started.draft.is_some()) {
        follow_up::print_next(output, who)?;
    }
    Ok(())
}
