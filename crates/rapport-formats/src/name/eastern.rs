//! Names in the scripts of East Asia: the family name comes first, and often no blank divides it
//! from the given name.

use super::NameParts;

/// Family names of Korea with two syllables; all others have one.
const KOREAN_PAIRS: [&str; 8] = ["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"];

/// Family names of Korea with one syllable.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용";

/// What follows a name as a sign of respect, longest first.
const RESPECT: [&str; 20] = [
    "선생님",
    "박사님",
    "교수님",
    "사장님",
    "ちゃん",
    "さん",
    "先生",
    "女士",
    "小姐",
    "社長",
    "社长",
    "部長",
    "教授",
    "博士",
    "二世",
    "박사",
    "교수",
    "様",
    "殿",
    "씨",
];

/// Is the letter of a script of East Asia?
pub fn is_eastern(c: char) -> bool {
    is_hangul(c) || is_katakana(c) || is_han_or_hiragana(c)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a0}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' | '\u{3099}' | '\u{309a}')
}

fn is_han_or_hiragana(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{3096}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Are all letters of the text of East Asia, and is there one?
pub fn all_eastern(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(is_eastern)
}

/// A word without its sign of respect, and the sign; the word stays where it is nothing else.
pub fn cut_respect(word: &str) -> (&str, &str) {
    let bare = word.trim_end_matches(['.', '。', '．']);
    for sign in RESPECT {
        if let Some(rest) = bare.strip_suffix(sign)
            && !rest.is_empty()
        {
            return (rest, &word[rest.len()..]);
        }
    }
    (word, "")
}

/// Is the whole word a sign of respect?
pub fn is_respect(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', '。', '．']);
    RESPECT.contains(&bare)
        || matches!(bare, "양" | "군" | "주니어" | "君" | "氏")
        || bare.ends_with("博士")
}

/// Fills given, middle, family and suffix from words that are all of East Asia.
pub fn fill(words: &[String], parts: &mut NameParts) {
    let mut words: Vec<String> = words.to_vec();
    let mut signs = Vec::new();
    while words.len() > 1 && words.last().is_some_and(|word| is_respect(word)) {
        signs.extend(words.pop());
    }
    if let Some(last) = words.last_mut() {
        let (rest, sign) = cut_respect(last);
        if !sign.is_empty() {
            let rest = rest.to_owned();
            signs.push(sign.to_owned());
            *last = rest;
        }
    }
    signs.reverse();
    append(&mut parts.suffix, &signs.join(" "));
    match words.as_slice() {
        [] => {}
        [one] => single(one, parts),
        [first, rest @ ..] => {
            // Words in katakana alone, and words joined by the Western dot, are foreign names in
            // their own order; the Japanese dot between Chinese characters divides a local one.
            let foreign =
                words.iter().all(|word| word.chars().all(|c| is_katakana(c) || !c.is_alphabetic()));
            let syllables = first.chars().filter(|c| is_hangul(*c)).count();
            if foreign {
                given_first(&words, parts);
            } else if syllables == 3 && first.chars().next().is_some_and(|c| KOREAN.contains(c)) {
                single(first, parts);
                parts.middle = rest.join(" ");
            } else {
                parts.family.clone_from(first);
                parts.given.clone_from(&rest[0]);
                parts.middle = rest[1..].join(" ");
            }
        }
    }
}

/// Fills the parts from words in the order of the West.
pub fn given_first(words: &[String], parts: &mut NameParts) {
    if let [first, middle @ .., last] = words {
        parts.given.clone_from(first);
        parts.middle = middle.join(" ");
        parts.family.clone_from(last);
    } else if let [one] = words {
        parts.given.clone_from(one);
    }
}

/// One word: Korean names can be divided, for others only the whole is certain.
fn single(word: &str, parts: &mut NameParts) {
    let bare = word.trim_end_matches('.');
    let syllables: Vec<char> = bare.chars().collect();
    let hangul = syllables.iter().all(|c| is_hangul(*c));
    let pair = KOREAN_PAIRS.iter().find(|pair| word.starts_with(**pair));
    let family_length = match (hangul, pair, syllables.len()) {
        (true, Some(_), 3..=4) => 2,
        (true, None, 2..=3) if syllables.first().is_some_and(|c| KOREAN.contains(*c)) => 1,
        (_, _, _) if syllables.iter().all(|c| is_katakana(*c)) => {
            word.clone_into(&mut parts.given);
            return;
        }
        _ => {
            word.clone_into(&mut parts.family);
            return;
        }
    };
    parts.family = syllables[..family_length].iter().collect();
    let family_bytes = parts.family.len();
    word[family_bytes..].clone_into(&mut parts.given);
}

fn append(text: &mut String, more: &str) {
    if !more.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(more);
    }
}
