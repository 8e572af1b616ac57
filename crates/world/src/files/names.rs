//! File names that every system accepts.

/// Longest name in bytes. Most systems stop at 255; the rest is room for a number and the temporary ending.
const LONGEST: usize = 200;

/// The name closest to `wanted` that is legal on Windows, macOS and Linux, and names a file in its folder only.
///
/// - Separators, characters that Windows refuses and control characters become `_`.
/// - Marks that reverse the writing direction vanish: they make `exe.pdf` out of `fdp.exe`.
/// - Device names (`CON`, `nul.txt`) get a `_` in front; ends in dots and blanks are cut; an empty name is `file`.
/// - A dot in front becomes `_`: a sender who names a file must not write `.bashrc` or `.htaccess`.
/// - Long names are cut before their extension.
///
/// Source: learn.microsoft.com/windows/win32/fileio/naming-a-file.
pub fn legal(wanted: &str) -> String {
    let replaced: String = wanted
        .chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '_' } else { c })
        .collect();
    let trimmed = replaced.trim_matches(|c: char| c.is_whitespace()).trim_end_matches(['.', ' ']);
    let name = if trimmed.is_empty() || trimmed.chars().all(|c| c == '.') { "file" } else { trimmed };
    let name = match name.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if is_device(name) => format!("_{name}"),
        None => name.to_owned(),
    };
    let (stem, extension) = split(&name);
    // An "extension" as long as a name is no extension.
    let extension = if extension.len() > 20 { "" } else { extension };
    let room = LONGEST - extension.len();
    if name.len() <= LONGEST {
        name.clone()
    } else {
        format!("{}{extension}", cut(stem_of(&name, stem, extension), room))
    }
}

/// `invoice.pdf` as the `n`th of its name: `invoice (2).pdf`.
pub fn numbered(name: &str, n: usize) -> String {
    let (stem, extension) = split(name);
    format!("{stem} ({n}){extension}")
}

fn stem_of<'a>(name: &'a str, stem: &'a str, extension: &str) -> &'a str {
    if extension.is_empty() { name } else { stem }
}

/// Stem and extension with its dot.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    }
}

fn cut(text: &str, room: usize) -> &str {
    let end = (0..=room.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |prefix| {
        stem.strip_prefix(prefix)
            .is_some_and(|n| matches!(n, "¹" | "²" | "³") || matches!(n.as_bytes(), [b'0'..=b'9']))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder_and_legal_everywhere() {
        for (wanted, got) in [
            ("fatura março.pdf", "fatura março.pdf"),
            ("../../etc/passwd", "_._.._etc_passwd"),
            (r"C:\Windows\win.ini", "C__Windows_win.ini"),
            ("..", "file"),
            (".", "file"),
            ("  ", "file"),
            ("", "file"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("com¹.csv", "_com¹.csv"),
            ("console.txt", "console.txt"),
            ("report. . .", "report"),
            ("a\0b\r\nc", "a_b__c"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            (".bashrc", "_bashrc"),
            (" .ssh", "_ssh"),
            ("\u{202e}.env", "_env"),
            ("...", "file"),
        ] {
            assert_eq!(legal(wanted), got, "{wanted:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension_and_whole_characters() {
        let name = legal(&format!("{}.pdf", "ção".repeat(200)));
        assert!(name.len() <= LONGEST && split(&name).1 == ".pdf", "{name}");
        assert!(legal(&"x.".repeat(300)).len() <= LONGEST);
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        assert_eq!(numbered("invoice.pdf", 2), "invoice (2).pdf");
        assert_eq!(numbered("README", 3), "README (3)");
        assert_eq!(numbered(".env", 2), ".env (2)");
    }
}
