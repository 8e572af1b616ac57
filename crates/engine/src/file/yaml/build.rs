//! From the parser's events to a tree, without recursion: the depth of a file is its writer's choice.

use super::super::lines::lines;
use super::super::mistake::{MOST_MISTAKES, Mistake};
use super::super::node::{Node, Position, Scalar, Value};
use super::super::place::{Place, Segment, join};
use super::super::secret;
use super::{DEEPEST, MOST_NODES, MOST_TEXT, syntax};
use carteiro_world::phrase;
use carteiro_world::words::Phrase;
use granit_parser::{Event, Marker, ScalarStyle, Span, StructureStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;

pub struct Builder<'a> {
    lines: Vec<&'a str>,
    /// The lists and mappings that are still open.
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    documents: usize,
    nodes: usize,
    bytes: usize,
    pub root: Option<Node>,
    pub mistakes: Vec<Mistake>,
}

struct Open {
    start: Position,
    anchor: usize,
    flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Mapping {
        entries: Vec<(Node, Node)>,
        seen: HashMap<String, Position>,
        key: Option<Node>,
        /// The key given twice or refused, whose value is read and dropped.
        drop_value: bool,
    },
}

struct Anchored {
    node: Node,
    weight: (usize, usize),
    height: usize,
}

impl<'a> Builder<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            lines: lines(text).collect(),
            open: Vec::new(),
            anchors: HashMap::new(),
            documents: 0,
            nodes: 0,
            bytes: 0,
            root: None,
            mistakes: Vec::new(),
        }
    }

    /// Takes one event. An error ends the reading.
    pub fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Mistake> {
        let start = position(span.start);
        if let Event::Scalar(_, _, 1.., _) | Event::SequenceStart(_, 1.., _) | Event::MappingStart(_, 1.., _) =
            &event
            && self.is_key_with_ampersand(start)
        {
            return Err(Mistake::new(phrase!("file-anchor-colon"), self.place(start)));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.note(phrase!("file-several-documents"), start);
                }
                Ok(())
            }
            // The first document is complete: its own mistakes are worth telling, the others' are not.
            _ if self.documents > 1 => Ok(()),
            Event::Scalar(raw, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start);
                let quoted = style != ScalarStyle::Plain;
                // The parser writes `~` where there is nothing.
                let raw = if !quoted && span.is_empty() { Cow::Borrowed("") } else { raw };
                self.spend((1, raw.len()), start)?;
                let scalar = Scalar { raw: raw.into_owned(), quoted };
                let node = Node::new(Value::Scalar(scalar), start, position(span.end));
                self.remember(anchor, &node);
                self.place_node(node);
                Ok(())
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start);
                self.begin(style, anchor, start, Content::List(Vec::new()))
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start);
                let content = Content::Mapping {
                    entries: Vec::new(),
                    seen: HashMap::new(),
                    key: None,
                    drop_value: false,
                };
                self.begin(style, anchor, start, content)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.finish(position(span.end));
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, start),
            _ => Ok(()),
        }
    }

    /// Where the reading stands.
    fn path(&self) -> String {
        let mut within = secret::Within::default();
        let mut segments = Vec::new();
        for open in &self.open {
            match &open.content {
                Content::List(items) => segments.push(Segment::Index(items.len())),
                Content::Mapping { key: Some(key), .. } => {
                    let inner = within.below(key.raw());
                    let name = secret::shown(within.hides() && inner.hides(), key.raw());
                    segments.push(Segment::Key(name.to_owned()));
                    within = inner;
                }
                Content::Mapping { key: None, .. } => {}
            }
        }
        join(&segments)
    }

    /// Whether what is read now stands below a key whose value is secret.
    fn hidden(&self) -> bool {
        self.within().hides()
    }

    fn within(&self) -> secret::Within {
        self.open.iter().fold(secret::Within::default(), |within, open| match &open.content {
            Content::Mapping { key: Some(key), .. } => within.below(key.raw()),
            _ => within,
        })
    }

    fn place(&self, at: Position) -> Place {
        Place { line: at.line, column: at.column, path: self.path() }
    }

    fn note(&mut self, phrase: Phrase, at: Position) {
        if self.mistakes.len() >= MOST_MISTAKES {
            return;
        }
        let place = self.place(at);
        self.mistakes.push(Mistake::new(phrase, place));
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, at: Position) {
        if let Some(tag) = tag {
            let tag = tag.original();
            let name = secret::shown(self.hidden(), &tag).to_owned();
            self.note(phrase!("file-tag", tag = name), at);
        }
    }

    fn spend(&mut self, (nodes, bytes): (usize, usize), at: Position) -> Result<(), Mistake> {
        self.nodes += nodes;
        self.bytes += bytes;
        if self.nodes > MOST_NODES || self.bytes > MOST_TEXT {
            return Err(Mistake::new(phrase!("file-too-many-values", limit = MOST_NODES), self.place(at)));
        }
        Ok(())
    }

    fn begin(
        &mut self,
        style: StructureStyle,
        anchor: usize,
        start: Position,
        content: Content,
    ) -> Result<(), Mistake> {
        self.spend((1, 0), start)?;
        let flow = style == StructureStyle::Flow;
        if self.open.len() >= DEEPEST {
            return Err(Mistake::new(phrase!("file-too-deep", limit = DEEPEST), self.place(start)));
        }
        let line = self.lines.get(start.line - 1).filter(|_| !flow);
        if let Some(tab) = line.and_then(|line| syntax::indenting_tab(line, start)) {
            self.note(phrase!("file-tab"), tab);
        }
        self.open.push(Open { start, anchor, flow, content });
        Ok(())
    }

    fn finish(&mut self, stop: Position) {
        let Some(open) = self.open.pop() else { return };
        let value = match open.content {
            Content::List(items) => Value::Sequence(items),
            Content::Mapping { entries, .. } => Value::Mapping(entries),
        };
        if let Some(Content::Mapping { key: None, .. }) = self.open.last().map(|outer| &outer.content) {
            self.refuse_key(open.flow, &value, open.start);
        }
        let node = Node::new(value, open.start, stop);
        self.remember(open.anchor, &node);
        self.place_node(node);
    }

    /// `{{ name }}` without quotes is a mapping in a mapping for YAML, and a template for the person who wrote it.
    fn refuse_key(&mut self, flow: bool, value: &Value, start: Position) {
        let outer = self.open.last().filter(|outer| outer.flow).map(|outer| outer.start);
        let template = flow
            && matches!(value, Value::Mapping(_))
            && outer.is_some_and(|outer| outer.line == start.line && outer.column + 1 == start.column);
        if template {
            self.note(phrase!("file-template-without-quotes"), outer.unwrap_or(start));
        } else {
            self.note(phrase!("file-key-not-text"), start);
        }
    }

    /// Whether the anchor at a value is a key that something was typed before, such as `&password: x`: what stands behind
    /// it is then no name to show.
    fn is_key_with_ampersand(&self, value: Position) -> bool {
        let line = value.line.checked_sub(1).and_then(|index| self.lines.get(index));
        let before: String = line.map(|line| line.chars().take(value.column).collect()).unwrap_or_default();
        let anchor = before.rfind('&').and_then(|at| line?.get(at..)?.split_whitespace().next());
        anchor.is_some_and(|name| name.ends_with(':'))
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        if anchor != 0 {
            let anchored = Anchored { node: node.clone(), weight: node.weigh(), height: node.height() };
            self.anchors.insert(anchor, anchored);
        }
    }

    fn alias(&mut self, anchor: usize, at: Position) -> Result<(), Mistake> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Mistake::new(phrase!("file-alias-in-itself"), self.place(at)));
        };
        let (weight, height) = (anchored.weight, anchored.height);
        self.spend(weight, at)?;
        if self.open.len() + height > DEEPEST + 1 {
            return Err(Mistake::new(phrase!("file-too-deep", limit = DEEPEST), self.place(at)));
        }
        if let Some(node) = self.anchors.get(&anchor).map(|anchored| anchored.node.clone()) {
            self.place_node(node);
        }
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn place_node(&mut self, mut node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Mapping { entries, key: pending @ Some(_), drop_value, .. } => {
                if let Some(key) = pending.take() {
                    if node.is_blank() {
                        // Nothing has no place of its own: the key is what a person looks for.
                        (node.start, node.stop) = (key.start, key.stop);
                    }
                    if !std::mem::take(drop_value) {
                        entries.push((key, node));
                    }
                }
            }
            Content::Mapping { key: None, .. } => self.place_key(node),
        }
    }

    fn place_key(&mut self, node: Node) {
        let within = self.within();
        let Some(Open { content: Content::Mapping { seen, key, drop_value, .. }, .. }) = self.open.last_mut()
        else {
            return;
        };
        let at = node.start;
        let mut first = None;
        let wrong = match node.scalar() {
            // `refuse_key` has said so.
            None => Some(None),
            Some(Scalar { raw, quoted: false }) if raw.is_empty() => Some(Some(phrase!("file-key-not-text"))),
            Some(Scalar { raw, quoted: false }) if raw == "<<" => Some(Some(phrase!("file-merge-key"))),
            Some(Scalar { raw, .. }) => {
                first = seen.get(raw).copied();
                seen.entry(raw.clone()).or_insert(at);
                first.map(|first| {
                    let name = secret::shown(within.hides() && within.below(raw).hides(), raw);
                    Some(phrase!("file-duplicate-key", key = name, line = first.line))
                })
            }
        };
        *drop_value = wrong.is_some();
        *key = Some(node);
        if let Some(phrase) = wrong.flatten() {
            let related = first.map(|first| self.place(first));
            self.note(phrase, at);
            if let (Some(related), Some(last)) = (related, self.mistakes.last_mut()) {
                last.related = Some(Box::new(related));
            }
        }
    }
}

pub fn position(mark: Marker) -> Position {
    Position { line: mark.line(), column: mark.col() + 1 }
}
