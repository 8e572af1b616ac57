//! Reads an answer element by element.

use super::body::{Body, Pieces};
use super::element::Element;
use super::sanitizer::REPLACED;
use crate::backends::ews::fault;
use crate::mime::Base64;
use crate::{Error, Result};
use carteiro_world::spool::{Spools, Writer};
use quick_xml::events::{BytesStart, Event};

/// The elements whose text is the bytes of a message or of an attachment, in base64.
const CONTENT: [&str; 2] = ["MimeContent", "Content"];
/// What is read whole takes at most so many bytes.
const MOST: usize = 32 * 1024 * 1024;
/// Between what is read whole there is at most so much.
pub(super) const BETWEEN: usize = 1024 * 1024;
/// Deeper is nothing that Exchange writes.
const DEEPEST: usize = 100;

/// Reads an answer.
pub(in crate::backends::ews) struct Reader {
    xml: quick_xml::Reader<Body>,
    buffer: Vec<u8>,
    spools: Spools,
    /// How many elements are open.
    open: usize,
    /// What was passed over since an element was read whole.
    passed: usize,
}

/// What comes next in an answer.
pub(in crate::backends::ews) enum Next {
    /// An element begins, with these attributes: what is in it comes next.
    Into(Element),
    /// The element that was open last ends.
    Out,
    /// Nothing more.
    End,
}

impl Reader {
    pub(in crate::backends::ews) fn new(pieces: Pieces, spools: Spools) -> Self {
        let mut xml = quick_xml::Reader::from_reader(Body::new(pieces));
        let config = xml.config_mut();
        config.check_end_names = true;
        config.expand_empty_elements = true;
        Self { xml, buffer: Vec::new(), spools, open: 0, passed: 0 }
    }

    /// The next element that begins, or the end of the one that is open; text between elements is passed over.
    pub(in crate::backends::ews) async fn next(&mut self) -> Result<Next> {
        loop {
            let token = self.event().await?;
            self.passed += token.size();
            if self.passed > BETWEEN {
                return Err(fault::nonsense("an answer that does not begin"));
            }
            match token {
                Token::Start(element) => {
                    self.deeper()?;
                    return Ok(Next::Into(element));
                }
                Token::End => {
                    self.open = self.open.saturating_sub(1);
                    return Ok(Next::Out);
                }
                Token::Eof if self.open == 0 => return Ok(Next::End),
                Token::Eof => return Err(fault::nonsense("the answer ends within an element")),
                Token::Text(_) | Token::Replaced => {}
            }
        }
    }

    /// All of the element that [`Reader::next`] has just gone into.
    pub(in crate::backends::ews) async fn whole(&mut self, begun: Element) -> Result<Element> {
        let mut elements = vec![begun];
        let mut size = 0;
        self.passed = 0;
        loop {
            let token = self.event().await?;
            size += token.size();
            if size > MOST {
                return Err(fault::nonsense("an element that does not end"));
            }
            match token {
                Token::Start(element) => {
                    self.deeper()?;
                    let is_content = CONTENT.contains(&element.name.as_str());
                    elements.push(element);
                    if is_content {
                        let content = self.content().await?;
                        close(&mut elements, |element| element.content = Some(content));
                    }
                }
                Token::Text(text) => {
                    if let Some(element) = elements.last_mut() {
                        element.text.push_str(&text);
                    }
                }
                Token::Replaced => {
                    if let Some(element) = elements.last_mut() {
                        element.replaced = element.replaced.saturating_add(1);
                    }
                }
                Token::End => {
                    self.open = self.open.saturating_sub(1);
                    if elements.len() == 1
                        && let Some(whole) = elements.pop()
                    {
                        return Ok(whole);
                    }
                    close(&mut elements, |_| {});
                }
                Token::Eof => return Err(fault::nonsense("the answer ends within an element")),
            }
        }
    }

    /// The bytes that the element which has just begun stands for, to its end.
    async fn content(&mut self) -> Result<carteiro_world::Spool> {
        let mut writer: Writer = self.spools.writer();
        let (mut base64, mut decoded) = (Base64::default(), Vec::new());
        loop {
            match self.event().await? {
                Token::Text(text) => {
                    decoded.clear();
                    base64.push(text.as_bytes(), &mut decoded);
                    writer.push(&decoded).await?;
                }
                Token::End => {
                    self.open = self.open.saturating_sub(1);
                    decoded.clear();
                    base64.finish(&mut decoded);
                    writer.push(&decoded).await?;
                    return Ok(writer.finish().await?);
                }
                Token::Start(_) | Token::Replaced | Token::Eof => {
                    return Err(fault::nonsense("bytes of a message that are no base64"));
                }
            }
        }
    }

    fn deeper(&mut self) -> Result<()> {
        if self.open == DEEPEST {
            return Err(fault::nonsense("elements within elements without end"));
        }
        self.open += 1;
        Ok(())
    }

    async fn event(&mut self) -> Result<Token> {
        loop {
            self.buffer.clear();
            let event = match self.xml.read_event_into_async(&mut self.buffer).await {
                Ok(event) => event,
                Err(error) => return Err(broken(&error, &mut self.xml)),
            };
            return Ok(match event {
                Event::Start(start) => Token::Start(element(&start)),
                Event::End(_) => Token::End,
                Event::Text(text) => Token::Text(text.to_string()),
                Event::GeneralRef(reference) => match named(&reference) {
                    Some(character) => Token::Text(character.to_string()),
                    None => return Err(fault::nonsense("a reference to what nobody has said")),
                },
                Event::PI(mark) if &*mark == REPLACED => Token::Replaced,
                Event::Eof => Token::Eof,
                Event::DocType(_) => return Err(fault::nonsense("a document type")),
                Event::PI(_) | Event::Decl(_) | Event::Comment(_) | Event::CData(_) | Event::Empty(_) => {
                    continue;
                }
            });
        }
    }
}

/// What a parser sees.
enum Token {
    Start(Element),
    End,
    Text(String),
    /// The character before could not be read.
    Replaced,
    Eof,
}

impl Token {
    /// What it takes: of memory, or at least of time.
    fn size(&self) -> usize {
        64 + match self {
            Self::Start(element) => element.size(),
            Self::Text(text) => text.len(),
            Self::End | Self::Replaced | Self::Eof => 0,
        }
    }
}

fn close(elements: &mut Vec<Element>, finish: impl FnOnce(&mut Element)) {
    if let Some(mut done) = elements.pop() {
        finish(&mut done);
        if let Some(parent) = elements.last_mut() {
            parent.children.push(done);
        }
    }
}

fn broken(error: &quick_xml::Error, xml: &mut quick_xml::Reader<Body>) -> Error {
    // What ended the body says more than that it ended.
    xml.get_mut().failed.take().unwrap_or_else(|| fault::nonsense(error))
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let attributes = attributes
        .map(|attribute| (attribute.key.local_name().as_ref().to_owned(), unescaped(&attribute.value)));
    Element::new(start.local_name().as_ref().to_owned(), attributes.collect())
}

/// The value of an attribute, in which references are left as the sanitizer wrote them.
fn unescaped(value: &str) -> String {
    let (mut out, mut rest) = (String::new(), value);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').unwrap_or((after, ""));
        out.extend(named(name));
        rest = after;
    }
    out + rest
}

/// The references that the sanitizer writes.
fn named(reference: &str) -> Option<char> {
    Some(match reference {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "#13" => '\r',
        _ => return None,
    })
}
