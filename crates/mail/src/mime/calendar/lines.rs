//! Content lines (RFC 5545 §3.1): unfolded, with their parameters.

/// More lines are not read.
const MOST: usize = 20_000;
/// More parameters of one line are not read.
const MOST_PARAMETERS: usize = 50;

/// `NAME;PARAMETER=value:value`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// In capitals.
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

/// The lines of a calendar; what is no line is left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut physical = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).peekable();
    let unfolded = std::iter::from_fn(move || {
        let mut line = physical.next()?.to_owned();
        // §3.1: the line end and the one blank after it vanish.
        while let Some(rest) = physical.next_if(|next| next.starts_with([' ', '\t'])) {
            line.push_str(rest.get(1..).unwrap_or_default());
        }
        Some(line)
    });
    unfolded.take(MOST).filter_map(|line| Line::parse(&line))
}

impl Line {
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}').trim_start();
        let end = line.find([':', ';'])?;
        let (name, mut rest) = line.split_at_checked(end)?;
        let mut read = Self { name: name.trim().to_ascii_uppercase(), ..Self::default() };
        if read.name.is_empty() || read.name.contains(char::is_whitespace) {
            return None;
        }
        while let Some(parameter) = rest.strip_prefix(';') {
            let (name, after) = parameter.split_once('=')?;
            let (value, after) = value(after);
            if read.parameters.len() < MOST_PARAMETERS {
                read.parameters.push((name.trim().to_ascii_uppercase(), value));
            }
            rest = after;
        }
        rest.strip_prefix(':')?.clone_into(&mut read.value);
        Some(read)
    }

    /// The parameter of this name; `None` when it is empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The value as text (§3.3.11); `None` when it is empty.
    pub(super) fn text(&self) -> Option<String> {
        let mut text = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(escaped @ (',' | ';' | '\\' | ':' | '"')) => text.push(escaped),
                    // Paths of Windows are written as they are.
                    Some(other) => text.extend(['\\', other]),
                    None => text.push('\\'),
                },
                c => text.push(c),
            }
        }
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// The value of a parameter, and what follows it: the next `;` or `:`, at which it ends unless it is quoted.
fn value(text: &str) -> (String, &str) {
    let mut read = String::new();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' | ':' if !quoted => return (circumflex(&read), text.get(at..).unwrap_or_default()),
            c => read.push(c),
        }
    }
    // A quote that never ends: the sender forgot it.
    if quoted && let Some(end) = text.find([';', ':']) {
        let (read, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        return (circumflex(read.trim_matches('"')), rest);
    }
    (circumflex(&read), "")
}

/// RFC 6868 §3.
fn circumflex(value: &str) -> String {
    if !value.contains('^') {
        return value.to_owned();
    }
    let mut read = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let meant = match chars.peek() {
            Some('n') => '\n',
            Some('^') => '^',
            Some('\'') => '"',
            _ => c,
        };
        if c == '^' && chars.next_if(|next| matches!(next, 'n' | '^' | '\'')).is_some() {
            read.push(meant);
        } else {
            read.push(c);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_unfolded_and_their_parameters_unquoted() {
        let read: Vec<Line> = lines(
            "\u{feff}BEGIN:VCALENDAR\r\nSUMMARY;LANGUAGE=pt-BR:Reuni\u{e3}o\\, se\r\n manal\\nem C:\\dados\r\n\
             attendee;CN=\"Souza; Ana: a ^'chefe^'\";RSVP=TRUE:mailto:ana@empresa.test\nno line\n;x:y\nX;CN=\"open;A=1:z\n",
        )
        .collect();
        let names: Vec<&str> = read.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["BEGIN", "SUMMARY", "ATTENDEE", "X"]);
        assert_eq!(read[1].text().as_deref(), Some("Reunião, semanal\nem C:\\dados"));
        assert_eq!(read[2].parameter("CN"), Some("Souza; Ana: a \"chefe\""));
        assert_eq!(read[2].parameter("RSVP"), Some("TRUE"));
        assert_eq!(read[2].value, "mailto:ana@empresa.test");
        assert_eq!((read[3].parameter("CN"), read[3].value.as_str()), (Some("open"), "z"));
    }
}
