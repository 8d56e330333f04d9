//! `rapport me`: who the user is.

use std::io;

use rapport_app::app::App;
use rapport_app::input::MeInput;
use rapport_app::profile::MeView;

use super::typed;
use crate::args::MeArgs;
use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, args: MeArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(seconds) = args.undo_seconds {
        app.set_undo_seconds(seconds).await?;
    }
    let me = match meant(args) {
        Some(input) => app.set_me(input).await?,
        None => app.me().await?,
    };
    output.one(&me, print)
}

/// `None` when no flag was given: the user only wants to look.
fn meant(args: MeArgs) -> Option<MeInput> {
    let given = [
        &args.name,
        &args.email,
        &args.mobile,
        &args.landline,
        &args.postal,
        &args.link,
        &args.signature,
        &args.country,
        &args.subdivision,
        &args.zone,
        &args.language,
        &args.hours,
    ];
    if given.iter().all(|field| field.is_none()) {
        return None;
    }
    Some(MeInput {
        name: args.name,
        address: args.email,
        mobile: args.mobile,
        landline: args.landline,
        postal_address: typed::postal(args.postal),
        link: args.link,
        signature: args.signature,
        country: args.country,
        subdivision: args.subdivision,
        zone: args.zone,
        language: args.language,
        hours: args.hours,
    })
}

fn print(output: &mut Output, me: &MeView) -> io::Result<()> {
    let place = match &me.subdivision {
        Some(part) => format!("{} ({part}), {}", me.country, me.zone),
        None => format!("{}, {}", me.country, me.zone),
    };
    let fields = [
        ("name", Some(&me.name)),
        ("signature", me.signature.as_ref()),
        ("mail", me.address.as_ref()),
        ("mobile", me.mobile.as_ref()),
        ("landline", me.landline.as_ref()),
        ("post", me.postal_address.as_ref()),
        ("link", me.link.as_ref()),
        ("place", Some(&place)),
        ("language", Some(&me.language)),
        ("hours", Some(&me.hours)),
    ];
    for (label, text) in fields {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            output.labelled(0, label, 10, text)?;
        }
    }
    output.labelled(0, "undo", 10, &format!("{} seconds after an approval", me.undo_seconds))?;
    if me.stopped {
        output.text(0, "Nothing goes out until `rapport stop-all --lift`")?;
    }
    if !me.missing.is_empty() {
        let missing = me.missing.join(", ");
        output.text(0, &format!("Still missing for a complete sender block: {missing}"))?;
    }
    Ok(())
}
