use std::fmt::Write;

/// A PDF of one page with these lines on it, in ASCII (ISO 32000-1 §7.5: header, objects, cross-reference, trailer).
pub(super) fn write(lines: &[String]) -> Vec<u8> {
    let mut text = "BT /F1 14 Tf 72 760 Td 20 TL".to_owned();
    for line in lines {
        let escaped = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let _ = write!(text, "\n({escaped}) Tj T*");
    }
    text.push_str("\nET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let _ = write!(
        out,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\n\
         startxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_cross_reference_says_where_each_object_is() {
        let pdf = String::from_utf8(super::write(&["Invoice (1)".to_owned()])).unwrap();
        assert!(pdf.contains("(Invoice \\(1\\)) Tj"));
        for number in 1..=5 {
            let place = format!("{:010} 00000 n", pdf.find(&format!("{number} 0 obj")).unwrap());
            assert!(pdf.contains(&place), "{place} in {pdf}");
        }
    }
}
