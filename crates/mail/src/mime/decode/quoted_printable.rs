//! Quoted-printable (RFC 2045 §6.7).

use memchr::memchr3;

/// Blanks that may turn out to be at the end of a line are held back up to this many.
const LONGEST_BLANK: usize = 1024;

/// Where decoding stands.
#[derive(Debug, Default)]
pub(super) struct State {
    escape: Escape,
    /// Blanks that vanish if the line ends here (rule 3), and the carriage return of that end.
    blanks: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Escape {
    #[default]
    None,
    /// After `=`.
    Equals,
    /// After `=` and a hexadecimal digit.
    Digit(u8),
    /// After `=` and blanks, which are in `blanks`.
    Blank,
}

impl State {
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        out.reserve(bytes.len());
        while let Some((byte, rest)) = bytes.split_first() {
            if matches!(self.escape, Escape::None) {
                let end = memchr3(b'=', b'\r', b'\n', bytes).unwrap_or(bytes.len());
                let (run, special) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
                if !run.is_empty() {
                    self.run(run, out);
                    bytes = special;
                    continue;
                }
                // What text in another language than English is full of.
                if let [b'=', high, low, after @ ..] = bytes
                    && let Some(value) = super::hex(*high, *low)
                {
                    out.append(&mut self.blanks);
                    out.push(value);
                    bytes = after;
                    continue;
                }
            }
            if self.one(*byte, out) {
                bytes = rest;
            }
        }
    }

    /// Takes what means itself, but for the blanks at its end.
    fn run(&mut self, run: &[u8], out: &mut Vec<u8>) {
        let end = run.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
        let (text, blanks) = run.split_at_checked(end).unwrap_or((run, &[]));
        if !text.is_empty() {
            out.append(&mut self.blanks);
            out.extend_from_slice(text);
        }
        for blank in blanks {
            self.blank(*blank, out);
        }
    }

    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        if let Escape::Digit(digit) = self.escape {
            out.extend_from_slice(&[b'=', digit]);
        }
        *self = Self::default();
    }

    /// Takes one byte that may mean something; says whether it is done with.
    fn one(&mut self, byte: u8, out: &mut Vec<u8>) -> bool {
        match (self.escape, byte) {
            (Escape::None, b'=') => {
                out.append(&mut self.blanks);
                self.escape = Escape::Equals;
            }
            (Escape::None, b'\n') => {
                let end: &[u8] = if self.blanks.ends_with(b"\r") { b"\r\n" } else { b"\n" };
                out.extend_from_slice(end);
                self.blanks.clear();
            }
            (Escape::None, byte) => self.blank(byte, out),
            // A soft line break.
            (Escape::Equals | Escape::Blank, b'\n') => {
                self.blanks.clear();
                self.escape = Escape::None;
            }
            (Escape::Equals | Escape::Blank, b' ' | b'\t' | b'\r') if self.blanks.len() < LONGEST_BLANK => {
                self.blanks.push(byte);
                self.escape = Escape::Blank;
            }
            (Escape::Equals, digit) if digit.is_ascii_hexdigit() => self.escape = Escape::Digit(digit),
            (Escape::Digit(high), low) => {
                self.escape = Escape::None;
                let Some(value) = super::hex(high, low) else {
                    out.extend_from_slice(&[b'=', high]);
                    return false;
                };
                out.push(value);
            }
            // An equals sign that begins nothing is itself.
            (Escape::Equals | Escape::Blank, _) => {
                out.push(b'=');
                out.append(&mut self.blanks);
                self.escape = Escape::None;
                return false;
            }
        }
        true
    }

    fn blank(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.blanks.len() >= LONGEST_BLANK || self.blanks.ends_with(b"\r") {
            out.append(&mut self.blanks);
        }
        self.blanks.push(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn soft_breaks_vanish_and_nonsense_stays() {
        for (written, meant) in [
            ("a=3D=C3=a7b", "a=çb"),
            ("soft=\r\nbreak= \t\r\nhere=\nand =\r\nthere", "softbreakhereand there"),
            ("blanks at the end \t\r\nvanish \nhere ", "blanks at the end\r\nvanish\nhere"),
            ("1 = 2 =zz =4z=", "1 = 2 =zz =4z"),
            ("cut=4", "cut=4"),
            ("\r\n\r\n", "\r\n\r\n"),
            ("a\rb\r\r\n", "a\rb\r\r\n"),
        ] {
            for size in [1, 2, 3, 100] {
                let (mut state, mut out) = (State::default(), Vec::new());
                written.as_bytes().chunks(size).for_each(|piece| state.push(piece, &mut out));
                state.finish(&mut out);
                assert_eq!(String::from_utf8_lossy(&out), meant, "{written:?} by {size}");
            }
        }
    }
}
