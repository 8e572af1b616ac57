//! However the simulated Exchange misbehaves: no message is lost, none is there or goes out twice, and what fails is of its
//! kind.

mod always;
mod batch;
mod desk;
mod once;
mod opening;
mod sending;

use carteiro_sandbox::Fault;

#[test]
fn every_fault_of_exchange_is_met() {
    let met = || always::FAULTS.iter().map(|(text, _)| *text).chain(once::FAULTS).chain(opening::FAULTS);
    for entry in Fault::LIST.iter().filter(|entry| entry.name.starts_with("ews-")) {
        assert!(met().any(|text| text.split('=').next() == Some(entry.name)), "{}", entry.name);
    }
}
