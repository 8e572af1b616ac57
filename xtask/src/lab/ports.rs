//! Ports nobody listens on.

use std::net::{Ipv4Addr, TcpListener};

use crate::failure::{Doing as _, Result};

/// Picks `N` different free ports of the loopback interface.
///
/// They are held together while picking, so they differ; between picking and the server's own bind another program
/// could take one, which the server's log would show.
pub fn free<const N: usize>() -> Result<[u16; N]> {
    let mut held = Vec::with_capacity(N);
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing(|| "find a free port".to_owned())?;
        *port = listener.local_addr().doing(|| "read the number of a free port".to_owned())?.port();
        held.push(listener);
    }
    Ok(ports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_picked_together_differ_and_can_be_bound() {
        let [one, other] = free().unwrap();
        assert_ne!(one, other);
        TcpListener::bind((Ipv4Addr::LOCALHOST, one)).unwrap();
        TcpListener::bind((Ipv4Addr::LOCALHOST, other)).unwrap();
    }
}
