//! Quotations and statements of made-up articles.

use super::*;
use proptest::prelude::*;

fn direct(text: &str, language: &str) -> Vec<(String, Option<String>, Sourcing)> {
    let found = find(text, Some(language)).into_iter().filter(|quote| quote.kind == Kind::Direct);
    found.map(|quote| (quote.text, quote.speaker, quote.sourcing)).collect()
}

fn indirect(text: &str, language: &str) -> Vec<(String, Option<String>, Sourcing)> {
    let found = find(text, Some(language)).into_iter().filter(|quote| quote.kind == Kind::Indirect);
    found.map(|quote| (quote.text, quote.speaker, quote.sourcing)).collect()
}

fn named(text: &str, speaker: &str) -> (String, Option<String>, Sourcing) {
    (text.to_owned(), Some(speaker.to_owned()), Sourcing::Named)
}

#[test]
fn a_short_form_gets_its_full_name() {
    let text = "Dorte Hayle became mayor of Bram in May.\n“The bridge is safe,” Ms Hayle said. “We checked it twice.”";
    assert_eq!(
        direct(text, "en"),
        [named("The bridge is safe,", "Dorte Hayle"), named("We checked it twice.", "Dorte Hayle")]
    );
}

#[test]
fn a_pronoun_means_the_one_person_named_before() {
    let text = "Dorte Hayle opened the bridge on Friday. “It will last a century,” she said.";
    assert_eq!(direct(text, "en"), [named("It will last a century,", "Dorte Hayle")]);
}

#[test]
fn a_pronoun_with_two_people_before_it_stays_open() {
    let text = "Dorte Hayle met Tilda Orn on Friday. “It will last a century,” she said.";
    assert_eq!(direct(text, "en")[0].1, None);
}

#[test]
fn an_office_means_the_person_who_holds_it() {
    let text = "Dorte Hayle, the mayor of Bram, opened the bridge.\n“It will last,” the mayor said.";
    assert_eq!(direct(text, "en"), [named("It will last,", "Dorte Hayle")]);
}

#[test]
fn unnamed_sources_are_shown_with_their_phrase() {
    let text = "“The bridge was never safe,” a senior official at the port authority said.";
    assert_eq!(direct(text, "en")[0].1.as_deref(), Some("a senior official at the port authority"));
    assert_eq!(direct(text, "en")[0].2, Sourcing::Unnamed);
    let text = "The deal will be signed on Monday, according to two people familiar with the talks.";
    assert_eq!(indirect(text, "en")[0].1.as_deref(), Some("two people familiar with the talks"));
    assert_eq!(indirect(text, "en")[0].0, "The deal will be signed on Monday");
}

#[test]
fn documents_speak_too() {
    let text = "“The piers were cracked in six places,” the report said.";
    assert_eq!(direct(text, "en")[0].2, Sourcing::Document);
}

#[test]
fn a_split_quotation_has_one_speaker() {
    let text = "“We will rebuild,” said Dorte Hayle, “but not before spring.”";
    assert_eq!(
        direct(text, "en"),
        [named("We will rebuild,", "Dorte Hayle"), named("but not before spring.", "Dorte Hayle")]
    );
}

#[test]
fn scare_quotes_and_titles_are_no_quotations() {
    assert_eq!(direct("The “smart” bridge of Bram was shut for a week.", "en"), []);
    assert_eq!(direct("Her novel “The Long Winter Road” won a prize in Holm.", "en"), []);
    assert_eq!(direct("The miners' hall isn't the workers’ hall.", "en"), []);
}

#[test]
fn part_of_a_sentence_can_be_quoted() {
    let text = "Dorte Hayle called the closure “a heavy blow to every shop in town” on Monday.";
    assert_eq!(direct(text, "en"), [named("a heavy blow to every shop in town", "Dorte Hayle")]);
}

#[test]
fn german_quotations_are_read() {
    let text = "„Die Brücke ist sicher“, sagte Bürgermeisterin Dorte Hayle am Montag. „Wir haben sie zweimal geprüft.“\n\
        Hayle betonte: „Niemand war in Gefahr.“\n\
        »Das stimmt nicht«, erklärte ein Sprecher der Gewerkschaft.";
    let found = direct(text, "de");
    assert_eq!(found[0], named("Die Brücke ist sicher", "Dorte Hayle"));
    assert_eq!(found[1], named("Wir haben sie zweimal geprüft.", "Dorte Hayle"));
    assert_eq!(found[2], named("Niemand war in Gefahr.", "Dorte Hayle"));
    assert_eq!(found[3].1.as_deref(), Some("ein Sprecher der Gewerkschaft"));
    assert_eq!(found[3].2, Sourcing::Unnamed);
}

#[test]
fn reported_statements_are_read() {
    let text = "The council of Bram met on Monday. Dorte Hayle said that the bridge would open in May. \
        According to the police, nobody was hurt in the fall. The ferry will run until June, the operator said on Tuesday.";
    let found = indirect(text, "en");
    assert_eq!(found[0], named("the bridge would open in May", "Dorte Hayle"));
    assert_eq!(found[1], named("nobody was hurt in the fall", "the police"));
    assert_eq!(found[2], named("The ferry will run until June", "the operator"));
}

#[test]
fn german_statements_are_read() {
    let text = "Dorte Hayle leitet die Stadt. Hayle sagte, dass die Brücke im Mai öffnet. \
        Laut der Polizei wurde niemand verletzt. Die Fähre fährt bis Juni, teilte der Betreiber am Dienstag mit.";
    let found = indirect(text, "de");
    assert_eq!(found[0], named("die Brücke im Mai öffnet", "Dorte Hayle"));
    assert_eq!(found[1], named("wurde niemand verletzt", "der Polizei"));
    assert_eq!(found[2].0, "Die Fähre fährt bis Juni");
}

#[test]
fn a_long_speech_is_one_quotation() {
    let text = "Dorte Hayle said: “We wait.\n“We do not give up.\n“We will rebuild.”\nThe council agreed.";
    let found = direct(text, "en");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.as_deref(), Some("Dorte Hayle"));
    assert!(found[0].0.ends_with("We will rebuild."));
}

proptest! {
    #[test]
    fn spans_are_sound(text in "(Dorte Hayle|said|“|”|, |\\. |that|the mayor|sagte|\n|„|“|according to|she| ){0,40}") {
        for language in ["en", "de"] {
            for quote in find(&text, Some(language)) {
                prop_assert_eq!(quote.span.of(&text), quote.text.as_str());
                prop_assert!(!quote.text.is_empty());
                if let Some(span) = quote.speaker_span {
                    prop_assert!(!span.of(&text).is_empty());
                }
            }
        }
    }
}
