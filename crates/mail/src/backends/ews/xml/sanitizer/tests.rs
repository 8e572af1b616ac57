use super::*;
use proptest::prelude::*;

/// What comes out of these pieces.
fn sanitized(pieces: &[&[u8]]) -> String {
    let (mut sanitizer, mut out) = (Sanitizer::default(), Vec::new());
    for piece in pieces {
        sanitizer.push(piece, &mut out).unwrap();
    }
    sanitizer.finish(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_can_be_kept_is_kept_and_only_the_rest_is_replaced() {
    for (written, read) in [
        ("<a>b &amp; c</a>", "<a>b &amp; c</a>"),
        (
            "<a>&#x1;&#31;&#xB;&#xFFFE;&#xFDD0;&#x1FFFE;</a>",
            "<a>\u{1}\u{1f}\u{b}\u{fffe}\u{fdd0}\u{1fffe}</a>",
        ),
        ("<a>\u{1}\u{ffff}</a>", "<a>\u{1}\u{ffff}</a>"),
        ("<a>&#xD83D;&#xDE00;</a>", "<a>\u{1f600}</a>"),
        ("<a>&#xD83D;x&#xDE00;</a>", "<a>\u{fffd}<?replaced?>x\u{fffd}<?replaced?></a>"),
        ("<a>&#xD83D;</a>", "<a>\u{fffd}<?replaced?></a>"),
        ("<a>&#xD83D;&#xD83D;&#xDE00;</a>", "<a>\u{fffd}<?replaced?>\u{1f600}</a>"),
        ("<a>&#x110000;&#99999999999;</a>", "<a>\u{fffd}<?replaced?>\u{fffd}<?replaced?></a>"),
        ("<a>&#60;b&#62; &#38;lt; &#13;</a>", "<a>&lt;b&gt; &amp;lt; &#13;</a>"),
        ("<a>R&D &nbsp; &; &#; &#x; &lt</a>", "<a>R&amp;D &amp;nbsp; &amp;; &amp;#; &amp;#x; &amp;lt</a>"),
        ("<a b=\"&#1;<c>&d\" e='\"'/>", "<a b=\"\u{1}&lt;c>&amp;d\" e='\"'/>"),
        ("<a b=\"&#xD83D;\"/>", "<a b=\"\u{fffd}\"/>"),
        ("<a b=\"&#xD83D;<\"/>", "<a b=\"\u{fffd}&lt;\"/>"),
        ("<a><![CDATA[1 < 2 && x]] ]]></a>", "<a>1 &lt; 2 &amp;&amp; x]] </a>"),
        ("<?xml version=\"1.0\" encoding=\"utf-16\"?><!-- > --><a/>", "<a/>"),
        ("\u{feff}<a/>", "\u{feff}<a/>"),
    ] {
        assert_eq!(sanitized(&[written.as_bytes()]), read, "{written}");
        let single: Vec<&[u8]> = written.as_bytes().chunks(1).collect();
        assert_eq!(sanitized(&single), read, "byte by byte: {written}");
    }
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_halves_of_a_pair_are_joined() {
    for (written, read) in [
        (&b"<a>\xff\xfe</a>"[..], "<a>\u{fffd}<?replaced?>\u{fffd}<?replaced?></a>"),
        (b"<a>\xed\xa0\xbd\xed\xb8\x80</a>", "<a>\u{1f600}</a>"),
        (b"<a>\xed\xa0\xbdx</a>", "<a>\u{fffd}<?replaced?>x</a>"),
        (b"<a>&#xD83D;\xed\xb8\x80</a>", "<a>\u{1f600}</a>"),
        (b"<a>\xc3</a>", "<a>\u{fffd}<?replaced?></a>"),
        (b"<a>\xf0\x9f\x98\x80</a>", "<a>\u{1f600}</a>"),
        (b"<\xed\xa0\xbd?>", "<\u{fffd}?>"),
        (b"<a \xed\xa0\xbd>", "<a \u{fffd}>"),
        (
            b"<a><![CDATA[\xed\xa0\xbd&\xed\xa0\xbd<]]></a>",
            "<a>\u{fffd}<?replaced?>&amp;\u{fffd}<?replaced?>&lt;</a>",
        ),
        (b"<a>\xc3", "<a>\u{fffd}<?replaced?>"),
    ] {
        assert_eq!(sanitized(&[written]), read);
        let single: Vec<&[u8]> = written.chunks(1).collect();
        assert_eq!(sanitized(&single), read, "byte by byte: {read}");
    }
}

#[test]
fn a_long_text_is_cut_and_a_tag_without_an_end_is_left() {
    let long = "x".repeat(LONGEST_TEXT * 3 + 1);
    let cut = sanitized(&[format!("<a>{long}</a>").as_bytes()]);
    assert_eq!(cut.matches("<?cut?>").count(), 3);
    assert_eq!(cut.replace("<?cut?>", ""), format!("<a>{long}</a>"));
    let tag = format!("<a b=\"{}", "x".repeat(LONGEST_TAG + 1));
    let (mut sanitizer, mut out) = (Sanitizer::default(), Vec::new());
    assert_eq!(sanitizer.push(tag.as_bytes(), &mut out), Err(TooLong));
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_come_out_as_the_same_text(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        size in 1_usize..20,
    ) {
        let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
        prop_assert_eq!(sanitized(&pieces), sanitized(&[&bytes]));
    }

    #[test]
    fn markup_in_any_pieces_comes_out_as_the_same_text(
        words in proptest::collection::vec(prop::sample::select(vec![
            "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "&", "&#xD83D;", "&#xDE00;", ";", "\"", "'",
            "\u{1f600}", "<", ">", "=", "]]", "&lt;", "&#x", " b=\"",
        ]), 0..30),
        size in 1_usize..7,
    ) {
        let text = words.concat();
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        prop_assert_eq!(sanitized(&pieces), sanitized(&[text.as_bytes()]));
    }
}
