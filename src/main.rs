//! Engross.
fn main() {}
