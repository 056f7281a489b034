//! Typed links: the one place that writes the addresses of our own pages.

use std::fmt;

use askama::filters::HtmlSafe;
use tidings_model::figure::PictureVariant;
use tidings_model::id::{
    AdditionId, ArticleId, CommentId, JobId, PictureId, PublisherId, SavedSearchId, StoryId, UserId,
};
use tidings_model::section::Section;

use crate::asset::{Asset, bundle_hash};
use crate::page::older::Older;
use crate::return_to::ReturnTo;

/// An address of ours, or a form's goal. It prints as a path; nothing in it needs escaping in markup.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is named for its page, and its address stands in the table below"
)]
pub enum Link {
    Front,
    Story(StoryId),
    Article(ArticleId),
    ArticleText(ArticleId),
    ArticleComments(ArticleId),
    ArticlePlace(ArticleId, String),
    ArticlePart(ArticleId, usize),
    ArticlePartPlace(ArticleId, usize, String),
    StoryFrom(StoryId, usize),
    Sentence(String),
    Comment(CommentId),
    FindComment(CommentId),
    CommentPage(ArticleId, bool, Option<CommentId>),
    CommentPlace(ArticleId, Option<CommentId>, CommentId),
    Publisher(PublisherId),
    PublisherOlder(PublisherId, Older),
    Section(Section),
    SectionOlder(Section, Older),
    Picture(PictureId, PictureVariant),
    Search,
    Suggest,
    SaveSearch,
    ForgetSearch(SavedSearchId),
    SavedSearchFeed(String),
    Welcome,
    Newswire,
    Add,
    Import,
    Starter,
    Adding(AdditionId),
    About,
    Settings,
    SignIn,
    SignInThen(ReturnTo),
    SignOut,
    SignOutEverywhere,
    Join(String),
    Account,
    Password,
    WriteComment(ArticleId),
    RemoveComment(CommentId),
    PutCommentBack(CommentId),
    EditComment(CommentId),
    EditorPublishers,
    PublishersFrom(usize),
    TroubledPublishers(usize),
    PollPublisher(PublisherId),
    RenamePublisher(PublisherId),
    PublisherPolicy(PublisherId),
    PublisherAccess(PublisherId),
    RemovePublisher(PublisherId),
    EditorJobs,
    RetryJob(JobId),
    EditorUsers,
    InviteUser,
    UsersFrom(usize),
    UserRole(UserId),
    CloseUser(UserId),
    EditorComments,
    EditorGallery,
    GallerySample(&'static str),
    FrontFeed,
    StoryFeed(StoryId),
    SectionFeed(Section),
    Asset(Asset),
}

impl HtmlSafe for Link {}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Front => f.write_str("/"),
            Self::Story(id) => write!(f, "/story/{id}"),
            Self::Article(id) => write!(f, "/article/{id}"),
            Self::ArticleText(id) => write!(f, "/article/{id}#text"),
            Self::ArticleComments(id) => write!(f, "/article/{id}#comments"),
            Self::ArticlePlace(id, anchor) => write!(f, "/article/{id}#{}", anchor_name(anchor)),
            Self::ArticlePart(id, part) => write!(f, "/article/{id}?part={part}#text"),
            Self::ArticlePartPlace(id, part, anchor) => {
                write!(f, "/article/{id}?part={part}#{}", anchor_name(anchor))
            }
            Self::StoryFrom(id, place) => write!(f, "/story/{id}?from={place}#coverage"),
            Self::Sentence(anchor) => write!(f, "#{}", anchor_name(anchor)),
            Self::Comment(id) => write!(f, "#comment-{id}"),
            Self::Publisher(id) => write!(f, "/publisher/{id}"),
            Self::PublisherOlder(id, older) => write!(f, "/publisher/{id}?{older}"),
            Self::Section(section) => write!(f, "/section/{}", section.as_str()),
            Self::SectionOlder(section, older) => write!(f, "/section/{}?{older}", section.as_str()),
            Self::Picture(id, variant) => write!(f, "/picture/{id}/{}", variant.as_str()),
            Self::Adding(id) => write!(f, "/adding/{id}"),
            Self::Asset(asset) => write!(f, "/assets/{}/{}", bundle_hash(), asset.name()),
            _ => self.fmt_plain(f),
        }
    }
}

impl Link {
    fn fmt_plain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = match self {
            Self::Search => "/search",
            Self::Suggest => "/search/suggest",
            Self::SaveSearch => "/search/save",
            Self::Newswire => "/sample",
            Self::Welcome => "/welcome",
            Self::Add => "/add",
            Self::Import => "/import",
            Self::Starter => "/starter",
            Self::About => "/about",
            Self::Settings => "/settings",
            Self::SignIn => "/account/sign-in",
            Self::SignOut => "/account/sign-out",
            Self::SignOutEverywhere => "/account/sign-out-everywhere",
            Self::Account => "/account",
            Self::Password => "/account/password",
            Self::EditorPublishers => "/editor/publishers",
            Self::EditorJobs => "/editor/jobs",
            Self::EditorUsers => "/editor/users",
            Self::InviteUser => "/editor/users/invite",
            Self::EditorComments => "/editor/comments",
            Self::EditorGallery => "/editor/gallery",
            Self::FrontFeed => "/feed/front.atom",
            _ => return self.fmt_action(f),
        };
        f.write_str(path)
    }

    fn fmt_action(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignInThen(page) => write!(f, "/account/sign-in?then={}", page.encoded()),
            Self::Join(token) => write!(f, "/account/join/{}", anchor_name(token)),
            Self::ForgetSearch(id) => write!(f, "/search/{id}/forget"),
            Self::SavedSearchFeed(token) => write!(f, "/feed/search/{}", anchor_name(token)),
            Self::WriteComment(id) => write!(f, "/article/{id}/comment"),
            Self::FindComment(id) => write!(f, "/comment/{id}"),
            Self::CommentPage(id, newest, from) => fmt_comment_page(f, *id, *newest, *from),
            Self::CommentPlace(id, None, comment) => write!(f, "/article/{id}#comment-{comment}"),
            Self::CommentPlace(id, Some(from), comment) => {
                write!(f, "/article/{id}?from={from}#comment-{comment}")
            }
            Self::RemoveComment(id) => write!(f, "/comment/{id}/remove"),
            Self::PutCommentBack(id) => write!(f, "/comment/{id}/put-back"),
            Self::EditComment(id) => write!(f, "/comment/{id}/edit"),
            Self::PublishersFrom(place) => write!(f, "/editor/publishers?from={place}"),
            Self::TroubledPublishers(place) => write!(f, "/editor/publishers?troubled={place}"),
            Self::PollPublisher(id) => write!(f, "/editor/publisher/{id}/poll"),
            Self::RenamePublisher(id) => write!(f, "/editor/publisher/{id}/name"),
            Self::PublisherPolicy(id) => write!(f, "/editor/publisher/{id}/policy"),
            Self::PublisherAccess(id) => write!(f, "/editor/publisher/{id}/access"),
            Self::RemovePublisher(id) => write!(f, "/editor/publisher/{id}/remove"),
            Self::RetryJob(id) => write!(f, "/editor/job/{id}/retry"),
            Self::UsersFrom(place) => write!(f, "/editor/users?from={place}"),
            Self::UserRole(id) => write!(f, "/editor/user/{id}/role"),
            Self::CloseUser(id) => write!(f, "/editor/user/{id}/close"),
            Self::GallerySample(name) => write!(f, "/editor/gallery/{name}"),
            Self::StoryFeed(id) => write!(f, "/feed/story/{id}"),
            Self::SectionFeed(section) => write!(f, "/feed/section/{}", section.as_str()),
            _ => Ok(()),
        }
    }
}

fn fmt_comment_page(
    f: &mut fmt::Formatter<'_>,
    article_id: ArticleId,
    newest: bool,
    from: Option<CommentId>,
) -> fmt::Result {
    let order = if newest { "newest" } else { "oldest" };
    write!(f, "/article/{article_id}?comments={order}")?;
    if let Some(from) = from {
        write!(f, "&from={from}")?;
    }
    f.write_str("#comments")
}

/// Only letters, digits, `-` and `_` of a name that stands in an address.
fn anchor_name(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_print_the_addresses_of_the_interface() {
        assert_eq!(Link::Story(StoryId::new(7)).to_string(), "/story/7");
        assert_eq!(Link::Section(Section::Sport).to_string(), "/section/sport");
        assert_eq!(Link::Picture(PictureId::new(3), PictureVariant::Small).to_string(), "/picture/3/small");
    }

    #[test]
    fn a_name_in_an_address_cannot_leave_it() {
        assert_eq!(Link::Join("../\"><x".to_owned()).to_string(), "/account/join/x");
    }
}
