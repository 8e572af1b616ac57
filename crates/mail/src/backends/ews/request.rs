//! A request: a SOAP envelope, in memory or in a spool where the bytes of a message go along.

use super::affinity::Affinity;
use super::version::Version;
use super::xml::Xml;
use crate::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_world::Spool;
use carteiro_world::spool::Spools;
use std::io::{Read, Write};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
/// Stands where the bytes of a message go. It is no text that XML has.
const HERE: &str = "\u{1}";
/// What is encoded at once: whole groups of three bytes.
const STEP: usize = 48 * 1024;

/// What is asked, and of what sort that is.
#[derive(Clone, Debug)]
pub(super) struct Request {
    body: Xml,
    content: Option<Spool>,
    /// Whether the answer comes bit by bit for as long as it pleases, and not at once.
    pub(super) streams: bool,
    pub(super) affinity: Affinity,
}

impl Request {
    /// An operation with what `inner` writes into it.
    pub(super) fn new(
        operation: &'static str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Xml),
    ) -> Self {
        let mut body = Xml::new();
        body.element(&format!("m:{operation}"), attributes, inner);
        Self { body, content: None, streams: false, affinity: Affinity::None }
    }

    /// The same, whose answer comes bit by bit.
    pub(super) fn streaming(self) -> Self {
        Self { streams: true, ..self }
    }

    /// The same, led to a server.
    pub(super) fn led(self, affinity: Affinity) -> Self {
        Self { affinity, ..self }
    }

    /// The same, with these bytes where [`mime_content`] stands.
    pub(super) fn carrying(self, content: Spool) -> Self {
        Self { content: Some(content), ..self }
    }

    /// All of it, ready to be sent. Waits for the disk where bytes of a message go along.
    pub(super) async fn sealed(
        &self,
        version: Version,
        impersonated: Option<&str>,
        spools: &Spools,
    ) -> Result<Spool> {
        let envelope = self.envelope(version, impersonated);
        let Some(content) = self.content.clone() else { return Ok(envelope.into_bytes().into()) };
        let mut writer = spools.writer();
        let written = tokio::task::spawn_blocking(move || {
            let (before, after) = envelope.split_once(HERE).unwrap_or((&envelope, ""));
            writer.write_all(before.as_bytes())?;
            encode(&content, &mut writer)?;
            writer.write_all(after.as_bytes())?;
            writer.finish_here()
        });
        Ok(written.await.map_err(crate::Error::internal)??)
    }

    fn envelope(&self, version: Version, impersonated: Option<&str>) -> String {
        let mut xml = Xml::new();
        let names = [("xmlns:s", SOAP), ("xmlns:t", TYPES), ("xmlns:m", MESSAGES)];
        xml.element("s:Envelope", &names, |xml| {
            xml.within("s:Header", |xml| {
                xml.empty("t:RequestServerVersion", &[("Version", version.as_str())]);
                if let Some(address) = impersonated {
                    xml.within("t:ExchangeImpersonation", |xml| {
                        xml.within("t:ConnectingSID", |xml| {
                            xml.text("t:PrimarySmtpAddress", address);
                        });
                    });
                }
            });
            xml.within("s:Body", |xml| {
                xml.append(&self.body);
            });
        });
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{}", xml.as_str())
    }
}

/// The place in a request for the bytes that it [carries](Request::carrying).
pub(super) fn mime_content(xml: &mut Xml) {
    xml.raw("t:MimeContent", HERE);
}

fn encode(content: &Spool, to: &mut impl Write) -> std::io::Result<()> {
    let mut reader = content.reader(0..content.len());
    let mut bytes = vec![0; STEP];
    let mut text = String::new();
    loop {
        let mut filled = 0;
        while let Some(room) = bytes.get_mut(filled..).filter(|room| !room.is_empty()) {
            match reader.read(room)? {
                0 => break,
                read => filled += read,
            }
        }
        if filled == 0 {
            return Ok(());
        }
        text.clear();
        STANDARD.encode_string(bytes.get(..filled).unwrap_or_default(), &mut text);
        to.write_all(text.as_bytes())?;
    }
}
