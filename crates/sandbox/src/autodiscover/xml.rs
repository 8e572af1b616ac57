//! Just as much XML as a question needs: the texts, and where they stand.

use quick_xml::{events::Event, name::ResolveResult, reader::NsReader};

/// No question is deeper.
const DEEPEST: usize = 32;

/// A text, below elements that are named by namespace and name.
pub(super) struct Text {
    path: Vec<(String, String)>,
    pub text: String,
}

impl Text {
    /// Whether it stands at the end of this path; all elements are in one namespace.
    pub fn is_at(&self, namespace: &str, path: &[&str]) -> bool {
        let end = self.path.len().checked_sub(path.len()).and_then(|start| self.path.get(start..));
        end.is_some_and(|end| {
            end.iter().zip(path).all(|((of, name), wanted)| of == namespace && name == wanted)
        })
    }

    /// Whether it stands anywhere below an element of this name.
    pub fn is_below(&self, namespace: &str, name: &str) -> bool {
        self.path.iter().any(|(of, other)| of == namespace && other == name)
    }
}

/// All elements that hold a text or nothing. `None`: it is no XML, or more than anybody needs.
pub(super) fn texts(bytes: &[u8]) -> Option<Vec<Text>> {
    let text = str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut path, mut said, mut found, mut is_leaf) = (Vec::new(), String::new(), Vec::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let (namespace, name) = reader.resolver().resolve_element(start.name());
                let namespace = match namespace {
                    ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
                    ResolveResult::Unbound => String::new(),
                    ResolveResult::Unknown(_) => return None,
                };
                path.push((namespace, name.as_ref().to_owned()));
                (is_leaf, said) = (true, String::new());
                if path.len() > DEEPEST {
                    return None;
                }
            }
            Event::End(_) => {
                // What no document may say (XML 1.0 §2.2) could not be said again either.
                if said.contains(|letter: char| letter.is_control() && !letter.is_whitespace()) {
                    return None;
                }
                if is_leaf {
                    found
                        .push(Text { path: path.clone(), text: std::mem::take(&mut said).trim().to_owned() });
                }
                is_leaf = false;
                path.pop();
            }
            Event::Text(piece) => said.push_str(&piece),
            Event::CData(piece) => said.push_str(&piece),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(letter) => said.push(letter),
                None => said.push_str(quick_xml::escape::resolve_predefined_entity(&reference)?),
            },
            Event::DocType(_) => return None,
            Event::Eof => return (path.is_empty() && !found.is_empty()).then_some(found),
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}
