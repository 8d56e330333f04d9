//! An export as one file to download: a tape archive (POSIX ustar), which every system opens.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::app::App;
use crate::error::AppError;

impl App {
    /// Everything of this scope as one file. It has no name any more: it is gone when it is closed.
    ///
    /// # Errors
    /// The disk says no.
    pub async fn export_file(&self) -> Result<(File, u64), AppError> {
        let mark = self.clock().mint();
        let folder = Gone(self.data().join(format!(".export-{mark}")));
        let path = Gone(self.data().join(format!(".export-{mark}.tar")));
        self.export(&folder.0, &|_, _, _| ()).await?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path.0)?;
        let at = self.now().as_second();
        // The disk is slow and others are served meanwhile.
        let packed = tokio::task::spawn_blocking(move || -> io::Result<(File, u64)> {
            pack(&folder.0, &folder.0, at, &mut file)?;
            // Two empty blocks say that it is whole.
            file.write_all(&[0; 1024])?;
            let length = file.stream_position()?;
            file.seek(SeekFrom::Start(0))?;
            drop(folder);
            Ok((file, length))
        });
        Ok(packed.await.map_err(io::Error::other)??)
    }
}

/// A file or folder that goes with this value.
struct Gone(PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        let _ =
            if self.0.is_dir() { fs::remove_dir_all(&self.0) } else { fs::remove_file(&self.0) };
    }
}

fn pack(top: &Path, folder: &Path, at: i64, out: &mut File) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            pack(top, &path, at, out)?;
            continue;
        }
        let inside = path.strip_prefix(top).unwrap_or(&path);
        let name = format!("rapport-export/{}", inside.display());
        let mut file = File::open(&path)?;
        let length = file.metadata()?.len();
        out.write_all(&head(&name, length, at)?)?;
        let copied = io::copy(&mut file, out)?;
        let rest = usize::try_from((512 - copied % 512) % 512).unwrap_or(0);
        out.write_all(&[0; 512][..rest])?;
    }
    Ok(())
}

/// The block before a file: name, rights, length, time, and a sum over itself.
fn head(name: &str, length: u64, at: i64) -> io::Result<[u8; 512]> {
    let mut block = [0_u8; 512];
    let mut put = |from: usize, text: &str| {
        block[from..from + text.len()].copy_from_slice(text.as_bytes());
    };
    // Our names are short, and eight gibibytes are more than a life of mail.
    if name.len() > 100 || length >= 1 << 33 {
        return Err(io::Error::other("a file of the export is too large for one archive"));
    }
    put(0, name);
    put(100, "0000600\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{length:011o}\0"));
    put(136, &format!("{:011o}\0", at.clamp(0, (1 << 33) - 1)));
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\0");
    put(263, "00");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}
