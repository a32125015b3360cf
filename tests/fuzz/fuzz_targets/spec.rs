//! The probe `spec` with whatever the fuzzer makes up.

#![no_main]

use docbind_tests::probes::spec;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| spec::check(bytes));
