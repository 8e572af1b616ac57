use std::borrow::Cow;

/// Why something was not done: of one thing in a batch, or of a whole request, which is then a SOAP fault.
///
/// The codes are those of `ResponseCodeType`, with what is written about each on
/// learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub code: &'static str,
    pub text: Cow<'static, str>,
    /// What stands in `Message` of a fault where that says less than the fault's string.
    pub short: Option<&'static str>,
    /// What stands in `MessageXml`, each by its name.
    pub values: Vec<(&'static str, String)>,
    /// The properties the failure is about, which stand there too.
    pub about: Vec<super::item::Path>,
}

pub(super) type Outcome<T> = Result<T, Failure>;

impl Failure {
    pub fn new(code: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self { code, text: text.into(), short: None, values: Vec::new(), about: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    pub fn about(mut self, path: super::item::Path) -> Self {
        self.about.push(path);
        self
    }

    pub fn schema(why: impl std::fmt::Display) -> Self {
        let text = format!("The request failed schema validation: {why}");
        let failure = Self::new("ErrorSchemaValidation", text);
        let failure = Self { short: Some("The request failed schema validation."), ..failure };
        failure.with("LineNumber", 1).with("LinePosition", 1).with("Violation", why)
    }

    /// An element that has to be there, and is not.
    pub fn missing(element: &str, within: &str) -> Self {
        Self::schema(format!(
            "The element '{within}' has incomplete content. List of possible elements expected: '{element}'."
        ))
    }

    pub fn enumeration(element: &str, value: &str) -> Self {
        Self::schema(format!(
            "The '{element}' element or attribute is invalid - The value '{value}' is invalid according to its datatype - The Enumeration constraint failed."
        ))
    }

    pub fn item_not_found() -> Self {
        Self::new("ErrorItemNotFound", "The specified object was not found in the store.")
    }

    pub fn folder_not_found() -> Self {
        Self::new("ErrorFolderNotFound", "The specified folder could not be found in the store.")
    }

    pub fn malformed_id() -> Self {
        Self::new("ErrorInvalidIdMalformed", "Id is malformed.")
    }

    pub fn access_denied() -> Self {
        Self::new("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    }

    pub fn non_existent_mailbox() -> Self {
        Self::new("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.")
    }

    pub fn invalid_request(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new("ErrorInvalidRequest", text)
    }
}
