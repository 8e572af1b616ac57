//! A folder that gets another name and another place: two requests that are one change.

use crate::{FolderPath, Result, Retry};

/// One of the two. `P` is what stands for the folder around it.
pub(in crate::backends) enum Step<P> {
    Named(String),
    Moved(P),
}

/// A step, and what takes it back.
type Undoable<P> = (Step<P>, Step<P>);

/// What makes `to` of `from`, each with the folder around it. Where its new name `is_taken` beside it, it goes away first.
pub(in crate::backends) fn steps<P: PartialEq>(
    (from, old): (&FolderPath, P),
    (to, new): (&FolderPath, P),
    is_taken: bool,
) -> Vec<Undoable<P>> {
    let (old_name, name) = (last(from), last(to));
    let renames =
        (old_name != name).then(|| (Step::Named(name.to_owned()), Step::Named(old_name.to_owned())));
    let moves = (old != new).then(|| (Step::Moved(new), Step::Moved(old)));
    let steps = if is_taken { [moves, renames] } else { [renames, moves] };
    steps.into_iter().flatten().collect()
}

/// Takes steps one after the other, and those that were taken back where a later one is refused.
pub(in crate::backends) async fn take<P, F: Future<Output = Result<()>>>(
    steps: Vec<Undoable<P>>,
    edit: impl Fn(Step<P>) -> F,
) -> Result<()> {
    let mut taken = None;
    for (done, undone) in steps {
        let Err(error) = edit(done).await else {
            taken = Some(undone);
            continue;
        };
        return Err(match taken {
            // Whether this one was taken nobody knows.
            Some(undone) if error.retry() != Retry::Unsure => match edit(undone).await {
                Ok(()) => error,
                Err(_) => error.retrying(Retry::Unsure),
            },
            _ => error,
        });
    }
    Ok(())
}

/// The folder of the name of `to` beside `from`.
pub(in crate::backends) fn beside(from: &FolderPath, to: &FolderPath) -> FolderPath {
    let above = from.names().split_last().map(|(_, above)| above).unwrap_or_default();
    FolderPath::from_names(above.iter().map(String::as_str).chain([last(to)])).unwrap_or_else(|| from.clone())
}

fn last(path: &FolderPath) -> &str {
    path.names().last().map_or("", String::as_str)
}
