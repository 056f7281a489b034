//! Whose feed it is: the site's that it is served from, or that of a home page which announces it. What a feed says of
//! itself is no proof.

use std::time::Duration;

use tidings_fetch::discover;
use tidings_model::address::address_key;
use tidings_model::feed::Feed;
use tidings_model::http::{HttpRequest, HttpResponse, Purpose};
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_parse::url as address;
use tidings_store::home::HomeCheck;
use url::Url;

use crate::access;
use crate::analysis::sha256_hex;
use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// After this time a home page is looked at again.
const GOOD_FOR: Duration = Duration::from_hours(30 * 24);
/// After this time a home page that did not announce the feed is looked at again.
const REFUSED_FOR: Duration = Duration::from_hours(24);
/// A home page that does not answer is looked at again after this time.
const AGAIN: Duration = Duration::from_hours(1);
/// Characters of the digest in the site of a feed that stands for itself.
const DIGEST: usize = 12;

/// What a feed says of itself, and where it was read.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// The home page that it names.
    pub(crate) home: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Its language.
    pub(crate) language: Option<String>,
    /// The address that answered, after all redirects.
    pub(crate) answered_from: String,
}

/// The publisher of a feed, with what was seen on its home page if that was looked at.
pub(crate) async fn of_feed(
    pipeline: &Pipeline,
    feed: &Feed,
    claim: &Claim,
) -> Result<(Option<NewPublisher>, Option<HomeCheck>), IngestError> {
    let policy = pipeline.settings.policy;
    let Some(elsewhere) = claim.home_elsewhere() else { return Ok((claim.of_its_site(policy), None)) };
    let known = pipeline.store.home_check(feed.id).await?.filter(|known| known.site == elsewhere);
    let now = pipeline.clock.now();
    let (check, is_new) = match known {
        Some(known) if now.since(known.checked_at) < good_for(&known) => (known, false),
        known => {
            let seen = look(pipeline, feed, claim, &elsewhere).await?;
            // A home page that does not answer takes away nothing that it gave, and is looked at again soon.
            let announces = seen.unwrap_or_else(|| known.is_some_and(|known| known.announces));
            let check = HomeCheck { site: elsewhere.clone(), announces, checked_at: now };
            let wait = good_for(&check).saturating_sub(AGAIN);
            let checked_at = if seen.is_some() { now } else { now.minus(wait) };
            (HomeCheck { checked_at, ..check }, true)
        }
    };
    let owner =
        if check.announces { Some(claim.of_home(elsewhere, policy)) } else { claim.of_itself(policy) };
    Ok((owner, Some(check).filter(|_| is_new)))
}

fn good_for(check: &HomeCheck) -> Duration {
    if check.announces { GOOD_FOR } else { REFUSED_FOR }
}

/// Whether the front page of a site announces the feed; `None` when it cannot be had now. Pages below it can be anybody's.
async fn look(
    pipeline: &Pipeline,
    feed: &Feed,
    claim: &Claim,
    site: &str,
) -> Result<Option<bool>, IngestError> {
    let Some(front) = claim.home.as_deref().and_then(|home| address::resolve(home, "/")) else {
        return Ok(Some(false));
    };
    let access = access::towards(&front, pipeline.store.access_of_site(site).await?);
    let request = HttpRequest { access, ..HttpRequest::new(front, Purpose::Discovery) };
    match pipeline.http.get(request).await {
        Ok(response) if response.status < 300 => Ok(Some(claim.is_announced(feed, site, &response))),
        Ok(_) | Err(_) => Ok(None),
    }
}

impl Claim {
    /// The site of the home page that the feed names, when it is another than the feed's own.
    fn home_elsewhere(&self) -> Option<String> {
        let home = self.home.as_deref().filter(|home| address::is_web(home))?;
        let site = address::site(home)?;
        (Some(&site) != address::site(&self.answered_from).as_ref()).then_some(site)
    }

    fn is_announced(&self, feed: &Feed, site: &str, response: &HttpResponse) -> bool {
        let Ok(page_url) = Url::parse(&response.final_url) else { return false };
        let page = String::from_utf8_lossy(&response.body);
        let feeds = [feed.url.as_str(), self.answered_from.as_str()];
        address::site(&response.final_url).as_deref() == Some(site)
            && discover::announces(&page, &page_url, &response.headers, &feeds)
    }

    fn of_its_site(&self, policy: DisplayPolicy) -> Option<NewPublisher> {
        let front = address::resolve(&self.answered_from, "/");
        let home = self.home.clone().filter(|home| address::is_web(home)).or(front);
        Some(self.publisher(address::site(&self.answered_from)?, home, policy))
    }

    fn of_home(&self, site: String, policy: DisplayPolicy) -> NewPublisher {
        self.publisher(site, self.home.clone(), policy)
    }

    /// A feed at somebody's host that names a home which does not know it stands for itself: neither the host nor the home
    /// has said its words.
    fn of_itself(&self, policy: DisplayPolicy) -> Option<NewPublisher> {
        let host = address::site(&self.answered_from)?;
        let digest: String = sha256_hex(&address_key(&self.answered_from)).chars().take(DIGEST).collect();
        let front = address::resolve(&self.answered_from, "/");
        let publisher = self.publisher(format!("{host}#{digest}"), front, policy);
        let name = publisher.name.clone().or_else(|| Some(format!("A feed at {host}")));
        Some(NewPublisher { name, ..publisher })
    }

    fn publisher(&self, site: String, home: Option<String>, policy: DisplayPolicy) -> NewPublisher {
        NewPublisher {
            home_url: home.unwrap_or_default(),
            name: self.title.clone(),
            language: self.language.clone(),
            policy,
            site,
        }
    }
}
