//! `tidings story merge`, `split`, `rules`, `forget` and `cases`: what an editor decides about stories.
//!
//! A decision is kept as rules on pairs of articles, which the grouper follows whatever it finds by itself, and can be taken
//! back pair by pair. The articles it is about, with the story each is in, are a case for `story group` to be tested by.

use std::collections::BTreeSet;

use anyhow::{bail, ensure};
use serde_json::json;
use tidings_model::id::{ArticleId, StoryId};
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_store::rule::GroupingRule;
use tidings_store::story::StoryLookup;

use crate::command::StoryCommand;
use crate::house::House;
use crate::setting::Settings;

/// Rules that one decision may make.
const MOST_RULES: usize = 5_000;

/// Does what was asked.
pub(crate) async fn perform(settings: Settings, command: StoryCommand) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let result = ask(&house, command).await;
    house.close().await?;
    result
}

async fn ask(house: &House, command: StoryCommand) -> anyhow::Result<()> {
    match command {
        StoryCommand::Merge { story, other } => {
            let (kept, added) = (members(house, story).await?, members(house, other).await?);
            decided(house, &merging(&kept, &added, &house.store.rules().await?)).await
        }
        StoryCommand::Split { story, articles } => {
            let members = members(house, story).await?;
            decided(house, &splitting(&members, &articles)?).await
        }
        StoryCommand::Forget { article, other } => {
            house.store.remove_rule(ArticleId::new(article), ArticleId::new(other)).await?;
            println!("the decision is taken back");
            Ok(())
        }
        StoryCommand::Rules => rules(house).await,
        StoryCommand::Cases => cases(house).await,
        StoryCommand::Group { .. } => bail!("grouping a file needs no database"),
    }
}

/// The articles of a story, also under an id that now leads to it.
async fn members(house: &House, id: i64) -> anyhow::Result<Vec<ArticleId>> {
    let mut lookup = house.store.story(StoryId::new(id)).await?;
    if let StoryLookup::Moved(target) = lookup {
        lookup = house.store.story(target).await?;
    }
    match lookup {
        StoryLookup::Found(rows) => Ok(rows.members.iter().map(|member| member.card.id).collect()),
        _ => bail!("there is no story {id}; its number stands in the address of its page"),
    }
}

/// All of two stories together with the first article; what an earlier decision held apart is together again.
fn merging(kept: &[ArticleId], added: &[ArticleId], known: &[GroupingRule]) -> Vec<GroupingRule> {
    let all: BTreeSet<ArticleId> = kept.iter().chain(added).copied().collect();
    let Some(first) = kept.first().copied() else { return Vec::new() };
    let together = |second: ArticleId| GroupingRule { first, second, together: true };
    let mut rules: Vec<GroupingRule> = all.iter().copied().filter(|id| *id != first).map(together).collect();
    let held_apart = known.iter().filter(|rule| !rule.together);
    let held_apart = held_apart.filter(|rule| all.contains(&rule.first) && all.contains(&rule.second));
    rules.extend(held_apart.map(|rule| GroupingRule { together: true, ..*rule }));
    rules
}

/// Some articles of a story together, and apart from all its others.
fn splitting(members: &[ArticleId], told: &[i64]) -> anyhow::Result<Vec<GroupingRule>> {
    let leaving: BTreeSet<ArticleId> = told.iter().copied().map(ArticleId::new).collect();
    if let Some(stranger) = leaving.iter().find(|id| !members.contains(id)) {
        bail!("article {stranger} is not in that story");
    }
    let staying: Vec<ArticleId> = members.iter().copied().filter(|id| !leaving.contains(id)).collect();
    ensure!(!staying.is_empty(), "nothing would be left of the story; leave out what is to stay");
    let mut rules = Vec::new();
    let mut others = leaving.iter().copied();
    if let Some(first) = others.next() {
        rules.extend(others.map(|second| GroupingRule { first, second, together: true }));
    }
    for first in &leaving {
        rules.extend(staying.iter().map(|second| GroupingRule {
            first: *first,
            second: *second,
            together: false,
        }));
    }
    Ok(rules)
}

async fn decided(house: &House, rules: &[GroupingRule]) -> anyhow::Result<()> {
    ensure!(rules.len() <= MOST_RULES, "that would be {} rules; split off fewer articles", rules.len());
    house.store.add_rules(rules, None).await?;
    println!("noted in {} rules; the stories change when Tidings runs", rules.len());
    Ok(())
}

async fn rules(house: &House) -> anyhow::Result<()> {
    for rule in house.store.rules().await? {
        let line =
            json!({ "article": rule.first.get(), "other": rule.second.get(), "together": rule.together });
        println!("{line}");
    }
    Ok(())
}

/// The articles of every story that an editor touched, with its id, in the form that `story group` takes.
async fn cases(house: &House) -> anyhow::Result<()> {
    let rules = house.store.rules().await?;
    let articles: BTreeSet<ArticleId> = rules.iter().flat_map(|rule| [rule.first, rule.second]).collect();
    let ids: Vec<ArticleId> = articles.into_iter().collect();
    let rows = house.store.features_of(&ids).await?;
    let stories: BTreeSet<StoryId> = rows.iter().filter_map(|row| row.story_id).collect();
    for story in stories {
        let Some(work) = house.store.story_for_derive(story).await? else { continue };
        for member in work.members {
            let article = &member.article;
            let line = json!({
                "id": article.id.get(), "source": member.publisher.name,
                "published": article.shown_at().to_rfc3339(), "language": article.head.language,
                "title": article.head.title, "text": annotate::plain(&SafeHtml::from_stored(&member.html)),
                "story": story.get(),
            });
            println!("{line}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[i64]) -> Vec<ArticleId> {
        numbers.iter().copied().map(ArticleId::new).collect()
    }

    fn pairs(rules: &[GroupingRule]) -> Vec<(i64, i64, bool)> {
        rules.iter().map(|rule| (rule.first.get(), rule.second.get(), rule.together)).collect()
    }

    #[test]
    fn what_leaves_stays_together_and_apart_from_the_rest() {
        let rules = splitting(&ids(&[1, 2, 3, 4]), &[3, 4]).unwrap();
        let apart = [(3, 1, false), (3, 2, false), (4, 1, false), (4, 2, false)];
        assert_eq!(pairs(&rules)[0], (3, 4, true));
        assert_eq!(pairs(&rules)[1..], apart);
        assert!(splitting(&ids(&[1, 2]), &[9]).is_err());
        assert!(splitting(&ids(&[1, 2]), &[1, 2]).is_err());
    }

    #[test]
    fn a_merge_takes_a_split_back() {
        let split = splitting(&ids(&[1, 2]), &[2]).unwrap();
        let rules = merging(&ids(&[1]), &ids(&[2]), &split);
        assert_eq!(pairs(&rules), [(1, 2, true), (2, 1, true)]);
    }
}
