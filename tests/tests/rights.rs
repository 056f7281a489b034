//! Who may do what: every route of the router, asked by a stranger and by each role, in each mode, against one table.
//!
//! A route that is not in the table fails the test, as does a line without its route.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure here is a failed test")]

use std::collections::BTreeSet;

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::mill;
use tidings_tests::page::Answer;
use tidings_tests::paper::Paper;
use tidings_tests::visitor::Visitor;

/// Method, route, the form's fields; then the status in personal mode, in private mode and in public mode for a stranger, a reader,
/// a moderator, an editor and an administrator. `in` leads to the sign-in page; one status stands for all five.
///
/// Ids that are not there show who is let through to look (404) and who is not (403). ARTICLE, COMMENT and PUBLISHER are there; the
/// comment is the administrator's.
const TABLE: &str = "
GET  /                              -                      | 200 | in  200 200 200 200 | 200
GET  /story/{id}                    -                      | 404 | in  404 404 404 404 | 404
GET  /article/{id}                  -                      | 200 | in  200 200 200 200 | 200
POST /article/{id}/comment          text=Hello             | 303 | in  303 303 303 303 | 403 303 303 303 303
GET  /comment/{id}                  -                      | 303 | in  303 303 303 303 | 303
POST /comment/{id}/edit             text=Better            | 403 | in  403 403 403 303 | 403 403 403 403 303
POST /comment/{id}/remove           reason=Off             | 303 | in  403 303 303 303 | 403 403 303 303 303
POST /comment/{id}/put-back         reason=On              | 303 | in  403 303 303 303 | 403 403 303 303 303
GET  /publisher/{id}                -                      | 200 | in  200 200 200 200 | 200
GET  /section/{name}                -                      | 200 | in  200 200 200 200 | 200
GET  /search                        -                      | 200 | in  200 200 200 200 | 200
GET  /search/suggest                -                      | 200 | in  200 200 200 200 | 200
POST /search/save                   name=Mill&query=mill   | 303 | in  303 303 303 303 | 403 303 303 303 303
POST /search/{id}/forget            -                      | 404 | in  404 404 404 404 | 403 404 404 404 404
GET  /picture/{id}/{variant}        -                      | 404 | in  404 404 404 404 | 404
GET  /about                         -                      | 200 | in  200 200 200 200 | 200
GET  /settings                      -                      | 200 | in  200 200 200 200 | 200
POST /settings                      theme=dark             | 303 | in  303 303 303 303 | 303
GET  /welcome                       -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
GET  /sample                        -                      | 404 | in  404 404 404 404 | 404
POST /sample                        -                      | 404 | in  404 404 404 404 | 404
POST /add                           address=nonsense       | 200 | in  403 403 200 200 | 403 403 403 200 200
GET  /adding/{id}                   -                      | 404 | in  403 403 404 404 | 403 403 403 404 404
POST /starter                       -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
POST /import                        file                   | 200 | in  403 403 200 200 | 403 403 403 200 200
GET  /account                       -                      | 404 | in  200 200 200 200 | 403 200 200 200 200
GET  /account/sign-in               -                      | 404 | 200 200 200 200 200 | 200
POST /account/sign-in               name=Nobody&password=x | 404 | 200 200 200 200 200 | 200
POST /account/password              present=x&password=long+enough+y&again=long+enough+y | 404 | in 200 200 200 200 | 403 200 200 200 200
GET  /account/join/{token}          -                      | 404 | 404 404 404 404 404 | 404
POST /account/join/{token}          name=Eve&password=long+enough+y&again=long+enough+y | 404 | 404 404 404 404 404 | 404
GET  /editor/publishers             -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
POST /editor/publisher/{id}/poll    -                      | 303 | in  403 403 303 303 | 403 403 403 303 303
POST /editor/publisher/{id}/name    name=Mill              | 404 | in  403 403 404 404 | 403 403 403 404 404
POST /editor/publisher/{id}/policy  policy=full            | 404 | in  403 403 404 404 | 403 403 403 404 404
POST /editor/publisher/{id}/access  cookies=&headers=&user=&password=&proxy= | 404 | in 403 403 403 404 | 403 403 403 403 404
POST /editor/publisher/{id}/remove  -                      | 404 | in  403 403 404 404 | 403 403 403 404 404
GET  /editor/jobs                   -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
POST /editor/job/{id}/retry         -                      | 303 | in  403 403 303 303 | 403 403 403 303 303
GET  /editor/users                  -                      | 404 | in  403 403 403 200 | 403 403 403 403 200
POST /editor/users/invite           role=administrator     | 404 | in  403 403 403 200 | 403 403 403 403 200
POST /editor/user/{id}/role         role=administrator     | 404 | in  403 403 403 303 | 403 403 403 403 303
POST /editor/user/{id}/close        -                      | 404 | in  403 403 403 303 | 403 403 403 403 303
GET  /editor/comments               -                      | 200 | in  403 200 200 200 | 403 403 200 200 200
GET  /editor/gallery                -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
GET  /editor/gallery/{name}         -                      | 200 | in  403 403 200 200 | 403 403 403 200 200
GET  /assets/{hash}/{name}          -                      | 200 | 200 200 200 200 200 | 200
GET  /feed/front.atom               -                      | 200 | in  200 200 200 200 | 200
GET  /feed/story/{id}               -                      | 404 | in  404 404 404 404 | 404
GET  /feed/section/{name}           -                      | 200 | in  200 200 200 200 | 200
GET  /feed/search/{token}           -                      | 404 | 404 404 404 404 404 | 404
GET  /websub/{token}                -                      | 404 | 404 404 404 404 404 | 404
POST /websub/{token}                -                      | 410 | 410 410 410 410 410 | 410
GET  /healthz                       -                      | 200 | 200 200 200 200 200 | 200
GET  /readyz                        -                      | 200 | 200 200 200 200 200 | 200
GET  /metrics                       -                      | 200 | in  403 403 403 200 | 403 403 403 403 200
GET  /robots.txt                    -                      | 200 | 200 200 200 200 200 | 200
GET  /favicon.ico                   -                      | 307 | 307 307 307 307 307 | 307
POST /account/sign-out-everywhere   -                      | 404 | in  303 303 303 303 | 403 303 303 303 303
POST /account/sign-out              -                      | 404 | in  303 303 303 303 | 303
";

const ROLES: [&str; 4] = ["reader", "moderator", "editor", "administrator"];
const SECRET: &str = "a long and quiet password";

/// A line of the table.
#[derive(Debug)]
struct Line {
    method: &'static str,
    route: &'static str,
    fields: &'static str,
    /// By mode: personal, private, public; in each the five visitors.
    expected: [Vec<&'static str>; 3],
}

fn table() -> Vec<Line> {
    let lines = TABLE.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split('|').collect();
            let words: Vec<&str> = parts[0].split_whitespace().collect();
            let statuses = |part: &'static str| -> Vec<&'static str> {
                let words: Vec<_> = part.split_whitespace().collect();
                if words.len() == 1 { words.repeat(5) } else { words }
            };
            let expected = [statuses(parts[1]), statuses(parts[2]), statuses(parts[3])];
            assert!(expected.iter().all(|statuses| statuses.len() == 5), "{line}");
            Line { method: words[0], route: words[1], fields: words[2], expected }
        })
        .collect()
}

/// Method and route of everything in the router's source.
fn routes() -> BTreeSet<(String, String)> {
    let whole = include_str!("../../crates/web/src/router.rs");
    let source = whole.split("#[cfg(test)]").next().unwrap();
    let mut routes = BTreeSet::new();
    for route in source.split(".route(").skip(1) {
        let (_, rest) = route.split_once('"').unwrap();
        let (path, handlers) = rest.split_once('"').unwrap();
        let handlers = handlers.split("\n        .").next().unwrap();
        for (word, method) in
            [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE"), ("any(", "ANY")]
        {
            if handlers.contains(word) {
                routes.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    assert!(routes.len() > 50, "{routes:?}");
    routes
}

#[test]
fn every_route_stands_in_the_table_of_rights() {
    let listed: BTreeSet<_> =
        table().iter().map(|line| (line.method.to_owned(), line.route.to_owned())).collect();
    let routes = routes();
    let missing: Vec<_> = routes.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&routes).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "not in the table: {missing:?}; not in the router: {stale:?}"
    );
}

/// What there is to ask for.
struct Things {
    article: String,
    comment: String,
    publisher: String,
    style: String,
}

impl Things {
    fn path(&self, route: &str) -> String {
        let id = match route {
            "/article/{id}" | "/article/{id}/comment" => &self.article,
            "/publisher/{id}" => &self.publisher,
            route if route.starts_with("/comment/") => &self.comment,
            "/assets/{hash}/{name}" => return self.style.clone(),
            _ => "1",
        };
        let section = if route.contains("section") { "sport" } else { "front" };
        let path = route.replace("{id}", id).replace("{name}", section).replace("{variant}", "small");
        path.replace("{token}", &"0".repeat(64))
    }
}

async fn ask(visitor: &mut Visitor, line: &Line, things: &Things) -> Answer {
    let path = things.path(line.route);
    if line.method == "GET" {
        return visitor.get(&path).await;
    }
    // The form on a page that everybody sees has the browser's token.
    let token = visitor.token().await;
    if line.fields == "file" {
        return visitor.upload_with(&token, &path, ("list", "list.opml", "<opml><body></body></opml>")).await;
    }
    let fields = line.fields.split('&').filter_map(|pair| pair.split_once('='));
    let fields: Vec<(String, String)> =
        fields.map(|(name, value)| (name.to_owned(), value.replace('+', " "))).collect();
    let form = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let form: Vec<(&str, &str)> = [("token", token.as_str())].into_iter().chain(form).collect();
    visitor.post(&path, &form).await
}

fn told(answer: &Answer) -> String {
    let leads_in = answer.header("location").is_some_and(|to| to.starts_with("/account/sign-in"));
    if leads_in { "in".to_owned() } else { answer.status.to_string() }
}

/// Asks for every line as each of the five, and gives what differs from the table.
async fn differences(address: &str, mode: usize, things: &Things) -> Vec<String> {
    let mut visitors = Vec::new();
    for role in [None].into_iter().chain(ROLES.map(Some)) {
        visitors.push(visitor(address, mode, role).await);
    }
    let mut wrong = Vec::new();
    for line in table() {
        for (number, expected) in line.expected[mode].iter().enumerate() {
            let role = number.checked_sub(1).map(|role| ROLES[role]);
            if line.route.starts_with("/account/sign-out") {
                visitors[number] = visitor(address, mode, role).await;
            }
            let answer = ask(&mut visitors[number], &line, things).await;
            let told = told(&answer);
            if told != *expected {
                let who = role.unwrap_or("stranger");
                wrong.push(format!("{} {} as {who}: {told}, not {expected}", line.method, line.route));
            }
        }
    }
    wrong
}

/// A browser, signed in where there are accounts.
async fn visitor(address: &str, mode: usize, role: Option<&str>) -> Visitor {
    let mut visitor = Visitor::at(address);
    if let Some(role) = role.filter(|_| mode > 0) {
        assert_eq!(visitor.sign_in(role, SECRET).await.status, 303, "{role} signs in");
    }
    visitor
}

/// A paper with an article, a comment by the administrator, and an account of each role named for it.
async fn prepared(database: &Database) -> Things {
    let site = mill::serve();
    let added = database.run(&["add", &site, "--allow-network", "127.0.0.1/32"]);
    assert!(added.status.success(), "{}", binary::text(&added.stderr));
    let personal = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let paper = Paper::at(&personal.address());
    paper.until_articles(1, 60).await;
    let article = paper.article_ids().await.remove(0);
    let links = paper.page("/editor/publishers").await.attributes("a[href^='/publisher/']", "href");
    let style = paper.page("/").await.attributes("link[rel=stylesheet]", "href").remove(0);
    drop(personal);

    let private = database.start(&["serve", "--listen", "127.0.0.1:0", "--mode", "private"]);
    let address = private.address();
    for role in ROLES {
        let link = binary::text(&database.run(&["user", "link", role, "--mode", "private"]).stdout);
        let path = link.trim().find("/account/").map(|at| link.trim().split_at(at).1.to_owned()).unwrap();
        Visitor::at(&address).join(&path, role, SECRET).await;
    }
    let mut administrator = visitor(&address, 1, Some("administrator")).await;
    let page = format!("/article/{article}");
    let written = administrator.send(&page, &format!("{page}/comment"), &[("text", "Well done.")]).await;
    let (_, comment) = written.header("location").unwrap().split_once("#comment-").unwrap();
    Things {
        article,
        comment: comment.to_owned(),
        publisher: links[0].trim_start_matches("/publisher/").to_owned(),
        style,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let database = Database::sqlite();
    let things = prepared(&database).await;
    let mut wrong = Vec::new();
    for (number, mode) in ["personal", "private", "public"].into_iter().enumerate() {
        let running = database.start(&["serve", "--listen", "127.0.0.1:0", "--mode", mode]);
        let address = running.address();
        let found = differences(&address, number, &things).await;
        wrong.extend(found.into_iter().map(|difference| format!("{mode}: {difference}")));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
