//! Packing: features in the bytes that are stored, a seventh of what they take as JSON.
//!
//! The first byte is the form, 1. Then come flags, the language, the number of words, the terms in the order of their words
//! (each as what it shares with the one before it, the rest, and its counts), the embedding, and the shingles as differences.
//! Numbers are in LEB128 (little-endian groups of seven bits). What the database knows of an article anyway, its id, headline,
//! publisher and time, is not packed. JSON, which earlier versions stored, is read too.

use super::Features;
use crate::copy::Shingles;
use crate::number::{index, place};
use crate::term::Term;

/// The form that is written.
const FORM: u8 = 1;
const DIGEST: u8 = 1;
const EMBEDDED: u8 = 2;

/// A byte of counts: a name, up to two times in the headline, up to 30 times in the text.
const NAME: u8 = 0x80;
const TITLE_SHIFT: u32 = 5;
const MOST_TITLE: u8 = 3;
const MOST_TEXT: u8 = 31;

impl Features {
    /// The bytes that are stored.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = vec![FORM];
        let embedded = if self.vector.is_some() { EMBEDDED } else { 0 };
        bytes.push(embedded | if self.digest { DIGEST } else { 0 });
        write_text(&mut bytes, self.language.as_bytes());
        write(&mut bytes, place(self.words));
        write(&mut bytes, place(self.terms.len()));
        let mut before: &[u8] = &[];
        for term in &self.terms {
            write_term(&mut bytes, before, term);
            before = term.word.as_bytes();
        }
        if let Some(vector) = &self.vector {
            write(&mut bytes, place(vector.len()));
            bytes.extend(vector.iter().map(|value| value.cast_unsigned()));
        }
        write(&mut bytes, place(self.shingles.len()));
        let mut before = 0;
        for shingle in self.shingles.iter() {
            write(&mut bytes, shingle.saturating_sub(before));
            before = shingle;
        }
        bytes
    }

    /// Reads what was stored; `None` when it is damaged or of a later form. Id, headline, publisher and time are to be filled
    /// in from what the database knows.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        if bytes.first() == Some(&b'{') {
            return serde_json::from_slice(bytes).ok();
        }
        let mut reader = Reader(bytes);
        if reader.byte()? != FORM {
            return None;
        }
        let flags = reader.byte()?;
        let language = reader.text()?;
        let words = reader.count()?;
        let terms = reader.terms()?;
        let vector = if flags & EMBEDDED == 0 { None } else { Some(reader.vector()?) };
        let shingles = reader.shingles()?;
        Some(Self {
            key: 0,
            source: String::new(),
            published: None,
            language,
            title: String::new(),
            digest: flags & DIGEST != 0,
            words,
            terms,
            vector,
            shingles,
        })
    }

    /// What is kept once no report of the same event can come any more: all by which background is judged. Copies can no
    /// longer be told by it.
    #[must_use]
    pub fn thinned(self) -> Self {
        Self { shingles: Shingles::default(), ..self }
    }
}

fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while let Some(low) = u8::try_from(number & 0x7f).ok().filter(|_| number > 0x7f) {
        bytes.push(low | 0x80);
        number >>= 7;
    }
    bytes.extend(u8::try_from(number));
}

fn write_text(bytes: &mut Vec<u8>, text: &[u8]) {
    write(bytes, place(text.len()));
    bytes.extend(text);
}

fn write_term(bytes: &mut Vec<u8>, before: &[u8], term: &Term) {
    let word = term.word.as_bytes();
    let shared = before.iter().zip(word).take_while(|(left, right)| left == right).count();
    write(bytes, place(shared));
    write_text(bytes, word.get(shared..).unwrap_or_default());
    let (title, text) = (term.title.min(MOST_TITLE), term.text.min(MOST_TEXT));
    bytes.push(text | (title << TITLE_SHIFT) | if term.name { NAME } else { 0 });
    if title == MOST_TITLE {
        bytes.push(term.title);
    }
    if text == MOST_TEXT {
        bytes.push(term.text);
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        self.number().map(index)
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (found, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(found)
    }

    fn text(&mut self) -> Option<String> {
        let count = self.count()?;
        String::from_utf8(self.bytes(count)?.to_vec()).ok()
    }

    fn terms(&mut self) -> Option<Vec<Term>> {
        let mut before: Vec<u8> = Vec::new();
        let mut terms = Vec::new();
        for _ in 0..self.count()? {
            let shared = self.count()?;
            before.truncate(shared);
            let count = self.count()?;
            before.extend(self.bytes(count)?);
            let counts = self.byte()?;
            let (title, text) = ((counts & !NAME) >> TITLE_SHIFT, counts & MOST_TEXT);
            terms.push(Term {
                word: String::from_utf8(before.clone()).ok()?,
                title: if title == MOST_TITLE { self.byte()? } else { title },
                text: if text == MOST_TEXT { self.byte()? } else { text },
                name: counts & NAME != 0,
            });
        }
        Some(terms)
    }

    fn vector(&mut self) -> Option<Vec<i8>> {
        let count = self.count()?;
        Some(self.bytes(count)?.iter().map(|value| value.cast_signed()).collect())
    }

    fn shingles(&mut self) -> Option<Shingles> {
        let (mut found, mut before) = (Vec::new(), 0_u32);
        for _ in 0..self.count()? {
            before = before.checked_add(self.number()?)?;
            found.push(before);
        }
        Some(Shingles::from(found))
    }
}

#[cfg(test)]
mod tests {
    use tidings_model::time::Timestamp;

    use super::*;
    use crate::document::Document;
    use crate::embedding::EmbeddingTable;
    use crate::features;

    fn article(title: &str, text: &str) -> Features {
        let published = Some(Timestamp::from_millis(5));
        let document = Document { key: 7, source: "Bram Courier", published, title, text, language: None };
        features::of(&document, EmbeddingTable::carried().ok().as_ref())
    }

    fn bridge() -> Features {
        let text = "The old harbour bridge of Bram was closed on Tuesday after engineers found cracks in two of its piers. "
            .repeat(40);
        article(
            "Bridge Bridge Bridge Bridge closed in Bram",
            &format!("{text} Ärger über die Brücke: {}", "piers ".repeat(40)),
        )
    }

    /// What comes back when the database fills in what it knows.
    fn filled(known: &Features, unpacked: Features) -> Features {
        let Features { key, source, published, title, .. } = known.clone();
        Features { key, source, published, title, ..unpacked }
    }

    #[test]
    fn features_survive_packing() {
        for features in [bridge(), article("", ""), article("Live: Brücke gesperrt", "Kurz.")] {
            let packed = features.pack();
            assert_eq!(filled(&features, Features::unpack(&packed).unwrap()), features);
        }
        assert!(bridge().pack().len() < 600, "{}", bridge().pack().len());
    }

    #[test]
    fn what_is_damaged_or_of_a_later_form_is_refused_and_never_ends_the_process() {
        let packed = bridge().pack();
        for end in 0..packed.len() {
            assert_eq!(Features::unpack(&packed[..end]), None, "{end}");
        }
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] = 0xff;
            let _read = Features::unpack(&damaged);
        }
        assert_eq!(Features::unpack(&[2, 0, 0]), None);
    }

    #[test]
    fn what_an_earlier_version_stored_as_json_is_read() {
        let json = r#"{"key":1,"source":"","published":null,"language":"en","title":"Bridge","words":3,
            "terms":[{"word":"bridg","title":1,"text":0,"name":false}],"vector":null,"shingles":[2048,4096,4097]}"#;
        let features = Features::unpack(json.as_bytes()).unwrap();
        assert_eq!((features.terms.len(), features.words), (1, 3));
        assert_eq!(features.shingles.iter().collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn thinned_features_keep_what_background_is_judged_by() {
        let (whole, thin) = (bridge(), bridge().thinned());
        assert!(thin.shingles.is_empty());
        assert_eq!((&thin.terms, &thin.vector), (&whole.terms, &whole.vector));
        assert!(thin.pack().len() < whole.pack().len());
    }
}
