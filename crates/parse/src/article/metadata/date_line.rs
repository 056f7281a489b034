//! Lines that give two dates: when a piece was published and when it was changed, told apart by the words before them.

use super::date::PageDate;
use super::date_text;

/// The dates of a line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dates {
    /// The first that is not said to be a change.
    pub(super) published: Option<PageDate>,
    /// The first that is said to be one.
    pub(super) changed: Option<PageDate>,
}

/// Beginnings of words that say that a date is that of a change, in lower case.
#[rustfmt::skip]
const CHANGED: &[&str] = &[
    "updat", "modif", "chang", "edited", "revis", "actuali", "aktualis", "aktualiz", "mis à jour", "mise à jour",
    "aggiorna", "atualiz", "bijgewerkt", "gewijzigd", "geändert", "uppdater", "oppdater", "opdater", "ændret",
    "päivitetty", "muokattu", "zmienion", "обновлен", "обновлён", "изменен", "оновлен", "güncelle", "ενημερ",
    "更新", "最終更新", "수정", "업데이트", "تحديث", "अपडेट", "diperbarui", "cập nhật", "actualitza",
];

/// Reads the dates of a line.
pub(super) fn read(line: &str) -> Dates {
    let mut dates = Dates::default();
    let mut rest = line;
    for _ in 0..4 {
        let Some((date, start, end)) = date_text::locate(rest) else { break };
        let before = rest.get(..start).unwrap_or_default().to_lowercase();
        let slot = if says_changed(&before) { &mut dates.changed } else { &mut dates.published };
        *slot = slot.or(Some(date).filter(PageDate::is_likely));
        rest = rest.get(end..).unwrap_or_default();
    }
    dates.published = dates.published.map(|published| in_order(published, dates.changed));
    dates
}

/// The first date with day and month exchanged where it would else be after the change: `12/03/2026` is the twelfth
/// of March beside a change on the thirteenth.
fn in_order(published: PageDate, changed: Option<PageDate>) -> PageDate {
    let exchanged =
        jiff::civil::Date::new(published.local.year(), published.local.day(), published.local.month());
    match (changed, exchanged) {
        (Some(changed), Ok(day)) if published.local > changed.local && day <= changed.local.date() => {
            PageDate { local: day.to_datetime(published.local.time()), ..published }
        }
        _ => published,
    }
}

/// Whether words in lower case say that the date behind them is that of a change.
pub(super) fn says_changed(before: &str) -> bool {
    let near =
        before.char_indices().rev().nth(39).map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
    CHANGED.iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dates_in_a_line_are_told_apart() {
        let read = |line| {
            let dates = read(line);
            let text = |date: Option<PageDate>| date.map(|date| date.to_rfc3339());
            (text(dates.published), text(dates.changed))
        };
        let (first, second) =
            (Some("2026-03-12T01:57:00Z".to_owned()), Some("2026-03-13T19:20:00Z".to_owned()));
        for line in [
            "12/03/2026 01:57 | Actualizado a 13/03/2026 19:20",
            "Updated March 13, 2026 at 7:20 pm; published March 12, 2026 at 1:57 am",
            "Veröffentlicht am 12.03.2026, 01:57 Uhr, aktualisiert am 13.03.2026, 19:20 Uhr",
        ] {
            assert_eq!(read(line), (first.clone(), second.clone()), "{line}");
        }
        assert_eq!(read("Last updated 13 March 2026, 19:20"), (None, second));
        assert_eq!(read("no day"), (None, None));
    }
}
