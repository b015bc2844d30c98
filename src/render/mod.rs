//! The formats: each prints a [`Document`](crate::document::Document) and adds no words of its own.

#[cfg(feature = "pdf")]
pub mod fonts;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod strings;
#[cfg(feature = "pdf")]
mod world;
