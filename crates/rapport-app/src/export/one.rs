//! One person: everything that is known about them, in a folder to hand over.
//!
//! What somebody may ask for (GDPR, articles 15 and 20): the card, what happened, the mail, and every
//! row that is about them. To correct it is `rapport contacts edit`; to erase it is `rapport erase`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use rapport_formats::vcard::{self, VcardVersion};
use rapport_store::archive::{Archive, Cell, Cells, Table};
use serde_json::json;

use super::folder::{self, Folder};
use super::told::{TouchpointLine, put_line};
use super::{ExportView, people, whole};
use crate::app::App;
use crate::error::AppError;

impl App {
    /// Writes everything about one person into a new folder: `contact.vcf`, `touchpoints.jsonl`,
    /// `mail/`, and `rows.jsonl` with every row that names them.
    ///
    /// # Errors
    /// Nobody is called that; the folder is there already.
    pub async fn export_contact(&self, who: &str, to: &Path) -> Result<ExportView, AppError> {
        let contact = self.contact_named(who).await?;
        let folder = Folder::begin(to, self.clock().mint())?;
        let mut view =
            ExportView { folder: to.display().to_string(), contacts: 1, ..ExportView::default() };
        let names = people::organisation_names(self).await?;
        let mut archive = self.archive_of(self.scope()).await?;
        let tags = archive.tags(&[contact.id]).await?.into_iter().map(|(_, tag)| tag).collect();
        let card = people::card(&contact, people::organisation_of(&contact, &names), tags);
        folder.text("contact.vcf", &vcard::write(&card, VcardVersion::V4))?;
        let mut lines = folder.file("touchpoints.jsonl")?;
        for touchpoint in self.store().touchpoints(self.scope(), contact.id, u32::MAX).await? {
            view.touchpoints += 1;
            put_line(&mut lines, &TouchpointLine::of(touchpoint, contact.name.clone(), None))?;
        }
        folder::settle(lines)?;
        folder.make("mail")?;
        let mut rows = folder.file("rows.jsonl")?;
        let mut mail = 0_u64;
        for (table, cells) in about(&mut archive, contact.id.as_bytes()).await? {
            let row = json!({ "table": table.name(), "row": whole::object(&table, &cells) });
            put_line(&mut rows, &row)?;
            view.rows += 1;
            for column in ["raw", "wire"] {
                if let Some(Cell::Bytes(bytes)) =
                    table.place_of(column).and_then(|place| cells.get(place))
                {
                    mail += 1;
                    let mut alone = folder.file(&format!("mail/{mail:06}.eml"))?;
                    alone.write_all(bytes)?;
                    folder::settle(alone)?;
                }
            }
        }
        view.mails = mail;
        folder::settle(rows)?;
        archive.close().await?;
        folder.finish()?;
        Ok(view)
    }
}

/// Every row that names a person, and the rows that belong to those: the drafts of their
/// follow-ups, the files of the drafts, the mail of their messages.
pub(crate) async fn about(
    archive: &mut Archive,
    contact: &[u8],
) -> Result<Vec<(Table, Cells)>, AppError> {
    let tables: Vec<Table> = archive.tables().to_vec();
    let mut found: Vec<(Table, Cells)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut asked: Vec<(&str, Vec<u8>)> = vec![("contact_id", contact.to_vec())];
    for table in &tables {
        if table.name() == "contact" {
            for row in archive.rows_with(table, "id", contact).await? {
                found.push((table.clone(), row));
            }
        }
    }
    while let Some((column, id)) = asked.pop() {
        for table in &tables {
            let by_id = column == "inbound_id" && table.name() == "inbound";
            let named = if by_id { "id" } else { column };
            if !by_id && table.place_of(column).is_none() {
                continue;
            }
            for row in archive.rows_with(table, named, &id).await? {
                if !seen.insert((table.name().to_owned(), table.key_of(&row))) {
                    continue;
                }
                let own = match table.name() {
                    "touchpoint" => Some("touchpoint_id"),
                    "follow_up" => Some("follow_up_id"),
                    "draft" => Some("draft_id"),
                    _ => None,
                };
                let cell = |name: &str| match table.place_of(name).and_then(|at| row.get(at)) {
                    Some(Cell::Bytes(id)) => Some(id.clone()),
                    _ => None,
                };
                if let (Some(own), Some(id)) = (own, cell("id")) {
                    asked.push((own, id));
                }
                if let ("message", Some(id)) = (table.name(), cell("inbound_id")) {
                    asked.push(("inbound_id", id));
                }
                found.push((table.clone(), row));
            }
        }
    }
    Ok(found)
}
