#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| carteiro_auth::fuzzing::ntlm(bytes));
