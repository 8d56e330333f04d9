//! Which code page bytes above 127 belong to, told by the words they make.
//!
//! Each candidate decodes the same bytes; letters that its languages use and that stand among
//! letters speak for it, signs in the middle of words and letters of the wrong case against it.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
};

/// How many bytes above 127 are weighed at most.
const ENOUGH: usize = 20_000;

/// Letters in frequent use by the languages of a code page, small ones.
const CANDIDATES: &[(&Encoding, &str)] = &[
    (WINDOWS_1252, "äöüßéèêëàâáãåæçíîïìñóôòõøœúùûýÿð"),
    (WINDOWS_1250, "ąćęłńóśźżáčďéěíňřšťúůýžőűäöüßăâîşţđ"),
    (WINDOWS_1251, "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў"),
    (WINDOWS_1254, "çğıöşüâîû"),
    (WINDOWS_1253, "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ"),
    (WINDOWS_1255, "אבגדהוזחטיכלמנסעפצקרשתםןףץך"),
    (WINDOWS_1256, "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآئءؤ"),
    (MACINTOSH, "äöüßéèêëàâáãåæçíîïìñóôòõøœúùûÿ"),
    (KOI8_R, "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
];

/// Encodings of two bytes a character: their bytes must make whole characters.
const WIDE: &[&Encoding] = &[SHIFT_JIS, GBK, BIG5, EUC_KR];

/// The code page that makes the best words of bytes that are not UTF-8; Windows-1252 where
/// nothing speaks for another.
#[must_use]
pub fn guess_code_page(bytes: &[u8]) -> &'static Encoding {
    let mut best: (&'static Encoding, f64) = (WINDOWS_1252, f64::MIN);
    for &(encoding, letters) in CANDIDATES {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        let score = score(&text, letters) - if bad { 1.0 } else { 0.0 };
        if score > best.1 {
            best = (encoding, score);
        }
    }
    for &encoding in WIDE {
        // A character may be cut at the end of the sample: the last byte does not count.
        let cut = bytes.get(..bytes.len().saturating_sub(1)).unwrap_or_default();
        let (text, bad) = encoding.decode_without_bom_handling(cut);
        let score = if bad { f64::MIN } else { wide_score(&text) };
        if score > best.1 {
            best = (encoding, score);
        }
    }
    best.0
}

/// Mean worth of the characters above ASCII, between about -2 and 1.
fn score(text: &str, letters: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0_usize);
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_ascii() && count < ENOUGH {
            count += 1;
            let next = characters.peek().copied().unwrap_or(' ');
            sum += worth(character, previous, next, letters);
        }
        previous = character;
    }
    if count == 0 { 0.0 } else { sum / count_as_float(count) }
}

fn worth(character: char, previous: char, next: char, letters: &str) -> f64 {
    let small = character.to_lowercase().next().unwrap_or(character);
    if character.is_alphabetic() {
        let known = letters.contains(small);
        // A capital in a word of small letters is a sign of the wrong page.
        let misplaced = previous.is_lowercase() && character.is_uppercase();
        let alone = !previous.is_alphabetic() && !next.is_alphabetic();
        let same_script = [previous, next]
            .iter()
            .any(|near| near.is_alphabetic() && near.is_ascii() == (u32::from(character) < 0x250));
        return match (known, misplaced) {
            (true, false) if same_script => 1.0,
            (true, false) if alone => 0.2,
            (true, false) => 0.4,
            (false, false) => -0.5,
            (_, true) => -1.0,
        };
    }
    if matches!(character, '\u{80}'..='\u{9f}' | '\u{fffd}') {
        return -2.0;
    }
    // Typographic signs are at home between words, not within them.
    match (previous.is_alphabetic() && next.is_alphabetic(), character) {
        (true, '’') => 0.5,
        (true, _) => -1.0,
        (false, '’' | '“' | '”' | '„' | '–' | '—' | '…' | '\u{a0}' | '«' | '»' | '€') => {
            0.4
        }
        (false, _) => -0.2,
    }
}

/// Kana, Han and Hangul in frequent blocks speak for the encoding; within a word of small Latin letters
/// they speak against it, for there a letter with an accent has swallowed its neighbour.
fn wide_score(text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0_usize);
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let before = std::mem::replace(&mut previous, character);
        if character.is_ascii() || count >= ENOUGH {
            continue;
        }
        count += 1;
        let after = characters.peek().copied().unwrap_or(' ');
        sum += match character {
            _ if before.is_ascii_lowercase() || after.is_ascii_lowercase() => -0.5,
            '\u{3040}'..='\u{30ff}' => 1.3,
            '\u{4e00}'..='\u{9fff}' => frequent_han(character),
            '\u{ac00}'..='\u{d7a3}' => {
                if is_written(character) {
                    1.1
                } else {
                    -0.5
                }
            }
            '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' => 0.5,
            _ => -1.0,
        };
    }
    if count < 2 { f64::MIN } else { sum / count_as_float(count) }
}

/// Whether a syllable is one of the 2,350 that Korean is written with (KS X 1001), whose bytes are all high;
/// the thousands that the code page knows besides are what other encodings look like.
fn is_written(syllable: char) -> bool {
    let mut held = [0; 4];
    let (bytes, _, _) = EUC_KR.encode(syllable.encode_utf8(&mut held));
    bytes.iter().all(|byte| *byte >= 0xa1)
}

/// Characters that headers and names of people and firms are made of.
fn frequent_han(character: char) -> f64 {
    const FREQUENT: &str = "名字姓氏称電电郵邮件地址公司職职位部門门手機机号號码碼日期生家庭工作國国市省街道中文王李張张刘陈陳楊杨黃黄赵趙吳吴周徐孫孙馬马朱胡林何高梁郑鄭羅罗宋謝谢唐韓韩會社役所住都県区町村番備考注備田山川本木藤佐鈴高橋伊東京大阪株式有限責任科技集团貿易";
    if FREQUENT.contains(character) { 1.2 } else { 0.5 }
}

fn count_as_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
