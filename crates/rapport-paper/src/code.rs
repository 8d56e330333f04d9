//! A QR code (ISO/IEC 18004) as squares on a page.

use fast_qr::QRBuilder;
use fast_qr::qr::QRCode;

use crate::page::Area;
use crate::trouble::{Trouble, Troubles};

/// Free modules that the standard wants around a code.
const QUIET: f32 = 4.0;
/// More squares than this cannot be read from the paper of a card.
const MOST_BYTES: usize = 1200;

/// The dark squares of a code for `content` in the middle of `area`, quiet zone included. Squares
/// in one row that touch are one rectangle.
pub(crate) fn squares(content: &str, area: &Area, troubles: &mut Troubles) -> Vec<Area> {
    let Some(code) = encode(content, troubles) else { return Vec::new() };
    let side = area.width.min(area.height);
    let module = side / (code.size as f32 + 2.0 * QUIET);
    let left = area.left + (area.width - side) / 2.0 + module * QUIET;
    let top = area.top + (area.height - side) / 2.0 + module * QUIET;
    let mut squares = Vec::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let start = column;
            while column < code.size && code[row][column].value() {
                column += 1;
            }
            if column > start {
                squares.push(Area {
                    left: left + start as f32 * module,
                    top: top + row as f32 * module,
                    width: (column - start) as f32 * module,
                    height: module,
                });
            }
            column += 1;
        }
    }
    squares
}

fn encode(content: &str, troubles: &mut Troubles) -> Option<QRCode> {
    if content.is_empty() {
        return None;
    }
    let code = if content.len() > MOST_BYTES {
        None
    } else {
        QRBuilder::new(content).ecl(fast_qr::ECL::M).build().ok()
    };
    if code.is_none() {
        troubles.tell(Trouble::CodeTooLong { bytes: content.len() });
    }
    code
}
