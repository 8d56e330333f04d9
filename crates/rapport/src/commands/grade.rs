//! `rapport grade`: one card after the other, one key each; or one person by name; or who is left.

use std::io::{self, IsTerminal, Write};

use console::Term;
use rapport_app::app::App;
use rapport_app::grades::{GradedView, UngradedView};
use rapport_app::view::ContactView;

use crate::args::GradeArgs;
use crate::failure::Failure;
use crate::output::Output;

/// People of one pass; who has more begins again.
const AT_ONCE: u32 = 500;

pub async fn run(app: &App, args: GradeArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(who) = &args.contact {
        let grade = args.grade.as_deref().unwrap_or_default();
        return output.one(&app.grade(who, grade).await?, print_graded);
    }
    let ungraded = app.ungraded(args.event.as_deref(), AT_ONCE).await?;
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal() && !output.is_json();
    if !asks || ungraded.people.is_empty() {
        return output.one(&ungraded, print_ungraded);
    }
    pass(app, &ungraded, output).await
}

/// Goes through them on a terminal. The questions stand on stderr, what was done on stdout.
async fn pass(app: &App, ungraded: &UngradedView, output: &mut Output) -> Result<(), Failure> {
    let term = Term::stderr();
    let all = ungraded.people.len();
    for (number, person) in (1..).zip(&ungraded.people) {
        let _ = writeln!(
            anstream::stderr(),
            "\n{number} of {all}  {}\na  want to know them  b  good to have met  c  keep, do not write\n\
             space  later  q  enough for now",
            card(person)
        );
        let grade = loop {
            match term.read_char().unwrap_or('q').to_ascii_lowercase() {
                grade @ ('a' | 'b' | 'c') => break Some(grade),
                ' ' | '\n' | '\r' => break None,
                'q' | '\u{1b}' | '\u{3}' => return Ok(()),
                _ => {}
            }
        };
        if let Some(grade) = grade {
            let graded = app.grade(&person.id, &grade.to_string()).await?;
            output.one(&graded, print_graded)?;
        }
    }
    Ok(())
}

/// A person in one or two lines, as a card tells it.
fn card(person: &ContactView) -> String {
    let work = [person.role.as_deref(), person.organisation.as_deref()];
    let work = work.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut text = person.name.clone();
    for more in [Some(work.as_str()), person.addresses.first().map(String::as_str)] {
        if let Some(more) = more.filter(|more| !more.is_empty()) {
            text.push_str(" · ");
            text.push_str(more);
        }
    }
    if let Some(memo) = person.memo.as_deref().and_then(|memo| memo.lines().next()) {
        text.push_str("\n        ");
        text.push_str(memo);
    }
    // What a card says may steer a terminal.
    text.chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect()
}

fn print_graded(output: &mut Output, graded: &GradedView) -> io::Result<()> {
    output.text(0, &graded.sentence)
}

fn print_ungraded(output: &mut Output, ungraded: &UngradedView) -> io::Result<()> {
    if ungraded.people.is_empty() {
        return output.text(0, "Everybody has a grade");
    }
    let rows = ungraded.people.iter().map(|person| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![person.name.clone(), text(&person.organisation), text(&person.role)]
    });
    output.table(&["no grade yet", "organisation", "role"], rows.collect())?;
    let shown = u64::try_from(ungraded.people.len()).unwrap_or(u64::MAX);
    if ungraded.in_all > shown {
        output.faint(0, &format!("{} more", ungraded.in_all - shown))?;
    }
    output.faint(0, "Grade them one by one on a terminal, or: rapport grade NAME A")
}
