use super::*;
use crate::backends::imap::wire::framing::Framing;
use carteiro_world::spool::Spools;

/// Undoes `\r`, `\n` and `\xNN`.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'\\', [b'r', tail @ ..]) => {
                bytes.push(b'\r');
                tail
            }
            (b'\\', [b'n', tail @ ..]) => {
                bytes.push(b'\n');
                tail
            }
            (b'\\', [b'x', high, low, tail @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    bytes
}

async fn responses(bytes: &[u8]) -> Vec<Option<Response>> {
    let mut framing = Framing::new(Spools::default());
    framing.buffer.extend_from_slice(bytes);
    let mut found = Vec::new();
    while let Some(raw) = framing.next().await.unwrap() {
        found.push(read(&raw));
    }
    found
}

#[tokio::test]
async fn awkward_responses_of_real_servers_keep_what_can_be_used() {
    let mut read = String::new();
    for line in include_str!("awkward.txt").lines().filter(|line| !line.starts_with('#')) {
        let (name, text) = line.split_once('\t').unwrap();
        let responses = responses(&bytes_of(text)).await;
        let [Some(response)] = &responses[..] else { panic!("{name}: {responses:?}") };
        read.extend([name, "\n    ", &format!("{response:?}"), "\n"]);
    }
    insta::assert_snapshot!(read);
}

#[tokio::test]
async fn a_line_that_is_no_response_is_told_apart() {
    for line in ["hello\r\n", "\r\n", "A1\r\n", "é OK x\r\n", "Subject: x\r\n"] {
        assert!(responses(line.as_bytes()).await[0].is_none(), "{line:?}");
    }
}

#[tokio::test]
async fn a_hundred_thousand_sections_are_read_in_one_go() {
    let sections: Vec<String> = (1..=100_000).map(|number| format!("BODY[{number}] x")).collect();
    for (last, is_answer) in [("UID 4", true), ("BODY[7] x", false)] {
        let line = format!("* 1 FETCH ({} {last})\r\n", sections.join(" "));
        let responses = responses(line.as_bytes()).await;
        assert_eq!(matches!(responses[..], [Some(Response::Data(Data::Fetch(_)))]), is_answer, "{last}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, tail in r#"[*+A(){}\[\]" 0-9a-zNIL\r\n]{0,60}"#) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            for bytes in [bytes, [b"* ", tail.as_bytes(), b"\r\n"].concat(), [b"* 1 FETCH (", tail.as_bytes(), b"\r\n"].concat()] {
                let mut framing = Framing::new(Spools::default());
                framing.buffer.extend_from_slice(&bytes);
                while let Ok(Some(raw)) = framing.next().await {
                    read(&raw);
                }
            }
        });
    }
}
