/// One header field: its name, its value as it stands after the colon, and both with the line ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    pub name: &'a [u8],
    pub value: &'a [u8],
    pub whole: &'a [u8],
}

/// The fields of a header, in order (RFC 5322 §2.2). Lines that belong to no field are left out.
pub(crate) fn fields(header: &[u8]) -> impl Iterator<Item = Field<'_>> {
    let mut rest = header;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (whole, after) = rest.split_at(end_of_field(rest));
            rest = after;
            if let Some(colon) = whole.iter().position(|byte| *byte == b':') {
                let (name, value) = whole.split_at(colon);
                let value = value.get(1..).unwrap_or_default();
                return Some(Field { name: name.trim_ascii_end(), value, whole });
            }
        }
        None
    })
}

/// A field goes on in every line that starts with white space (RFC 5322 §2.2.3).
fn end_of_field(bytes: &[u8]) -> usize {
    let mut end = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if end > 0 && !line.starts_with(b" ") && !line.starts_with(b"\t") {
            break;
        }
        end += line.len();
    }
    end
}

/// The value on one line, without white space around it.
pub(super) fn unfold(value: &[u8]) -> Vec<u8> {
    let joined: Vec<u8> = value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect();
    joined.trim_ascii().to_vec()
}

/// The unfolded value of the first field of this name.
pub(super) fn value(header: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut all = fields(header);
    all.find(|field| field.name.eq_ignore_ascii_case(name.as_bytes())).map(|field| unfold(field.value))
}

/// The unfolded values of all fields of this name as one list. There should be only one (RFC 5322 §3.6), and there
/// are more.
pub(super) fn list(header: &[u8], name: &str) -> Vec<u8> {
    let named = fields(header).filter(|field| field.name.eq_ignore_ascii_case(name.as_bytes()));
    named.map(|field| unfold(field.value)).collect::<Vec<_>>().join(&b',')
}

/// Where the header ends: after the empty line, which counts as part of it.
pub(super) fn end_of_header(bytes: &[u8]) -> usize {
    let mut end = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        if matches!(line, b"\r\n" | b"\n") {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_field_is_one_field() {
        let header = b"Subject: one\r\n two\r\nnonsense\r\nTo : x\r\n\r\n";
        let all: Vec<_> = fields(header).map(|field| (field.name, unfold(field.value))).collect();
        assert_eq!(all, [(&b"Subject"[..], b"one two".to_vec()), (b"To", b"x".to_vec())]);
    }
}
