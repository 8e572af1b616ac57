//! Placeholder until the memory backend lands.
