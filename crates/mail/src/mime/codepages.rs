//! The code pages of DOS, which the WHATWG left out and old senders did not.
//!
//! Source: unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC.

/// A code page of DOS: ASCII below 0x80.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    /// United States.
    Dos437,
    /// Western Europe.
    Dos850,
    /// Central Europe.
    Dos852,
    /// Western Europe with the euro sign.
    Dos858,
}

impl CodePage {
    /// The page with this number, whatever stands before it.
    pub(super) fn numbered(label: &str) -> Option<Self> {
        match label.trim_start_matches(|c: char| c.is_ascii_alphabetic()) {
            "437" => Some(Self::Dos437),
            "850" => Some(Self::Dos850),
            "852" => Some(Self::Dos852),
            "858" => Some(Self::Dos858),
            _ => None,
        }
    }

    /// Reads `bytes`. Every byte means something.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let upper: Vec<char> = match self {
            Self::Dos437 => DOS_437.chars().collect(),
            Self::Dos850 => DOS_850.chars().collect(),
            Self::Dos852 => DOS_852.chars().collect(),
            Self::Dos858 => DOS_850.chars().map(|c| if c == 'ı' { '€' } else { c }).collect(),
        };
        bytes
            .iter()
            .map(|byte| match byte.checked_sub(0x80) {
                None => char::from(*byte),
                Some(at) => upper.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            })
            .collect()
    }
}

const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const DOS_852: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_character() {
        for table in [DOS_437, DOS_850, DOS_852] {
            assert_eq!(table.chars().count(), 128);
        }
        assert_eq!(CodePage::Dos850.decode(b"Jo\xc6o \xd5"), "João ı");
        assert_eq!(CodePage::Dos858.decode(b"\xd5"), "€");
        assert_eq!(CodePage::Dos437.decode(b"\xfd"), "²");
    }
}
