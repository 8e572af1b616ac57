use std::collections::{BTreeMap, VecDeque};

/// Values under names nobody can guess. When it is full, the oldest makes room.
#[derive(Debug)]
pub(super) struct Shelf<T> {
    room: usize,
    values: BTreeMap<String, T>,
    order: VecDeque<String>,
}

impl<T> Shelf<T> {
    pub fn new(room: usize) -> Self {
        Self { room, values: BTreeMap::new(), order: VecDeque::new() }
    }

    /// Names are random, so none is ever given twice.
    pub fn put(&mut self, name: String, value: T) {
        while self.order.len() >= self.room {
            if let Some(oldest) = self.order.pop_front() {
                self.values.remove(&oldest);
            }
        }
        self.order.push_back(name.clone());
        self.values.insert(name, value);
    }

    pub fn get(&self, name: &str) -> Option<&T> {
        self.values.get(name)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.values.get_mut(name)
    }

    /// Its place in the order is given back when it would have been its turn.
    pub fn take(&mut self, name: &str) -> Option<T> {
        self.values.remove(name)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut T)> {
        self.values.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room() {
        let mut shelf = Shelf::new(2);
        for name in ["a", "b", "c"] {
            shelf.put(name.to_owned(), ());
        }
        assert!(shelf.get("a").is_none() && shelf.get("b").is_some() && shelf.get("c").is_some());
    }

    #[test]
    fn what_is_taken_and_what_is_put_never_fill_it() {
        let mut shelf = Shelf::new(3);
        for n in 0..100 {
            shelf.put(n.to_string(), ());
            shelf.take(&n.to_string());
        }
        assert!(shelf.order.len() <= 3 && shelf.values.is_empty());
    }
}
