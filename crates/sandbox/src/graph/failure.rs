/// What came of a request.
pub(super) type Outcome<T> = Result<T, Failure>;

/// Why something was not done (learn.microsoft.com/graph/errors).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
    pub headers: Vec<(&'static str, String)>,
}

impl Failure {
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), headers: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The request cannot be understood.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    pub fn no_property(name: &str, of: &str) -> Self {
        Self::bad_request(format!("Could not find a property named '{name}' on type 'microsoft.graph.{of}'."))
    }

    /// A property that a request gives, and the type does not have.
    pub fn unknown_property(name: &str, of: &str) -> Self {
        let message = format!(
            "The property '{name}' does not exist on type 'microsoft.graph.{of}'. Make sure to only use property names that are defined by the type."
        );
        Self::new(400, "RequestBodyRead", message)
    }

    /// What is said of a message that is not, or no longer, where its id says.
    pub fn item_not_found() -> Self {
        Self::new(404, "ErrorItemNotFound", "The specified object was not found in the store.")
    }

    pub fn folder_not_found() -> Self {
        Self::new(404, "ErrorFolderNotFound", "The specified folder could not be found in the store.")
    }

    pub fn malformed_id() -> Self {
        Self::new(400, "ErrorInvalidIdMalformed", "Id is malformed.")
    }

    pub fn access_denied() -> Self {
        Self::new(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    }

    pub fn no_such_method() -> Self {
        Self::new(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
    }

    pub fn no_such_segment(name: &str) -> Self {
        Self::bad_request(format!("Resource not found for the segment '{name}'."))
    }
}
