//! Facets: how many of the found articles each publisher, section and language has.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};
use tidings_model::id::PublisherId;
use tidings_model::section::{SECTIONS, Section};

use crate::language::code_of_number;

/// How many of the found articles each has, the most first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By publisher.
    pub publishers: Vec<(PublisherId, usize)>,
    /// By section.
    pub sections: Vec<(Section, usize)>,
    /// By language code.
    pub languages: Vec<(String, usize)>,
}

/// Counts the articles found, and by what they differ.
pub(crate) struct Counting;

/// What was counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    pub(crate) total: usize,
    publishers: HashMap<i64, usize>,
    sections: HashMap<u64, usize>,
    languages: HashMap<u64, usize>,
}

/// Counts of one column. Neighbours often are alike, so the last value is kept at hand.
struct Column<T> {
    values: Arc<dyn ColumnValues<T>>,
    counts: HashMap<T, usize>,
    last: T,
    run: usize,
}

impl<T: Copy + Eq + std::hash::Hash + PartialOrd + std::fmt::Debug + Send + Sync + 'static> Column<T> {
    fn new(values: Arc<dyn ColumnValues<T>>, none: T) -> Self {
        Self { values, counts: HashMap::new(), last: none, run: 0 }
    }

    fn count(&mut self, doc: DocId) {
        let value = self.values.get_val(doc);
        if value != self.last {
            self.settle();
            self.last = value;
        }
        self.run += 1;
    }

    fn settle(&mut self) {
        if self.run > 0 {
            *self.counts.entry(self.last).or_default() += self.run;
            self.run = 0;
        }
    }

    fn done(mut self) -> HashMap<T, usize> {
        self.settle();
        self.counts
    }
}

/// The counts of one segment.
pub(crate) struct SegmentCounting {
    total: usize,
    publishers: Column<i64>,
    sections: Column<u64>,
    languages: Column<u64>,
}

impl Collector for Counting {
    type Fruit = Counts;
    type Child = SegmentCounting;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounting> {
        let columns = segment.fast_fields();
        Ok(SegmentCounting {
            total: 0,
            publishers: Column::new(columns.i64("publisher")?.first_or_default_col(0), 0),
            sections: Column::new(columns.u64("section")?.first_or_default_col(0), 0),
            languages: Column::new(columns.u64("language")?.first_or_default_col(0), 0),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut sum = Counts::default();
        for counts in segments {
            sum.total += counts.total;
            add(&mut sum.publishers, counts.publishers);
            add(&mut sum.sections, counts.sections);
            add(&mut sum.languages, counts.languages);
        }
        Ok(sum)
    }
}

fn add<K: Eq + std::hash::Hash>(sum: &mut HashMap<K, usize>, counts: HashMap<K, usize>) {
    for (key, count) in counts {
        *sum.entry(key).or_default() += count;
    }
}

impl SegmentCollector for SegmentCounting {
    type Fruit = Counts;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        self.publishers.count(doc);
        self.sections.count(doc);
        self.languages.count(doc);
    }

    fn harvest(self) -> Counts {
        Counts {
            total: self.total,
            publishers: self.publishers.done(),
            sections: self.sections.done(),
            languages: self.languages.done(),
        }
    }
}

impl Counts {
    /// The counts as facets.
    pub(crate) fn facets(self) -> Facets {
        let section = |(number, count): (u64, usize)| {
            let section = usize::try_from(number).ok().and_then(|place| SECTIONS.get(place));
            section.map(|section| (*section, count))
        };
        Facets {
            publishers: most(
                self.publishers.into_iter().map(|(id, count)| (PublisherId::new(id), count)).collect(),
            ),
            sections: most(self.sections.into_iter().filter_map(section).collect()),
            languages: most(
                self.languages.into_iter().map(|(number, count)| (code_of_number(number), count)).collect(),
            ),
        }
    }
}

fn most<K: Ord>(mut counts: Vec<(K, usize)>) -> Vec<(K, usize)> {
    counts.sort_unstable_by(|(key, count), (other_key, other)| {
        other.cmp(count).then_with(|| key.cmp(other_key))
    });
    counts
}
