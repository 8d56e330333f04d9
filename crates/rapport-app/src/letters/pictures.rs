//! The logo at the head of letters and the signature below them: handed in, looked at, taken out.
//!
//! They are kept in the database, so that they travel with it and every node prints the same.

use rapport_paper::Picture;
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, Kind};

/// The pictures that there can be.
pub(super) const NAMES: [&str; 2] = ["letterhead", "signature"];

/// The largest file that is kept, in bytes: a logo for print has some tens of thousands.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// Which picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureKind {
    /// At the head of letters and cards.
    Letterhead,
    /// Where one would sign.
    Signature,
}

impl PictureKind {
    /// The word stored and typed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Letterhead => NAMES[0],
            Self::Signature => NAMES[1],
        }
    }

    /// The picture that a word names.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Letterhead, Self::Signature].into_iter().find(|kind| kind.word() == word)
    }
}

/// A kept picture as a browser can show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureFile {
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: &'static str,
    /// The file; of a drawing only what is printed of it, without anything else that came with it.
    pub bytes: Vec<u8>,
}

/// A picture that is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PictureView {
    /// `letterhead` or `signature`.
    pub name: &'static str,
    /// The size of the file in bytes; `null` where none is kept.
    pub bytes: Option<usize>,
}

impl App {
    /// Whether a picture is kept.
    ///
    /// # Errors
    /// What the database says.
    pub async fn picture(&self, kind: PictureKind) -> Result<PictureView, AppError> {
        let kept = self.store().letter_picture(self.scope(), kind.word()).await?;
        Ok(PictureView { name: kind.word(), bytes: kept.map(|bytes| bytes.len()) })
    }

    /// The picture that is kept, as it will be printed.
    ///
    /// # Errors
    /// None is kept.
    pub async fn picture_file(&self, kind: PictureKind) -> Result<PictureFile, AppError> {
        let none = || AppError::not_found(format!("no {} is kept", kind.word()), "");
        let kept = self.store().letter_picture(self.scope(), kind.word()).await?;
        let picture = Picture::parse(&kept.ok_or_else(none)?).map_err(|_| none())?;
        let (media_type, bytes) = picture.shown();
        Ok(PictureFile { media_type, bytes: bytes.to_vec() })
    }

    /// Keeps a picture: PNG, JPEG or SVG.
    ///
    /// # Errors
    /// It is too large, broken or of another kind.
    pub async fn set_picture(
        &self,
        kind: PictureKind,
        bytes: &[u8],
    ) -> Result<PictureView, AppError> {
        if bytes.len() > LARGEST {
            return Err(AppError::new(
                Kind::Usage,
                format!("the picture is larger than {} MB", LARGEST / (1024 * 1024)),
                "save it smaller: 1200 points wide are enough for print",
            ));
        }
        Picture::parse(bytes).map_err(|fault| {
            AppError::new(
                Kind::Usage,
                format!("the picture cannot be used: {fault}"),
                "save it as PNG, JPEG, or SVG of plain paths",
            )
        })?;
        let mut door = self.user_door(&self.profile().await?).await?;
        door.set_letter_picture(kind.word(), Some(bytes)).await?;
        door.commit().await?;
        self.picture(kind).await
    }

    /// Takes a picture out.
    ///
    /// # Errors
    /// There is none.
    pub async fn remove_picture(&self, kind: PictureKind) -> Result<(), AppError> {
        let mut door = self.user_door(&self.profile().await?).await?;
        let was_there = door.set_letter_picture(kind.word(), None).await?;
        door.commit().await?;
        if was_there {
            Ok(())
        } else {
            Err(AppError::not_found(format!("no {} is kept", kind.word()), ""))
        }
    }
}
