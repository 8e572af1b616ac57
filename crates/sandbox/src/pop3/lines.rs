/// The lines of a message without their ends, which are CR and LF on the way whatever they are in the store
/// (RFC 1939 §3).
pub(super) fn of(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    raw.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        line.strip_suffix(b"\r").unwrap_or(line)
    })
}

/// How many bytes they are on the way, without the dots that are stuffed in (RFC 1939 §11).
pub(super) fn size(raw: &[u8]) -> u64 {
    of(raw).map(|line| line.len() as u64 + 2).sum()
}

/// Writes a line of an answer of several, with a dot before one that starts with a dot (RFC 1939 §3).
pub(super) fn write(out: &mut Vec<u8>, line: &[u8]) {
    if line.starts_with(b".") {
        out.push(b'.');
    }
    out.extend_from_slice(line);
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_ends_in_crlf_on_the_way_and_is_counted_so() {
        let lines: Vec<_> = super::of(b"a\nb\r\n\r\nc").collect();
        assert_eq!(lines, [&b"a"[..], b"b", b"", b"c"]);
        assert_eq!(super::size(b"a\nb\r\n\r\nc"), 11);
        assert_eq!(super::size(b""), 0);
    }
}
