//! Whatever bytes come in, the server neither dies nor waits for ever.

use carteiro_sandbox::{Fault, Options, Sandbox, Submission};

use crate::{
    client::{Client, start},
    tokens,
};

/// Numbers that look like chance and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

const IMAP: &str = "a LOGIN ana@sandbox.test sandbox\r\nb SELECT INBOX\r\nc UID FETCH 1:* (BODY[1]<0.9> ENVELOPE)\r\n\
    d APPEND Sent (\\Seen) {4+}\r\na: b\r\ne SEARCH OR SEEN (SUBJECT \"x\" UID 1:3)\r\nf STORE 1 +FLAGS (x)\r\n\
    g LIST (SUBSCRIBED) \"\" (\"*\" %) RETURN (CHILDREN)\r\nh IDLE\r\nDONE\r\ni MOVE 1 Sent\r\nj LOGOUT\r\n";
const POP3: &str = "CAPA\r\nAUTH PLAIN AGFuYUBzYW5kYm94LnRlc3QAd3Jvbmc=\r\nUSER ana@sandbox.test\r\nPASS sandbox\r\n\
    STAT\r\nUIDL\r\nLIST 2\r\nRETR 1\r\nTOP 2 3\r\nDELE 3\r\nRSET\r\nNOOP\r\nQUIT\r\n";
const SMTP: &str = "EHLO client.test\r\nAUTH XOAUTH2\r\ndXNlcj1hbmEBYXV0aD1CZWFyZXIgZwEB\r\n*\r\n\
    MAIL FROM:<\"a b\"@a.test> SIZE=10 ENVID=a+2Bb\r\nRCPT TO:<ana@sandbox.test> ORCPT=rfc822;a@b\r\nDATA\r\n\
    a: b\r\n\r\n..\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<@x.test:eva@else.test>\r\nBDAT 6\r\nc: d\r\nBDAT 0 LAST\r\n\
    VRFY ana\r\nRSET\r\nQUIT\r\n";

/// Cuts, doubles, swaps and spoils some places.
fn mangle(stream: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = stream.as_bytes().to_vec();
    for _ in 0..=dice.roll(6) {
        let (from, to) = (dice.roll(bytes.len()), dice.roll(bytes.len()));
        let (from, to) = (from.min(to), from.max(to));
        match dice.roll(6) {
            0 => bytes[from] = u8::try_from(dice.roll(256)).unwrap(),
            1 => drop(bytes.drain(from..to.min(from + 40))),
            2 => bytes = [&bytes[..to], &bytes[from..]].concat(),
            3 => bytes.insert(from, b"\r\n \0\"{}()*.<>@=+\xff"[dice.roll(17)]),
            4 => drop(bytes.splice(from..from, b"99999999999999999999".iter().copied())),
            _ => bytes.swap(from, to),
        }
        if bytes.is_empty() {
            bytes.push(b'\n');
        }
    }
    bytes
}

async fn endures(
    stream: &str,
    address: impl Fn(&Sandbox) -> std::net::SocketAddr,
    farewell: &str,
    bye: &str,
) {
    let submission = Submission { needs_sign_in: false, largest_message: 10_000, ..Submission::default() };
    let sandbox = start(Options { submission, ..tokens::options() }).await;
    let mut dice = Dice(0x5eed);
    for round in 0..400 {
        sandbox.set_faults(match round % 4 {
            0 => vec![Fault::OneByteWrites],
            1 => vec![Fault::DropAfterBytes(dice.roll(600) as u64)],
            _ => Vec::new(),
        });
        let mut client = Client::dial(address(&sandbox)).await;
        client.send_in_vain(&mangle(stream, &mut dice)).await;
        client.rest().await;
    }
    sandbox.set_faults([]);
    let mut client = Client::connect(address(&sandbox)).await;
    assert!(client.say(farewell).await.starts_with(bye));
}

#[tokio::test]
async fn imap_endures_mangled_commands() {
    endures(IMAP, Sandbox::imap_addr, "a LOGOUT", "* BYE").await;
}

#[tokio::test]
async fn pop3_endures_mangled_commands() {
    endures(POP3, Sandbox::pop3_addr, "QUIT", "+OK").await;
}

#[tokio::test]
async fn smtp_endures_mangled_commands() {
    endures(SMTP, Sandbox::smtp_addr, "QUIT", "221").await;
}
