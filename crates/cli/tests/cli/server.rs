//! A pretend mail server beside the program.

use carteiro_sandbox::{Flags, Options, Sample, Sandbox, sample};
use tokio::runtime::{Builder, Runtime};

pub struct Server {
    pub sandbox: Sandbox,
    _runtime: Runtime,
}

impl Server {
    pub fn start(options: Options) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        Self { sandbox, _runtime: runtime }
    }

    /// With the mailbox of Ana.
    pub fn with_sample() -> Self {
        let now = "2026-03-02T10:00:00Z".parse().unwrap();
        Self::start(Options { mail: sample::inbox(now), ..Options::default() })
    }

    /// With messages of these subjects, each with an attachment.
    pub fn with_mail(subjects: &[&str]) -> Self {
        Self::start(with_mail(subjects))
    }

    pub fn port(&self) -> u16 {
        self.sandbox.imap_addr().port()
    }

    pub fn count(&self, folder: &str) -> usize {
        self.sandbox.account().messages(folder).map_or(0, |messages| messages.len())
    }
}

pub fn with_mail(subjects: &[&str]) -> Options {
    let sample = |subject: &&str| {
        Sample {
        raw: format!(
            "From: Bia <bia@acme.example>\r\nTo: ana@sandbox.test\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n\
             --b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\
             \r\n%PDF of {subject}\r\n--b--\r\n"
        )
        .into_bytes(),
        flags: Flags::default(),
        received_at: "2026-03-01T10:00:00Z".parse().unwrap(),
    }
    };
    Options { mail: subjects.iter().map(sample).collect(), ..Options::default() }
}
