use super::reply::Reply;

/// Splits `SIZE=10 SMTPUTF8` into keywords in capitals and their values (RFC 5321 §4.1.2).
pub(super) fn read(text: &str) -> Result<Vec<(String, Option<&str>)>, Reply> {
    let mut all: Vec<(String, Option<&str>)> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (keyword, value) = match word.split_once('=') {
            Some((keyword, value)) => (keyword, Some(value)),
            None => (word, None),
        };
        let keyword = keyword.to_ascii_uppercase();
        if all.iter().any(|(other, _)| *other == keyword) {
            return Err(Reply::bad_argument("A parameter stands there twice"));
        }
        all.push((keyword, value));
    }
    Ok(all)
}

/// RFC 5321 §4.1.1.11.
pub(super) fn unknown(keyword: &str) -> Reply {
    Reply::new(555, "5.5.4", format!("Unknown parameter {}", keyword.escape_default()))
}

/// Text in which `+` begins two hexadecimal digits (RFC 3461 §4).
pub(super) fn xtext(value: &str) -> Result<String, Reply> {
    let mut out = Vec::new();
    let mut bytes = value.bytes();
    let digit = |byte: Option<u8>| {
        byte.filter(|byte| !byte.is_ascii_lowercase()).and_then(|byte| char::from(byte).to_digit(16))
    };
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => match (digit(bytes.next()), digit(bytes.next())) {
                (Some(high), Some(low)) => out.push(u8::try_from(high * 16 + low).unwrap_or_default()),
                _ => return Err(Reply::bad_argument("Not xtext")),
            },
            b'=' => return Err(Reply::bad_argument("Not xtext")),
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).map_err(|_| Reply::bad_argument("Not xtext"))
}

#[cfg(test)]
mod tests {
    use super::xtext;

    #[test]
    fn xtext_is_decoded_and_what_is_none_is_refused() {
        assert_eq!(xtext("QQ314159").ok().as_deref(), Some("QQ314159"));
        assert_eq!(xtext("a+2Bb+3Dc").ok().as_deref(), Some("a+b=c"));
        for wrong in ["+", "+2", "+2b", "a=b", "+FF"] {
            assert!(xtext(wrong).is_err(), "{wrong}");
        }
    }
}
