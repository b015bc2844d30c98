//! The one test binary.

mod format;
mod robust;
mod support;
mod syntax;
