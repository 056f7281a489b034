//! Headers of every answer: nothing from third parties, no framing, no guessing of types.

use http::{HeaderMap, HeaderName, HeaderValue, header};

const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Browsers that came over HTTPS stay there for a year (RFC 6797). Other names under the same domain are not ours to decide on.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Sets them, over whatever a handler set.
pub(super) fn set(headers: &mut HeaderMap, https: bool) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT);
    }
}
