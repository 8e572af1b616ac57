//! Passes on what we and a server say, but for most of what the server offers: so that each way of signing in is taken.

use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// What is left of the offer.
#[derive(Clone)]
pub struct Offer {
    /// The one mechanism; all, when there is none.
    pub mechanism: Option<&'static str>,
    /// Whether the first word may go along with the command (RFC 4959).
    pub at_once: bool,
}

pub struct Narrow {
    port: u16,
    cuts: watch::Sender<u32>,
    listening: AbortHandle,
}

impl Narrow {
    pub async fn to(server: u16, offer: Offer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (cuts, _) = watch::channel(0);
        let each = cuts.clone();
        let listening = tokio::spawn(async move {
            let mut passing = JoinSet::new();
            while let Ok((ours, _)) = listener.accept().await {
                let server = SocketAddr::from(([127, 0, 0, 1], server));
                passing.spawn(pass(ours, server, offer.clone(), each.subscribe()));
            }
        });
        Self { port, cuts, listening: listening.abort_handle() }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Breaks every connection that stands.
    pub fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

impl Drop for Narrow {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

#[expect(clippy::disallowed_methods, reason = "it stands in for the network itself")]
async fn pass(mut ours: TcpStream, server: SocketAddr, offer: Offer, mut cut: watch::Receiver<u32>) {
    let mut theirs = TcpStream::connect(server).await.unwrap();
    let (mut from_us, mut to_us) = ours.split();
    let (from_them, mut to_them) = theirs.split();
    let answers = async {
        let mut lines = BufReader::new(from_them);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).await? > 0 {
            to_us.write_all(&narrowed(&line, &offer)).await?;
            line.clear();
        }
        std::io::Result::Ok(())
    };
    tokio::select! {
        _ = copy(&mut from_us, &mut to_them) => {}
        _ = answers => {}
        _ = cut.changed() => {}
    }
}

fn narrowed(line: &[u8], offer: &Offer) -> Vec<u8> {
    let Ok(text) = str::from_utf8(line) else { return line.to_vec() };
    // RFC 5034 §3.
    if let (Some(_), Some(only)) = (text.strip_prefix("SASL "), offer.mechanism) {
        return format!("SASL {only}\r\n").into_bytes();
    }
    if !text.contains("CAPABILITY") {
        return line.to_vec();
    }
    let left = |word: &&str| {
        let bare = word.trim_end_matches(['\r', '\n', ']']);
        match bare.strip_prefix("AUTH=") {
            Some(mechanism) => offer.mechanism.is_none_or(|only| only == mechanism),
            None => bare != "SASL-IR" || offer.at_once,
        }
    };
    // The last word of the list carries what comes after the list.
    let (list, rest) = text.split_at(text.find(']').unwrap_or_else(|| text.trim_end().len()));
    let mut words = list.split(' ').filter(left).collect::<Vec<_>>().join(" ");
    words.push_str(rest);
    words.into_bytes()
}
