//! As much of Fluent's syntax as is needed to list keys (<https://projectfluent.org/fluent/guide/>).

use std::collections::BTreeSet;

/// Line and key of each message, term (`-name`) and attribute (`message.attribute`).
pub fn keys(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut owner = String::new();
    for (line, content) in (1..).zip(text.lines()) {
        let indented = content.starts_with([' ', '\t']);
        let Some((left, _)) = content.split_once('=') else {
            continue;
        };
        let name = left.trim();
        if !indented && is_name(name.strip_prefix('-').unwrap_or(name)) {
            name.clone_into(&mut owner);
            found.push((line, name.to_owned()));
        } else if let Some(attribute) =
            name.strip_prefix('.').filter(|attribute| indented && is_name(attribute))
        {
            found.push((line, format!("{owner}.{attribute}")));
        }
    }
    found
}

/// Messages and terms that other messages put into their own text: `{ name }`, `{ -name }`, `{ name.attribute }`.
pub fn referred(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| {
            let (content, _) = rest.split_once('}')?;
            let name = content.split(['.', '(']).next().unwrap_or(content).trim();
            is_name(name.strip_prefix('-').unwrap_or(name)).then(|| name.to_owned())
        })
        .collect()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# signed-out = old\n-brand = Carteiro\nsigned-in = { -brand }: { $user } = you\n    .hint = { see-also }\n\nsee-also =\n    More = less\n    { $count ->\n        [one] a = b\n       *[other] c\n    }\n";

    #[test]
    fn messages_terms_and_attributes_are_keys_and_continued_lines_are_not() {
        let found: Vec<String> = keys(TEXT).into_iter().map(|(line, key)| format!("{line} {key}")).collect();
        assert_eq!(found, ["2 -brand", "3 signed-in", "4 signed-in.hint", "6 see-also"]);
    }

    #[test]
    fn messages_used_by_messages_are_known() {
        assert_eq!(referred(TEXT), BTreeSet::from(["-brand".to_owned(), "see-also".to_owned()]));
    }
}
