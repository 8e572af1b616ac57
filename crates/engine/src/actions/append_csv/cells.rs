//! Cells that a spreadsheet program would take for formulas.

/// What formulas begin with, in programs that people open tables with; also as wide characters.
///
/// Source: owasp.org/www-community/attacks/CSV_Injection.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell, with a `'` in front when it begins like a formula: then it is text everywhere.
pub(super) fn harmless(cell: String) -> String {
    if cell.starts_with(BEGINNINGS) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_becomes_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        for plain in ["", "a=b", "1-1", "'=1", " x"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
