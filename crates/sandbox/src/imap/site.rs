use std::sync::{Mutex, PoisonError};

use tokio_rustls::TlsAcceptor;

use crate::{Capability, Fault, Namespaces, Store};

/// What all sessions of one server share.
pub(crate) struct Site {
    pub store: Store,
    pub tls: Option<TlsAcceptor>,
    pub sign_in_needs_tls: bool,
    pub namespaces: Namespaces,
    without: Vec<Capability>,
    faults: Mutex<Vec<Fault>>,
    commands: Mutex<Vec<String>>,
}

impl Site {
    pub fn new(store: Store, options: &crate::Options) -> Self {
        Self {
            store,
            tls: options.tls.clone().map(TlsAcceptor::from),
            sign_in_needs_tls: options.sign_in_needs_tls,
            namespaces: options.namespaces.clone(),
            without: options.without.clone(),
            faults: Mutex::new(options.faults.clone()),
            commands: Mutex::default(),
        }
    }

    pub fn knows(&self, capability: Capability) -> bool {
        !self.without.contains(&capability)
    }

    pub fn faults(&self) -> Vec<Fault> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_faults(&self, faults: Vec<Fault>) {
        *self.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    pub fn note(&self, command: String) {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner).push(command);
    }

    pub fn commands(&self) -> Vec<String> {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
