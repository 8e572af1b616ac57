use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "what fuzzers begin with lies beside them")]
fn seeds(target: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!paths.is_empty(), "{folder:?}");
    for path in paths {
        // The name of the one that is to blame stands above the failure.
        println!("{}", path.display());
        holds(&std::fs::read(path).unwrap());
    }
}

#[test]
fn all_that_fuzzers_begin_with_is_a_challenge_or_a_fault() {
    seeds("ntlm", super::ntlm);
}
