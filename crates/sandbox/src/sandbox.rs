use std::{
    fmt, io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
};

use crate::{
    Account, Fault, Options, Outgoing, Protocol, Store, autodiscover,
    control::Control,
    ews, graph, http,
    listen::{Served, serve},
    oauth,
    site::Site,
};

/// A running server. Dropping it ends it.
pub struct Sandbox {
    store: Store,
    first: Account,
    site: Arc<Site>,
    oauth: Option<oauth::Server>,
    http: http::Served,
    https: Option<http::Served>,
    imap: Served,
    pop3: Served,
    smtp: Served,
}

impl Sandbox {
    /// Opens the ports on loopback and serves until dropped.
    ///
    /// - Must be called within a tokio runtime.
    /// - Fails when a port is taken, or when there is no user.
    /// - Fails when a certificate of the authorization server's clients cannot be read.
    pub async fn start(mut options: Options) -> io::Result<Self> {
        let store = Store::below(&options.users, &options.namespaces.personal);
        let first = options.users.first().and_then(|user| store.account(&user.name));
        let first =
            first.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a sandbox needs a user"))?;
        let http = http::Listener::open(options.ports.http).await?;
        let base = format!("http://{}", http.address);
        let oauth = options.oauth.take().map(|settings| oauth::Server::new(base, store.clone(), settings));
        let oauth = oauth.transpose()?;
        if let (Some(oauth), None) = (&oauth, &options.introspection) {
            options.introspection = Some(oauth.introspection());
        }
        let site = Arc::new(Site::new(store.clone(), &options));
        let https = match &site.tls {
            Some(_) => Some(http::Listener::open(options.ports.https).await?),
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
        let ports = options.ports;
        let imap = serve(&site, Protocol::Imap, ports.imap, ports.imaps).await?;
        let pop3 = serve(&site, Protocol::Pop3, ports.pop3, ports.pop3s).await?;
        let smtp = serve(&site, Protocol::Smtp, ports.smtp, ports.smtps).await?;
        let mut addresses = vec![("http", http.address)];
        for (name, served) in [("imap", &imap), ("pop3", &pop3), ("smtp", &smtp)] {
            addresses.push((name, served.plain));
        }
        for (name, served) in [("imaps", &imap), ("pop3s", &pop3), ("smtps", &smtp)] {
            addresses.extend(served.tls.map(|address| (name, address)));
        }
        addresses.extend(https.as_ref().map(|https| ("https", https.address)));
        let control = Control::new(site.clone(), oauth.clone(), addresses);
        let ews = ews::Server::new(site.clone(), oauth.as_ref().map(oauth::Server::authorization_uri));
        let base = format!("http://{}", http.address);
        let graph = graph::Server::new(site.clone(), oauth.clone());
        let autodiscover = autodiscover::Server::new(site.clone(), base);
        let tls = site.tls.clone();
        let web = Arc::new(http::Site { oauth: oauth.clone(), control, autodiscover, ews, graph, tls });
        let http = http.serve(&web, false);
        let https = https.map(|https| https.serve(&web, true));
        Ok(Self { store, first, site, oauth, http, https, imap, pop3, smtp })
    }

    /// Where HTTP is served: the authorization server, Exchange Web Services, Graph, and `/control`.
    pub fn http_addr(&self) -> SocketAddr {
        self.http.address
    }

    /// The same with TLS from the first byte, where there is TLS.
    pub fn https_addr(&self) -> Option<SocketAddr> {
        self.https.as_ref().map(|https| https.address)
    }

    /// Where Exchange Web Services are asked.
    pub fn ews_url(&self) -> String {
        format!("http://{}{}", self.http.address, ews::PATH)
    }

    /// Where Microsoft Graph is asked: what all its addresses begin with.
    pub fn graph_url(&self) -> String {
        format!("http://{}{}", self.http.address, graph::PATH)
    }

    /// How often an app had more requests under way in a mailbox than Graph takes.
    pub fn graph_breaches(&self) -> usize {
        self.site.graph_breaches.load(Ordering::SeqCst)
    }

    /// The authorization server, where there is one.
    pub fn oauth(&self) -> Option<&oauth::Server> {
        self.oauth.as_ref()
    }

    /// Where IMAP is served: plain, and with STARTTLS where there is TLS.
    pub fn imap_addr(&self) -> SocketAddr {
        self.imap.plain
    }

    /// Where IMAP is served with TLS from the first byte.
    pub fn imaps_addr(&self) -> Option<SocketAddr> {
        self.imap.tls
    }

    /// Where POP3 is served: plain, and with STLS where there is TLS.
    pub fn pop3_addr(&self) -> SocketAddr {
        self.pop3.plain
    }

    /// Where POP3 is served with TLS from the first byte.
    pub fn pop3s_addr(&self) -> Option<SocketAddr> {
        self.pop3.tls
    }

    /// Where SMTP is served: plain, and with STARTTLS where there is TLS.
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp.plain
    }

    /// Where SMTP is served with TLS from the first byte.
    pub fn smtps_addr(&self) -> Option<SocketAddr> {
        self.smtp.tls
    }

    /// What was sent to those who are no users of the sandbox, oldest first.
    pub fn outbox(&self) -> Vec<Outgoing> {
        self.site.outbox.all()
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

    /// The first line of each IMAP command received so far on any connection, without tags and passwords.
    pub fn commands(&self) -> Vec<String> {
        self.commands_of(Protocol::Imap)
    }

    /// The same of any protocol.
    pub fn commands_of(&self, protocol: Protocol) -> Vec<String> {
        self.site.commands(protocol)
    }

    /// Closes the ports and cuts all connections.
    pub async fn stop(self) {
        self.http.stop().await;
        if let Some(https) = self.https {
            https.stop().await;
        }
        self.imap.stop().await;
        self.pop3.stop().await;
        self.smtp.stop().await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("imap", &self.imap)
            .field("pop3", &self.pop3)
            .field("smtp", &self.smtp)
            .finish_non_exhaustive()
    }
}
