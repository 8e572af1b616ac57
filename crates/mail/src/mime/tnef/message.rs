//! A message in TNEF (MS-OXTNEF §2.1.3): attributes one after the other, some of them lists of properties.

use super::attached::Attached;
use super::meeting::Meeting;
use super::property::{Properties, Property, Tag, Type, padded};
use super::source::Source;
use crate::mime::charset;
use crate::mime::line::one_line;
use crate::mime::rtf;
use std::io::{self, Read};
use std::ops::Range;

/// Messages in messages in messages are not looked into deeper.
const DEEPEST: usize = 10;
/// More attachments of one stream are not unpacked: each is found again by reading up to it.
const MOST_ATTACHED: usize = 500;
/// Kept of a short attribute.
const KEPT: usize = 16 * 1024;

const SIGNATURE: u32 = 0x223e_9f78;
const OEM_CODE_PAGE: u16 = 0x9007;
const MESSAGE_CLASS: u16 = 0x8008;
const SUBJECT: u16 = 0x8004;
const BODY: u16 = 0x800c;
const MESSAGE_PROPERTIES: u16 = 0x9003;
const ATTACH_RENDER: u16 = 0x9002;
const ATTACH_TITLE: u16 = 0x8010;
const ATTACH_DATA: u16 = 0x800f;
const ATTACH_PROPERTIES: u16 = 0x9005;

/// What was found of a message.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) class: String,
    pub(super) subject: Option<String>,
    pub(super) meeting: Meeting,
    pub(super) attached: Vec<Attached>,
    plain: Option<Body>,
    html: Option<Body>,
    rtf: Option<(Range<u64>, bool)>,
    /// Windows' numbers of what its text is written in.
    page: u32,
    html_page: Option<u32>,
    /// Whether it ends early or lies.
    pub(super) broken: bool,
}

/// A text of the message: where it is, and the charset it says it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) range: Range<u64>,
    pub(super) charset: Option<String>,
}

/// How the text of the message is to be had.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    pub(super) plain: Option<Body>,
    pub(super) html: Option<Body>,
    /// Compressed RTF that is better than nothing, and whether it holds HTML.
    pub(super) rtf: Option<(Range<u64>, bool)>,
}

/// How much of one stream may still be unpacked, at whatever depth.
pub(super) struct Budget {
    attached: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { attached: MOST_ATTACHED }
    }
}

impl Message {
    /// Reads the message that begins here; `None` when it is no TNEF.
    pub(super) fn read<R: Read>(
        source: &mut Source<R>,
        end: u64,
        depth: usize,
        budget: &mut Budget,
    ) -> io::Result<Option<Self>> {
        if depth > DEEPEST || source.u32(end)? != Some(SIGNATURE) || source.u16(end)?.is_none() {
            return Ok(None);
        }
        let mut message = Self::default();
        while source.at() < end {
            let Some([level]) = source.bytes::<1>(end)? else { break };
            // Programs on the way append line ends, zeros and footers.
            if !matches!(level, 1 | 2) {
                break;
            }
            let (Some(id), Some(len)) = (source.u32(end)?, source.u32(end)?) else {
                message.broken = true;
                break;
            };
            let start = source.at();
            let stop = (start + u64::from(len)).min(end);
            message.attribute(source, (id & 0xffff) as u16, stop, (depth, budget))?;
            // The checksum is wrong where other programs wrote it, and says nothing that is of use.
            if !source.skip_to(stop)? || start + u64::from(len) > end {
                message.broken = true;
                message.cut(source.at());
                break;
            }
            source.skip_to(stop.saturating_add(2).min(end))?;
        }
        Ok(Some(message))
    }

    fn attribute<R: Read>(
        &mut self,
        source: &mut Source<R>,
        id: u16,
        end: u64,
        (depth, budget): (usize, &mut Budget),
    ) -> io::Result<()> {
        match id {
            OEM_CODE_PAGE => self.page = source.u32(end)?.unwrap_or_default(),
            MESSAGE_CLASS => self.class = self.short(source, end)?.unwrap_or_default(),
            SUBJECT => self.subject = self.short(source, end)?,
            BODY => {
                let body = Body { range: source.at()..end, charset: self.charset() };
                self.plain.get_or_insert(body);
            }
            MESSAGE_PROPERTIES => {
                let mut list = Properties::begin(source, end)?;
                while let Some(property) = list.next(source)? {
                    source.skip_to(property.range.start + padded(property.len()))?;
                    self.property(&property);
                }
                self.broken |= list.broken;
            }
            ATTACH_RENDER if budget.attached > 0 => {
                budget.attached -= 1;
                self.attached.push(Attached::default());
            }
            ATTACH_RENDER => self.broken = true,
            ATTACH_TITLE => {
                let title = self.short(source, end)?;
                if let Some(attached) = self.attached.last_mut() {
                    attached.title = title;
                }
            }
            ATTACH_DATA => {
                if let Some(attached) = self.attached.last_mut() {
                    attached.data.get_or_insert(source.at()..end);
                }
            }
            ATTACH_PROPERTIES => {
                let page = self.page;
                if let Some(attached) = self.attached.last_mut() {
                    let mut list = Properties::begin(source, end)?;
                    while let Some(property) = list.next(source)? {
                        attached.property(source, &property, page, (depth, &mut *budget))?;
                        source.skip_to(property.range.start + padded(property.len()))?;
                    }
                    self.broken |= list.broken;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// MS-OXPROPS: the numbers of the standard.
    fn property(&mut self, property: &Property) {
        match (property.tag, property.kind) {
            (Tag::Known(0x001a), Type::Text8 | Type::Text16) => {
                self.class = text(property, self.page).unwrap_or_default();
            }
            (Tag::Known(0x0037), Type::Text8 | Type::Text16) => self.subject = text(property, self.page),
            (Tag::Known(0x3ffd), Type::Number) => self.page = property.number().unwrap_or(self.page),
            (Tag::Known(0x3fde), Type::Number) => self.html_page = property.number(),
            (Tag::Known(0x1000), Type::Text16) => {
                let charset = Some("utf-16le".to_owned());
                self.plain = Some(Body { range: property.range.clone(), charset });
            }
            (Tag::Known(0x1000), Type::Text8) => {
                self.plain = Some(Body { range: property.range.clone(), charset: self.charset() });
            }
            (Tag::Known(0x1013), Type::Text16) => {
                let charset = Some("utf-16le".to_owned());
                self.html = Some(Body { range: property.range.clone(), charset });
            }
            (Tag::Known(0x1013), Type::Binary | Type::Text8) => {
                self.html = Some(Body { range: property.range.clone(), charset: None });
            }
            (Tag::Known(0x1009), Type::Binary) => {
                self.rtf = Some((property.range.clone(), rtf::holds_html(&property.value)));
            }
            _ => self.meeting.property(property, self.page),
        }
    }

    /// The best there is: the HTML and the plain text that the sender's program wrote; else what RTF holds.
    pub(super) fn bodies(&self) -> Bodies {
        let is_there = |body: &&Body| body.range.end > body.range.start;
        let plain = self.plain.as_ref().filter(is_there).cloned();
        let html = self.html.as_ref().filter(is_there).map(|html| {
            let named = self.html_page.map(|page| format!("cp{page}"));
            Body { charset: html.charset.clone().or(named), ..html.clone() }
        });
        let rtf =
            self.rtf.clone().filter(|(_, holds_html)| html.is_none() && (*holds_html || plain.is_none()));
        Bodies { plain, html, rtf }
    }

    /// Whether nothing came out of it.
    pub(super) fn is_empty(&self) -> bool {
        self.attached.is_empty() && self.plain.is_none() && self.html.is_none() && self.rtf.is_none()
    }

    /// The stream ended here, whatever was promised.
    fn cut(&mut self, end: u64) {
        let bodies = [&mut self.plain, &mut self.html].into_iter().flatten().map(|body| &mut body.range);
        let rtf = self.rtf.as_mut().map(|(range, _)| range);
        let data = self.attached.iter_mut().filter_map(|attached| attached.data.as_mut());
        for range in bodies.chain(rtf).chain(data) {
            range.end = range.end.min(end);
            range.start = range.start.min(range.end);
        }
    }

    fn charset(&self) -> Option<String> {
        (self.page != 0).then(|| format!("cp{}", self.page))
    }

    fn short<R: Read>(&self, source: &mut Source<R>, end: u64) -> io::Result<Option<String>> {
        let bytes = source.take(end, end.saturating_sub(source.at()), KEPT)?;
        Ok(read8(&bytes, self.page))
    }
}

/// The text of a property, on one line; `None` when it is empty.
pub(super) fn text(property: &Property, page: u32) -> Option<String> {
    match property.kind {
        Type::Text8 => read8(&property.value, page),
        Type::Text16 => {
            let units = property.value.chunks_exact(2).filter_map(|pair| pair.first_chunk().copied());
            let units: Vec<u16> = units.map(u16::from_le_bytes).take_while(|unit| *unit != 0).collect();
            Some(one_line(&String::from_utf16_lossy(&units))).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}

/// Text in a code page, up to the zero that ends it.
fn read8(bytes: &[u8], page: u32) -> Option<String> {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let label = format!("cp{page}");
    let text = charset::decode(Some(label.as_str()).filter(|_| page != 0), bytes).text;
    Some(one_line(&text)).filter(|text| !text.is_empty())
}
