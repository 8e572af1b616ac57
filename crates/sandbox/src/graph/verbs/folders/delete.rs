use crate::{
    ews::folder::{Tree, as_stored},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::Given,
    },
    store::{Mailbox, StoreError},
};

/// `DELETE …/mailFolders/{id}` (learn.microsoft.com/graph/api/mailfolder-delete): into Deleted Items, and out of there
/// for good.
pub(in super::super::super) fn delete(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    let Given { account, place } = of_ones_own(call, folder)?;
    account.write(|mailbox| {
        let tree = Tree::of(mailbox);
        let trash = tree.distinguished("deleteditems").cloned();
        let kept = trash.filter(|trash| trash.id != place.id && !tree.is_below(place.id, trash.id));
        match kept {
            Some(trash) => throw_away(mailbox, &place.name, &place.display_name, &trash.name),
            None => remove(mailbox, place.id, &place.name),
        }
        .map_err(|_| Failure::folder_not_found())
    })?;
    Ok(Answer::empty(204))
}

/// `POST …/mailFolders/{id}/permanentDelete`: out of the mailbox, and into no other folder
/// (learn.microsoft.com/graph/api/mailfolder-permanentdelete).
pub(in super::super::super) fn delete_for_good(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    let Given { account, place } = of_ones_own(call, folder)?;
    account
        .write(|mailbox| remove(mailbox, place.id, &place.name).map_err(|_| Failure::folder_not_found()))?;
    Ok(Answer::empty(204))
}

fn of_ones_own<'f>(call: &Call<'_>, folder: &'f Given) -> Outcome<&'f Given> {
    call.needs(Access::Write)?;
    if folder.place.distinguished.is_some() {
        return Err(Failure::new(
            400,
            "ErrorDeleteDistinguishedFolder",
            "Distinguished folders cannot be deleted.",
        ));
    }
    Ok(folder)
}

/// Under another name where there is one of that name already.
fn throw_away(mailbox: &mut Mailbox, name: &str, shown: &str, trash: &str) -> Result<(), StoreError> {
    let base = format!("{trash}/{}", as_stored(shown));
    let names = std::iter::once(base.clone()).chain((1..).map(|number| format!("{base} ({number})")));
    for to in names {
        match mailbox.rename_named(name, &to) {
            Err(StoreError::FolderExists) => {}
            done => return done,
        }
    }
    Ok(())
}

fn remove(mailbox: &mut Mailbox, id: u32, name: &str) -> Result<(), StoreError> {
    let below: Vec<String> =
        Tree::of(mailbox).below(id).iter().rev().map(|place| place.name.clone()).collect();
    for name in below.iter().map(String::as_str).chain([name]) {
        mailbox.delete(name)?;
    }
    Ok(())
}
