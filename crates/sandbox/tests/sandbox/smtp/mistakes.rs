use super::{PLAIN, hello, inbox, open, talk};
use crate::client::{Client, start};

#[tokio::test]
async fn commands_out_of_order_are_refused_and_the_session_goes_on() {
    let sandbox = start(open()).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    let lines = [
        ("MAIL FROM:<a@a.test>", "503 5.5.1"),
        (PLAIN, "503 5.5.1"),
        ("EHLO", "501 5.5.4"),
        ("HELO client.test", "250 sandbox.test"),
        ("RCPT TO:<a@a.test>", "503 5.5.1"),
        ("MAIL FROM:<a@a.test> SIZE=1", "555 5.5.4"),
        ("MAIL FROM:<a@a.test>", "250"),
        ("MAIL FROM:<a@a.test>", "503"),
        ("DATA", "554 5.5.1"),
        ("RSET", "250"),
        ("DATA", "503"),
        ("FROM ana", "500 5.5.1"),
        ("STARTTLS", "502"),
        ("VRFY", "501"),
        ("QUIT", "221 2.0.0"),
    ];
    talk(&mut client, &lines).await;
    assert!(client.line().await.is_err());
}

#[tokio::test]
async fn what_is_no_path_or_no_parameter_is_refused() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM: <a@a.test>", "501 5.5.4"),
        ("MAIL FROM:<a b@a.test>", "553 5.1.3"),
        ("MAIL FROM:<josé@a.test>", "553 5.6.7"),
        ("MAIL FROM:<a@a.test> BODY=BINARYMIME", "501"),
        ("MAIL FROM:<a@a.test> SIZE=x", "501"),
        ("MAIL FROM:<a@a.test> SIZE=99999999999", "552 5.3.4"),
        ("MAIL FROM:<a@a.test> X=1", "555 5.5.4"),
        ("MAIL FROM:<a@a.test> RET=FULL RET=FULL", "501"),
        ("MAIL FROM:<josé@a.test> SMTPUTF8 AUTH=<>", "555"),
        ("MAIL FROM:<josé@a.test> SMTPUTF8", "250"),
        ("RCPT TO:<>", "553"),
        ("RCPT TO:<a@a.test> NOTIFY=NEVER,DELAY", "501"),
        ("RCPT TO:<a@a.test> ORCPT=none", "501"),
        ("RCPT TO:<postmaster>", "250"),
        ("RCPT TO:<é@a.test> NOTIFY=NEVER", "250"),
    ];
    talk(&mut client, &lines).await;
}

#[tokio::test]
async fn no_second_message_is_smuggled_in_behind_a_bare_line_feed() {
    let sandbox = start(open()).await;
    for end in ["\n.\r\n", "\n.\n", "\r\n.\n", "\r.\n"] {
        let mut client = hello(&sandbox).await;
        client.send("MAIL FROM:<a@a.test>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\n").await;
        client.until("354").await;
        client
            .send(format!(
                "a: b\r\n\r\nc{end}MAIL FROM:<x@x.test>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\nx\r\n.\r\n"
            ))
            .await;
        let told = client.rest_after_half_close().await;
        assert_eq!(told, "521 5.5.2 A line ends in CR and LF\r\n", "{end:?}");
    }
    let mut client = hello(&sandbox).await;
    client.send("NOOP\nNOOP\r\n").await;
    assert_eq!(client.rest_after_half_close().await, "500 5.5.2 A line ends in CR and LF\r\n");
    assert!(inbox(&sandbox, "ana@sandbox.test").is_empty());
}

#[tokio::test]
async fn a_line_without_end_ends_the_session() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    client.send("x".repeat(100_000)).await;
    assert_eq!(client.next().await, "500 5.5.2 Line too long");
    assert!(client.line().await.is_err());
}
