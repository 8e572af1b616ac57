use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        xml::{Element, Xml},
    },
    Extended, field,
};

/// A property that a request names (`BasePathToElementType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Path {
    /// By its URI in the schema.
    Field(String),
    /// One of the fields of the message's header, by its name.
    Header(String),
    /// One that is of MAPI, or that somebody made up.
    Extended(Extended),
}

impl Path {
    /// The URI, if it is one.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Field(uri) => Some(uri),
            _ => None,
        }
    }

    pub fn read(call: &Call<'_>, element: &Element<'_>) -> Outcome<Self> {
        match element.name.as_str() {
            "FieldURI" => {
                let uri = element.attribute("FieldURI").unwrap_or_default();
                call.needs(field::since(uri).ok_or_else(|| Failure::enumeration("FieldURI", uri))?)?;
                Ok(Self::Field(uri.to_owned()))
            }
            "IndexedFieldURI" => {
                let index = element.attribute("FieldIndex").unwrap_or_default();
                match element.attribute("FieldURI") {
                    Some("item:InternetMessageHeader") => Ok(Self::Header(index.to_owned())),
                    // Of contacts and lists, which no message has.
                    Some(uri) if uri.starts_with("contacts:") || uri.starts_with("distributionlist:") => {
                        Ok(Self::Field(uri.to_owned()))
                    }
                    other => Err(Failure::enumeration("FieldURI", other.unwrap_or_default())),
                }
            }
            "ExtendedFieldURI" => Extended::read(element).map(Self::Extended),
            other => Err(Failure::schema(format!("The element '{other}' is not a path to a property."))),
        }
    }

    /// As it was given.
    pub fn write(&self, xml: &mut Xml) {
        match self {
            Self::Field(uri) => xml.empty("t:FieldURI", &[("FieldURI", uri)]),
            Self::Header(name) => {
                xml.empty(
                    "t:IndexedFieldURI",
                    &[("FieldURI", "item:InternetMessageHeader"), ("FieldIndex", name)],
                );
            }
            Self::Extended(extended) => extended.write_path(xml),
        }
    }
}
