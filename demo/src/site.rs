//! The web site of one publisher: its routes and what they answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use serde::Deserialize;

use crate::error::WorldError;
use crate::favicon;
use crate::feed::Feed;
use crate::page::{self, ArticlePage, ListPage};
use crate::publisher::{Layout, Publisher};
use crate::reply::Reply;
use crate::running::Clock;
use crate::scene::Scene;
use crate::world::World;

static ASSETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

const HTML: &str = "text/html; charset=utf-8";
const ASK_AGAIN: &str = "no-cache";
const AN_HOUR: &str = "public, max-age=3600";
const A_DAY: &str = "public, max-age=86400";
const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /account\n";

/// What the handlers of a site need.
pub(crate) struct SiteState {
    world: Arc<World>,
    publisher: &'static Publisher,
    origin: String,
    favicon: Bytes,
    epoch: Timestamp,
    clock: Clock,
}

impl SiteState {
    /// The state of a publisher's site at `origin` (scheme, host and port, without a slash at the end).
    ///
    /// # Errors
    ///
    /// The publisher's mark could not be drawn.
    pub(crate) fn new(
        world: Arc<World>,
        publisher: &'static Publisher,
        origin: String,
        epoch: Timestamp,
        clock: Clock,
    ) -> Result<Self, WorldError> {
        let favicon = favicon::draw(publisher)?.into();
        Ok(Self { world, publisher, origin, favicon, epoch, clock })
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            world: &self.world,
            publisher: self.publisher,
            origin: &self.origin,
            epoch: self.epoch,
            now: (self.clock)(),
        }
    }
}

type Site = State<Arc<SiteState>>;

/// The routes of a publisher's site.
pub(crate) fn router(state: SiteState) -> Router {
    let pictures = format!("/{}/{{file}}", state.publisher.picture_folder);
    Router::new()
        .route("/", get(home))
        .route(state.publisher.feed.path, get(feed))
        .route("/section/{name}", get(section))
        .route("/about", get(about))
        .route("/robots.txt", get(robots))
        .route("/style.css", get(style))
        .route("/favicon.png", get(mark))
        .route("/favicon.ico", get(mark))
        .route(&pictures, get(picture))
        .fallback(get(article))
        .with_state(Arc::new(state))
}

async fn home(State(site): Site, asked: HeaderMap) -> Response {
    list_reply(&ListPage::home(&site.scene()), &asked)
}

async fn section(State(site): Site, Path(name): Path<String>, asked: HeaderMap) -> Response {
    let scene = site.scene();
    match ListPage::section(&scene, &name) {
        Some(page) => list_reply(&page, &asked),
        None => missing(&scene),
    }
}

async fn about(State(site): Site, asked: HeaderMap) -> Response {
    list_reply(&ListPage::about(&site.scene()), &asked)
}

async fn feed(State(site): Site, asked: HeaderMap) -> Response {
    let scene = site.scene();
    let feed = Feed::new(&scene);
    let changed = feed.updated.iso.parse().ok();
    match feed.render() {
        Ok(text) => {
            let mime = site.publisher.feed.mime;
            Reply { bytes: text.into(), mime, cache: ASK_AGAIN, changed }.response(&asked)
        }
        Err(error) => failed(&error),
    }
}

#[derive(Deserialize)]
struct PageQuery {
    page: Option<usize>,
}

async fn article(
    State(site): Site,
    uri: Uri,
    query: Result<Query<PageQuery>, QueryRejection>,
    asked: HeaderMap,
) -> Response {
    let scene = site.scene();
    let number = query.ok().and_then(|query| query.page).unwrap_or(1);
    let Some(article) = scene.article_at(uri.path()) else { return missing(&scene) };
    let Some(mut page) = ArticlePage::new(&scene, article, number) else { return missing(&scene) };
    if site.publisher.layout == Layout::ValleyCourier {
        page = page.with_article_below(&scene, article);
    }
    match page::render_article(&page) {
        Ok(text) => html_reply(text, &asked),
        Err(error) => failed(&error),
    }
}

async fn picture(State(site): Site, Path(file): Path<String>, asked: HeaderMap) -> Response {
    let Some(picture) = site.world.pictures.get(file.as_str()) else { return missing(&site.scene()) };
    let bytes = Bytes::from_static(picture.bytes);
    Reply { bytes, mime: picture.mime, cache: A_DAY, changed: None }.response(&asked)
}

async fn mark(State(site): Site, asked: HeaderMap) -> Response {
    Reply { bytes: site.favicon.clone(), mime: "image/png", cache: A_DAY, changed: None }.response(&asked)
}

async fn style(State(site): Site, asked: HeaderMap) -> Response {
    let file = ASSETS.get_file(format!("css/{}.css", site.publisher.id));
    let Some(file) = file else { return missing(&site.scene()) };
    let bytes = Bytes::from_static(file.contents());
    Reply { bytes, mime: "text/css; charset=utf-8", cache: AN_HOUR, changed: None }.response(&asked)
}

async fn robots(asked: HeaderMap) -> Response {
    let bytes = Bytes::from_static(ROBOTS.as_bytes());
    Reply { bytes, mime: "text/plain; charset=utf-8", cache: AN_HOUR, changed: None }.response(&asked)
}

fn list_reply(page: &ListPage<'_>, asked: &HeaderMap) -> Response {
    match page::render_list(page) {
        Ok(text) => html_reply(text, asked),
        Err(error) => failed(&error),
    }
}

fn html_reply(text: String, asked: &HeaderMap) -> Response {
    Reply { bytes: text.into(), mime: HTML, cache: ASK_AGAIN, changed: None }.response(asked)
}

fn missing(scene: &Scene<'_>) -> Response {
    match page::render_list(&ListPage::missing(scene)) {
        Ok(text) => (StatusCode::NOT_FOUND, Html(text)).into_response(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &askama::Error) -> Response {
    tracing::error!(%error, "a page of the sample world could not be rendered");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
