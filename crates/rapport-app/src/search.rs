//! Search over everything by the beginnings of words.

use rapport_core::touchpoint::TouchpointKind;
use rapport_store::search::{Hit, HitKind, terms};

use crate::app::App;
use crate::error::AppError;
use crate::input::SearchInput;
use crate::profile::Profile;
use crate::view::{HitView, SearchView};
use crate::words;

/// Hits of a page on each side.
const PAGE: u32 = 25;

/// Characters of a text shown around what was searched.
const AROUND: usize = 160;

impl App {
    /// Finds contacts, organisations, pursuits, touchpoints and messages. Each word typed is the
    /// beginning of a word; all must be there; accents and capitals do not count.
    ///
    /// # Errors
    /// A kind that is none.
    pub async fn search(&self, input: &SearchInput) -> Result<SearchView, AppError> {
        let profile = self.profile().await?;
        let kind = match input.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty()) {
            Some(word) => Some(HitKind::parse(word).ok_or_else(|| {
                let words = HitKind::ALL.map(HitKind::word).join(", ");
                AppError::usage(
                    format!("\"{word}\" is nothing that can be searched"),
                    format!("one of {words}"),
                )
            })?),
            None => None,
        };
        let skip = input.page.unwrap_or(0).min(1000) * PAGE;
        let wants = |kinds: &[HitKind]| kind.is_none_or(|kind| kinds.contains(&kind));
        let one = |hit: &Hit| kind.is_none_or(|kind| hit.kind == kind);
        let mut names = Vec::new();
        let mut timeline = Vec::new();
        if wants(&[HitKind::Contact, HitKind::Organisation, HitKind::Opportunity]) {
            names = self.store().search_names(self.scope(), &input.text, PAGE + 1, skip).await?;
        }
        if wants(&[HitKind::Touchpoint, HitKind::Message]) {
            timeline = self.store().search_told(self.scope(), &input.text, PAGE + 1, skip).await?;
        }
        let more = names.len().max(timeline.len()) > PAGE as usize;
        let terms = terms(&input.text);
        let view = |hits: Vec<Hit>| -> Vec<HitView> {
            let shown = hits.into_iter().take(PAGE as usize).filter(&one);
            shown.map(|hit| self.hit_view(hit, &terms, &profile)).collect()
        };
        Ok(SearchView { names: view(names), timeline: view(timeline), more })
    }

    fn hit_view(&self, hit: Hit, terms: &[String], profile: &Profile) -> HitView {
        let title = match hit.kind {
            HitKind::Touchpoint => TouchpointKind::parse(&hit.title)
                .map_or(hit.title.clone(), |kind| kind.noun().to_owned()),
            _ => hit.title.clone(),
        };
        HitView {
            kind: hit.kind.word().to_owned(),
            id: hit.id.to_string(),
            contact: hit.contact.map(|id| id.to_string()),
            name: hit.name,
            title,
            text: excerpt(&hit.text, terms),
            at: hit.at.map(|at| at.to_string()),
            when: hit.at.map(|at| words::instant(at, self.now(), &profile.zone)),
        }
    }
}

/// The words around the first one that was searched.
fn excerpt(text: &str, terms: &[String]) -> String {
    let flat: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if flat.len() <= AROUND {
        return flat.into_iter().collect();
    }
    // One small letter for each, so that places stay what they are.
    let lower: String =
        flat.iter().map(|letter| letter.to_lowercase().next().unwrap_or(*letter)).collect();
    let found = terms
        .iter()
        .filter_map(|term| lower.find(term.as_str()))
        .min()
        .map_or(0, |byte| lower[..byte].chars().count());
    let start = found.saturating_sub(AROUND / 3).min(flat.len() - AROUND);
    let cut: String = flat[start..start + AROUND].iter().collect();
    let (before, behind) = (if start > 0 { "…" } else { "" }, "…");
    format!("{before}{}{behind}", cut.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_what_was_searched() {
        let long = format!("{} the Orkney ferry {}", "before ".repeat(60), "behind ".repeat(60));
        let shown = excerpt(&long, &["orkney".to_owned()]);
        assert!(shown.contains("Orkney ferry") && shown.starts_with('…') && shown.ends_with('…'));
        assert!(shown.chars().count() <= AROUND + 2);
        assert_eq!(excerpt("short", &["x".to_owned()]), "short");
        let turkish = format!("{} İstanbul {}", "İ".repeat(200), "x".repeat(200));
        assert!(excerpt(&turkish, &["xxx".to_owned()]).contains("xxx"));
    }
}
