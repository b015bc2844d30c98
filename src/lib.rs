//! Engross.
