//! The probe `markdown` with whatever the fuzzer makes up.

#![no_main]

use docbind_tests::probes::markdown;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| markdown::check(bytes));
