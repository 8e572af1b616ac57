//! What is large comes in little memory: a maildrop whose only message has an attachment of 150 MB.

use crate::network;
use crate::world::{World, most_memory};
use carteiro_engine::Status;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Of the attachment: lines of 57 bytes, 76 when they are encoded.
const LINES: usize = 150 * 1024 * 1024 / 57 + 1;
const ENCODED: usize = 78;
const AT_ONCE: usize = 500;

const HEAD: &str = "Message-ID: <large@example.org>\r
Subject: The archive\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
All of it.\r
--b\r
Content-Type: application/zip\r
Content-Disposition: attachment; filename=archive.zip\r
Content-Transfer-Encoding: base64\r
\r
";
const END: &str = "--b--\r\n";

/// A server that makes its message up as it sends it.
async fn serve(stream: TcpStream) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let size = HEAD.len() + LINES * ENCODED + END.len();
    let mut answer = "+OK ready\r\n".to_owned();
    loop {
        stream.write_all(answer.as_bytes()).await?;
        let mut command = String::new();
        if stream.read_line(&mut command).await? == 0 {
            return Ok(());
        }
        answer = match command.split_ascii_whitespace().next().unwrap_or_default() {
            "CAPA" => "+OK\r\nUSER\r\nTOP\r\nUIDL\r\nPIPELINING\r\n.\r\n".to_owned(),
            "LIST" => format!("+OK\r\n1 {size}\r\n.\r\n"),
            "UIDL" => "+OK\r\n1 one\r\n.\r\n".to_owned(),
            "RETR" => {
                stream.write_all(format!("+OK\r\n{HEAD}").as_bytes()).await?;
                let lines = ["QUJD".repeat(19), "\r\n".to_owned()].concat().repeat(AT_ONCE);
                for from in (0..LINES).step_by(AT_ONCE) {
                    let some = AT_ONCE.min(LINES - from) * ENCODED;
                    stream.write_all(&lines.as_bytes()[..some]).await?;
                }
                format!("{END}.\r\n")
            }
            _ => "+OK\r\n".to_owned(),
        };
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_attachment_is_received_by_pop3_and_saved_in_little_memory() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    let mut world = World::new();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ME__PASSWORD", "pw");
    let text = format!(
        "name: Receive
steps:
  - connect:
      session: here
      mail_server:
        protocol: pop3
        host: 127.0.0.1
        port: {port}
        security: none
        auth: {{ basic: {{ username: me, password: {{ credential: mail/me.password }} }} }}
  - for_each_mail: {{ session: here, do: [ {{ save_attachments: {{ to: saved }} }} ] }}
"
    );
    let before = most_memory();
    let outcome = world.run_on(&text, network::host(&world, &Arc::default())).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!((outcome.summary.files, outcome.summary.bytes), (1, LINES as u64 * 57));
    assert!(most_memory() - before < 64 << 10, "{before} {}", most_memory());
}
