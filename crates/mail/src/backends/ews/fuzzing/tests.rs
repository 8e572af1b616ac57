use proptest::prelude::*;

const WORDS: [&[u8]; 34] = [
    b"<s:Envelope>",
    b"</s:Envelope>",
    b"<s:Body>",
    b"</s:Body>",
    b"<m:GetItemResponse>",
    b"</m:GetItemResponse>",
    b"<a b=\"",
    b"\">",
    b"'",
    b"<a>",
    b"</a>",
    b"<a/>",
    b"<t:MimeContent>",
    b"</t:MimeContent>",
    b"U3ViamVjdA==",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"]]",
    b"<?x",
    b"?>",
    b"<!DOCTYPE a>",
    b"&amp;",
    b"&#xD83D;",
    b"&#xDE00;",
    b"&#13;",
    b"&#x1;",
    b"&",
    b"\xed\xa0\xbd",
    b"\xed\xb8\x80",
    b"\xf0\x9f\x98",
    b"\r\n",
    b"<",
];

proptest! {
    #[test]
    fn any_bytes_are_answers_or_an_error(bytes: Vec<u8>) {
        super::ews(&bytes);
    }

    #[test]
    fn anything_like_an_answer_is_one_or_an_error(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40)) {
        super::ews(&words.concat());
    }
}
