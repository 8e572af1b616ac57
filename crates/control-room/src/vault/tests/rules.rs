//! Who may do what: every operation by everybody.

use super::{Bank, Part, new, path, secret};
use crate::Result;
use crate::access::Caller;
use crate::app::Asked;
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::Language;

on_both!(
    everybody_may_do_in_a_locker_what_they_are_there_for_and_nothing_else,
    a_locker_always_keeps_an_owner_who_may_come_in,
    whoever_holds_the_key_repairs_what_is_left,
    only_who_may_make_lockers_does_and_owns_what_they_made,
    lockers_are_listed_to_who_is_something_in_them,
);

/// What can be done, and the least that one has to be for it; of a credential of one's own, and of another's.
#[derive(Clone, Copy, Debug)]
enum Operation {
    SeeLocker,
    ListCredentials,
    SeeCredential,
    Use,
    Give,
    TakeBack,
    SeeMembers,
    SeeCandidates,
    Describe,
    RemoveLocker,
    /// From what to what, where `None` is nothing.
    Place(Option<Part>, Option<Part>),
    Consume(bool),
    AddCredential,
    ChangeCredential,
    SetValue,
    ClearValue,
    SeeVersions,
    RestoreValue,
    SeeReads,
    RemoveCredential,
}
use Operation as Op;

/// All of them with the least that they take: for what is one's own, and for what is not.
fn operations() -> Vec<(Operation, Part, Part)> {
    let all = |op, least| (op, least, least);
    let own = |op| (op, Part::Participant, Part::Manager);
    let mut operations = vec![
        all(Op::SeeLocker, Part::Consumer),
        all(Op::ListCredentials, Part::Consumer),
        all(Op::SeeCredential, Part::Consumer),
        all(Op::Use, Part::Consumer),
        all(Op::Give, Part::Consumer),
        all(Op::TakeBack, Part::Consumer),
        all(Op::SeeMembers, Part::Participant),
        all(Op::SeeCandidates, Part::Manager),
        all(Op::Describe, Part::Owner),
        all(Op::RemoveLocker, Part::Owner),
        all(Op::Consume(true), Part::Manager),
        all(Op::Consume(false), Part::Manager),
        all(Op::AddCredential, Part::Participant),
        own(Op::ChangeCredential),
        own(Op::SetValue),
        own(Op::ClearValue),
        own(Op::SeeVersions),
        own(Op::RestoreValue),
        own(Op::SeeReads),
        own(Op::RemoveCredential),
    ];
    let parts = [None, Some(Part::Participant), Some(Part::Manager), Some(Part::Owner)];
    for from in parts {
        for to in parts {
            // Who is or becomes more than a participant is the owners' affair.
            let is_higher = from.max(to) > Some(Part::Participant);
            let least = if is_higher { Part::Owner } else { Part::Manager };
            operations.push(all(Op::Place(from, to), least));
        }
    }
    operations
}

/// A locker of its own for each trial.
struct Trial<'a> {
    bank: &'a Bank,
    locker: String,
    name: String,
    /// The credential that is worked on.
    credential: String,
}

impl Trial<'_> {
    async fn prepare(&self, op: Operation) {
        let Bank { vault, owner, stranger, .. } = self.bank;
        if let Op::Place(Some(from), _) = op {
            vault.place(owner, &self.locker, &stranger.person.id, Some(from)).await.unwrap();
        }
    }

    async fn perform(&self, op: Operation, by: &Caller) -> Result<()> {
        let Bank { vault, stranger, role, participant, .. } = self.bank;
        let (locker, credential, asked) = (&self.locker, &self.credential, Asked::default());
        let me = if by.is_holder() { &participant.person.id } else { &by.person.id };
        match op {
            Op::SeeLocker => vault.locker(by, locker).await.map(drop),
            Op::ListCredentials => vault.credentials(by, locker, &asked).await.map(drop),
            Op::SeeCredential => vault.credential(by, credential).await.map(drop),
            Op::Use => {
                let at = path(&format!("{}/one.password", self.name));
                let used = vault.secrets(by.clone(), "run").secret(&at).await;
                used.map(drop).map_err(|failure| crate::Problem::new(failure.kind, failure.words))
            }
            Op::Give => vault.give(by, me, credential, "key", &secret("mine")).await,
            Op::TakeBack => vault.take_back(by, me, credential, "key").await,
            Op::SeeMembers => vault.members(by, locker).await.map(drop),
            Op::SeeCandidates => vault.candidates(by, locker).await.map(drop),
            Op::Describe => {
                let version = vault.locker(&Caller::holder(), locker).await?.version;
                vault.describe_locker(by, locker, version, "else").await.map(drop)
            }
            Op::RemoveLocker => vault.remove_locker(by, locker).await,
            Op::Place(_, to) => vault.place(by, locker, &stranger.person.id, to).await,
            Op::Consume(consumes) => vault.consume(by, locker, role, consumes).await,
            Op::AddCredential => vault.add_credential(by, locker, "two", &new()).await.map(drop),
            Op::ChangeCredential => vault.change_credential(by, credential, 2, &new()).await.map(drop),
            Op::SetValue => {
                vault.set_value(by, credential, "password", None, &secret("other")).await.map(drop)
            }
            Op::ClearValue => vault.clear_value(by, credential, "password", None).await.map(drop),
            Op::SeeVersions => vault.versions(by, credential, "password").await.map(drop),
            Op::RestoreValue => vault.restore_value(by, credential, "password", None, 1).await.map(drop),
            Op::SeeReads => vault.reads(by, credential, &asked, Language::English).await.map(drop),
            Op::RemoveCredential => vault.remove_credential(by, credential).await,
        }
    }
}

async fn everybody_may_do_in_a_locker_what_they_are_there_for_and_nothing_else(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let holder = Caller::holder();
    let people = [
        (None, &bank.stranger),
        (Some(Part::Consumer), &bank.consumer),
        (Some(Part::Participant), &bank.participant),
        (Some(Part::Manager), &bank.manager),
        (Some(Part::Owner), &bank.owner),
        (Some(Part::Owner), &holder),
    ];
    let mut number = 0;
    for (op, of_own, of_others) in operations() {
        for (part, by) in people {
            // Whoever is moved around is not who does it.
            if part.is_none() && matches!(op, Op::Place(Some(_), _)) {
                continue;
            }
            let makers = [&bank.participant, &bank.owner];
            // Whose it is makes a difference where it does.
            for maker in makers.into_iter().skip(usize::from(of_own == of_others)) {
                number += 1;
                let name = format!("locker-{number}");
                let locker = bank.locker(&name).await;
                let credential = bank.credential(maker, &locker, "one").await.id;
                let trial = Trial { bank: &bank, locker, name, credential };
                trial.prepare(op).await;
                let is_own = maker.person.id == by.person.id;
                let least = if is_own { of_own } else { of_others };
                let expected = match part {
                    None => Some(Kind::NotFound),
                    Some(part) if part < least => Some(Kind::Denied),
                    Some(_) => None,
                };
                let before = standing
                    .db
                    .all::<(String,)>("SELECT id FROM audit WHERE refused IS NULL", crate::values![])
                    .await
                    .unwrap()
                    .len();
                let done = trial.perform(op, by).await;
                let kind = done.as_ref().err().map(crate::Problem::kind);
                assert_eq!(
                    kind, expected,
                    "{op:?} by {:?} {part:?} (own: {is_own}): {done:?}",
                    by.person.name
                );
                let after = standing
                    .db
                    .all::<(String,)>("SELECT id FROM audit WHERE refused IS NULL", crate::values![])
                    .await
                    .unwrap()
                    .len();
                assert!(
                    expected.is_none() || before == after,
                    "{op:?}: what is refused leaves no trace of a change"
                );
            }
        }
    }
    assert!(number > 200, "{number}");
}

async fn a_locker_always_keeps_an_owner_who_may_come_in(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, manager, .. } = &bank;
    let (me, other) = (owner.person.id.as_str(), manager.person.id.as_str());
    for to in [None, Some(Part::Participant), Some(Part::Manager)] {
        for by in [owner, &Caller::holder()] {
            let refused = vault.place(by, &locker, me, to).await.unwrap_err();
            assert_eq!((refused.kind(), super::code(&refused)), (Kind::Rejected, "locker-last-owner"));
        }
    }
    vault.place(owner, &locker, me, Some(Part::Owner)).await.unwrap();
    vault.place(owner, &locker, other, Some(Part::Owner)).await.unwrap();
    bank.access.disable(&crate::audit::Actor::TERMINAL, other, true).await.unwrap();
    assert_eq!(vault.place(owner, &locker, me, None).await.unwrap_err().kind(), Kind::Rejected);
    assert_eq!(
        vault.locker(manager, &locker).await.unwrap_err().kind(),
        Kind::NotFound,
        "they may not come in"
    );
    bank.access.disable(&crate::audit::Actor::TERMINAL, other, false).await.unwrap();
    // Of two who take each other out one is late.
    let (one, two) = futures_util::join!(
        vault.place(owner, &locker, other, None),
        vault.place(manager, &locker, me, None),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let left = vault.members(&Caller::holder(), &locker).await.unwrap().people;
    assert_eq!(left.iter().filter(|member| member.standing == Part::Owner).count(), 1);
    let consumer = vault.place(&Caller::holder(), &locker, me, Some(Part::Consumer)).await.unwrap_err();
    assert_eq!(super::code(&consumer), "locker-consumer-role");
    let nobody = vault.place(&Caller::holder(), &locker, "nobody", Some(Part::Owner)).await.unwrap_err();
    assert_eq!(super::code(&nobody), "person-missing");
}

async fn whoever_holds_the_key_repairs_what_is_left(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let holder = Caller::holder();
    let locker = bank.vault.add_locker(&holder, "lost", "nobody's").await.unwrap().id;
    assert!(bank.vault.members(&holder, &locker).await.unwrap().people.is_empty());
    assert_eq!(bank.vault.locker(&bank.stranger, &locker).await.unwrap_err().kind(), Kind::NotFound);
    bank.vault.place(&holder, &locker, &bank.stranger.person.id, Some(Part::Owner)).await.unwrap();
    let seen = bank.vault.locker(&bank.stranger, &locker).await.unwrap();
    assert_eq!((seen.standing, seen.description.as_str()), (Part::Owner, "nobody's"));
}

async fn only_who_may_make_lockers_does_and_owns_what_they_made(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let refused = bank.vault.add_locker(&bank.manager, "mine", "").await.unwrap_err();
    assert_eq!((refused.kind(), super::code(&refused)), (Kind::Denied, "permission-missing"));
    let made = bank.vault.add_locker(&bank.stranger, "mine", " of mine ").await.unwrap();
    assert_eq!((made.standing, made.version, made.description.as_str()), (Part::Owner, 1, "of mine"));
    assert_eq!(bank.vault.locker(&bank.stranger, &made.id).await.unwrap(), made);
    let twice = bank.vault.add_locker(&bank.owner, "mine", "").await.unwrap_err();
    assert_eq!((twice.kind(), super::code(&twice)), (Kind::Exists, "locker-exists"));
    assert_eq!(bank.vault.locker_named(&bank.stranger, "mine").await.unwrap(), made);
    assert_eq!(bank.vault.locker_named(&bank.owner, "mine").await.unwrap_err().kind(), Kind::NotFound);
}

async fn lockers_are_listed_to_who_is_something_in_them(standing: &Standing) {
    let bank = Bank::open(standing).await;
    for name in ["b", "a", "c"] {
        bank.locker(name).await;
    }
    bank.vault.add_locker(&bank.stranger, "d", "").await.unwrap();
    let listed = async |by: &Caller| {
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let page = bank.vault.lockers(by, &Asked::new(2, cursor)).await.unwrap();
            seen.extend(page.items.into_iter().map(|locker| (locker.name, locker.standing)));
            cursor = page.next;
            if cursor.is_none() {
                return seen;
            }
        }
    };
    let all = |part| ["a", "b", "c"].map(|name| (name.to_owned(), part)).to_vec();
    assert_eq!(listed(&bank.owner).await, all(Part::Owner));
    assert_eq!(listed(&bank.manager).await, all(Part::Manager));
    assert_eq!(listed(&bank.participant).await, all(Part::Participant));
    assert_eq!(listed(&bank.consumer).await, all(Part::Consumer));
    assert_eq!(listed(&bank.stranger).await, [("d".to_owned(), Part::Owner)]);
    assert_eq!(listed(&Caller::holder()).await.len(), 4);
    // A member who is a consumer besides is what is more.
    let role = &bank.role;
    let by = &crate::audit::Actor::TERMINAL;
    bank.access.assign(by, &bank.manager.person.id, role, true).await.unwrap();
    assert_eq!(listed(&bank.manager).await, all(Part::Manager));
    bank.access.assign(by, &bank.consumer.person.id, role, false).await.unwrap();
    assert!(listed(&bank.consumer).await.is_empty());
}
