use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

use super::{Body, Form, Reply, Request};
use crate::{autodiscover, control::Control, ews, graph, ntlm, oauth, outside, wire::Stream};

/// So many at once; others wait to be accepted.
const CONNECTIONS: usize = 64;
/// Enough for any token and assertion; ids in a path or query are never so long either.
const FORM: usize = 64 * 1024;
const ADDRESS: usize = 8 * 1024;

/// What all requests share.
pub(crate) struct Site {
    pub oauth: Option<oauth::Server>,
    pub control: Control,
    pub ews: ews::Server,
    pub graph: graph::Server,
    pub tls: Option<TlsAcceptor>,
    pub autodiscover: autodiscover::Server,
}

impl Site {
    fn answer(&self, request: &Request) -> Reply {
        match &self.oauth {
            _ if is_control(&request.path) => self.control.answer(request),
            _ if autodiscover::is_autodiscover(&request.path) => self.autodiscover.answer(request),
            Some(oauth) => oauth.answer(request),
            None => Reply::text(404, "This sandbox has no authorization server."),
        }
    }
}

fn is_control(path: &str) -> bool {
    path == "/control" || path.starts_with("/control/")
}

/// A port that is open, and not served yet: addresses of the authorization server name it.
pub(crate) struct Listener {
    listener: TcpListener,
    pub address: SocketAddr,
}

/// It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Served {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Listener {
    pub async fn open(port: u16) -> io::Result<Self> {
        let listener = crate::listen::bind(port).await?;
        Ok(Self { address: listener.local_addr()?, listener })
    }

    /// Serves with TLS from the first byte where that is wanted and there is a certificate.
    pub fn serve(self, site: &Arc<Site>, encrypted: bool) -> Served {
        let task = tokio::spawn(listen(self.listener, site.clone(), encrypted));
        Served { address: self.address, task }
    }
}

impl Served {
    /// Closes the port and cuts all connections.
    pub async fn stop(mut self) {
        self.task.abort();
        // An aborted task ends in an error, which is what was asked for.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The connections end with the listener, since they are in its set.
async fn listen(listener: TcpListener, site: Arc<Site>, encrypted: bool) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let Ok(slot) = slots.clone().acquire_owned().await else { return };
        let accepted = loop {
            tokio::select! {
                accepted = listener.accept() => break accepted,
                Some(ended) = connections.join_next() => {
                    // A mistake of the server must not pass for a fault on purpose: the port closes with it.
                    if let Err(error) = ended && error.is_panic() {
                        std::panic::resume_unwind(error.into_panic());
                    }
                }
            }
        };
        if let Ok((stream, _)) = accepted {
            let site = site.clone();
            connections.spawn(async move {
                connection(stream, site, encrypted).await;
                drop(slot);
            });
        }
    }
}

async fn connection(stream: TcpStream, site: Arc<Site>, encrypted: bool) {
    // Small answers wait for nothing; where that cannot be had they are only later.
    let _ = stream.set_nodelay(true);
    match site.tls.clone().filter(|_| encrypted) {
        Some(tls) => {
            if let Ok(stream) = tls.accept(stream).await {
                speak(stream, site, true).await;
            }
        }
        None => speak(stream, site, false).await,
    }
}

async fn speak(stream: impl Stream + 'static, site: Arc<Site>, encrypted: bool) {
    let signed_in = ntlm::Connection::default();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let site = site.clone();
        request.extensions_mut().insert(signed_in.clone());
        async move { respond(request, &site, encrypted).await }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).max_buf_size(64 * 1024);
    // A client that breaks off or speaks no HTTP has been answered by hyper, or is gone.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

/// Without an answer the connection is cut.
async fn respond(
    request: hyper::Request<Incoming>,
    site: &Site,
    encrypted: bool,
) -> io::Result<Response<Body>> {
    if ews::is_ews(request.uri().path()) {
        return site.ews.answer(request, encrypted).await;
    }
    if graph::is_graph(request.uri().path()) {
        return site.graph.answer(request, encrypted).await;
    }
    let reply = match read(request).await {
        Ok(request) => {
            let delay = site.oauth.as_ref().and_then(oauth::Server::delay);
            if let Some(seconds) = delay.filter(|_| !is_control(&request.path)) {
                outside::wait(Duration::from_secs(seconds.into())).await;
            }
            site.answer(&request)
        }
        Err(refused) => refused,
    };
    Ok(reply.into())
}

async fn read(request: hyper::Request<Incoming>) -> Result<Request, Reply> {
    let (head, body) = request.into_parts();
    let address = head.uri.path_and_query().map_or("", |address| address.as_str());
    if address.len() > ADDRESS {
        return Err(Reply::text(414, &format!("An address may have {ADDRESS} bytes.")));
    }
    let limit = if is_control(head.uri.path()) { crate::control::BODY } else { FORM };
    let body = Limited::new(body, limit).collect().await.map_err(|error| {
        match error.downcast_ref::<LengthLimitError>() {
            Some(_) => Reply::text(413, &format!("A body may have {limit} bytes here.")),
            None => Reply::text(400, "The body ended before its time."),
        }
        .with("connection", "close")
    })?;
    Ok(Request {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: Form::parse(head.uri.query().unwrap_or_default().as_bytes()),
        headers: head.headers,
        body: body.to_bytes(),
        ntlm: head.extensions.get().cloned().unwrap_or_default(),
    })
}
