use super::{
    bearer::{OauthBearer, XOauth2},
    cram_md5::CramMd5,
    login::Login,
    plain::Plain,
};
use crate::{Account, Capability, Protocol, peer::Peer, sign_in::Refusal};

/// What the server says next.
pub(super) enum Step {
    Ask(Vec<u8>),
    Done(Result<Account, Refusal>),
}

/// One sign-in under way. The response is `None` when the client has said nothing yet.
pub(super) trait Exchange: Send {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mechanism {
    Plain,
    Login,
    CramMd5,
    XOauth2,
    OauthBearer,
}

impl Mechanism {
    const ALL: [Self; 5] = [Self::Plain, Self::Login, Self::CramMd5, Self::XOauth2, Self::OauthBearer];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::CramMd5 => "CRAM-MD5",
            Self::XOauth2 => "XOAUTH2",
            Self::OauthBearer => "OAUTHBEARER",
        }
    }

    const fn capability(self) -> Capability {
        match self {
            Self::Plain => Capability::AuthPlain,
            Self::Login => Capability::AuthLogin,
            Self::CramMd5 => Capability::AuthCramMd5,
            Self::XOauth2 => Capability::AuthXOauth2,
            Self::OauthBearer => Capability::AuthOauthBearer,
        }
    }

    fn is_offered(self, peer: &Peer) -> bool {
        let here = match self {
            Self::Plain | Self::Login => true,
            Self::CramMd5 => peer.protocol == Protocol::Smtp,
            Self::XOauth2 | Self::OauthBearer => peer.site.introspection.is_some(),
        };
        here && peer.knows(self.capability())
    }

    pub(super) fn start(self) -> Box<dyn Exchange> {
        match self {
            Self::Plain => Box::new(Plain),
            Self::Login => Box::<Login>::default(),
            Self::CramMd5 => Box::<CramMd5>::default(),
            Self::XOauth2 => Box::<XOauth2>::default(),
            Self::OauthBearer => Box::<OauthBearer>::default(),
        }
    }
}

/// Those a client may use, in the order in which they are advertised.
pub(crate) fn offered(peer: &Peer) -> impl Iterator<Item = Mechanism> {
    Mechanism::ALL.into_iter().filter(|mechanism| mechanism.is_offered(peer))
}
