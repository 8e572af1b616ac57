//! YAML's core schema: what a scalar without quotes means when a type is asked for. YAML 1.2.2 §10.3.2.

use super::node::Scalar;

/// A scalar with its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Typed<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number.
    Float(f64),
    /// Anything else.
    Text(&'a str),
}

/// The type a reader infers when nothing says which one is wanted.
///
/// A number with leading zeros stays text, unlike in the standard: postal codes and account numbers are written so,
/// amounts are not.
pub fn infer(scalar: &Scalar) -> Typed<'_> {
    let raw = scalar.raw.as_str();
    if scalar.quoted {
        return Typed::Text(raw);
    }
    if is_null(scalar) {
        return Typed::Null;
    }
    if let Some(value) = boolean(scalar) {
        return Typed::Boolean(value);
    }
    let digits = raw.trim_start_matches(['+', '-']);
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Typed::Text(raw);
    }
    match (integer(scalar), number(scalar)) {
        (Some(value), _) => Typed::Integer(value),
        (None, Some(value)) => Typed::Float(value),
        (None, None) => Typed::Text(raw),
    }
}

/// Nothing, `~` or `null`, without quotes.
pub fn is_null(scalar: &Scalar) -> bool {
    !scalar.quoted && matches!(scalar.raw.as_str(), "" | "~" | "null" | "Null" | "NULL")
}

/// `true` or `false`, without quotes.
pub fn boolean(scalar: &Scalar) -> Option<bool> {
    match scalar.raw.as_str() {
        _ if scalar.quoted => None,
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The boolean meant by somebody who is used to YAML 1.1, or writes the word of a language we speak.
pub fn meant_boolean(raw: &str) -> Option<bool> {
    match raw.to_lowercase().as_str() {
        "yes" | "on" | "y" | "true" | "sim" | "verdadeiro" => Some(true),
        "no" | "off" | "n" | "false" | "não" | "nao" | "falso" => Some(false),
        _ => None,
    }
}

/// A whole number, without quotes: decimal, `0o17` or `0xff`.
pub fn integer(scalar: &Scalar) -> Option<i128> {
    let raw = scalar.raw.as_str();
    if scalar.quoted {
        return None;
    }
    if let Some(digits) = raw.strip_prefix("0o") {
        return unsigned(digits, 8);
    }
    if let Some(digits) = raw.strip_prefix("0x") {
        return unsigned(digits, 16);
    }
    raw.parse().ok()
}

/// `from_str_radix` takes a sign, which YAML does not allow here.
fn unsigned(digits: &str, radix: u32) -> Option<i128> {
    i128::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with(['+', '-']))
}

/// A number, without quotes.
pub fn number(scalar: &Scalar) -> Option<f64> {
    let raw = scalar.raw.as_str();
    if scalar.quoted {
        return None;
    }
    match raw {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        _ => {}
    }
    // Rust also reads "inf", "nan" and "infinity", which are words in YAML.
    let numeric =
        raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    #[expect(clippy::cast_precision_loss, reason = "a float was asked for and this is the nearest one")]
    raw.parse().ok().filter(|_| numeric).or_else(|| integer(scalar).map(|value| value as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(raw: &str) -> Scalar {
        Scalar { raw: raw.to_owned(), quoted: false }
    }

    #[test]
    fn a_type_is_inferred_as_in_yaml_1_2() {
        for (raw, expected) in [
            ("~", Typed::Null),
            ("true", Typed::Boolean(true)),
            ("yes", Typed::Text("yes")),
            ("12", Typed::Integer(12)),
            ("-0x1f", Typed::Text("-0x1f")),
            ("0x1f", Typed::Integer(31)),
            ("1e3", Typed::Float(1000.0)),
            (".5", Typed::Float(0.5)),
            ("inf", Typed::Text("inf")),
            ("e", Typed::Text("e")),
            ("1_000", Typed::Text("1_000")),
            ("12:30", Typed::Text("12:30")),
        ] {
            assert_eq!(infer(&plain(raw)), expected, "{raw}");
        }
    }

    #[test]
    fn a_number_with_leading_zeros_stays_text() {
        assert_eq!(infer(&plain("01310")), Typed::Text("01310"));
        assert_eq!(infer(&plain("0")), Typed::Integer(0));
        assert_eq!(infer(&plain("0.5")), Typed::Float(0.5));
    }
}
