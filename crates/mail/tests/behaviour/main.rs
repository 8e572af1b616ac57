//! What every mailbox does, said once and run against every backend and server.
//!
//! To add a verb: a file with its sentences, each an `async fn(&Fixture)` named in `every_backend!`, and a line here.
//! To add a backend or a server: a line in `every_backend!` and an arm in [`place::Place::stand`]. What a server cannot
//! do it says in its capabilities, and the sentences about it pass it by.

#![cfg(test)]

/// Runs each test on every backend; after `when`, on those that can do what it is about.
macro_rules! every_backend {
    (when $applies:expr; $($test:ident),* $(,)?) => { $(
        mod $test {
            use crate::{fixture::run, place::Place};
            use carteiro_mail::backends::ews::Version;
            use carteiro_mail::reaching::Security;
            use carteiro_sandbox::Capability;

            every_backend! { @on $test, $applies;
                memory: Place::Memory,
                rehearsal: Place::Rehearsal,
                simulator: Place::Simulator(&[]),
                simulator_without_move: Place::Simulator(&[Capability::Move]),
                simulator_without_uidplus: Place::Simulator(&[Capability::UidPlus]),
                simulator_without_move_and_uidplus: Place::Simulator(&[Capability::Move, Capability::UidPlus]),
                simulator_without_esearch: Place::Simulator(&[Capability::Esearch]),
                simulator_without_literal_plus: Place::Simulator(&[Capability::LiteralPlus]),
                simulator_without_special_use: Place::Simulator(&[Capability::SpecialUse]),
                simulator_bare: Place::Simulator(&Capability::IMAP),
                simulator_below_inbox: Place::SimulatorBelowInbox,
                dovecot_in_the_clear: Place::Dovecot(Security::None),
                dovecot_starttls: Place::Dovecot(Security::Starttls),
                dovecot_tls: Place::Dovecot(Security::Tls),
                dovecot_by_pop3: Place::DovecotPop3(Security::None),
                dovecot_by_pop3_stls: Place::DovecotPop3(Security::Starttls),
                dovecot_by_pop3_tls: Place::DovecotPop3(Security::Tls),
                simulator_by_pop3: Place::SimulatorPop3(&[]),
                simulator_by_pop3_without_names: Place::SimulatorPop3(&[Capability::Uidl]),
                simulator_by_pop3_bare: Place::SimulatorPop3(&[
                    Capability::Capa,
                    Capability::Pipelining,
                    Capability::RespCodes,
                ]),
                simulator_by_ews: Place::SimulatorEws(None),
                simulator_by_ews_and_ntlm: Place::SimulatorNtlm,
                simulator_by_ews_of_2010: Place::SimulatorEws(Some(Version::Exchange2010Sp1)),
                simulator_by_ews_of_2007: Place::SimulatorEws(Some(Version::Exchange2007Sp1)),
                simulator_by_graph: Place::SimulatorGraph,
                cyrus_in_the_clear: Place::Cyrus(Security::None),
                cyrus_tls: Place::Cyrus(Security::Tls),
            }
        }
    )* };
    (@on $test:ident, $applies:expr; $($name:ident: $place:expr,)*) => { $(
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $name() {
            run($place, $applies, super::$test).await;
        }
    )* };
    ($($test:ident),* $(,)?) => { every_backend! { when |_| true; $($test),* } };
}

mod alphabets;
mod append;
mod close;
mod copying;
mod count;
mod create_folder;
mod delete;
mod delete_folder;
mod fetch;
mod fixture;
mod flag;
mod folders;
#[path = "../lab/mod.rs"]
mod lab;
mod letter;
mod messages;
mod moving;
mod namespaces;
mod others;
mod packed;
mod part;
mod pick;
mod place;
mod purpose;
mod reconnect;
mod recursive;
mod relay;
mod rename_folder;
mod sample;
mod search;
mod texts;
#[path = "../token/mod.rs"]
mod token;
mod watch;
