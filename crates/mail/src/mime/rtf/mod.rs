//! The text of RTF, and the HTML that Outlook wraps in it (MS-OXRTFEX).

mod compressed;
mod group;
mod reader;

pub(super) use compressed::Compressed;
pub(super) use reader::{Reader, Want};

use std::io::Read;

/// How much is looked at to see what RTF holds.
const BEGINNING: u64 = 4096;

/// Whether compressed RTF that begins so holds HTML (MS-OXRTFEX §2.1.3.1).
pub(super) fn holds_html(compressed: &[u8]) -> bool {
    let mut beginning = Vec::new();
    let read = Compressed::new(compressed).take(BEGINNING).read_to_end(&mut beginning);
    let found = memchr::memmem::find(&beginning, b"\\fromhtml").and_then(|at| beginning.get(at + 9..));
    read.is_ok() && found.is_some_and(|after| !after.starts_with(b"0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rtf: &str, want: Want) -> String {
        let mut text = String::new();
        Reader::new(rtf.as_bytes(), want).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn html_comes_out_as_it_went_in() {
        let rtf = r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset204 X;}}
{\colortbl\red0\green0\blue0;}{\*\generator Microsoft;}\uc1\pard\plain\deftab360 \f0\fs24
{\*\htmltag19 <html>}{\*\htmltag2 \par }{\*\htmltag50 <body class=\'22a\'22>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 
A\'e7\'e3o \u8364?5 {\*\htmltag84 &amp;}\htmlrtf &\htmlrtf0 \{x\}{\*\htmltag4 \par }{\f1 \'c4\'e0}\htmlrtf }\htmlrtf0 
{\*\mhtmltag84 <img src=a>}{\*\htmltag84 <img src=cid:b>}{\*\htmltag72 </p>}{\*\htmltag27 </html>}}";
        assert_eq!(
            read(rtf, Want::Html),
            "<html>\r\n<body class=\"a\"><p>Ação €5 &amp;{x}\r\nДа<img src=cid:b></p></html>"
        );
    }

    #[test]
    fn text_is_what_a_person_would_read() {
        let rtf = r"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fnil\fcharset238 A;}{\f1\fnil\fcharset128 B;}}{\info{\title T}}
{\pict\bin4 {{}}}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par {\f1 \'8e\'86}\tab\'b3\u-10179?\u-8704?\~\emdash\line
\ucN\uc2\u337ab!{\b bold}\cell\row end\bin99999999999 x";
        assert_eq!(read(rtf, Want::Text), "link\n紙\tł😀\u{a0}—\nő!bold\t\nend");
    }

    #[test]
    fn nothing_is_too_deep_or_too_odd() {
        let deep = format!("{}x{}", "{".repeat(100_000), "}".repeat(200_000));
        assert_eq!(read(&deep, Want::Text), "x");
        assert_eq!(read(r"\u99999999999999999999 \'zz \'", Want::Text), "");
        assert_eq!(read(&r"\f".repeat(10_000), Want::Text), "");
        assert_eq!(read(&"a".repeat(300_000), Want::Html).len(), 300_000);
    }
}
