use std::{
    collections::BTreeSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use tokio_rustls::TlsAcceptor;

use crate::{
    Capability, Fault, Introspection, Namespaces, Options, Protocol, Store, Submission, log::Log,
    outbox::Outbox,
};

/// Beyond it, those who tried are forgotten.
const LONGEST_GREYLIST: usize = 10_000;

/// What all sessions of one server share.
pub(crate) struct Site {
    pub store: Store,
    pub tls: Option<TlsAcceptor>,
    pub sign_in_needs_tls: bool,
    pub namespaces: Namespaces,
    pub introspection: Option<Introspection>,
    without: Vec<Capability>,
    faults: Mutex<Vec<Fault>>,
    /// Those that happen once, and have.
    happened: Mutex<Vec<Fault>>,
    commands: Mutex<Log>,
    numbers: AtomicU64,
    greylist: Mutex<BTreeSet<(String, String)>>,
    /// How often an app had more requests under way in a mailbox than Graph takes.
    pub graph_breaches: AtomicUsize,
    pub submission: Submission,
    pub outbox: Outbox,
    /// Users whose POP3 maildrop is open.
    pub locked_maildrops: Mutex<BTreeSet<String>>,
}

impl Site {
    pub fn new(store: Store, options: &Options) -> Self {
        Self {
            store,
            tls: options.tls.clone().map(TlsAcceptor::from),
            sign_in_needs_tls: options.sign_in_needs_tls,
            namespaces: options.namespaces.clone(),
            introspection: options.introspection.clone(),
            without: options.without.clone(),
            faults: Mutex::new(options.faults.clone()),
            happened: Mutex::default(),
            commands: Mutex::default(),
            numbers: AtomicU64::new(1),
            locked_maildrops: Mutex::default(),
            greylist: Mutex::default(),
            graph_breaches: AtomicUsize::new(0),
            submission: options.submission.clone(),
            outbox: Outbox::default(),
        }
    }

    pub fn knows(&self, capability: Capability) -> bool {
        !self.without.contains(&capability)
    }

    pub fn faults(&self) -> Vec<Fault> {
        held(&self.faults).clone()
    }

    pub fn set_faults(&self, faults: Vec<Fault>) {
        held(&self.happened).clear();
        *held(&self.faults) = faults;
    }

    /// Whether a fault that happens once is on and happens now. Setting faults makes it happen again.
    pub fn happens(&self, faults: &[Fault], fault: &Fault) -> bool {
        let mut happened = held(&self.happened);
        let now = faults.contains(fault) && !happened.contains(fault);
        if now {
            happened.push(fault.clone());
        }
        now
    }

    /// The same of one that happens so many times.
    pub fn happens_times(&self, faults: &[Fault], fault: &Fault, times: usize) -> bool {
        let mut happened = held(&self.happened);
        let before = happened.iter().filter(|other| *other == fault).count();
        let now = faults.contains(fault) && before < times;
        if now {
            happened.push(fault.clone());
        }
        now
    }

    /// A number this server never gave before.
    pub fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether nobody has tried this sender and recipient before (RFC 6647 §2.1).
    pub fn is_first_try(&self, from: &str, to: &str) -> bool {
        let mut greylist = held(&self.greylist);
        if greylist.len() >= LONGEST_GREYLIST {
            greylist.clear();
        }
        greylist.insert((from.to_ascii_lowercase(), to.to_ascii_lowercase()))
    }

    pub fn note(&self, protocol: Protocol, command: String) {
        held(&self.commands).add(protocol, command);
    }

    pub fn commands(&self, protocol: Protocol) -> Vec<String> {
        held(&self.commands).of(protocol)
    }
}

/// What a session left half done is still what it was.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
