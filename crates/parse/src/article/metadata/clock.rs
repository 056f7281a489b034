//! The time of day that stands beside a date in a line of text.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::date_text::Token;

/// A time of day as a line gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: Time,
    /// The offset from UTC, where the line names one.
    pub(super) offset: Option<Offset>,
    /// How many tokens behind the date belong to it.
    pub(super) behind: usize,
}

/// Tokens between a date and its time of day.
const BETWEEN: usize = 4;

/// The time of day behind a date.
pub(super) fn behind(tokens: &[Token]) -> Option<Clock> {
    for skipped in 0..=BETWEEN {
        let rest = tokens.get(skipped..)?;
        if let Some((time, length)) = at_start(rest) {
            let (offset, more) = zone(rest.get(length..).unwrap_or_default());
            return Some(Clock { time, offset, behind: skipped + length + more });
        }
        if !tokens.get(skipped).is_some_and(is_between) {
            return None;
        }
    }
    None
}

/// The time of day right before a date: `14:05, 3 May 2024`.
pub(super) fn before(tokens: &[Token]) -> Option<Clock> {
    let first = tokens.len().saturating_sub(8);
    (first..tokens.len()).find_map(|start| {
        let rest = tokens.get(start..)?;
        let is_inner = start > 0 && matches!(tokens.get(start - 1), Some(Token::Sign(':' | '.' | '/' | '-')));
        let (time, length) = at_start(rest).filter(|_| !is_inner)?;
        let (offset, more) = zone(rest.get(length..).unwrap_or_default());
        let glue = rest.get(length + more..)?;
        (glue.len() <= 3 && glue.iter().all(is_between)).then_some(Clock { time, offset, behind: 0 })
    })
}

/// Words that may stand between a date and its time.
#[rustfmt::skip]
const GLUE: [&str; 35] = [
    "at", "um", "à", "a", "as", "às", "les", "las", "alle", "ore", "om", "kl", "klo", "klokken", "o", "godz", "в", "о",
    "saat", "t", "uhr", "ás", "pukul", "lúc", "fri", "mon", "tue", "wed", "thu", "sat", "sun", "on", "日", "일", "года",
];

/// Whether a token may stand between a date and its time.
fn is_between(token: &Token) -> bool {
    match token {
        Token::Sign(sign) => matches!(sign, ',' | '|' | '·' | '•' | '-' | '–' | '—' | '/' | '(' | '.' | '@'),
        Token::Word(word) => GLUE.contains(&word.as_str()),
        Token::Number(..) => false,
    }
}

/// A time at the beginning, and how many tokens it has: `14:05`, `14.05 Uhr`, `10h30`, `7 pm`, `10時20分`.
fn at_start(tokens: &[Token]) -> Option<(Time, usize)> {
    let Some(Token::Number(hour, 1 | 2)) = tokens.first() else { return None };
    let minute = |at: usize| match tokens.get(at) {
        Some(Token::Number(minute, 2)) => Some(*minute),
        _ => None,
    };
    let (minute, second, length) = match (tokens.get(1), minute(2)) {
        (Some(Token::Sign(':')), Some(minute)) => match (tokens.get(3), tokens.get(4)) {
            (Some(Token::Sign(':')), Some(Token::Number(second, 2))) => (minute, *second, 5),
            _ => (minute, 0, 3),
        },
        (Some(Token::Sign('.')), Some(minute)) if !matches!(tokens.get(3), Some(Token::Sign('.'))) => {
            (minute, 0, 3)
        }
        (Some(Token::Word(hours)), Some(minute)) if is_hours(hours) => {
            let has_sign =
                matches!(tokens.get(3), Some(Token::Word(sign)) if matches!(sign.as_str(), "分" | "분"));
            (minute, 0, 3 + usize::from(has_sign))
        }
        (Some(Token::Word(hours)), _) if is_hours(hours) => (0, 0, 2),
        (Some(Token::Word(_)), _) if half(tokens, 1).is_some() => (0, 0, 1),
        _ => return None,
    };
    let (hour, more) = match half(tokens, length) {
        Some((is_afternoon, more)) => (hour % 12 + if is_afternoon { 12 } else { 0 }, more),
        None => (*hour, 0),
    };
    let part = |number: i16| i8::try_from(number).ok();
    let time = Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
    Some((time, length + more))
}

fn is_hours(word: &str) -> bool {
    matches!(word, "h" | "時" | "时" | "點" | "点" | "시" | "u")
}

/// `am` or `p.m.` at a place: whether it is the afternoon's, and how many tokens it has.
fn half(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    match (tokens.get(at), tokens.get(at + 1), tokens.get(at + 2)) {
        (Some(Token::Word(word)), ..) if matches!(word.as_str(), "am" | "pm") => Some((word == "pm", 1)),
        (Some(Token::Word(word)), Some(Token::Sign('.')), Some(Token::Word(end)))
            if end == "m" && matches!(word.as_str(), "a" | "p") =>
        {
            let has_end = matches!(tokens.get(at + 3), Some(Token::Sign('.')));
            Some((word == "p", 3 + usize::from(has_end)))
        }
        _ => None,
    }
}

/// The zone at the beginning, and how many tokens it has.
fn zone(tokens: &[Token]) -> (Option<Offset>, usize) {
    let skipped = tokens.iter().take(2).take_while(|token| matches!(token, Token::Sign('(' | ','))).count()
        + usize::from(
            matches!(tokens.first(), Some(Token::Word(word)) if matches!(word.as_str(), "uhr" | "h" | "hrs")),
        );
    let rest = tokens.get(skipped..).unwrap_or_default();
    let named = match rest.first() {
        Some(Token::Word(word)) => minutes_of(word),
        _ => None,
    };
    let signs = usize::from(matches!(rest.first(), Some(Token::Word(_))));
    let may_follow = signs == 0 || named == Some(0);
    if let Some((minutes, length)) = numeric(rest.get(signs..).unwrap_or_default()).filter(|_| may_follow) {
        return (Offset::from_seconds(minutes * 60).ok(), skipped + signs + length);
    }
    match named {
        Some(minutes) => (Offset::from_seconds(minutes * 60).ok(), skipped + 1),
        None => (None, 0),
    }
}

/// `+0200`, `-05:00`, `+2` as minutes.
fn numeric(tokens: &[Token]) -> Option<(i32, usize)> {
    let [Token::Sign(sign @ ('+' | '-')), Token::Number(number, length), rest @ ..] = tokens else {
        return None;
    };
    let number = i32::from(*number);
    let (minutes, used) = match (length, rest) {
        (1 | 2, [Token::Sign(':'), Token::Number(minutes, 2), ..]) => (number * 60 + i32::from(*minutes), 4),
        (1 | 2, _) => (number * 60, 2),
        (4, _) => (number / 100 * 60 + number % 100, 2),
        _ => return None,
    };
    (minutes <= 14 * 60).then_some((if *sign == '-' { -minutes } else { minutes }, used))
}

/// Zones that pages name beside a time, in minutes east of UTC.
fn minutes_of(word: &str) -> Option<i32> {
    Some(match word {
        "gmt" | "utc" | "z" | "wet" => 0,
        "cet" | "mez" | "bst" => 60,
        "cest" | "mesz" | "eet" => 120,
        "eest" | "msk" => 180,
        "est" | "cdt" => -300,
        "edt" => -240,
        "cst" | "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" => -480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        _ => return None,
    })
}
