//! Characters as a server may write them, and as they are read.

/// A number of Unicode's, which may be half of a surrogate pair.
pub type Unit = u32;

/// A way of writing a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `&#233;`
    Decimal,
    /// `&#x0e9;`
    Hexadecimal,
    /// As UTF-8, and a surrogate like a character of three bytes.
    Raw,
    /// The same, where markup means nothing.
    Cdata,
    /// Two references for a character beyond U+FFFF.
    Halves,
    /// Two times three bytes for it (CESU-8).
    RawHalves,
    /// One half so, and the other half so.
    MixedHalves,
    /// Each in another way than the one before.
    Mixed,
}

impl Way {
    /// Writes the text of an element.
    pub fn write(self, text: &[Unit]) -> Vec<u8> {
        let mut out = Vec::new();
        if self == Self::Cdata {
            out.extend_from_slice(b"<![CDATA[");
            for unit in text {
                raw(*unit, &mut out);
            }
            out.extend_from_slice(b"]]>");
            return out;
        }
        for unit in text {
            self.one(*unit, &mut out);
        }
        out
    }

    fn one(self, unit: Unit, out: &mut Vec<u8>) {
        const MIXED: [Way; 6] =
            [Way::Decimal, Way::MixedHalves, Way::Raw, Way::Hexadecimal, Way::RawHalves, Way::Halves];
        match (self, halves(unit)) {
            (Self::Mixed, _) => MIXED[unit as usize % MIXED.len()].one(unit, out),
            (Self::Halves, Some(halves)) => halves.into_iter().for_each(|half| hexadecimal(half, out)),
            (Self::RawHalves, Some(halves)) => halves.into_iter().for_each(|half| raw(half, out)),
            (Self::MixedHalves, Some([high, low])) if unit.is_multiple_of(2) => {
                hexadecimal(high, out);
                raw(low, out);
            }
            (Self::MixedHalves, Some([high, low])) => {
                raw(high, out);
                Self::Decimal.one(low, out);
            }
            (Self::Decimal, _) => out.extend_from_slice(format!("&#{unit};").as_bytes()),
            (Self::Raw | Self::RawHalves, _) if !b"<&".map(u32::from).contains(&unit) => raw(unit, out),
            _ => hexadecimal(unit, out),
        }
    }
}

fn hexadecimal(unit: Unit, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("&#x{unit:03X};").as_bytes());
}

/// The bytes of UTF-8, of whatever number (RFC 3629 §3).
fn raw(unit: Unit, out: &mut Vec<u8>) {
    if let Some(character) = char::from_u32(unit) {
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return;
    }
    let low = |number: u32| u8::try_from(number & 0x3f | 0x80).unwrap();
    out.extend_from_slice(&[u8::try_from(unit >> 12 | 0xe0).unwrap(), low(unit >> 6), low(unit)]);
}

/// The two halves of what takes two.
fn halves(unit: Unit) -> Option<[Unit; 2]> {
    let character = char::from_u32(unit).filter(|character| character.len_utf16() == 2)?;
    let mut halves = [0; 2];
    character.encode_utf16(&mut halves);
    Some(halves.map(u32::from))
}

/// What it means, and how much of it means nothing.
pub fn read(text: &[Unit]) -> (String, u32) {
    let (mut out, mut replaced) = (String::new(), 0);
    let code = |unit: &Unit| match halves(*unit) {
        Some(halves) => halves.to_vec(),
        None => vec![*unit],
    };
    let codes: Vec<u16> = text.iter().flat_map(code).map(|code| u16::try_from(code).unwrap()).collect();
    for character in char::decode_utf16(codes) {
        replaced += u32::from(character.is_err());
        out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    (out, replaced)
}

/// The same where it stands in one line: what would start another is a blank.
pub fn on_one_line(text: &str) -> String {
    let blank = |c: char| c == ' ' || c.is_control() || c == '\u{2028}' || c == '\u{2029}';
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
