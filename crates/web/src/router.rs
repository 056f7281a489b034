//! The routes: every address with its handler, and what stands around all of them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::{RequestBodyDeadlineLayer, RequestBodyTimeoutLayer};

use crate::asset;
use crate::error::WebError;
use crate::handler::{
    about, account, adding, article, comment, editor, feed, front, hub, import, join, metrics, newswire,
    picture, publisher, search, section, settings, sign_in, starter, story, welcome,
};
use crate::protect::around;
use crate::state::WebState;

/// The whole of the web room for a state.
pub fn router(state: WebState) -> Router {
    let limits = state.settings().limits;
    let compression = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    reading()
        .merge(adding())
        .merge(accounts())
        .merge(editing())
        .merge(machines())
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { WebError::WrongMethod })
        .layer(from_fn_with_state(state.clone(), around))
        .layer(RequestBodyTimeoutLayer::new(limits.pause()))
        .layer(RequestBodyDeadlineLayer::new(limits.body))
        .layer(CompressionLayer::new().compress_when(compression))
        .with_state(state)
}

fn reading() -> Router<WebState> {
    Router::new()
        .route("/", get(front::front))
        .route("/story/{id}", get(story::story))
        .route("/article/{id}", get(article::article))
        .route("/article/{id}/comment", post(comment::write))
        .route("/comment/{id}", get(comment::find))
        .route("/comment/{id}/edit", post(comment::edit))
        .route("/comment/{id}/remove", post(comment::remove))
        .route("/comment/{id}/put-back", post(comment::put_back))
        .route("/publisher/{id}", get(publisher::publisher))
        .route("/section/{name}", get(section::section))
        .route("/search", get(search::search))
        .route("/search/suggest", get(search::suggest))
        .route("/search/save", post(search::saved::save))
        .route("/search/{id}/forget", post(search::saved::forget))
        .route("/picture/{id}/{variant}", get(picture::picture))
        .route("/about", get(about::about))
        .route("/settings", get(settings::settings).post(settings::keep))
}

fn adding() -> Router<WebState> {
    Router::new()
        .route("/welcome", get(welcome::show_welcome))
        .route("/sample", get(newswire::newswire).post(newswire::start))
        .route("/add", post(welcome::add))
        .route("/adding/{id}", get(adding::adding))
        .route("/starter", post(starter::read))
        .route("/import", post(import::import))
}

fn accounts() -> Router<WebState> {
    Router::new()
        .route("/account", get(account::account))
        .route("/account/sign-in", get(sign_in::sign_in_page).post(sign_in::sign_in))
        .route("/account/sign-out", post(account::sign_out))
        .route("/account/sign-out-everywhere", post(account::sign_out_everywhere))
        .route("/account/password", post(account::change_password))
        .route("/account/join/{token}", get(join::join_page).post(join::join))
}

fn editing() -> Router<WebState> {
    Router::new()
        .route("/editor/publishers", get(editor::publishers::publishers))
        .route("/editor/publisher/{id}/poll", post(editor::publishers::poll))
        .route("/editor/publisher/{id}/name", post(editor::publishers::rename))
        .route("/editor/publisher/{id}/policy", post(editor::publishers::policy))
        .route("/editor/publisher/{id}/access", post(editor::access::give))
        .route("/editor/publisher/{id}/remove", post(editor::publishers::remove))
        .route("/editor/jobs", get(editor::jobs::jobs))
        .route("/editor/job/{id}/retry", post(editor::jobs::retry))
        .route("/editor/users", get(editor::users::users))
        .route("/editor/users/invite", post(editor::users::invite))
        .route("/editor/user/{id}/role", post(editor::users::role))
        .route("/editor/user/{id}/close", post(editor::users::close))
        .route("/editor/comments", get(editor::comments::comments))
        .route("/editor/gallery", get(editor::gallery::gallery))
        .route("/editor/gallery/{name}", get(editor::gallery::sample))
}

fn machines() -> Router<WebState> {
    Router::new()
        .route("/assets/{hash}/{name}", get(asset::serve))
        .route("/feed/front.atom", get(feed::front))
        .route("/feed/story/{id}", get(feed::story))
        .route("/feed/section/{name}", get(feed::section))
        .route("/feed/search/{token}", get(feed::saved_search))
        .route("/websub/{token}", get(hub::verify).post(hub::take))
        .route("/healthz", get(about::health))
        .route("/readyz", get(about::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/robots.txt", get(about::robots))
        .route("/favicon.ico", get(about::icon))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Files below a folder.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    /// A library's extractor refuses in the library's words; ours wrap it and refuse with a page.
    #[test]
    fn only_our_own_extractors_stand_in_handlers() {
        let all = files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
        let wrappers = ["handler/request.rs", "form.rs", "router.rs"];
        let others: Vec<_> =
            all.iter().filter(|path| !wrappers.iter().any(|known| path.ends_with(known))).collect();
        assert!(others.len() > 50);
        for path in others {
            let text = fs::read_to_string(path).unwrap();
            let imports = text.lines().filter(|line| line.contains("axum::"));
            for word in imports.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())) {
                let is_bare =
                    ["Query", "Path", "Form", "Json", "Multipart", "RawForm", "RawQuery"].contains(&word);
                assert!(!is_bare, "{}: {word}", path.display());
            }
        }
    }
}
