use mail_parser::decoders::html::{html_to_text, text_to_html};

/// The text of a page, for who asks for text.
pub(super) fn to_text(html: &[u8]) -> Vec<u8> {
    match str::from_utf8(html) {
        Ok(html) => html_to_text(html).into_bytes(),
        Err(_) => html_to_text(&String::from_utf8_lossy(html)).into_bytes(),
    }
}

/// A page of a text, for who asks for HTML.
pub(super) fn of_text(text: &[u8]) -> Vec<u8> {
    text_to_html(&String::from_utf8_lossy(text)).into_bytes()
}
