use std::{fmt, io, net::SocketAddr, sync::Arc};

use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    Account, Fault, Options, Store,
    imap::{Site, serve},
};

/// A running server. Dropping it ends it.
pub struct Sandbox {
    store: Store,
    first: Account,
    imap: SocketAddr,
    imaps: Option<SocketAddr>,
    site: Arc<Site>,
    listeners: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Opens the ports on loopback and serves until dropped.
    ///
    /// - Must be called within a tokio runtime.
    /// - Fails when a port is taken, or when there is no user.
    pub async fn start(options: Options) -> io::Result<Self> {
        let store = Store::below(&options.users, &options.namespaces.personal);
        let first = options.users.first().and_then(|user| store.account(&user.name));
        let first =
            first.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a sandbox needs a user"))?;
        let site = Arc::new(Site::new(store.clone(), &options));
        let imap = TcpListener::bind(("127.0.0.1", options.imap_port)).await?;
        let imaps = match &site.tls {
            Some(_) => Some(TcpListener::bind(("127.0.0.1", options.imaps_port)).await?),
            None => None,
        };
        first
            .write(|mailbox| {
                for sample in options.mail {
                    mailbox.folder_mut("INBOX")?.append(sample.raw.into(), sample.flags, sample.received_at);
                }
                Ok(())
            })
            .map_err(|error: crate::store::StoreError| io::Error::other(error))?;
        let mut sandbox = Self {
            store,
            first,
            imap: imap.local_addr()?,
            imaps: imaps.as_ref().map(TcpListener::local_addr).transpose()?,
            site,
            listeners: Vec::new(),
        };
        sandbox.listeners.push(tokio::spawn(listen(imap, sandbox.site.clone(), false)));
        if let Some(imaps) = imaps {
            sandbox.listeners.push(tokio::spawn(listen(imaps, sandbox.site.clone(), true)));
        }
        Ok(sandbox)
    }

    /// Where IMAP is served: plain, and with STARTTLS where there is TLS.
    pub fn imap_addr(&self) -> SocketAddr {
        self.imap
    }

    /// Where IMAP is served with TLS from the first byte.
    pub fn imaps_addr(&self) -> Option<SocketAddr> {
        self.imaps
    }

    /// The mail of all users.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The mailbox of the first user.
    pub fn account(&self) -> &Account {
        &self.first
    }

    /// Changes how the server misbehaves on connections accepted from now on.
    pub fn set_faults(&self, faults: impl Into<Vec<Fault>>) {
        self.site.set_faults(faults.into());
    }

    /// The first line of each command received so far on any connection, without tags and passwords.
    pub fn commands(&self) -> Vec<String> {
        self.site.commands()
    }

    /// Closes the ports and cuts all connections.
    pub async fn stop(mut self) {
        for listener in std::mem::take(&mut self.listeners) {
            listener.abort();
            // An aborted task ends in an error, which is what was asked for.
            let _ = listener.await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("imap", &self.imap)
            .field("imaps", &self.imaps)
            .finish_non_exhaustive()
    }
}

/// The sessions end with the listener, since they are in its set.
async fn listen(listener: TcpListener, site: Arc<Site>, encrypted: bool) {
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    sessions.spawn(session(stream, site.clone(), encrypted));
                }
            }
            Some(_) = sessions.join_next() => {}
        }
    }
}

async fn session(stream: TcpStream, site: Arc<Site>, encrypted: bool) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match site.tls.clone().filter(|_| encrypted) {
        Some(tls) => serve(site, tls.accept(stream).await?, true).await,
        None => serve(site, stream, false).await,
    }
}
