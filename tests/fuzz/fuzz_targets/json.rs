//! The probe `json` with whatever the fuzzer makes up.

#![no_main]

use docbind_tests::probes::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| json::check(bytes));
