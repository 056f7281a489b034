//! The hub that a feed announces, and a fresh subscription for it.

use tidings_fetch::websub::Announcement;
use tidings_model::http::HttpResponse;
use tidings_model::subscription::{Randomness, Subscription};
use tidings_model::time::Timestamp;
use tidings_parse::feed::FeedMeta;
use tidings_store::subscription::HubOffer;
use url::Url;

/// Random bytes for one subscription; `None` when the system gives none.
pub(crate) fn randomness() -> Option<Randomness> {
    let mut random = Randomness { token: [0; 16], secret: [0; 32] };
    getrandom::fill(&mut random.token).ok()?;
    getrandom::fill(&mut random.secret).ok()?;
    Some(random)
}

/// What an answer announces in its headers and, where these are silent, in the feed.
pub(crate) fn offer(
    meta: &FeedMeta,
    response: &HttpResponse,
    randomness: &Randomness,
    now: Timestamp,
) -> Option<HubOffer> {
    let fetched = Url::parse(&response.final_url).ok()?;
    let headers = Announcement::of_headers(&response.headers, &fetched);
    let body = if meta.hub().is_some() || meta.self_link().is_some() {
        Announcement::of_feed(meta.hub(), meta.self_link(), &fetched)
    } else {
        Announcement::of_page(&String::from_utf8_lossy(&response.body), &fetched)
    };
    let offer = Announcement::offer(headers, body, &fetched)?;
    let fresh = Subscription::new(offer.hubs.first()?, &offer.topic, randomness, now);
    Some(HubOffer { hubs: offer.hubs, fresh })
}
