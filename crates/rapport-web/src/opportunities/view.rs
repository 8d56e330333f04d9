//! What Opportunities shows: columns by stage, or a table; the chosen one with its form and offers.

use askama::Template;
use rapport_app::view::{OpportunityView, PlaybookView};
use rapport_core::opportunity::{OpportunityKind, Stage};

use crate::page::{Shell, encoded};
use crate::places::Here;
use crate::web::User;
use crate::words::OpportunityWords;
use crate::words::when::typed_day;

/// The page.
#[derive(Template)]
#[template(path = "opportunities/page.html")]
pub struct OpportunitiesPage {
    shell: Shell,
    words: &'static OpportunityWords,
    kinds: Vec<Link>,
    board_href: String,
    table_href: String,
    is_table: bool,
    is_empty: bool,
    columns: Vec<Column>,
    chosen: Option<Chosen>,
    all_kinds: [&'static str; 7],
    kind: Option<String>,
}

/// A way to another view.
pub struct Link {
    href: String,
    name: &'static str,
    count: usize,
    is_here: bool,
}

/// One stage.
pub struct Column {
    stage: &'static str,
    name: &'static str,
    hint: &'static str,
    items: Vec<Item>,
}

/// One pursuit.
pub struct Item {
    id: String,
    title: String,
    organisation: Option<String>,
    people: Vec<(String, String)>,
    decides: Option<String>,
    fit: Option<String>,
    is_ruled_out: bool,
    stage: String,
    is_chosen: bool,
    href: String,
    /// The stage before, and its name.
    before: Option<(&'static str, String)>,
    /// The stage after.
    after: Option<(&'static str, String)>,
}

/// The chosen one.
pub struct Chosen {
    item: Item,
    kind: String,
    fit_value: String,
    decides_value: String,
    fits: Vec<(String, String)>,
    stages: Vec<(&'static str, &'static str)>,
    offers: Vec<Offer>,
    close: String,
}

/// A playbook that fits the stage.
pub struct Offer {
    key: &'static str,
    label: String,
    who: String,
    plan: String,
}

fn address(kind: Option<&str>, is_table: bool, at: Option<&str>) -> String {
    let mut pairs = Vec::new();
    if let Some(kind) = kind {
        pairs.push(format!("kind={}", encoded(kind)));
    }
    if is_table {
        pairs.push("view=table".to_owned());
    }
    if let Some(at) = at {
        pairs.push(format!("at={at}"));
    }
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("/opportunities{mark}{}", pairs.join("&"))
}

impl OpportunitiesPage {
    /// Lays out all of them, or those of a kind.
    pub fn of(
        user: &User,
        all: &[OpportunityView],
        at: Option<OpportunityView>,
        kind: Option<&str>,
        is_table: bool,
        playbooks: &[PlaybookView],
    ) -> Self {
        let words = &user.locale.words.opportunities;
        let kind = kind.filter(|word| OpportunityKind::parse(word).is_some());
        let chosen_id = at.as_ref().map(|it| it.id.clone());
        let item = |view: &OpportunityView| {
            let is_chosen = chosen_id.as_deref() == Some(view.id.as_str());
            Item::of(user, view, address(kind, is_table, Some(&view.id)), is_chosen)
        };
        let mut kinds = vec![Link {
            href: address(None, is_table, None),
            name: words.all,
            count: all.len(),
            is_here: kind.is_none(),
        }];
        for each in OpportunityKind::ALL.map(OpportunityKind::word) {
            let count = all.iter().filter(|view| view.kind == each).count();
            if count > 0 || kind == Some(each) {
                kinds.push(Link {
                    href: address(Some(each), is_table, None),
                    name: (words.kind)(each),
                    count,
                    is_here: kind == Some(each),
                });
            }
        }
        let columns = Stage::ALL.map(Stage::word).map(|stage| Column {
            stage,
            name: (words.stage)(stage),
            hint: (words.stage_hint)(stage),
            items: all
                .iter()
                .filter(|view| view.stage == stage && kind.is_none_or(|kind| view.kind == kind))
                .map(item)
                .collect(),
        });
        let chosen = at.map(|view| Chosen {
            kind: view.kind.clone(),
            fit_value: view.fit.map(|fit| fit.to_string()).unwrap_or_default(),
            decides_value: typed_day(view.decides.as_deref().unwrap_or_default()),
            fits: (0..=5).map(|fit: u8| (fit.to_string(), (words.fit_word)(fit))).collect(),
            stages: Stage::ALL.map(Stage::word).map(|it| (it, (words.stage)(it))).into(),
            offers: offers(&view, playbooks, words),
            close: address(kind, is_table, None),
            item: item(&view),
        });
        Self {
            shell: user.shell(Here::Opportunities),
            words,
            kinds,
            board_href: address(kind, false, None),
            table_href: address(kind, true, None),
            is_table,
            is_empty: all.is_empty(),
            columns: columns.into(),
            chosen,
            all_kinds: OpportunityKind::ALL.map(OpportunityKind::word),
            kind: kind.map(str::to_owned),
        }
    }
}

impl Item {
    fn of(user: &User, view: &OpportunityView, href: String, is_chosen: bool) -> Self {
        let words = &user.locale.words.opportunities;
        let at = Stage::ALL.iter().position(|stage| stage.word() == view.stage).unwrap_or(0);
        let to = |at: Option<usize>| {
            let stage = Stage::ALL.get(at?)?.word();
            Some((stage, (words.moves)(&view.title, (words.stage)(stage))))
        };
        let today = user.now.to_zoned(user.zone.clone()).date();
        Self {
            id: view.id.clone(),
            title: view.title.clone(),
            organisation: view.organisation.clone(),
            people: view.contact_ids.iter().cloned().zip(view.contacts.iter().cloned()).collect(),
            decides: view
                .decides
                .as_deref()
                .and_then(|day| Some(user.locale.day(day.parse().ok()?, today))),
            fit: view.fit.map(words.fit_word),
            is_ruled_out: view.fit == Some(0),
            stage: view.stage.clone(),
            is_chosen,
            href,
            before: to(at.checked_sub(1)),
            after: to(at.checked_add(1)),
        }
    }
}

/// The playbooks that fit where it stands, for its main contact.
fn offers(
    view: &OpportunityView,
    playbooks: &[PlaybookView],
    words: &OpportunityWords,
) -> Vec<Offer> {
    // A place that was ruled out gets a polite withdrawal and nothing else.
    let keys: &[&'static str] = match (view.fit, view.stage.as_str()) {
        (Some(0), _) | (_, "withdrawn") => &["WITHDRAW"],
        (_, "rejected") => &["PB05", "PB07"],
        (_, "won") if view.kind == "sale" => &["PB12"],
        (_, "won") => &["PB07"],
        (_, "open") if view.kind == "job" => &["PB01", "PB03"],
        (_, "open") if view.kind == "sale" => &["PB11"],
        _ => &[],
    };
    let (Some(who), Some(name)) = (view.contact_ids.first(), view.contacts.first()) else {
        return Vec::new();
    };
    keys.iter()
        .filter_map(|key| {
            let playbook = playbooks.iter().find(|it| it.key == *key)?;
            Some(Offer {
                key,
                label: (words.start)(&playbook.title, name),
                who: who.clone(),
                plan: format!("/playbooks/{key}?who={who}"),
            })
        })
        .collect()
}
