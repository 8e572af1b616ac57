//! `begin 644 name` … `end` (POSIX `uuencode`).

/// Lines are 61 characters; what is longer is no line of ours.
const LONGEST_LINE: usize = 1024;

/// Where decoding stands.
#[derive(Debug, Default)]
pub(super) struct State {
    line: Vec<u8>,
    begun: bool,
    ended: bool,
}

impl State {
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            if self.ended {
                return;
            }
            if *byte == b'\n' {
                self.end_line(out);
            } else if self.line.len() < LONGEST_LINE {
                self.line.push(*byte);
            }
        }
    }

    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        self.end_line(out);
    }

    fn end_line(&mut self, out: &mut Vec<u8>) {
        let line = std::mem::take(&mut self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        if !self.begun {
            self.begun = line.starts_with(b"begin ");
        } else if line == b"end" {
            self.ended = true;
        } else if let Some((length, groups)) = line.split_first() {
            let end = out.len() + usize::from(six_bits(*length));
            for group in groups.chunks(4) {
                // Blanks at the end of a line are zeros that a mail server may have cut.
                let mut bits = 0;
                for at in 0..4 {
                    bits = bits << 6 | u32::from(group.get(at).copied().map_or(0, six_bits));
                }
                let [_, octets @ ..] = bits.to_be_bytes();
                out.extend_from_slice(&octets);
            }
            out.resize(out.len().min(end), 0);
        }
    }
}

fn six_bits(byte: u8) -> u8 {
    byte.wrapping_sub(b' ') & 0x3f
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn the_file_between_begin_and_end_is_decoded() {
        let (mut state, mut out) = (State::default(), Vec::new());
        state.push(b"Here it is:\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbye", &mut out);
        state.finish(&mut out);
        assert_eq!(out, b"Cat");
    }
}
