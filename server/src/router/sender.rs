//! Who sends a form, as far as limits need it: one of 65,536 groups of network addresses. Which address it was is neither
//! kept nor to be told from the group.

use std::net::{IpAddr, SocketAddr};

use app::backend::Sender;
use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::checksum::sha256_hex;

/// Hexadecimal digits of a group.
const DIGITS: usize = 4;

/// Puts the sender's group into the request.
pub async fn mark(mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    if let Some(peer) = peer {
        let group = group(sender(peer.to_canonical(), request.headers()));
        request.extensions_mut().insert(Sender(group));
    }
    next.run(request).await
}

/// The address that a proxy on this machine has seen: the last that was added to what the client may have made up. From
/// elsewhere the header is the client's own word.
fn sender(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    last.filter(|_| peer.is_loopback()).map_or(peer, |address: IpAddr| address.to_canonical())
}

/// A household has a whole network of IPv6 addresses: its first half tells it.
fn group(address: IpAddr) -> String {
    let mut group = match address {
        IpAddr::V4(address) => sha256_hex(&address.octets()),
        IpAddr::V6(address) => sha256_hex(&address.octets()[..8]),
    };
    group.truncate(DIGITS);
    group
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        sender(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed_and_only_its_own_word() {
        assert_eq!(of("203.0.113.7", &[]), "203.0.113.7");
        assert_eq!(of("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(of("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(of("127.0.0.1", &["10.0.0.1, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(of("127.0.0.1", &["198.51.100.1", "198.51.100.2"]), "198.51.100.2");
        assert_eq!(of("127.0.0.1", &["unknown"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &["::ffff:198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn a_network_of_ipv6_is_one_sender() {
        let group = |address: &str| group(address.parse().expect("an address"));
        assert_eq!(group("2001:db8:1:2::1"), group("2001:db8:1:2:ffff::9"));
        assert_ne!(group("2001:db8:1:2::1"), group("2001:db8:1:3::1"));
        assert_eq!(group("198.51.100.1").len(), DIGITS);
    }
}
