//! Repairs on pages, before and after.
