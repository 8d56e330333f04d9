//! `rapport letters`: what is printed and posted by hand.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What can be done on paper.
#[derive(Subcommand, Debug)]
pub enum LettersCommand {
    /// What waits to be printed and posted, by when; also what `letters` alone prints
    List,
    /// Letters in one PDF, by name; without WHO all that wait
    Print(PrintArgs),
    /// Envelopes alone: for a card by hand, or for letters printed before
    Envelopes(PrintArgs),
    /// Address labels, in the same order
    Labels(LabelArgs),
    /// Your own business cards on sheets to cut
    Cards(CardArgs),
    /// What to read before meeting somebody; with --to as one page to print
    Brief {
        /// Whom
        who: String,
        /// The PDF to write
        #[arg(long, value_name = "FILE.pdf")]
        to: Option<PathBuf>,
        /// The layout: brief-a4, brief-us or your own
        #[arg(long, value_name = "NAME")]
        layout: Option<String>,
    },
    /// The page by which a printer is measured
    TestPage {
        /// The PDF to write
        #[arg(long, value_name = "FILE.pdf")]
        to: PathBuf,
        /// For the paper of this layout [default: your usual letter]
        #[arg(long, value_name = "NAME")]
        layout: Option<String>,
        /// With the offsets of this printer
        #[arg(long, value_name = "NAME")]
        printer: Option<String>,
    },
    /// A letter was posted: only that counts as sent
    Posted {
        /// Whom it went to
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
        /// When it was posted [default: now]
        #[arg(long)]
        when: Option<String>,
    },
    /// The layouts that can be chosen
    Layouts {
        /// Make this the usual one of its kind
        #[arg(long, value_name = "NAME", conflicts_with = "copy")]
        choose: Option<String>,
        /// Print the file of this one, to change and keep as paper/layouts/NAME.toml in the data folder
        #[arg(long, value_name = "NAME")]
        copy: Option<String>,
    },
    /// The logo at the head of letters and cards: PNG, JPEG or SVG; without FILE it says whether one is kept
    Letterhead(PictureArgs),
    /// The picture of your signature: PNG, JPEG or SVG
    Signature(PictureArgs),
    /// The printers that were measured
    Printers,
    /// Keep what was measured of a printer: 20 mm minus what you measured on the test page
    Printer {
        /// What you call it
        name: String,
        /// Millimetres to the right; negative: to the left
        #[arg(long, value_name = "MM", allow_negative_numbers = true)]
        right: Option<f64>,
        /// Millimetres down; negative: up
        #[arg(long, value_name = "MM", allow_negative_numbers = true)]
        down: Option<f64>,
        /// How envelopes are fed: none, right, half or left
        #[arg(long, value_name = "TURN")]
        turn: Option<String>,
        /// Forget it
        #[arg(long, conflicts_with_all = ["right", "down", "turn"])]
        remove: bool,
    },
}

/// A picture on letters.
#[derive(Args, Clone, Debug)]
pub struct PictureArgs {
    /// The file to keep
    pub file: Option<PathBuf>,
    /// Take it out
    #[arg(long, conflicts_with = "file")]
    pub remove: bool,
}

/// For whom and on what.
#[derive(Args, Clone, Debug)]
pub struct PrintArgs {
    /// Whom [default: all that wait]
    pub who: Vec<String>,
    /// The PDF to write
    #[arg(long, value_name = "FILE.pdf")]
    pub to: PathBuf,
    /// Everybody met at this event, or with this tag
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// The layout, as `rapport letters layouts` lists them [default: your usual one]
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// Put each letter's envelope behind it
    #[arg(long)]
    pub with_envelopes: bool,
    /// The envelope's layout [default: your usual one]
    #[arg(long, value_name = "NAME")]
    pub envelope: Option<String>,
    /// Moved as this printer needs it [default: the one measured last]
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Leave out the code with your details
    #[arg(long)]
    pub no_code: bool,
    /// Print although words would be missing on the page
    #[arg(long)]
    pub anyway: bool,
}

/// `rapport letters labels`.
#[derive(Args, Clone, Debug)]
pub struct LabelArgs {
    /// For whom and on what
    #[command(flatten)]
    pub print: PrintArgs,
    /// As many labels of the first sheet are gone already
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub used: usize,
}

/// `rapport letters cards`.
#[derive(Args, Clone, Debug)]
pub struct CardArgs {
    /// The PDF to write
    #[arg(long, value_name = "FILE.pdf")]
    pub to: PathBuf,
    /// What you do, a line each, three at most
    #[arg(long, value_name = "LINE")]
    pub about: Vec<String>,
    /// How many sheets
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub sheets: usize,
    /// The layout: cards-a4, cards-us or your own
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// Moved as this printer needs it
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Leave out the code with your details
    #[arg(long)]
    pub no_code: bool,
}
