use std::borrow::Cow;

/// The namespaces that mean something in a request (services.wsdl).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Namespace {
    /// SOAP 1.1.
    Soap,
    Messages,
    Types,
    Other,
}

impl Namespace {
    pub fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.xmlsoap.org/soap/envelope/" => Self::Soap,
            "http://schemas.microsoft.com/exchange/services/2006/messages" => Self::Messages,
            "http://schemas.microsoft.com/exchange/services/2006/types" => Self::Types,
            _ => Self::Other,
        }
    }

    /// How it is called in replies.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Soap => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::Messages => "http://schemas.microsoft.com/exchange/services/2006/messages",
            Self::Types => "http://schemas.microsoft.com/exchange/services/2006/types",
            Self::Other => "",
        }
    }
}

/// An element of a request. Text that needs no change is where it was in the bytes.
#[derive(Clone, Debug)]
pub(in super::super) struct Element<'a> {
    pub namespace: Namespace,
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Self>,
    pub text: Cow<'a, str>,
    /// Where it begins in the bytes.
    pub at: usize,
}

impl<'a> Element<'a> {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The text of the first child of this name, without white space around it.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }

    /// The children of the first child of this name.
    pub fn list(&self, name: &str) -> &[Element<'a>] {
        self.child(name).map_or(&[], |child| &child.children)
    }
}
