//! Which operation an address and a method mean.

use hyper::Method;

use super::{
    answer::Answer,
    call::Call,
    failure::{Failure, Outcome},
    folder::{Given, given},
    verbs::{attachments, folders, messages, user},
};

/// A piece of the path: as it came, and as a name.
struct Piece<'a> {
    text: &'a str,
    name: String,
}

/// Runs what follows the mailbox in the path. Names have no case, and may be qualified (`microsoft.graph.move`).
pub(super) fn run(call: &Call<'_>, rest: &[String]) -> Outcome<Answer> {
    let piece = |text: &'_ String| {
        let name = text.to_ascii_lowercase();
        name.strip_prefix("microsoft.graph.").unwrap_or(&name).to_owned()
    };
    let pieces: Vec<Piece<'_>> = rest.iter().map(|text| Piece { text, name: piece(text) }).collect();
    let Some((first, rest)) = pieces.split_first() else {
        return only(call, &Method::GET, user::get);
    };
    let names: Vec<&str> = rest.iter().map(|piece| piece.name.as_str()).collect();
    match (first.name.as_str(), names.as_slice()) {
        ("mailfolders", _) => in_folders(call, rest),
        ("messages", _) => in_messages(call, None, rest),
        ("sendmail", []) => only(call, &Method::POST, messages::send_mail),
        ("outlook", ["mastercategories"]) => only(call, &Method::GET, user::categories),
        _ => Err(Failure::no_such_segment(first.text)),
    }
}

fn only(call: &Call<'_>, method: &Method, run: impl FnOnce(&Call<'_>) -> Outcome<Answer>) -> Outcome<Answer> {
    if call.asked.method == *method { run(call) } else { Err(Failure::no_such_method()) }
}

fn in_folders(call: &Call<'_>, rest: &[Piece<'_>]) -> Outcome<Answer> {
    let top = || given(call, "msgfolderroot");
    let Some((first, rest)) = rest.split_first() else {
        return children(call, &top()?);
    };
    match (first.name.as_str(), rest.is_empty()) {
        ("$count", true) => return only(call, &Method::GET, |call| folders::count(call, &top()?)),
        ("delta", true) => return only(call, &Method::GET, folders::delta),
        _ => {}
    }
    // Who may not read the mailbox learns nothing of its folders either.
    call.needs(super::access::Access::Basic).or_else(|_| call.needs(super::access::Access::Write))?;
    in_folder(call, &given(call, first.text)?, rest)
}

fn children(call: &Call<'_>, parent: &Given) -> Outcome<Answer> {
    match call.asked.method {
        Method::GET => folders::list(call, parent),
        Method::POST => folders::create(call, parent),
        _ => Err(Failure::no_such_method()),
    }
}

fn in_folder(call: &Call<'_>, folder: &Given, rest: &[Piece<'_>]) -> Outcome<Answer> {
    let Some((first, rest)) = rest.split_first() else {
        return match call.asked.method {
            Method::GET => folders::get(call, folder),
            Method::PATCH => folders::update(call, folder),
            Method::DELETE => folders::delete(call, folder),
            _ => Err(Failure::no_such_method()),
        };
    };
    match (first.name.as_str(), rest) {
        ("childfolders", []) => children(call, folder),
        ("childfolders", [count]) if count.name == "$count" => {
            only(call, &Method::GET, |call| folders::count(call, folder))
        }
        ("childfolders", [child, rest @ ..]) => {
            let child = given(call, child.text)?;
            if child.place.parent == folder.place.id {
                in_folder(call, &child, rest)
            } else {
                Err(Failure::folder_not_found())
            }
        }
        ("messages", rest) => in_messages(call, Some(folder), rest),
        ("move", []) => only(call, &Method::POST, |call| folders::move_to(call, folder)),
        ("copy", []) => only(call, &Method::POST, |call| folders::copy(call, folder)),
        ("permanentdelete", []) => only(call, &Method::POST, |call| folders::delete_for_good(call, folder)),
        _ => Err(Failure::no_such_segment(first.text)),
    }
}

fn in_messages(call: &Call<'_>, folder: Option<&Given>, rest: &[Piece<'_>]) -> Outcome<Answer> {
    let Some((first, rest)) = rest.split_first() else {
        return match call.asked.method {
            Method::GET => messages::list(call, folder),
            Method::POST => messages::create(call, folder),
            _ => Err(Failure::no_such_method()),
        };
    };
    match (first.name.as_str(), rest.is_empty(), folder) {
        ("$count", true, _) => return only(call, &Method::GET, |call| messages::count(call, folder)),
        ("delta", true, Some(folder)) => {
            return only(call, &Method::GET, |call| messages::delta(call, folder));
        }
        _ => {}
    }
    let message = messages::Named { text: first.text, folder };
    let names: Vec<&str> = rest.iter().map(|piece| piece.name.as_str()).collect();
    let post = |run: fn(&Call<'_>, &messages::Named<'_>) -> Outcome<Answer>| {
        only(call, &Method::POST, |call| run(call, &message))
    };
    match names.as_slice() {
        [] => match call.asked.method {
            Method::GET => messages::get(call, &message),
            Method::PATCH => messages::update(call, &message),
            Method::DELETE => messages::delete(call, &message),
            _ => Err(Failure::no_such_method()),
        },
        ["$value"] => only(call, &Method::GET, |call| messages::value(call, &message)),
        ["move"] => post(messages::move_to),
        ["copy"] => post(messages::copy),
        ["permanentdelete"] => post(messages::delete_for_good),
        ["send"] => post(messages::send),
        ["reply"] => post(messages::reply),
        ["replyall"] => post(messages::reply_all),
        ["forward"] => post(messages::forward),
        ["createreply"] => post(messages::create_reply),
        ["createreplyall"] => post(messages::create_reply_all),
        ["createforward"] => post(messages::create_forward),
        ["attachments"] => match call.asked.method {
            Method::GET => attachments::list(call, &message),
            Method::POST => attachments::add(call, &message),
            _ => Err(Failure::no_such_method()),
        },
        ["attachments", "$count"] => only(call, &Method::GET, |call| attachments::count(call, &message)),
        ["attachments", "createuploadsession"] => post(attachments::create_upload_session),
        ["attachments", _] | ["attachments", _, "$value"] => {
            let id = rest.get(1).map_or("", |piece| piece.text);
            match (call.asked.method.clone(), names.len()) {
                (Method::GET, 2) => attachments::get(call, &message, id),
                (Method::GET, _) => attachments::value(call, &message, id),
                (Method::DELETE, 2) => attachments::delete(call, &message, id),
                _ => Err(Failure::no_such_method()),
            }
        }
        [name, ..] => Err(Failure::no_such_segment(name)),
    }
}
