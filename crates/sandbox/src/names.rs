//! A name server on loopback (RFC 1035), for domains that exist nowhere else.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// Something a name has.
#[derive(Clone, Debug)]
pub enum Record {
    /// An address.
    A(Ipv4Addr),
    /// A mail exchanger: its preference and host.
    Mx(u16, String),
    /// Where a service is (RFC 2782): priority, weight, port, host.
    Srv(u16, u16, u16, String),
}

/// Answers for the names it was given, and says of all others that there are none.
#[derive(Debug)]
pub struct NameServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

const A: u16 = 1;
const MX: u16 = 15;
const SRV: u16 = 33;
const INTERNET: u16 = 1;
const NO_SUCH_NAME: u16 = 3;
/// It is an answer, and its own.
const ANSWER: u16 = 0x8400;
const RECURSION_DESIRED: u16 = 0x0100;

impl NameServer {
    /// Serves these names, written without a dot at the end.
    pub async fn start(records: Vec<(String, Record)>) -> io::Result<Self> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = socket.local_addr()?;
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            let mut buffer = [0; 1024];
            while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
                let answer = buffer.get(..length).and_then(|question| answer(question, &records, &log));
                if let Some(answer) = answer {
                    let _ = socket.send_to(&answer, peer).await;
                }
            }
        });
        Ok(Self { address, asked, serving })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The names it was asked about so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn answer(question: &[u8], records: &[(String, Record)], asked: &Mutex<Vec<String>>) -> Option<Vec<u8>> {
    let (name, end) = name(question, 12)?;
    let kind = number(question, end)?;
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(name.clone());
    let of_name: Vec<&Record> = records
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(&name))
        .map(|(_, record)| record)
        .collect();
    let found: Vec<Vec<u8>> = of_name.iter().filter_map(|record| data(record, kind)).collect();
    let code = if of_name.is_empty() { NO_SUCH_NAME } else { 0 };
    let flags = ANSWER | (number(question, 2)? & RECURSION_DESIRED) | code;
    let mut message = question.get(..2)?.to_vec();
    for field in [flags, 1, u16::try_from(found.len()).ok()?, 0, 0] {
        message.extend(field.to_be_bytes());
    }
    message.extend(question.get(12..end + 4)?);
    for data in found {
        // The name is that of the question (RFC 1035 §4.1.4).
        message.extend([0xc0, 12]);
        for field in [kind, INTERNET, 0, 60, u16::try_from(data.len()).ok()?] {
            message.extend(field.to_be_bytes());
        }
        message.extend(data);
    }
    Some(message)
}

fn number(message: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*message.get(at)?, *message.get(at + 1)?]))
}

/// The name at `at`, and where it ends. Questions are not compressed.
fn name(message: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8(message.get(at..at + length)?.to_vec()).ok()?);
        at += length;
    }
}

/// What stands in an answer, when the record is of the kind that was asked for.
fn data(record: &Record, kind: u16) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    match (record, kind) {
        (Record::A(address), A) => data.extend(address.octets()),
        (Record::Mx(preference, host), MX) => {
            data.extend(preference.to_be_bytes());
            write(&mut data, host)?;
        }
        (Record::Srv(priority, weight, port, host), SRV) => {
            for field in [priority, weight, port] {
                data.extend(field.to_be_bytes());
            }
            write(&mut data, host)?;
        }
        _ => return None,
    }
    Some(data)
}

fn write(data: &mut Vec<u8>, name: &str) -> Option<()> {
    for label in name.split('.').filter(|label| !label.is_empty()) {
        data.push(u8::try_from(label.len()).ok()?);
        data.extend(label.as_bytes());
    }
    data.push(0);
    Some(())
}
