//! Settings files with `{{name}}` in them.

use std::fmt::Display;

pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), &value.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn every_place_of_a_name_is_filled() {
        assert_eq!(
            fill("port = {{port}} # {{port}} {{other}}", &[("port", &143)]),
            "port = 143 # 143 {{other}}"
        );
    }
}
