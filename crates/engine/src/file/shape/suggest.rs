//! What a person may have meant.

/// What is shown of a key or a value inside a sentence, and compared with what it could have been.
const LONGEST: usize = 60;

/// The start of a text that may be very long, on one line.
pub fn short(text: &str) -> String {
    let mut letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// The name nearest to what was written, when it is near.
pub fn meant<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.is_empty() || written.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let written = plain(written);
    names
        .into_iter()
        .map(|name| {
            let distance = strsim::damerau_levenshtein(&written, &plain(name));
            // Part of a name, `attachment` for `save_attachments`, is nearer than its length says.
            let part =
                written.len() >= 4 && name.split('_').any(|part| part.trim_end_matches('s') == written);
            (if part { distance.min(1) } else { distance }, name)
        })
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_what_was_meant() {
        let names = ["session", "folder", "where", "for_each_mail", "save_attachments"];
        for (written, name) in [
            ("sesion", Some("session")),
            ("Folder", Some("folder")),
            ("for-each-mail", Some("for_each_mail")),
            ("hwere", Some("where")),
            ("attachment", Some("save_attachments")),
            ("password", None),
            ("", None),
        ] {
            assert_eq!(meant(written, names), name, "{written}");
        }
    }
}
