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
    Field(&'static str),
    /// One of the fields of the message's header, by its name.
    Header(String),
    /// One that is of MAPI, or that somebody made up.
    Extended(Extended),
}

impl Path {
    pub fn read(call: &Call<'_>, element: &Element<'_>) -> Outcome<Self> {
        match element.name.as_str() {
            "FieldURI" => {
                let uri = element.attribute("FieldURI").unwrap_or_default();
                let known = field::known(uri).ok_or_else(|| Failure::enumeration("FieldURI", uri))?;
                call.needs(known.1)?;
                Ok(Self::Field(known.0))
            }
            "IndexedFieldURI" => {
                let index = element.attribute("FieldIndex").unwrap_or_default();
                match element.attribute("FieldURI") {
                    Some("item:InternetMessageHeader") => Ok(Self::Header(index.to_owned())),
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
