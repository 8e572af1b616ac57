use std::path::Path;

fn seeds(target: &str, holds: fn(&[u8])) {
    each(&format!("../../fuzz/seeds/{target}"), "", holds);
}

#[expect(clippy::disallowed_methods, reason = "what fuzzers begin with lies beside them")]
fn each(folder: &str, ending: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let paths: Vec<_> = paths.filter(|path| path.to_str().unwrap().ends_with(ending)).collect();
    assert!(!paths.is_empty(), "{folder:?}");
    for path in paths {
        // The name of the one that is to blame stands above the failure.
        println!("{}", path.display());
        holds(&std::fs::read(path).unwrap());
    }
}

#[test]
fn all_that_fuzzers_begin_with_is_framed_however_it_arrives() {
    seeds("framing", super::framing);
}

#[test]
fn all_that_fuzzers_begin_with_is_read_as_responses() {
    seeds("responses", super::responses);
}

#[test]
fn all_that_fuzzers_begin_with_is_the_same_session_of_pop3_however_it_arrives() {
    seeds("pop3", super::pop3);
}

#[test]
fn all_that_fuzzers_begin_with_is_the_same_answers_of_exchange_however_they_arrive() {
    seeds("ews", super::ews);
}

#[test]
fn all_that_fuzzers_begin_with_is_the_same_replies_of_smtp_however_they_arrive() {
    seeds("smtp", super::smtp);
}

#[test]
fn all_that_fuzzers_begin_with_is_a_message() {
    seeds("message", super::message);
    each("tests/mime", ".eml", super::message);
}

#[test]
fn all_that_fuzzers_begin_with_is_unpacked() {
    seeds("tnef", super::tnef);
}

#[test]
fn all_that_fuzzers_begin_with_is_read_as_rtf() {
    seeds("rtf", super::rtf);
}
