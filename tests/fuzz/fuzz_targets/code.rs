//! The probe `code` with whatever the fuzzer makes up.

#![no_main]

use docbind_tests::probes::code;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| code::check(bytes));
