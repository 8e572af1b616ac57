use crate::{Account, Fault, Protocol, TokenError, TokenOwner, peer::Peer};

/// Why nobody was signed in. Each protocol says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no such mechanism, or it is off.
    Unknown,
    /// The client gave up.
    Cancelled,
    NotBase64,
    /// Not what the mechanism of this name says.
    Malformed(&'static str),
    /// The authorization identity is another's.
    ForAnother,
    Credentials,
    Token,
    /// The password is right and not enough.
    MfaRequired,
    /// Not now.
    Unavailable,
}

impl Peer {
    /// Signs in by password.
    pub fn sign_in(&self, user: &[u8], password: &[u8]) -> Result<Account, Refusal> {
        self.check_sign_in_works()?;
        let (user, password) = (String::from_utf8_lossy(user), String::from_utf8_lossy(password));
        let account = self.site.store.sign_in(&user, &password).ok_or(Refusal::Credentials)?;
        self.by_password(account)
    }

    /// Lets in whoever has shown their password in some way.
    pub fn by_password(&self, account: Account) -> Result<Account, Refusal> {
        self.check_sign_in_works()?;
        if self.has(&Fault::MfaRequired) {
            return Err(Refusal::MfaRequired);
        }
        Ok(self.welcome(account))
    }

    /// Signs in by bearer token.
    pub fn by_token(&self, user: Option<&str>, token: &str) -> Result<Account, ByToken> {
        self.check_sign_in_works().map_err(ByToken::Refused)?;
        let introspection = self.site.introspection.as_ref().ok_or(ByToken::Token(TokenError::Invalid))?;
        let owner = match (introspection.introspect(token, self.protocol).map_err(ByToken::Token)?, user) {
            (TokenOwner::User(owner), _) => owner,
            (TokenOwner::Anyone, Some(user)) => user.to_owned(),
            (TokenOwner::Anyone, None) => return Err(ByToken::Token(TokenError::Invalid)),
        };
        if user.is_some_and(|user| !user.eq_ignore_ascii_case(&owner)) {
            return Err(ByToken::Token(TokenError::Invalid));
        }
        let account = self.site.store.account(&owner).ok_or(ByToken::Token(TokenError::Invalid))?;
        Ok(self.welcome(account))
    }

    fn check_sign_in_works(&self) -> Result<(), Refusal> {
        if self.has(&Fault::SignInUnavailable) { Err(Refusal::Unavailable) } else { Ok(()) }
    }

    fn welcome(&self, account: Account) -> Account {
        if self.protocol != Protocol::Smtp && self.has(&Fault::NewUidValidity) {
            account.write(crate::store::Mailbox::renumber);
        }
        account
    }
}

/// Why a token did not sign anybody in.
pub(crate) enum ByToken {
    Token(TokenError),
    Refused(Refusal),
}
