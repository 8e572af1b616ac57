//! Texts in any alphabet: the same messages are meant everywhere, whatever the server's own search makes of them.

use crate::fixture::{Fixture, inbox, run};
use crate::letter::letter;
use crate::place::Place;
use carteiro_mail::query::{Field, Pattern, Text};
use carteiro_mail::{Condition, FlagChange};
use carteiro_sandbox::Fault;

every_backend! {
    subjects_in_any_alphabet_match,
    words_that_no_server_reads_match,
    letters_in_pieces_match_in_every_text_and_way,
    a_message_id_beyond_ascii_is_found_again,
}

/// Every way in which a search for a text goes wrong.
static FAULTS: [Fault; 5] =
    [Fault::NoCharset, Fault::OnlyAscii, Fault::BlindBeyondAscii, Fault::WordsOnly, Fault::BlindToText];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_search_badly_change_nothing() {
    for fault in &FAULTS {
        run(Place::OddSimulator(fault), |_| true, subjects_in_any_alphabet_match).await;
        run(Place::OddSimulator(fault), |_| true, words_that_no_server_reads_match).await;
        run(Place::OddSimulator(fault), |_| true, a_message_id_beyond_ascii_is_found_again).await;
        run(Place::OddSimulator(fault), |_| true, a_moved_message_is_found_again).await;
    }
}

fn subject(text: &str) -> Condition {
    Condition::Text(Field::Subject, Text(vec![Pattern::Contains { text: text.to_owned(), case: false }]))
}

const SUBJECTS: [&str; 17] = [
    "=?utf-8?B?Q29tdW5pY2HDp8OjbyBpbnRlcm5h?=",
    "=?iso-8859-1?Q?COMUNICA=C7=C3O?= geral",
    "=?iso-2022-jp?B?GyRCQEE1YT1xGyhC?= 41",
    "=?shift_jis?B?kL+LgY+R?= 42",
    "=?utf-8?B?6KuL5rGC5pu4?= 43",
    "=?utf-8?Q?=F0=9F=93=AC_caixa_=F0=9F=91=A9=F0=9F=8F=BD=E2=80=8D=F0=9F=92=BB?=",
    "=?utf-8?Q?I=C5=9F=C4=B1l_=C4=B1l=C4=B1k?=",
    "=?utf-8?Q?=C4=B0stanbul?=",
    "ISTANBUL",
    "=?utf-8?Q?Stra=C3=9Fe?=",
    "=?utf-8?Q?STRA=E1=BA=9EE?=",
    "STRASSE",
    "=?utf-8?Q?S=C3=A3o_composto?=",
    "=?utf-8?Q?Sa=CC=83o_decomposto?=",
    "=?utf-8?Q?=EF=BC=A1=EF=BC=A2=EF=BC=A3?= 7",
    "=?koi8-r?B?896j1A==?=",
    "=?utf-8?Q?300_=E2=84=AA?=",
];

async fn subjects_in_any_alphabet_match(on: &Fixture) {
    on.put(&inbox(), &SUBJECTS).await;
    for (text, found) in [
        ("comunicação", vec!["Comunicação interna", "COMUNICAÇÃO geral"]),
        ("UNICAÇ", vec!["Comunicação interna", "COMUNICAÇÃO geral"]),
        ("comunicacao", vec![]),
        ("請求", vec!["請求書 41", "請求書 42", "請求書 43"]),
        ("求書 4", vec!["請求書 41", "請求書 42", "請求書 43"]),
        ("📬", vec!["📬 caixa 👩🏽‍💻"]),
        ("👩🏽‍💻", vec!["📬 caixa 👩🏽‍💻"]),
        ("👩", vec!["📬 caixa 👩🏽‍💻"]),
        ("ılık", vec!["Işıl ılık"]),
        ("işıl", vec!["Işıl ılık"]),
        ("ilik", vec![]),
        ("İSTANBUL", vec!["İstanbul"]),
        ("stanbul", vec!["İstanbul", "ISTANBUL"]),
        ("istanbul", vec!["ISTANBUL"]),
        ("straße", vec!["Straße", "STRAẞE"]),
        ("strasse", vec!["STRASSE"]),
        ("são", vec!["São composto", "Sa\u{303}o decomposto"]),
        ("SA\u{303}O", vec!["São composto", "Sa\u{303}o decomposto"]),
        ("sa", vec![]),
        ("composto", vec!["São composto", "Sa\u{303}o decomposto"]),
        ("ａｂｃ", vec!["ＡＢＣ 7"]),
        ("abc", vec![]),
        ("СЧЁТ", vec!["Счёт"]),
        ("счет", vec![]),
        ("300 k", vec!["300 \u{212a}"]),
    ] {
        assert_eq!(on.matching(subject(text)).await, found, "{text}");
    }
    // What is not meant is told apart by the same texts.
    let others = on.matching(Condition::Not(Box::new(subject("a")))).await;
    assert!(others.contains(&"請求書 41".to_owned()) && !others.contains(&"Straße".to_owned()), "{others:?}");
    assert_eq!(on.matching(Condition::All(vec![subject("4"), subject("求")])).await.len(), 3);
}

/// To a search for any text, even for one letter of them, Dovecot 2.3 answers OK and leaves some of these out.
async fn words_that_no_server_reads_match(on: &Fixture) {
    if on.standing.taste.is_exchange {
        return;
    }
    let subjects = [
        "=?utf-8*pt?Q?Reuni=C3=A3o?= geral",
        "=?x-unknown?Q?Pedido_novo?=",
        "=?utf-8?B?QcM=?= =?utf-8?B?p8Ojbw==?=",
        "=?utf-8?B?UmVsYXTDs3Jpbw?=",
        "=?utf-8?Q?Fatura de mar=C3=A7o?=",
        "=?utf-7?Q?Descri+AOcA4w-o?=",
        "Invoice\r\n seventeen",
    ];
    on.put(&inbox(), &subjects).await;
    for (text, found) in [
        ("reunião", "Reunião geral"),
        ("geral", "Reunião geral"),
        ("pedido", "Pedido novo"),
        ("açã", "Ação"),
        ("relatório", "Relatório"),
        ("março", "Fatura de março"),
        ("descriçã", "Descrição"),
        ("invoice seventeen", "Invoice seventeen"),
    ] {
        assert_eq!(on.matching(subject(text)).await, [found], "{text}");
    }
}

/// In the name of a person, the text, the name of a file: `Relatório` with its accent behind the `o`, as macOS has it.
async fn letters_in_pieces_match_in_every_text_and_way(on: &Fixture) {
    // In words that every server keeps as they are: Cyrus puts an X for each byte beyond ASCII.
    let (pieces, coded) = ("Relato\u{301}rio", "=?utf-8?q?Relato=CC=81rio?=");
    let regex = regex::Regex::new("(?i)relat[óô]rio").unwrap();
    let raw = format!(
        "From: {coded} <a@acme.example>\r\nSubject: {coded}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\nO {pieces}.\r\n--b\r\nContent-Type: application/pdf\r\n\
         Content-Disposition: attachment; filename*=utf-8''Relato%CC%81rio.pdf\r\n\r\n%PDF\r\n--b--\r\n"
    );
    on.put_raw(&inbox(), raw.into_bytes()).await;
    let contains = |text: &str, case| Pattern::Contains { text: text.to_owned(), case };
    for field in [Field::Subject, Field::From, Field::Body, Field::AttachmentName] {
        for pattern in [
            contains("RELATÓRIO", false),
            contains("Relatório", true),
            contains("relato\u{301}", false),
            Pattern::Regex(regex.clone()),
        ] {
            let found = on.matching(Condition::Text(field.clone(), Text(vec![pattern.clone()]))).await;
            assert_eq!(found, [pieces], "{field:?} {pattern:?}");
        }
        let bare = on.matching(Condition::Text(field.clone(), Text(vec![contains("relato", false)]))).await;
        assert!(bare.is_empty(), "{field:?}: o with an accent is another letter");
    }
    for exact in ["Relatório", pieces] {
        let exact = Text(vec![Pattern::Exact(exact.to_owned())]);
        assert_eq!(on.matching(Condition::Text(Field::Subject, exact)).await, [pieces]);
    }
}

async fn a_message_id_beyond_ascii_is_found_again(on: &Fixture) {
    if !on.mailbox.capabilities().await.move_messages {
        return;
    }
    let raw = String::from_utf8(letter("a")).unwrap().replace("Message-ID: <", "Message-ID: <ação-");
    on.put_raw(&inbox(), raw.into_bytes()).await;
    move_and_mark(on).await;
}

async fn a_moved_message_is_found_again(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    move_and_mark(on).await;
}

/// Moves what is in the inbox and marks it there, by what the move has told.
async fn move_and_mark(on: &Fixture) {
    let done = on.folder("Done").await;
    let moved = on.mailbox.move_to(on.references(&inbox()).await, done.clone()).await;
    let moved = moved[0].as_ref().unwrap().clone();
    let flagged = FlagChange { seen: None, flagged: Some(true), ..FlagChange::default() };
    let marked = on.mailbox.flag(vec![moved], flagged).await;
    assert!(marked[0].is_ok(), "{marked:?}");
    assert!(on.messages(&done).await[0].flags.flagged);
}
