//! Pairs that are surely one person, made one without a question: after an import, and when asked.
//!
//! Only pairs of the verdict `same` (estimated precision of 0.999 or more) are touched, the contact
//! that was there first stays, and each merge is one that [`App::unmerge`] parts again. A chain is
//! merged only as far as each new one is `same` with the one that stays. Not here: which pairs are
//! (`rapport_formats::duplicates`), and the merge itself ([`super`]).

use std::collections::{BTreeMap, BTreeSet};

use rapport_core::ids::ImportId;
use rapport_formats::duplicates::Verdict;

use super::MergeView;
use crate::app::App;
use crate::error::{AppError, Kind};

/// Set to `0` by those who want to be asked about every pair.
const SETTING: &str = "merge-by-itself";

/// In a book of more contacts the search takes too long to wait for after each import; it is run
/// by `rapport contacts duplicates --merge-sure` there.
const MOST_CONTACTS: u64 = 50_000;

impl App {
    /// Whether sure pairs are made one after an import; on unless it was switched off.
    ///
    /// # Errors
    /// What the database says.
    pub async fn merges_by_itself(&self) -> Result<bool, AppError> {
        Ok(self.store().setting(self.scope(), SETTING).await?.as_deref() != Some("0"))
    }

    /// Says whether sure pairs are made one after an import.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_merges_by_itself(&self, on: bool) -> Result<(), AppError> {
        let value = if on { None } else { Some("0") };
        Ok(self.store().set_setting(self.scope(), SETTING, value).await?)
    }

    /// Makes one contact of every pair that is surely one. Pairs that the user called two are left
    /// alone, and so is somebody to whom a note is going out this moment.
    ///
    /// # Errors
    /// What the database says.
    pub async fn merge_sure_pairs(&self) -> Result<Vec<MergeView>, AppError> {
        self.merge_sure(None).await
    }

    /// After an import: its merges are taken back with it.
    pub(crate) async fn merge_after_import(
        &self,
        import: ImportId,
    ) -> Result<Vec<MergeView>, AppError> {
        let many = self.store().contact_count(self.scope()).await? > MOST_CONTACTS;
        if many || !self.merges_by_itself().await? {
            return Ok(Vec::new());
        }
        self.merge_sure(Some(import)).await
    }

    async fn merge_sure(&self, import: Option<ImportId>) -> Result<Vec<MergeView>, AppError> {
        let same = Verdict::Same.word();
        // Ids are minted in order of time: the smaller one was there first.
        let sure: BTreeSet<(String, String)> = self
            .duplicates()
            .await?
            .into_iter()
            .filter(|pair| pair.verdict == same)
            .map(|pair| if pair.a < pair.b { (pair.a, pair.b) } else { (pair.b, pair.a) })
            .collect();
        let mut gone: BTreeMap<&str, &str> = BTreeMap::new();
        let mut merges = Vec::new();
        for (first, second) in &sure {
            let stays = gone.get(first.as_str()).copied().unwrap_or(first);
            let follows = second.as_str();
            let known = sure.contains(&(stays.to_owned(), follows.to_owned()));
            if gone.contains_key(follows) || stays == follows || !known {
                continue;
            }
            match self.merge_two(stays, follows, import).await {
                Ok(merge) => {
                    gone.insert(follows, stays);
                    merges.push(merge);
                }
                // It is asked about later.
                Err(error) if error.kind == Kind::Unavailable => {}
                Err(error) => return Err(error),
            }
        }
        Ok(merges)
    }

    /// Parts what an import made one, the newest merge first. What was merged further since stays.
    pub(crate) async fn part_merges_of(&self, import: ImportId) -> Result<(), AppError> {
        let import = import.to_string();
        for row in self.store().merges(self.scope()).await? {
            if super::record_of(&row)?.import.as_deref() != Some(import.as_str()) {
                continue;
            }
            match self.unmerge(&row.id.to_string()).await {
                Ok(_) => {}
                Err(error) if error.kind == Kind::Refused => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
