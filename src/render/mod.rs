//! The formats: each prints a [`Document`](crate::document::Document) and adds no words of its own.
