//! Reading a layout and saying what is wrong with it: line, fault, remedy. Total on any text.

use std::fmt;

use super::{Grid, Kind, Opening, Sheet, TextBox};

/// Larger than any office printer takes, in millimetres.
const LARGEST: f32 = 1000.0;
/// A longer file is no layout.
const MOST_BYTES: usize = 64 * 1024;

/// One thing wrong with a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutFault {
    /// The line in the file, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for LayoutFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.what, self.remedy)
    }
}

pub(super) fn parse(text: &str) -> Result<Sheet, Vec<LayoutFault>> {
    if text.len() > MOST_BYTES {
        return Err(vec![LayoutFault {
            line: 1,
            what: "the file is larger than a layout can be".to_owned(),
            remedy: "copy a built-in layout and change its figures".to_owned(),
        }]);
    }
    let sheet: Sheet = toml::from_str(text).map_err(|fault| {
        let at = fault.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let what = fault.message().trim().replace('\n', "; ");
        let remedy = if what.starts_with("unknown field") {
            "correct the spelling or take the line out"
        } else if what.starts_with("missing field") {
            "add the key; docs/layouts.md tells its meaning"
        } else {
            "compare the line with a built-in layout"
        };
        vec![LayoutFault { line, what, remedy: remedy.to_owned() }]
    })?;
    let faults = Checker { text, sheet: &sheet, faults: Vec::new() }.check();
    if faults.is_empty() { Ok(sheet) } else { Err(faults) }
}

struct Checker<'a> {
    text: &'a str,
    sheet: &'a Sheet,
    faults: Vec<LayoutFault>,
}

impl Checker<'_> {
    fn check(mut self) -> Vec<LayoutFault> {
        let (width, height) = self.sheet.paper.size();
        if ![width, height].iter().all(|side| (20.0..=LARGEST).contains(side)) {
            self.fault(
                "",
                "paper",
                "the paper's size is impossible",
                "give both sides in millimetres",
            );
            return self.faults;
        }
        let sheet = self.sheet;
        for (name, found) in [
            ("return_line", &sheet.return_line),
            ("address", &sheet.address),
            ("sender", &sheet.sender),
            ("date", &sheet.date),
        ] {
            if let Some(text_box) = found {
                self.text_box(name, text_box);
            }
        }
        for (name, found) in
            [("window", &sheet.window), ("logo", &sheet.logo), ("code", &sheet.code)]
        {
            if let Some(opening) = found {
                self.opening(name, opening);
            }
        }
        match sheet.kind {
            Kind::Letter | Kind::Envelope => {
                if sheet.address.is_none() {
                    self.fault("", "kind", "there is no place for the address", "add [address]");
                }
            }
            Kind::Labels | Kind::Cards => {
                if sheet.grid.is_none() {
                    self.fault("", "kind", "there are no rows and columns", "add [grid]");
                }
            }
            Kind::Brief => {}
        }
        if let Some(grid) = &sheet.grid {
            self.grid(grid, width, height);
        }
        if matches!(sheet.kind, Kind::Letter | Kind::Brief) {
            self.body(width, height);
        }
        self.marks(height);
        self.window();
        self.faults
    }

    fn fault(&mut self, table: &str, key: &str, what: &str, remedy: &str) {
        let line = line_of(self.text, table, key);
        self.faults.push(LayoutFault { line, what: what.to_owned(), remedy: remedy.to_owned() });
    }

    fn text_box(&mut self, table: &str, text_box: &TextBox) {
        let TextBox { left, top, width, height, size, smallest, leading, .. } = *text_box;
        self.place(table, left, top, width, height);
        self.type_size(table, size, smallest);
        if !(0.9..=3.0).contains(&leading) {
            self.fault(table, "leading", "lines stand too close or too wide", "between 0.9 and 3");
        }
    }

    fn opening(&mut self, table: &str, opening: &Opening) {
        self.place(table, opening.left, opening.top, opening.width, opening.height);
    }

    fn place(&mut self, table: &str, left: f32, top: f32, width: f32, height: f32) {
        let (paper_width, paper_height) = self.sheet.paper.size();
        if !(width > 0.0 && width.is_finite() && height > 0.0 && height.is_finite()) {
            self.fault(
                table,
                "width",
                &format!("[{table}] has no extent"),
                "give width and height",
            );
        } else if !(left >= 0.0 && left + width <= paper_width + 0.05) {
            let remedy = format!("left + width may be {paper_width} at most");
            self.fault(table, "left", &format!("[{table}] leaves the paper"), &remedy);
        } else if !(top >= 0.0 && top + height <= paper_height + 0.05) {
            let remedy = format!("top + height may be {paper_height} at most");
            self.fault(table, "top", &format!("[{table}] leaves the paper"), &remedy);
        }
    }

    fn type_size(&mut self, table: &str, size: f32, smallest: f32) {
        if !(5.0..=72.0).contains(&size) {
            self.fault(table, "size", "the type size is impossible", "between 5 and 72 points");
        } else if !(5.0..=size).contains(&smallest) {
            let remedy = format!("between 5 and the size, {size}");
            self.fault(table, "smallest", "the smallest size is impossible", &remedy);
        }
    }

    fn grid(&mut self, grid: &Grid, width: f32, height: f32) {
        let Grid { columns, rows, left, top, pitch_x, pitch_y, inset, .. } = *grid;
        if !(1..=50).contains(&columns) || !(1..=100).contains(&rows) {
            self.fault("grid", "columns", "rows or columns are impossible", "1 to 50 and 1 to 100");
            return;
        }
        self.type_size("grid", grid.size, grid.smallest);
        let extents = [left, top, grid.width, grid.height, pitch_x, pitch_y, inset];
        if extents.iter().any(|extent| !extent.is_finite() || *extent < 0.0) {
            self.fault("grid", "left", "a figure is below zero", "take the sign away");
            return;
        }
        if grid.width <= 2.0 * inset + 5.0 || grid.height <= 2.0 * inset + 3.0 {
            self.fault("grid", "width", "a place holds no text", "make it larger or lower inset");
        }
        if pitch_x + 0.01 < grid.width && columns > 1 || pitch_y + 0.01 < grid.height && rows > 1 {
            let remedy = "the pitch is at least the width or height of a place";
            self.fault("grid", "pitch_x", "the places overlap", remedy);
        }
        if left + pitch_x * (columns - 1) as f32 + grid.width > width + 0.5 {
            self.fault(
                "grid",
                "columns",
                "the last column leaves the paper",
                "lower left or pitch_x",
            );
        }
        if top + pitch_y * (rows - 1) as f32 + grid.height > height + 0.5 {
            self.fault("grid", "rows", "the last row leaves the paper", "lower top or pitch_y");
        }
    }

    fn body(&mut self, width: f32, height: f32) {
        let (body, margins) = (&self.sheet.body, &self.sheet.margins);
        let sides = [margins.left, margins.right, margins.top, margins.bottom];
        if sides.iter().any(|side| !side.is_finite() || *side < 0.0) {
            self.fault("margins", "left", "a margin is below zero", "take the sign away");
            return;
        }
        if margins.left + margins.right > width - 40.0 {
            self.fault("margins", "left", "less than 40 mm are left for text", "lower the margins");
        }
        if !(body.top >= 0.0 && body.top + margins.bottom <= height - 30.0) {
            let remedy = "leave 30 mm between body.top and the lower margin";
            self.fault("body", "top", "the first page has no room for text", remedy);
        }
        if margins.top + margins.bottom > height - 60.0 {
            let remedy = "leave 60 mm between the margins";
            self.fault("margins", "top", "later pages have no room for text", remedy);
        }
        self.type_size("body", body.size, body.smallest);
        if !(0.9..=3.0).contains(&body.leading) {
            self.fault("body", "leading", "lines stand too close or too wide", "between 0.9 and 3");
        }
        if !(0.0..=60.0).contains(&body.signature) {
            self.fault("body", "signature", "no signature is so high", "0 to 60 millimetres");
        }
    }

    fn marks(&mut self, height: f32) {
        let marks = &self.sheet.marks;
        if marks.fold.iter().chain(&marks.hole).any(|mark| !(0.0..=height).contains(mark)) {
            self.fault("marks", "fold", "a mark leaves the paper", "count from the upper edge");
        }
    }

    /// What stands in the window must not be cut by its edge.
    fn window(&mut self) {
        let (Some(window), Some(address)) = (&self.sheet.window, &self.sheet.address) else {
            return;
        };
        if address.left < window.left
            || address.top < window.top
            || address.left + address.width > window.left + window.width + 0.05
            || address.top + address.height > window.top + window.height + 0.05
        {
            let remedy = "keep [address] inside [window]";
            self.fault("address", "left", "the window cuts the address", remedy);
        }
    }
}

/// The line of a key of a table, or of the table, or the first one.
fn line_of(text: &str, table: &str, key: &str) -> usize {
    let mut current = "";
    let mut of_table = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            current = name.trim();
            if current == table {
                of_table = Some(number + 1);
            }
        } else if current == table && line.split('=').next().is_some_and(|name| name.trim() == key)
        {
            return number + 1;
        }
    }
    of_table.unwrap_or(1)
}
