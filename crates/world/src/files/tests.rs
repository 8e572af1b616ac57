#![expect(clippy::disallowed_methods, reason = "the tests look at the folder from outside")]

use super::*;
use std::io::Write;

fn folder() -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::beneath(folder.path()).unwrap();
    (folder, files)
}

fn save(folder: &Folder, name: &str, collision: Collision, bytes: &[u8]) -> Option<PathBuf> {
    let mut writing = folder.reserve(name, collision).unwrap()?.create().unwrap();
    writing.write_all(bytes).unwrap();
    writing.finish().unwrap().map(|saved| saved.path)
}

fn listing(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        path.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn files_of_one_name_are_numbered_and_case_does_not_tell_them_apart() {
    let (root, files) = folder();
    let inbox = files.folder(Path::new("in/2026")).unwrap();
    for name in ["a.pdf", "a.pdf", "A.PDF"] {
        save(&inbox, name, Collision::Rename, b"x");
    }
    assert_eq!(listing(&root.path().join("in/2026")), ["A (3).PDF", "a (2).pdf", "a.pdf"]);
}

#[cfg(target_os = "linux")]
#[test]
fn any_number_of_folders_keeps_few_of_them_open() {
    let (_root, files) = folder();
    for n in 0..300 {
        files.folder(Path::new(&format!("x/{n}"))).unwrap();
    }
    assert!(Path::new("/proc/self/fd").read_dir().unwrap().count() < 100);
}

#[test]
fn a_folder_closed_meanwhile_knows_its_names_and_whoever_is_in_it_goes_on() {
    let (root, files) = folder();
    let first = files.folder(Path::new("x/first")).unwrap();
    let reserved = first.reserve("a.pdf", Collision::Rename).unwrap().unwrap();
    for n in 0..100 {
        files.folder(Path::new(&format!("x/{n}"))).unwrap();
    }
    save(&files.folder(Path::new("x/first")).unwrap(), "a.pdf", Collision::Rename, b"second").unwrap();
    reserved.create().unwrap().finish().unwrap();
    assert_eq!(listing(&root.path().join("x/first")), ["a (2).pdf", "a.pdf"]);
}

#[test]
fn a_name_taken_behind_our_back_is_never_overwritten() {
    let (root, files) = folder();
    let folder = files.folder(Path::new("")).unwrap();
    let writing = folder.reserve("a.pdf", Collision::Rename).unwrap().unwrap().create().unwrap();
    std::fs::write(root.path().join("a.pdf"), "theirs").unwrap();
    assert_eq!(writing.finish().unwrap().unwrap().path, Path::new("a (2).pdf"));
    assert_eq!(std::fs::read_to_string(root.path().join("a.pdf")).unwrap(), "theirs");
}

#[test]
fn skip_leaves_what_is_there_and_overwrite_replaces_it() {
    let (root, files) = folder();
    std::fs::write(root.path().join("a.pdf"), "old").unwrap();
    let folder = files.folder(Path::new(".")).unwrap();
    assert_eq!(save(&folder, "a.pdf", Collision::Skip, b"new"), None);
    assert_eq!(std::fs::read_to_string(root.path().join("a.pdf")).unwrap(), "old");
    save(&folder, "a.pdf", Collision::Overwrite, b"new").unwrap();
    assert_eq!(std::fs::read_to_string(root.path().join("a.pdf")).unwrap(), "new");
    assert_eq!(listing(root.path()), ["a.pdf"]);
}

#[test]
fn a_file_given_up_halfway_leaves_nothing() {
    let (root, files) = folder();
    let folder = files.folder(Path::new("")).unwrap();
    let mut writing = folder.reserve("a.pdf", Collision::Rename).unwrap().unwrap().create().unwrap();
    writing.write_all(b"half").unwrap();
    drop(writing);
    assert!(listing(root.path()).is_empty());
}

#[test]
fn paths_that_lead_out_are_refused() {
    let (_root, files) = folder();
    for path in ["..", "a/../../b", "/etc"] {
        assert_eq!(files.folder(Path::new(path)).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{path}");
        assert!(files.read(Path::new(path), 10).is_err());
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_out_is_refused_for_writing_and_reading() {
    let (root, files) = folder();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret"), "canary").unwrap();
    std::os::unix::fs::symlink(outside.path(), root.path().join("out")).unwrap();
    assert!(files.folder(Path::new("out")).is_err());
    assert!(files.folder(Path::new("out/deeper")).is_err());
    assert!(files.read(Path::new("out/secret"), 100).is_err());
    assert_eq!(listing(outside.path()), ["secret"]);
}

#[cfg(unix)]
#[test]
fn overwriting_a_symbolic_link_replaces_the_link_and_not_its_target() {
    let (root, files) = folder();
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("target");
    std::fs::write(&target, "theirs").unwrap();
    std::os::unix::fs::symlink(&target, root.path().join("a.pdf")).unwrap();
    save(&files.folder(Path::new("")).unwrap(), "a.pdf", Collision::Overwrite, b"ours").unwrap();
    assert_eq!(std::fs::read_to_string(target).unwrap(), "theirs");
    assert_eq!(std::fs::read_to_string(root.path().join("a.pdf")).unwrap(), "ours");
}

#[test]
fn a_file_longer_than_its_cap_is_not_read() {
    let (root, files) = folder();
    std::fs::write(root.path().join("ca.pem"), "0123456789").unwrap();
    assert_eq!(files.read(Path::new("ca.pem"), 10).unwrap(), b"0123456789");
    assert_eq!(files.read(Path::new("ca.pem"), 9).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
}

#[test]
fn what_is_appended_stands_behind_what_was_there_and_we_know_our_own_end() {
    let (root, files) = folder();
    let path = Path::new("in/list.csv");
    let first = files.append(path).unwrap();
    assert!(first.is_empty() && !first.is_as_we_left_it(b"form"));
    assert_eq!(first.push(b"a\n", b"form").unwrap(), 2);
    let second = files.append(path).unwrap();
    assert!(second.is_as_we_left_it(b"form") && !second.is_as_we_left_it(b"other"));
    let busy = files.append(path).unwrap_err();
    assert_eq!(busy.kind(), io::ErrorKind::WouldBlock);
    second.push(b"b\n", b"other").unwrap();
    let both = files.append(path).unwrap();
    assert!(both.is_as_we_left_it(b"form") && both.is_as_we_left_it(b"other"));
    drop(both);
    std::fs::OpenOptions::new()
        .append(true)
        .open(root.path().join(path))
        .unwrap()
        .write_all(b"theirs\n")
        .unwrap();
    let third = files.append(path).unwrap();
    assert!(!third.is_as_we_left_it(b"form"));
    third.push(b"c\n", b"form").unwrap();
    assert!(!files.append(path).unwrap().is_as_we_left_it(b"other"));
    assert_eq!(std::fs::read_to_string(root.path().join(path)).unwrap(), "a\nb\ntheirs\nc\n");
}

#[test]
fn a_file_that_an_office_program_has_open_is_left_alone() {
    let (root, files) = folder();
    std::fs::write(root.path().join(".~lock.list.csv#"), ",ana,desk,,;").unwrap();
    let refused = files.append(Path::new("list.csv")).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ResourceBusy);
    assert_eq!(listing(root.path()), [".~lock.list.csv#"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_appended_outside_or_to_what_is_no_file() {
    let (root, files) = folder();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path().join("x.csv"), root.path().join("link.csv")).unwrap();
    std::fs::create_dir(root.path().join("folder")).unwrap();
    for path in ["link.csv", "folder", "../x.csv", ""] {
        assert!(files.append(Path::new(path)).is_err(), "{path}");
    }
    assert!(listing(outside.path()).is_empty());
    assert!(files.open(Path::new("folder")).is_err());
}

#[test]
fn what_is_only_tried_happens_nowhere_and_is_read_again() {
    let (root, files) = folder();
    std::fs::create_dir(root.path().join("in")).unwrap();
    std::fs::write(root.path().join("in/a.pdf"), "there").unwrap();
    std::fs::write(root.path().join("list.csv"), "one\n").unwrap();
    let trying = files.trying().unwrap();
    let inbox = trying.folder(Path::new("in")).unwrap();
    assert_eq!(save(&inbox, "a.pdf", Collision::Skip, b"x"), None);
    let saved = save(&inbox, "a.pdf", Collision::Rename, b"new").unwrap();
    assert_eq!(saved, Path::new("in/a (2).pdf"));
    assert_eq!(trying.read(&saved, 10).unwrap(), b"new");
    assert_eq!(trying.read(Path::new("in/a.pdf"), 10).unwrap(), b"there");
    save(&inbox, "a.pdf", Collision::Overwrite, b"over").unwrap();
    assert_eq!(trying.read(Path::new("in/a.pdf"), 10).unwrap(), b"over");
    let list = trying.append(Path::new("list.csv")).unwrap();
    assert_eq!((list.len(), list.push(b"two\n", b"form").unwrap()), (4, 8));
    assert_eq!(trying.open(Path::new("list.csv")).unwrap().len(), 8);
    save(&trying.folder(Path::new("new/deep")).unwrap(), "b.pdf", Collision::Rename, b"b").unwrap();
    let error = trying.folder(Path::new("list.csv/deep")).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotADirectory);

    assert_eq!(listing(root.path()), ["in", "list.csv"]);
    assert_eq!(listing(&root.path().join("in")), ["a.pdf"]);
    assert_eq!(std::fs::read_to_string(root.path().join("in/a.pdf")).unwrap(), "there");
    assert_eq!(std::fs::read_to_string(root.path().join("list.csv")).unwrap(), "one\n");
}
