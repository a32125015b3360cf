//! The probe `curl` with whatever the fuzzer makes up.

#![no_main]

use docbind_tests::probes::curl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| curl::check(bytes));
