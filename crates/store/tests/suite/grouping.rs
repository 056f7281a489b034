//! Stories: made, counted, merged, emptied with a redirect; rules of editors; findings and related articles.

use tidings_model::id::ArticleId;
use tidings_model::job::JobKind;
use tidings_model::section::Section;
use tidings_model::story::{
    Difference, DifferentValue, Membership, Regrouping, RelatedArticle, StoryFindings, ToldDay,
};
use tidings_model::time::Timestamp;
use tidings_store::Saved;
use tidings_store::article::ArticleLookup;
use tidings_store::rule::GroupingRule;
use tidings_store::story::{StoryLookup, StoryRows};

use crate::fixture::{Bench, LEASE, on_every_database};

async fn rows(bench: &Bench, id: tidings_model::id::StoryId) -> StoryRows {
    match bench.store.story(id).await.unwrap() {
        StoryLookup::Found(rows) => *rows,
        other => panic!("no story: {other:?}"),
    }
}

#[test]
fn copies_count_once_and_publishers_each() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        let three = bench.paged("three.example", "wall").await;
        let story_id = bench.store.new_story_id().await.unwrap();
        let place = |article_id, copy_of| Membership {
            article_id,
            story_id,
            copy_of,
            why: "{\"best\":1}".to_owned(),
        };
        let memberships = vec![place(one, None), place(two, Some(one)), place(three, None)];
        let regrouping = Regrouping { memberships, ..Regrouping::default() };
        for _ in 0..2 {
            // The same change twice is the same as once.
            assert_eq!(
                bench.store.save_regrouping(&bench.grouper().await, &[], &regrouping).await.unwrap(),
                Saved::Stored
            );
        }
        let rows = rows(&bench, story_id).await;
        assert_eq!((rows.story.articles, rows.story.publishers, rows.story.independent), (3, 3, 2));
        assert_eq!(rows.members[1].card.copy_of, Some(one));
        assert_eq!(rows.members[0].why, "{\"best\":1}");
        assert_eq!(rows.story.label, "wall on the page");
        assert_eq!(bench.claim(JobKind::Derive).await.subject, story_id.get());
    });
}

#[test]
fn an_emptied_story_leads_to_the_one_that_took_its_members() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        let (first, second) = (bench.grouped(&[one]).await, bench.grouped(&[two]).await);
        bench.place(second, &[one]).await;
        assert_eq!(bench.store.story(first).await.unwrap(), StoryLookup::Moved(second));
        assert_eq!(rows(&bench, second).await.story.articles, 2);
        let third = bench.store.new_story_id().await.unwrap();
        let regrouping = Regrouping { merged: vec![(second, third)], ..Regrouping::default() };
        bench.store.save_regrouping(&bench.grouper().await, &[], &regrouping).await.unwrap();
        assert_eq!(bench.store.story(first).await.unwrap(), StoryLookup::Moved(third));
        assert_eq!(rows(&bench, third).await.story.articles, 2);
        assert_eq!(bench.store.totals().await.unwrap().stories, 1);
    });
}

#[test]
fn a_grouping_whose_claim_is_lost_changes_nothing() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let job = bench.claim(JobKind::Group).await;
        bench.store.finish_job(&job).await.unwrap();
        let story_id = bench.store.new_story_id().await.unwrap();
        let placed = Membership { article_id: one, story_id, copy_of: None, why: "{}".to_owned() };
        let regrouping = Regrouping { memberships: vec![placed], ..Regrouping::default() };
        assert_eq!(
            bench.store.save_regrouping(&bench.grouper().await, &[job], &regrouping).await.unwrap(),
            Saved::LostClaim
        );
        assert_eq!(bench.store.story(story_id).await.unwrap(), StoryLookup::Missing);
    });
}

#[test]
fn the_grouper_rebuilds_from_stored_features() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let story_id = bench.grouped(&[one]).await;
        let all = bench.store.stored_features(Timestamp::from_millis(0).into(), 9).await.unwrap();
        assert_eq!((all.len(), all[0].article_id, all[0].story_id), (1, one, Some(story_id)));
        assert_eq!(bench.store.features_of(&[one, ArticleId::new(5)]).await.unwrap(), all);
        assert!(bench.store.stored_features(bench.now().into(), 9).await.unwrap().is_empty());
        let behind = all.last().unwrap().place();
        assert!(bench.store.stored_features(behind, 9).await.unwrap().is_empty());
    });
}

#[test]
fn an_editors_rule_is_remembered_and_can_be_taken_back() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        let rule = GroupingRule { first: two, second: one, together: false };
        bench.store.add_rule(rule, None).await.unwrap();
        let kept = GroupingRule { first: one, second: two, together: false };
        assert_eq!(bench.store.rules().await.unwrap(), vec![kept]);
        bench.store.remove_rule(one, two).await.unwrap();
        assert!(bench.store.rules().await.unwrap().is_empty());
    });
}

#[test]
fn findings_are_shown() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let story_id = bench.grouped(&[one]).await;
        let work = bench.store.story_for_derive(story_id).await.unwrap().unwrap();
        assert_eq!((work.members.len(), work.members[0].html.html.as_str()), (1, "<p>Text</p>"));
        assert_eq!(work.members[0].points.len(), 1);
        let job = bench.claim(JobKind::Derive).await;
        let value = DifferentValue { value: "10 hurt".to_owned(), articles: vec![one] };
        let difference = Difference { subject: "injured".to_owned(), values: vec![value] };
        let day =
            ToldDay { day: "2026-11-24".to_owned(), article: one, text: "It fell on Tuesday.".to_owned() };
        let findings = StoryFindings {
            label: "The wall".to_owned(),
            section: Section::Science,
            language: None,
            lead_article_id: Some(one),
            independent: 1,
            score: 2.5,
            score_why: "{}".to_owned(),
            differences: vec![difference.clone()],
            days: vec![day.clone()],
        };
        assert_eq!(bench.store.save_findings(&job, story_id, &findings).await.unwrap(), Saved::Stored);
        let ArticleLookup::Found(article) = bench.store.article(one).await.unwrap() else {
            panic!("no article")
        };
        let story = article.story.unwrap();
        assert_eq!((story.label.as_str(), story.differences), ("The wall", vec![difference]));
        assert_eq!(story.days, vec![day]);
    });
}

#[test]
fn related_articles_are_replaced_and_those_that_are_gone_left_out() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "tower").await;
        let three = bench.paged("three.example", "gate").await;
        let related = |article_id| RelatedArticle { article_id, score: 0.5 };
        for near in [vec![related(two)], vec![related(three), related(ArticleId::new(9))]] {
            let regrouping = Regrouping { related: vec![(one, near)], ..Regrouping::default() };
            bench.store.save_regrouping(&bench.grouper().await, &[], &regrouping).await.unwrap();
        }
        let ArticleLookup::Found(article) = bench.store.article(one).await.unwrap() else {
            panic!("no article")
        };
        assert_eq!(article.related.iter().map(|card| card.id).collect::<Vec<_>>(), vec![three]);
    });
}

#[test]
fn a_grouper_that_was_paused_writes_nothing_over_its_successor() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let paused = bench.grouper().await;
        let story_id = bench.grouped(&[article]).await;
        bench.clock.advance(2 * LEASE);
        let successor = bench.store.take_lease("grouper", "successor", LEASE).await.unwrap().unwrap();
        let other = bench.store.new_story_id().await.unwrap();
        let moved =
            |story_id| Membership { article_id: article, story_id, copy_of: None, why: "{}".to_owned() };
        let late = Regrouping { memberships: vec![moved(other)], ..Regrouping::default() };
        assert_eq!(bench.store.save_regrouping(&paused, &[], &late).await.unwrap(), Saved::LostClaim);
        let rows = bench.store.features_of(&[article]).await.unwrap();
        assert_eq!(rows[0].story_id, Some(story_id));
        assert_eq!(bench.store.save_regrouping(&successor, &[], &late).await.unwrap(), Saved::Stored);
    });
}
