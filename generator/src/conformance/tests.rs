//! Messages of failing tests.
