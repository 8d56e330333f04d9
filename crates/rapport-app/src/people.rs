//! People: the address book page by page, with what is next for each.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, OrganisationId};
use rapport_core::opportunity::Stage;
use rapport_core::touchpoint::Channel;
use rapport_store::people::{Beside, PageEnd, PeopleFilter, Standing};

use crate::app::App;
use crate::error::AppError;
use crate::input::PeopleInput;
use crate::profile::Profile;
use crate::view::{PeopleView, PersonRow};
use crate::words;

/// Rows of a page where nobody says how many.
const ROWS: u32 = 50;

/// More are a download, not a page.
const MOST_ROWS: u32 = 200;

impl App {
    /// A page of contacts, by name or the newest first, filtered by what was typed.
    ///
    /// # Errors
    /// A stage, a state, an order or a page that are none; an organisation that is not there.
    pub async fn people(&self, input: &PeopleInput) -> Result<PeopleView, AppError> {
        let profile = self.profile().await?;
        let filter = self.filter(input).await?;
        let after = input.after.as_deref().map(page_end).transpose()?;
        let limit = input.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS);
        let today = self.now().to_zoned(profile.zone.clone()).date();
        let page = self.store().people(self.scope(), &filter, after.as_ref(), limit, today).await?;
        let beside = self.store().beside(self.scope(), &page.contacts).await?;
        let ids: Vec<ContactId> = page.contacts.iter().map(|contact| contact.id).collect();
        let mut tags = self.store().tags_of(self.scope(), &ids).await?;
        let suppressed = self.store().suppressions(self.scope()).await?;
        let mut rows = Vec::with_capacity(page.contacts.len());
        for contact in &page.contacts {
            let is_stopped = suppressed.iter().any(|it| {
                it.contact == Some(contact.id) || contact.addresses.contains(&it.address)
            });
            let mut row = self.person_row(contact, &beside, is_stopped, today, &profile).await?;
            row.tags = tags.remove(&contact.id).unwrap_or_default();
            rows.push(row);
        }
        Ok(PeopleView { rows, after: page.end.as_ref().map(page_mark) })
    }

    async fn filter(&self, input: &PeopleInput) -> Result<PeopleFilter, AppError> {
        fn given(text: &Option<String>) -> Option<&str> {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty())
        }
        let organisation = match given(&input.organisation) {
            Some(text) => Some(self.organisation_named(text).await?),
            None => None,
        };
        let stage = match given(&input.stage) {
            Some(word) => Some(Stage::parse(word).ok_or_else(|| {
                AppError::usage(
                    format!("\"{word}\" is no stage"),
                    "open, offered, won, rejected, withdrawn",
                )
            })?),
            None => None,
        };
        let standing = match given(&input.state) {
            Some(word) => Some(Standing::parse(word).ok_or_else(|| {
                let words = Standing::ALL.map(Standing::word).join(", ");
                AppError::usage(format!("\"{word}\" is no state"), words)
            })?),
            None => None,
        };
        let newest = match given(&input.order) {
            None | Some("name") => false,
            Some("newest") => true,
            Some(other) => {
                return Err(AppError::usage(format!("\"{other}\" is no order"), "name or newest"));
            }
        };
        Ok(PeopleFilter {
            text: given(&input.text).map(str::to_owned),
            tag: given(&input.tag).map(|tag| tag.trim_start_matches('#').to_owned()),
            organisation,
            stage,
            standing,
            newest,
        })
    }

    async fn organisation_named(&self, text: &str) -> Result<OrganisationId, AppError> {
        if let Some(id) = OrganisationId::parse(text) {
            return Ok(id);
        }
        let found = self.store().organisation_by_name(self.scope(), text).await?;
        found.map(|organisation| organisation.id).ok_or_else(|| {
            AppError::not_found(
                format!("no organisation is called \"{text}\""),
                "search for it: rapport find NAME",
            )
        })
    }

    async fn person_row(
        &self,
        contact: &Contact,
        beside: &Beside,
        is_stopped: bool,
        today: jiff::civil::Date,
        profile: &Profile,
    ) -> Result<PersonRow, AppError> {
        let running = beside.follow_ups.get(&contact.id);
        // What wants the user first, then what rings first.
        let next = running.and_then(|all| {
            all.iter()
                .min_by_key(|it| (it.draft().is_none(), it.wake_at.unwrap_or(jiff::Timestamp::MAX)))
        });
        let sentence = match next {
            Some(follow_up) => {
                let playbook =
                    self.playbook(&follow_up.playbook, follow_up.playbook_version).await?;
                let step = playbook.step(follow_up.step);
                let channel = step.map_or(Channel::Mail, |step| step.channel);
                let zone = &profile.zone;
                let state = words::state(&follow_up.state, channel, None, None, self.now(), zone);
                Some(format!("{} {state}", step.map_or("It", |step| step.title.as_str())))
            }
            None => None,
        };
        let is_parked =
            contact.parked.is_some_and(|parked| parked.until.is_none_or(|until| until > today));
        let standing = if is_stopped {
            Standing::Stopped
        } else if is_parked {
            Standing::Parked
        } else if running.is_some() {
            Standing::InPlay
        } else {
            Standing::None
        };
        let last = beside.last.get(&contact.id).copied();
        Ok(PersonRow {
            id: contact.id.to_string(),
            name: contact.name.clone(),
            organisation: contact
                .organisation
                .and_then(|id| beside.organisations.get(&id).cloned()),
            role: contact.role.clone(),
            address: contact.address().map(str::to_owned),
            phone: contact.phones.first().cloned(),
            tags: Vec::new(),
            state: standing.word().to_owned(),
            next: sentence,
            follow_up: next.map(|follow_up| follow_up.id.to_string()),
            last_at: last.map(|at| at.to_string()),
            last: last.map(|at| words::day(at.to_zoned(profile.zone.clone()).date(), today)),
        })
    }
}

/// Where a page ended, as it stands in an address.
fn page_mark(end: &PageEnd) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {}", end.id, end.name_folded))
}

fn page_end(mark: &str) -> Result<PageEnd, AppError> {
    let wrong = || AppError::usage("this page is none", "begin at the first one");
    let bytes = URL_SAFE_NO_PAD.decode(mark).map_err(|_| wrong())?;
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    let (id, name) = text.split_once(' ').ok_or_else(wrong)?;
    let id = ContactId::parse(id).ok_or_else(wrong)?;
    Ok(PageEnd { name_folded: name.to_owned(), id })
}
