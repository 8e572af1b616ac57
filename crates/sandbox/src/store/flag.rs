/// A mark on a message.
///
/// Keywords that differ only in case are the same (RFC 9051 §2.3.2).
#[derive(Clone, Debug)]
pub enum Flag {
    /// Read.
    Seen,
    /// Replied to.
    Answered,
    /// Marked as important.
    Flagged,
    /// To be removed by the next expunge.
    Deleted,
    /// Not finished.
    Draft,
    /// A mark someone made up.
    Keyword(String),
}

impl Flag {
    /// The flags that every message can have without anybody making them up.
    pub const SYSTEM: [Self; 5] = [Self::Answered, Self::Flagged, Self::Deleted, Self::Seen, Self::Draft];
}

impl PartialEq for Flag {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Keyword(a), Self::Keyword(b)) => a.eq_ignore_ascii_case(b),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Eq for Flag {}

/// The flags of one message: each at most once, in the order they were set.
#[derive(Clone, Debug, Default)]
pub struct Flags(Vec<Flag>);

impl Flags {
    /// Whether this flag is set.
    pub fn has(&self, flag: &Flag) -> bool {
        self.0.contains(flag)
    }

    /// Sets a flag.
    pub fn insert(&mut self, flag: Flag) {
        if !self.has(&flag) {
            self.0.push(flag);
        }
    }

    /// Takes a flag away.
    pub fn remove(&mut self, flag: &Flag) {
        self.0.retain(|own| own != flag);
    }

    /// Each flag.
    pub fn iter(&self) -> std::slice::Iter<'_, Flag> {
        self.0.iter()
    }
}

impl PartialEq for Flags {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|flag| other.has(flag))
    }
}

impl Eq for Flags {}

impl FromIterator<Flag> for Flags {
    fn from_iter<T: IntoIterator<Item = Flag>>(flags: T) -> Self {
        let mut all = Self::default();
        for flag in flags {
            all.insert(flag);
        }
        all
    }
}

impl<const N: usize> From<[Flag; N]> for Flags {
    fn from(flags: [Flag; N]) -> Self {
        flags.into_iter().collect()
    }
}

impl<'a> IntoIterator for &'a Flags {
    type Item = &'a Flag;
    type IntoIter = std::slice::Iter<'a, Flag>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
