//! Dates in words: finds the first whole date in a line of text, in many languages.

use jiff::civil::Date;

use super::clock;
use super::date::PageDate;

/// The beginnings of the months' names; a word that begins with one of them is the month.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "gen", "ene", "янв", "січ", "oca", "sty", "led", "tammi", "يناير", "जनवरी", "জানু", "جنوری", "ιαν"],
    &["feb", "fév", "fev", "фев", "лют", "şub", "lut", "úno", "helmi", "فبراير", "फरवरी", "ফেব্রু", "فروری", "φεβ"],
    &["mar", "mär", "mrz", "maa", "мар", "бер", "bře", "مارس", "मार्च", "মার্চ", "مارچ", "μαρ"],
    &["apr", "avr", "abr", "апр", "кві", "nis", "kwi", "dub", "huhti", "أبريل", "ابريل", "अप्रैल", "এপ্রিল", "اپریل", "απρ"],
    &["may", "mai", "mag", "maj", "mei", "май", "мая", "тра", "kvě", "touko", "مايو", "मई", "মে", "مئی", "μαΐ", "μαι"],
    &["jun", "juin", "giu", "июн", "чер", "haz", "cze", "kesä", "يونيو", "जून", "জুন", "جون", "ιουν"],
    &["jul", "juil", "lug", "июл", "лип", "tem", "lip", "heinä", "يوليو", "जुलाई", "জুলাই", "جولائی", "ιουλ"],
    &["aug", "aoû", "aou", "ago", "авг", "сер", "ağu", "sie", "srp", "elo", "أغسطس", "अगस्त", "আগস্ট", "اگست", "αυγ"],
    &["sep", "set", "сен", "вер", "eyl", "wrz", "zář", "syys", "سبتمبر", "सितंबर", "সেপ্টে", "ستمبر", "σεπ"],
    &["oct", "okt", "ott", "out", "окт", "жов", "eki", "paź", "říj", "loka", "أكتوبر", "اكتوبر", "अक्टूबर", "অক্টো", "اکتوبر", "οκτ"],
    &["nov", "ноя", "лис", "kas", "lis", "marras", "نوفمبر", "नवंबर", "নভে", "نومبر", "νοε"],
    &["dec", "dez", "déc", "dic", "дек", "гру", "ara", "gru", "pro", "joulu", "ديسمبر", "दिसंबर", "ডিসে", "دسمبر", "δεκ"],
];

/// A piece of a line: a number (its first four digits, and how many it has), a word, or one of the signs that join a date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(i16, usize),
    Word(String),
    Sign(char),
}

/// The first whole date in a text, with the time of day that stands beside it.
pub(super) fn find(text: &str) -> Option<PageDate> {
    locate(text).map(|(date, _, _)| date)
}

/// The first whole date in a text, and where it begins and ends there, with the time of day beside it.
pub(super) fn locate(text: &str) -> Option<(PageDate, usize, usize)> {
    if !text.contains(char::is_numeric) {
        return None;
    }
    let (tokens, places): (Vec<Token>, Vec<(usize, usize)>) = tokens(text).into_iter().unzip();
    let (at, date) = (0..tokens.len()).find_map(|at| Some((at, at_position(tokens.get(at..)?)?)))?;
    let behind = tokens.get(at..)?;
    let length = length(behind);
    let clock = clock::behind(behind.get(length..)?).or_else(|| clock::before(tokens.get(..at)?));
    let end = places.get(at + length + clock.map_or(0, |clock| clock.behind)).map(|(start, _)| *start);
    let start = places.get(at).map_or(0, |(start, _)| *start);
    let day = PageDate::day(date);
    let found =
        clock.map_or(day, |clock| PageDate { local: date.to_datetime(clock.time), offset: clock.offset });
    Some((found, start, end.unwrap_or(text.len())))
}

/// How many tokens belong to the date at the beginning: up to the year, or to the day's sign.
fn length(tokens: &[Token]) -> usize {
    (1..=tokens.len().min(12))
        .find(|length| at_position(tokens.get(..*length).unwrap_or_default()).is_some())
        .unwrap_or(1)
}

/// Whether a text begins with a month's name and a number: "May 3".
pub(super) fn begins(text: &str) -> bool {
    let tokens: Vec<Token> = tokens(text).into_iter().map(|(token, _)| token).collect();
    let is_number = tokens.iter().skip(1).find(|token| !is_glue(token));
    tokens.first().and_then(month).is_some() && matches!(is_number, Some(Token::Number(..)))
}

fn at_position(tokens: &[Token]) -> Option<Date> {
    numeric(tokens)
        .or_else(|| day_month_year(tokens))
        .or_else(|| month_day_year(tokens))
        .or_else(|| ideographic(tokens))
}

/// `2024-05-03`, `03.05.2024`, `03.05.24`, `3/5/2024` (day first, unless the second number can be no month).
fn numeric(tokens: &[Token]) -> Option<Date> {
    let [
        Token::Number(one, length),
        Token::Sign(first),
        Token::Number(two, _),
        Token::Sign(second),
        Token::Number(three, last),
        ..,
    ] = tokens
    else {
        return None;
    };
    if first != second || !matches!(first, '-' | '/' | '.') {
        return None;
    }
    if *length == 4 {
        return date(*one, *two, *three);
    }
    let year = match (last, first) {
        (4, _) => *three,
        (2, '.') if *three < 50 && *length == 2 => 2_000 + *three,
        _ => return None,
    };
    match first {
        '/' if *two > 12 || *one <= 12 => date(year, *one, *two),
        _ => date(year, *two, *one),
    }
}

/// `3 May 2024`, `3. Mai 2024`, `3 de mayo de 2024`, `3rd of May, 2024`.
fn day_month_year(tokens: &[Token]) -> Option<Date> {
    let [Token::Number(day, 1 | 2), rest @ ..] = tokens else { return None };
    let mut rest = rest.iter().filter(|token| !is_glue(token));
    match (rest.next(), rest.next()) {
        (Some(word), Some(Token::Number(year, 4))) => date(*year, month(word)?, *day),
        _ => None,
    }
}

/// `May 3, 2024`, `Sept. 3rd 2024`, and `May 3, 202412 comments`, where only a style sheet sets the number apart.
fn month_day_year(tokens: &[Token]) -> Option<Date> {
    let word = tokens.first()?;
    let mut rest = tokens.iter().skip(1).filter(|token| !is_glue(token));
    match (rest.next(), rest.next()) {
        (Some(Token::Number(day, 1 | 2)), Some(Token::Number(year, 4..))) => date(*year, month(word)?, *day),
        _ => None,
    }
}

/// `2024年5月3日`, `2024년 5월 3일`.
fn ideographic(tokens: &[Token]) -> Option<Date> {
    let [
        Token::Number(year, 4),
        Token::Word(one),
        Token::Number(month, _),
        Token::Word(two),
        Token::Number(day, _),
        ..,
    ] = tokens
    else {
        return None;
    };
    let is_date = matches!(one.as_str(), "年" | "년") && matches!(two.as_str(), "月" | "월");
    is_date.then(|| date(*year, *month, *day)).flatten()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What may stand between the parts of a date.
fn is_glue(token: &Token) -> bool {
    match token {
        Token::Sign(sign) => matches!(sign, '.' | ',' | '/' | '-'),
        Token::Word(word) => matches!(
            word.as_str(),
            "de" | "del" | "of" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "a" | "do"
        ),
        Token::Number(..) => false,
    }
}

fn month(token: &Token) -> Option<i16> {
    let Token::Word(word) = token else { return None };
    let is_month =
        |names: &&[&str]| names.iter().any(|name| word.starts_with(name) && word.chars().count() <= 12);
    let longest =
        |names: &[&str]| names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max();
    let found = MONTHS.iter().enumerate().filter(|(_, names)| is_month(names));
    let best = found.max_by_key(|(_, names)| longest(names))?;
    i16::try_from(best.0 + 1).ok()
}

/// The pieces of a line, each with its place in bytes.
fn tokens(text: &str) -> Vec<(Token, (usize, usize))> {
    let mut tokens = Vec::new();
    let mut rest =
        text.char_indices().take(300).map(|(at, character)| (at, latin_digit(character))).peekable();
    while let Some((start, character)) = rest.next() {
        let mut end = start;
        if let Some(digit) = character.to_digit(10) {
            let (mut number, mut length) = (digit, 1);
            while let Some((at, digit)) = rest.peek().and_then(|(at, next)| Some((*at, next.to_digit(10)?))) {
                if length < 4 {
                    number = number * 10 + digit;
                }
                (length, end) = (length + 1, at);
                rest.next();
            }
            tokens.push((Token::Number(i16::try_from(number).unwrap_or(i16::MAX), length), (start, end)));
        } else if character.is_alphabetic() {
            let mut word: String = character.to_lowercase().collect();
            let mut was_lower = character.is_lowercase();
            let is_same = |next: &char, was_lower: bool| {
                (next.is_alphabetic() || is_mark(*next)) && !(was_lower && next.is_uppercase())
            };
            while let Some((at, next)) = rest.next_if(|(_, next)| is_same(next, was_lower)) {
                (was_lower, end) = (next.is_lowercase(), at);
                word.extend(next.to_lowercase());
            }
            tokens.push((Token::Word(word), (start, end)));
        } else if !character.is_whitespace() {
            tokens.push((Token::Sign(character), (start, end)));
        }
    }
    tokens
}

/// Marks that belong to the letters of Indic scripts.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{d7f}')
}

/// Arabic-Indic, Persian and Devanagari digits as ASCII.
fn latin_digit(character: char) -> char {
    let from = |zero: char| u32::from(character).checked_sub(u32::from(zero)).filter(|digit| *digit < 10);
    let digit =
        from('\u{660}').or_else(|| from('\u{6f0}')).or_else(|| from('\u{966}')).or_else(|| from('\u{9e6}'));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_many_languages() {
        for text in [
            "Published May 3, 2024 at 9:00",
            "3 May 2024",
            "Freitag, 3. Mai 2024, 19:35 Uhr",
            "3 de mayo de 2024",
            "le 3 mai 2024 à 10h",
            "03.05.2024",
            "2024-05-03",
            "5/3/2024",
            "3 мая 2024",
            "2024年5月3日",
            "٣ مايو ٢٠٢٤",
            "3 मई 2024",
            "03 Mayıs 2024",
            "May 3rd, 2024",
            "Fr 03.05.24 | 14:07 Uhr",
            "Ana LindMay 3, 2024",
            "May 3, 202412 comments",
        ] {
            let day = find(text).map(|date| date.local.date().to_string());
            assert_eq!(day.as_deref(), Some("2024-05-03"), "{text}");
        }
        assert_eq!(find("In May the 2024 games begin"), None);
    }

    #[test]
    fn the_time_of_day_beside_a_date_is_kept() {
        for (text, expected) in [
            ("Published May 3, 2024 at 9:05", "2024-05-03T09:05:00Z"),
            ("Freitag, 3. Mai 2024, 19:35 Uhr", "2024-05-03T19:35:00Z"),
            ("| 3.05.2024 a les 10:19h", "2024-05-03T10:19:00Z"),
            ("le 3 mai 2024 à 10h30", "2024-05-03T10:30:00Z"),
            ("Fri May 03 2024 15:21:41 GMT+0200 (Central European Summer Time)", "2024-05-03T15:21:41+02:00"),
            ("May 3, 2024 7:20 p.m. EDT", "2024-05-03T19:20:00-04:00"),
            ("12:05 AM, May 3, 2024", "2024-05-03T00:05:00Z"),
            ("14:05, 3 May 2024", "2024-05-03T14:05:00Z"),
            ("03.05.2024 - 14.05 Uhr", "2024-05-03T14:05:00Z"),
            ("3. mai 2024 kl. 08.15", "2024-05-03T08:15:00Z"),
            ("2024年5月3日 10:20", "2024-05-03T10:20:00Z"),
            ("2024年5月3日 10時20分", "2024-05-03T10:20:00Z"),
            ("3 May 2024, 12 comments", "2024-05-03T00:00:00Z"),
            ("3 May 2024 3:2 win", "2024-05-03T00:00:00Z"),
        ] {
            assert_eq!(find(text).map(|date| date.to_rfc3339()).as_deref(), Some(expected), "{text}");
        }
    }
}
