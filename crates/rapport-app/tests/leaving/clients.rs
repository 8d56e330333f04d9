//! Programs of other people's making read what we write: khal and khard, and the strict readers
//! icalendar and vobject, from the venv that `cargo xtask deps` makes.

use std::path::{Path, PathBuf};
use std::process::Command;

use rapport_app::input::AppointmentInput;
use rapport_core::touchpoint::TouchpointKind;

use crate::lives::{Move, NAMES, live};
use crate::world::World;

/// Everything that reads cards or calendars strictly, and what must be in them.
const READERS: &str = r#"
import sys, icalendar, vobject
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
assert calendar["version"] == "2.0" and calendar["prodid"], calendar
assert not calendar.errors, calendar.errors
events = [part for part in calendar.walk("VEVENT")]
assert events, "no events"
for event in events:
    assert not event.errors, event.errors
    assert event["uid"] and event["dtstamp"] and event.start, event
    alarms = event.walk("VALARM")
    assert alarms and alarms[0]["action"] == "DISPLAY" and alarms[0]["trigger"], event
assert len({event["uid"] for event in events}) == len(events)
assert calendar.to_ical()
cards = list(vobject.readComponents(open(sys.argv[2], encoding="utf-8").read()))
for card in cards:
    assert card.version.value == "4.0" and card.fn.value and card.uid.value, card
for name in sys.argv[3:]:
    assert any(card.fn.value == name for card in cards), name
print(len(events), len(cards))
"#;

fn venv() -> PathBuf {
    rapport_sandbox::project_root().join("target/clients-venv/bin")
}

fn answer(command: &mut Command) -> String {
    let output = command.output().expect("the venv is there: cargo xtask deps");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let trouble = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {text}\n{trouble}");
    text
}

/// One event or card a file, as those programs keep them.
fn each_alone(text: &str, kind: &str, folder: &Path, around: (&str, &str), ending: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let (begin, end) = (format!("BEGIN:{kind}\r\n"), format!("END:{kind}\r\n"));
    for (number, piece) in text.split(&begin).skip(1).enumerate() {
        let inside = piece.split(&end).next().unwrap();
        let whole = format!("{}{begin}{inside}{end}{}", around.0, around.1);
        std::fs::write(folder.join(format!("{number}.{ending}")), whole).unwrap();
    }
}

#[tokio::test]
async fn khal_khard_icalendar_and_vobject_read_what_is_written() {
    let mut world = World::new().await;
    let mut moves: Vec<Move> = (0..NAMES.len())
        .map(|who| Move::Met(who, TouchpointKind::Interview, format!("the book; number, {who}")))
        .collect();
    moves.push(Move::Memo(1, "two\nlines; and, all\\that".to_owned()));
    moves.push(Move::Tag(0, "fair, hall 3".to_owned()));
    live(&mut world, &moves).await;
    let input = AppointmentInput {
        contact: NAMES[0].to_owned(),
        title: "Second talk; \"panel\", part 1".to_owned(),
        starts: "in 3 days 10:00".to_owned(),
        ..AppointmentInput::default()
    };
    world.app.add_appointment(input).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    world.app.export(&out, &|_, _, _| ()).await.unwrap();
    let names: Vec<String> =
        world.app.contacts(None).await.unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(names.len(), NAMES.len());

    let mut readers = Command::new(venv().join("python"));
    readers.args(["-c", READERS]).arg(out.join("plan.ics")).arg(out.join("contacts.vcf"));
    let counts = answer(readers.args(&names));
    assert!(counts.trim().ends_with(&format!(" {}", NAMES.len())), "{counts}");

    // khal shows the appointment in its agenda.
    let calendar = std::fs::read_to_string(out.join("plan.ics")).unwrap();
    let around = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rapport//Rapport//EN\r\n",
        "END:VCALENDAR\r\n",
    );
    each_alone(&calendar, "VEVENT", &folder.path().join("khal"), around, "ics");
    let config = folder.path().join("khal.conf");
    let database = folder.path().join("khal.db");
    let text = format!(
        "[calendars]\n[[plan]]\npath = {}\n[sqlite]\npath = {}\n[locale]\nlocal_timezone = Europe/Berlin\n\
         default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %d.%m.\nlongdateformat = %d.%m.%Y\n\
         datetimeformat = %d.%m. %H:%M\nlongdatetimeformat = %d.%m.%Y %H:%M\n",
        folder.path().join("khal").display(),
        database.display(),
    );
    std::fs::write(&config, text).unwrap();
    let mut khal = Command::new(venv().join("khal"));
    khal.env("HOME", folder.path()).env("LC_ALL", "C.UTF-8").arg("-c").arg(&config);
    let shown = answer(khal.args(["list", "17.11.2026", "30d"]));
    assert!(shown.contains("Second talk; \"panel\", part 1"), "{shown}");
    assert!(shown.contains("Dana Whitfield"), "{shown}");

    // khard finds everybody by name and address.
    let cards = std::fs::read_to_string(out.join("contacts.vcf")).unwrap();
    each_alone(&cards, "VCARD", &folder.path().join("khard"), ("", ""), "vcf");
    let config = folder.path().join("khard.conf");
    let text =
        format!("[addressbooks]\n[[people]]\npath = {}\n", folder.path().join("khard").display());
    std::fs::write(&config, text).unwrap();
    let mut khard = Command::new(venv().join("khard"));
    khard.env("HOME", folder.path()).env("LC_ALL", "C.UTF-8").arg("-c").arg(&config);
    let shown = answer(khard.args(["email", "--parsable"]));
    for who in 0..NAMES.len() {
        assert!(shown.contains(&format!("person{who}@acme{who}.example")), "{shown}");
    }
    let table = std::fs::read_to_string(out.join("contacts-thunderbird.csv")).unwrap();
    let head = "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email";
    assert!(table.starts_with(head), "{}", table.lines().next().unwrap_or_default());
}
