//! Other people's acceptor of NTLM (`pyspnego`) behind other people's TLS (OpenSSL).

use carteiro_auth::ntlm::{self, Account, SignIn};
use carteiro_world::dial::Dialer;
use carteiro_world::tls::{Fingerprint, Secured, Tls};
use carteiro_world::{Clock, Random, Secret, egress};
use rcgen::{CertificateParams, KeyPair};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

pub const PASSWORD: &str = "canary pencil";
pub const OF_BIA: &str = "senha çã€ 🔑";
const USERS: &str = "CONTOSO:ana:canary pencil\n:bia@contoso.example:senha çã€ 🔑\n:caio:canary pencil\n";

pub struct Acceptor {
    port: u16,
    tls: Tls,
    _server: Child,
    _folder: tempfile::TempDir,
}

/// To which certificate a sign-in must be tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiedTo {
    Nothing,
    ItsOwn,
    Another,
}

/// What is done on the way, and by whom.
#[derive(Default)]
pub struct Way {
    /// The client does not know of the TLS connection.
    pub unaware: bool,
    /// Somebody changes this byte of the challenge.
    pub changed: Option<usize>,
}

/// Stands where there is a Python that has `pyspnego`.
#[expect(clippy::disallowed_methods, reason = "the test is told by its environment where that Python is")]
pub async fn acceptor(tied_to: TiedTo) -> Option<Acceptor> {
    let Some(python) = std::env::var_os("CARTEIRO_PYTHON") else {
        assert!(std::env::var_os("CI").is_none(), "CI must set CARTEIRO_PYTHON");
        eprintln!("skipped: CARTEIRO_PYTHON is not set");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let made = || {
        let key = KeyPair::generate().unwrap();
        (CertificateParams::new(["localhost".to_owned()]).unwrap().self_signed(&key).unwrap(), key)
    };
    let ((own, key), (other, _)) = (made(), made());
    let shown = file("own.pem", &own.pem());
    let tied = match tied_to {
        TiedTo::Nothing => "none".into(),
        TiedTo::ItsOwn => shown.clone(),
        TiedTo::Another => file("other.pem", &other.pem()),
    };
    let mut server = Command::new(python)
        .args(["-c", include_str!("acceptor.py")])
        .args([shown, file("key.pem", &key.serialize_pem()), tied])
        .env("NTLM_USER_FILE", file("users", USERS))
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let port = BufReader::new(server.stdout.take().unwrap()).lines().next_line().await.unwrap().unwrap();
    let tls = Tls::pinned(Fingerprint::of(own.der())).unwrap();
    Some(Acceptor { port: port.parse().unwrap(), tls, _server: server, _folder: folder })
}

impl Acceptor {
    /// What the acceptor says in the end.
    pub async fn sign_in(&self, username: &str, domain: Option<&str>, password: &str) -> String {
        self.sign_in_by(Way::default(), username, domain, password).await
    }

    pub async fn sign_in_by(&self, way: Way, username: &str, domain: Option<&str>, password: &str) -> String {
        let clock = Clock::system();
        let dialer = Dialer::new(egress::Policy::OPEN, clock.clone());
        let connection = dialer.connect("localhost", self.port, Duration::from_secs(20)).await.unwrap();
        let Secured { stream, end_point, version, .. } =
            self.tls.upgrade(connection.stream, "localhost").await.unwrap();
        assert_eq!(version, "TLS 1.3");
        let sign_in = SignIn {
            account: &Account::of(username, domain).unwrap(),
            password: &Secret::new(password),
            service: "HTTP/localhost",
            end_point: end_point.as_ref().filter(|_| !way.unaware),
            clock: &clock,
            random: &Random::system(),
        };
        let mut stream = BufReader::new(stream);
        let challenge = ask(&mut stream, &ntlm::negotiate()).await;
        let challenge = way.changed.map_or(challenge.clone(), |place| changed(&challenge, place));
        ask(&mut stream, sign_in.answer(&challenge).unwrap().expose()).await
    }
}

async fn ask(stream: &mut (impl AsyncRead + AsyncWrite + AsyncBufReadExt + Unpin), line: &str) -> String {
    stream.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    let mut said = String::new();
    stream.read_line(&mut said).await.unwrap();
    said.trim_end().to_owned()
}

/// The same message with another byte in it.
fn changed(message: &str, place: usize) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let mut bytes = STANDARD.decode(message).unwrap();
    bytes[place] ^= 1;
    STANDARD.encode(bytes)
}
