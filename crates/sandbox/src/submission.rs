/// How mail is taken in over SMTP. The default is a submission server (RFC 6409) that leaves the copy to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Only those who have signed in may send (RFC 6409 §4.3).
    pub needs_sign_in: bool,
    /// The server itself keeps a copy of what is sent in the folder for sent mail, as Gmail and Exchange do.
    pub keeps_sent_copy: bool,
    /// How large a message may be (RFC 1870). Unit: bytes.
    pub largest_message: usize,
}

impl Default for Submission {
    fn default() -> Self {
        Self { needs_sign_in: true, keeps_sent_copy: false, largest_message: 25 * 1024 * 1024 }
    }
}
