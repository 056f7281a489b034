//! Authors, contributors and publishers.

use super::{Fill, MOST_LISTED};
use crate::feed::record::Person;
use crate::url;
use crate::xml::element::Element;

impl Fill<'_> {
    /// An author of the feed or the entry; a second mention of the same one is passed over.
    pub(super) fn author(&mut self, element: &Element<'_>) {
        add(&mut self.record.authors, person(element));
    }

    pub(super) fn contributor(&mut self, element: &Element<'_>) {
        add(&mut self.record.contributors, person(element));
    }

    pub(super) fn publisher(&mut self, element: &Element<'_>) {
        let person = person(element);
        if !person.is_empty() {
            self.record.publisher = Some(person);
        }
    }
}

fn add(people: &mut Vec<Person>, person: Person) {
    let known =
        people.iter().any(|known| *known == person || (person.name.is_some() && known.name == person.name));
    if !person.is_empty() && !known && people.len() < MOST_LISTED {
        people.push(person);
    }
}

/// A person as elements (Atom, iTunes) or on one line (RSS, Dublin Core).
fn person(element: &Element<'_>) -> Person {
    if !element.inner.elements {
        return Person::read(&element.text());
    }
    let mut person = Person::default();
    for child in element.children() {
        let text = Some(child.text().into_owned()).filter(|text| !text.is_empty());
        match child.name.as_ref() {
            "name" => person.name = text.as_deref().and_then(Person::name_of),
            "email" => person.email = text,
            "uri" | "url" | "homepage" | "href" => {
                person.href = text.and_then(|text| url::followable(&child.scope.resolve(&text)));
            }
            _ => {}
        }
    }
    if person.is_empty() { Person::read(&element.text()) } else { person }
}
