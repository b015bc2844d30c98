//! The formats: each prints a [`Document`](crate::document::Document) and adds no words of its own.

pub mod html;
pub mod markdown;
pub mod template;
