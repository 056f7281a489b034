//! What the network said, as a sentence with the cure. A library's own words reach neither a page nor an output.

use std::error::Error;
use std::io::{self, ErrorKind};

use rustls::CertificateError;
use tidings_model::http::HttpError;
use url::{ParseError, Url};

use crate::body::shown;
use crate::resolver::{Refused, Unresolved};

/// Turns what a request failed by into an error of ours. `seconds` is how long a connection is waited for; `proxy` says that
/// one was in between.
pub(crate) fn told(url: &Url, error: &reqwest::Error, seconds: u64, proxy: bool) -> HttpError {
    let mut told = None;
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if let Some(refused) = inner.downcast_ref::<Refused>() {
            return HttpError::Forbidden { host: refused.host.clone() };
        }
        // The innermost cause that is known says most.
        told = sentence(inner, url, error.is_connect()).or(told);
        let wrapped = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => inner.source(),
        };
    }
    if told.is_none() && error.is_timeout() {
        return HttpError::Timeout { url: shown(url), seconds };
    }
    let told = told.unwrap_or_else(|| unknown(error).to_owned());
    let reason = if proxy { format!("by the proxy that is set for this publisher, {told}") } else { told };
    HttpError::Unreachable { url: shown(url), reason }
}

/// The sentence for one cause; `None` where it only wraps another.
fn sentence(cause: &(dyn Error + 'static), url: &Url, connecting: bool) -> Option<String> {
    if let Some(unresolved) = cause.downcast_ref::<Unresolved>() {
        return Some(unresolved.to_string());
    }
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(of_tls(tls).to_owned());
    }
    if let Some(http) = cause.downcast_ref::<hyper::Error>() {
        return of_http(http).map(str::to_owned);
    }
    let io = cause.downcast_ref::<io::Error>()?;
    if io.kind() == ErrorKind::ConnectionRefused {
        let port = url.port_or_known_default().unwrap_or_default();
        return Some(format!("nothing answers there on port {port}; check the address and its port"));
    }
    if io.kind() == ErrorKind::UnexpectedEof && connecting {
        let said =
            "the server hung up before a safe connection was made; try the address with http:// in front";
        return Some(said.to_owned());
    }
    of_connection(io.kind()).map(str::to_owned)
}

/// What became of a connection.
fn of_connection(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            "the server broke the connection off; try again later"
        }
        ErrorKind::UnexpectedEof => "the answer broke off before its end; try again later",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::AddrNotAvailable => {
            "no way leads there from this machine; check its connection to the internet"
        }
        ErrorKind::PermissionDenied => "this machine does not let us connect there; check its firewall",
        ErrorKind::TimedOut => "the server did not answer in time; try again later",
        _ => return None,
    })
}

fn of_tls(error: &rustls::Error) -> &'static str {
    use rustls::Error as Tls;
    match error {
        Tls::InvalidCertificate(certificate) => of_certificate(certificate),
        Tls::NoCertificatesPresented => "its certificate is missing; the publisher has to mend it",
        Tls::InvalidMessage(_)
        | Tls::InappropriateMessage { .. }
        | Tls::InappropriateHandshakeMessage { .. } => {
            "the server does not speak https on this port; try the address with http:// in front"
        }
        Tls::AlertReceived(_) | Tls::PeerIncompatible(_) | Tls::NoApplicationProtocol => {
            "the server and we know no common way to encrypt; the publisher has to renew its server"
        }
        _ => "no safe connection could be made; the publisher has to mend its server",
    }
}

fn of_certificate(error: &CertificateError) -> &'static str {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired; the publisher has to renew it"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet; check the clock of this machine"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another name; check the address"
        }
        CertificateError::UnknownIssuer => {
            "nobody whom this machine trusts has signed its certificate; if the server is yours, add its authority to the \
             machine's certificates"
        }
        CertificateError::Revoked => "its certificate was revoked; the publisher has to replace it",
        _ => "its certificate is not valid; the publisher has to replace it",
    }
}

fn of_http(error: &hyper::Error) -> Option<&'static str> {
    if error.is_parse_too_large() {
        return Some("the head of its answer is too large; the publisher has to mend its server");
    }
    if error.is_parse() {
        return Some("what answers there is no web server; check the address and its port");
    }
    if error.is_incomplete_message() {
        return Some("the server closed the connection without an answer; try again later");
    }
    None
}

/// For causes of which nothing more is known.
fn unknown(error: &reqwest::Error) -> &'static str {
    if error.is_connect() {
        "no connection could be made; try again later"
    } else if error.is_body() || error.is_decode() {
        "the answer broke off before its end; try again later"
    } else {
        "the server broke the exchange off; try again later"
    }
}

/// What is wrong with the text of an address.
pub(crate) fn of_address(error: ParseError) -> &'static str {
    match error {
        ParseError::EmptyHost => "it names no host; write one such as https://news.example/",
        ParseError::InvalidPort => "its port is no number up to 65535",
        ParseError::RelativeUrlWithoutBase => "it does not begin with https:// or http://",
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
            "its numbers are no address of a server"
        }
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => {
            "its host holds characters that no name may have; check how it is spelled"
        }
        _ => "it is not written as an address of the web; copy it from a browser",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_names_cause_and_cure() {
        let tls = [
            rustls::Error::InvalidCertificate(CertificateError::Expired),
            rustls::Error::InvalidCertificate(CertificateError::NotValidYet),
            rustls::Error::InvalidCertificate(CertificateError::NotValidForName),
            rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer),
            rustls::Error::InvalidCertificate(CertificateError::Revoked),
            rustls::Error::InvalidCertificate(CertificateError::BadSignature),
            rustls::Error::NoCertificatesPresented,
            rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType),
            rustls::Error::AlertReceived(rustls::AlertDescription::HandshakeFailure),
            rustls::Error::General("x".to_owned()),
        ];
        let mut sentences: Vec<&str> = tls.iter().map(of_tls).collect();
        for kind in [
            ErrorKind::ConnectionReset,
            ErrorKind::UnexpectedEof,
            ErrorKind::NetworkUnreachable,
            ErrorKind::PermissionDenied,
            ErrorKind::TimedOut,
        ] {
            sentences.extend(of_connection(kind));
        }
        for error in
            [ParseError::EmptyHost, ParseError::InvalidPort, ParseError::IdnaError, ParseError::Overflow]
        {
            sentences.push(of_address(error));
        }
        for sentence in sentences {
            assert!(!sentence.contains("Invalid") && !sentence.contains("error"), "{sentence}");
        }
        assert!(of_tls(&rustls::Error::InvalidCertificate(CertificateError::Expired)).contains("renew"));
    }
}
