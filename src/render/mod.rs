//! The formats: each prints a [`Document`](crate::document::Document) and adds no words of its own.

#[cfg(feature = "pdf")]
pub mod fonts;
pub mod html;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod sheet;
pub mod strings;
pub mod template;
#[cfg(feature = "pdf")]
mod world;
