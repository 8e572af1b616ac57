use std::{io, sync::Arc};

use crate::{
    Capability, Fault, Protocol,
    site::Site,
    wire::{Stream, Wire},
};

/// Whom a session of any protocol talks to: over which wire, and how the server behaves towards them.
pub(crate) struct Peer {
    pub site: Arc<Site>,
    pub wire: Wire,
    pub protocol: Protocol,
    pub encrypted: bool,
    pub faults: Vec<Fault>,
    answered: u32,
}

impl Peer {
    pub fn new(site: Arc<Site>, stream: impl Stream + 'static, protocol: Protocol, encrypted: bool) -> Self {
        let faults = site.faults();
        Self { wire: Wire::new(stream, &faults), site, protocol, encrypted, faults, answered: 0 }
    }

    /// Whether the server misbehaves so.
    pub fn has(&self, fault: &Fault) -> bool {
        self.faults.contains(fault)
    }

    pub fn knows(&self, capability: Capability) -> bool {
        self.site.knows(capability) && !self.has(&Fault::Without(capability))
    }

    /// Whether a password may be shown on this connection.
    pub fn may_send_password(&self) -> bool {
        self.encrypted || !self.site.sign_in_needs_tls
    }

    /// Whether TLS can be started now.
    pub fn offers_start_tls(&self) -> bool {
        self.site.tls.is_some() && !self.encrypted && self.knows(Capability::StartTls)
    }

    pub async fn start_tls(&mut self) -> io::Result<()> {
        if let Some(tls) = self.site.tls.clone() {
            self.wire.start_tls(&tls).await?;
            self.encrypted = true;
        }
        Ok(())
    }

    /// To be asked once for each command: whether it is left without an answer, as all after it.
    pub fn falls_silent(&mut self) -> bool {
        let silent = self.has(&Fault::SilentAfterCommands(self.answered));
        self.answered = self.answered.saturating_add(1);
        silent
    }

    /// Keeps a command for whoever looks on. Passwords must not be in it.
    pub fn note(&self, command: String) {
        self.site.note(self.protocol, command);
    }
}
