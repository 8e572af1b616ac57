use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        version::Version,
        xml::{Element, Xml},
    },
    Path, Seen,
    field::{self, Field, Told},
};

/// A predefined set of properties (`DefaultShapeNamesType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Base {
    IdOnly,
    Default,
    AllProperties,
}

impl Base {
    pub fn read(shape: &Element<'_>) -> Outcome<Self> {
        match shape.text_of("BaseShape") {
            Some("IdOnly") => Ok(Self::IdOnly),
            Some("Default") => Ok(Self::Default),
            Some("AllProperties") => Ok(Self::AllProperties),
            Some(other) => Err(Failure::enumeration("BaseShape", other)),
            None => Err(Failure::missing("BaseShape", &shape.name)),
        }
    }
}

/// `BodyTypeResponseType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum BodyKind {
    Best,
    Html,
    Text,
}

impl BodyKind {
    fn read(text: &str) -> Outcome<Self> {
        match text {
            "Best" => Ok(Self::Best),
            "HTML" => Ok(Self::Html),
            "Text" => Ok(Self::Text),
            other => Err(Failure::enumeration("BodyType", other)),
        }
    }
}

/// Which properties of items are told, and how.
#[derive(Clone, Debug)]
pub(in super::super) struct Shape {
    base: Base,
    pub with_mime: bool,
    pub body: BodyKind,
    pub more: Vec<Path>,
    version: Version,
    /// `FindItem` tells less than `GetItem`.
    pub of_find: bool,
}

impl Shape {
    /// The id alone.
    pub fn ids(call: &Call<'_>) -> Self {
        let version = call.version;
        Self {
            base: Base::IdOnly,
            with_mime: false,
            body: BodyKind::Best,
            more: Vec::new(),
            version,
            of_find: false,
        }
    }

    pub fn read(call: &Call<'_>, element: Option<&Element<'_>>, of_find: bool) -> Outcome<Self> {
        let element = element.ok_or_else(|| Failure::missing("ItemShape", "request"))?;
        let more = element.list("AdditionalProperties").iter().map(|path| Path::read(call, path));
        let more = more.collect::<Outcome<Vec<_>>>()?;
        let body = element.text_of("BodyType").map_or(Ok(BodyKind::Best), BodyKind::read)?;
        let with_mime = element.text_of("IncludeMimeContent").is_some_and(is_true);
        let shape =
            Self { base: Base::read(element)?, with_mime, body, more, version: call.version, of_find };
        match shape.more.iter().find(|path| of_find && !is_told_by_find(path)) {
            Some(path) => Err(Failure::new(
                "ErrorInvalidPropertyRequest",
                "The property can not be used with this type of request.",
            )
            .about(path.clone())),
            None => Ok(shape),
        }
    }

    /// The shape of an item within another: attachments have `AttachmentShape`.
    pub fn read_attachment(call: &Call<'_>, element: Option<&Element<'_>>) -> Outcome<Self> {
        let mut shape = Self { base: Base::AllProperties, ..Self::ids(call) };
        if let Some(element) = element {
            let more = element.list("AdditionalProperties").iter().map(|path| Path::read(call, path));
            shape.more = more.collect::<Outcome<_>>()?;
            shape.with_mime = element.text_of("IncludeMimeContent").is_some_and(is_true);
            shape.body = element.text_of("BodyType").map_or(Ok(BodyKind::Best), BodyKind::read)?;
        }
        Ok(shape)
    }

    fn has(&self, field: &Field) -> bool {
        let of_base = match (self.base, field.told) {
            (Base::IdOnly, _) => field.uri == "item:ItemId",
            (_, Told::Default) | (Base::AllProperties, Told::All) => true,
            (_, Told::DefaultOfGet) | (Base::AllProperties, Told::AllOfGet) => !self.of_find,
            _ => false,
        };
        let asked = self.more.iter().any(|path| path.uri() == Some(field.uri));
        let mime = self.with_mime && !self.of_find && field.uri == "item:MimeContent";
        (of_base && field.since <= self.version) || asked || mime
    }

    /// Writes an item.
    pub fn write(&self, seen: &Seen<'_>, xml: &mut Xml) {
        xml.element(seen.element(), |xml| {
            for field in field::all() {
                if field.uri == field::AFTER_EXTENDED {
                    self.write_extended(seen, xml);
                }
                if self.has(field) {
                    field.write(seen, self, xml);
                }
            }
        });
    }

    fn write_extended(&self, seen: &Seen<'_>, xml: &mut Xml) {
        for path in &self.more {
            if let Path::Extended(extended) = path
                && let Some(value) = extended.value(seen)
            {
                super::write_extended(extended, &value, xml);
            }
        }
    }
}

fn is_told_by_find(path: &Path) -> bool {
    match path {
        Path::Field(uri) => field::field(uri).is_none_or(Field::is_told_by_find),
        Path::Header(_) => false,
        Path::Extended(_) => true,
    }
}

/// `xs:boolean`.
pub(in super::super) fn is_true(text: &str) -> bool {
    matches!(text.trim(), "true" | "1")
}
