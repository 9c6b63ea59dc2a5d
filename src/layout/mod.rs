//! Sheet → rows with a role each, columns by meaning, sections carried down.
//!
//! Knows the words of forms, and no unit, movement or person.
