//! The formats: each prints a [`Document`](crate::document::Document) and adds no words of its own.

#[cfg(feature = "pdf")]
mod fields;
#[cfg(feature = "pdf")]
pub mod fonts;
pub mod html;
#[cfg(feature = "pdf")]
pub mod identifier;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod print;
pub mod sheet;
pub mod strings;
pub mod template;
#[cfg(feature = "pdf")]
mod world;
