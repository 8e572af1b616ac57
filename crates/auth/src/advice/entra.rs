//! Microsoft Entra ID: what its token service says, by number.
//!
//! Source: learn.microsoft.com/entra/identity-platform/reference-error-codes, and for what it lacks (28000, 70020, 700024,
//! 700051, 900023, 1000502, 1002012, 1002016, 7000014, 9002327) the text that comes with the number. Unverified: 7005003
//! and 7005004.

use super::About::{Account, Application, Consent, Ended, Mailbox, Policy, Proof, SecondFactor, Server};
use super::Entry;
use carteiro_world::phrase;

pub(super) const TABLE: &[Entry] = &[
    // The application.
    Entry::of_codes(&[50011, 70004, 900_971], Application, || phrase!("advice-entra-redirect")),
    Entry::of_codes(&[50194], Application, || phrase!("advice-entra-one-tenant")),
    Entry::of_codes(&[9_002_332], Application, || phrase!("advice-entra-no-personal-accounts")),
    Entry::of_codes(&[9_001_023, 90124, 90130], Application, || phrase!("advice-entra-own-tenant")),
    Entry::of_codes(&[700_016, 700_011], Application, || phrase!("advice-entra-application-unknown")),
    Entry::of_codes(&[7_000_112, 70001, 1_000_031], Application, || {
        phrase!("advice-entra-application-disabled")
    }),
    Entry::of_codes(&[7_000_218], Application, || phrase!("advice-entra-not-public")),
    Entry::of_codes(&[700_025], Application, || phrase!("advice-entra-public")),
    // 9002326 is the reverse, said to browsers alone.
    Entry::of_codes(&[700_084, 9_002_327], Application, || phrase!("advice-entra-single-page")),
    Entry::of_codes(&[70003, 70005, 700_051, 700_054], Application, || phrase!("advice-entra-grant-off")),
    Entry::of_codes(&[65002], Application, || phrase!("advice-entra-first-party")),
    Entry::of_codes(&[90009], Application, || phrase!("advice-entra-for-itself")),
    Entry::of_codes(&[90014, 900_144], Application, || phrase!("advice-entra-field-missing")),
    Entry::of_codes(&[9_002_313, 90004, 90023, 90100], Application, || phrase!("advice-entra-malformed")),
    // Its secret or certificate.
    Entry::of_codes(&[7_000_215, 70002], Proof, || phrase!("advice-entra-secret-wrong")),
    Entry::of_codes(&[7_000_222], Proof, || phrase!("advice-entra-secret-ended")),
    Entry::of_codes(&[7_005_003, 7_005_004], Proof, || phrase!("advice-entra-proof-revoked")),
    Entry::of_codes(&[700_027, 50012, 700_030], Proof, || phrase!("advice-entra-certificate")),
    Entry::of_codes(&[1_000_502], Proof, || phrase!("advice-entra-certificate-ended")),
    Entry::of_codes(&[700_024, 500_133], Proof, || phrase!("advice-entra-clock")),
    // To the page a scope without resource, which is 28002 by now: github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/2746
    Entry::of_codes(&[700_023], Proof, || phrase!("advice-entra-audience")),
    // What it may do.
    Entry::of_codes(&[65001], Consent, || phrase!("advice-entra-consent")),
    Entry::of_codes(&[90094, 90095], Consent, || phrase!("advice-entra-admin-consent")),
    Entry::of_codes(&[65004], Consent, || phrase!("advice-entra-declined")),
    Entry::of_codes(&[90008], Consent, || phrase!("advice-entra-profile")),
    Entry::of_codes(&[65005, 650_056, 650_057], Consent, || phrase!("advice-entra-not-listed")),
    Entry::of_codes(&[70011, 28002, 28003, 1_002_012], Consent, || phrase!("advice-entra-scope")),
    Entry::of_codes(&[700_022, 28000], Consent, || phrase!("advice-entra-scopes-mixed")),
    Entry::of_codes(&[500_011, 50001, 650_052, 650_054], Consent, || phrase!("advice-entra-no-exchange")),
    // Who signs in, and where.
    Entry::of_codes(&[50105], Account, || phrase!("advice-entra-assignment")),
    Entry::of_codes(&[50020, 90072, 16000, 16003, 50014], Account, || phrase!("advice-entra-elsewhere")),
    Entry::of_codes(&[500_208], Account, || phrase!("advice-entra-account-kind")),
    Entry::of_codes(&[50034, 51004], Account, || phrase!("advice-entra-user-unknown")),
    Entry::of_codes(&[50053], Account, || phrase!("advice-entra-locked")),
    Entry::of_codes(&[50055, 50144, 50135], Account, || phrase!("advice-entra-password-ended")),
    Entry::of_codes(&[50057], Account, || phrase!("advice-entra-disabled")),
    Entry::of_codes(&[50126, 50056, 50064], Account, || phrase!("advice-entra-password-wrong")),
    Entry::of_codes(&[50128, 50059, 90019], Account, || phrase!("advice-entra-tenant-missing")),
    Entry::of_codes(&[90002, 900_023], Account, || phrase!("advice-entra-tenant-unknown")),
    Entry::of_codes(&[90038, 900_382, 900_432], Account, || phrase!("advice-entra-cloud")),
    Entry::of_codes(&[80001, 80002, 80005, 80007], Server, || phrase!("advice-entra-on-premises")),
    // A second factor. It stays: it is what a mode in which a person signs in can show.
    Entry::of_codes(&[50076, 50074], SecondFactor, || phrase!("advice-entra-second-factor")),
    Entry::of_codes(&[50078], SecondFactor, || phrase!("advice-entra-second-factor-again")),
    Entry::of_codes(&[50079, 50072, 53004], SecondFactor, || phrase!("advice-entra-second-factor-new")),
    Entry::of_codes(&[53010], SecondFactor, || phrase!("advice-entra-second-factor-where")),
    Entry::of_codes(&[50158], SecondFactor, || phrase!("advice-entra-second-factor-other")),
    // A sign-in that has ended.
    Entry::of_codes(&[50058], Ended, || phrase!("advice-entra-not-signed-in")),
    Entry::of_codes(&[50089], Ended, || phrase!("advice-entra-too-slow")),
    Entry::of_codes(&[54005, 501_481, 700_005], Ended, || phrase!("advice-entra-code-used")),
    Entry::of_codes(&[50173, 50132, 50133], Ended, || phrase!("advice-entra-revoked")),
    Entry::of_codes(&[70000], Ended, || phrase!("advice-entra-grant")),
    Entry::of_codes(&[70008, 700_082], Ended, || phrase!("advice-entra-unused")),
    Entry::of_codes(&[70043], Ended, || phrase!("advice-entra-frequency")),
    Entry::of_codes(&[70018, 70019, 70020, 7_000_014, 90119, 90120], Ended, || {
        phrase!("advice-entra-device-code")
    }),
    // Rules of the organisation.
    Entry::of_codes(&[53000, 53001, 50097], Policy, || phrase!("advice-entra-device")),
    Entry::of_codes(&[53002], Policy, || phrase!("advice-entra-approved-app")),
    Entry::of_codes(&[53003, 50131], Policy, || phrase!("advice-entra-conditional-access")),
    Entry::of_codes(&[53011], Policy, || phrase!("advice-entra-risk")),
    Entry::of_codes(&[530_032], Policy, || phrase!("advice-entra-policy")),
    Entry::of_codes(&[530_034], Policy, || phrase!("advice-entra-delegated-admin")),
    Entry::of_codes(&[530_035], Policy, || phrase!("advice-entra-security-defaults")),
    Entry::of_codes(&[500_021, 500_022, 50002, 500_212, 500_213], Policy, || {
        phrase!("advice-entra-tenant-restricted")
    }),
    // How it is asked.
    Entry::of_codes(&[1_002_016], Server, || phrase!("advice-entra-old-tls")),
    Entry::of_codes(&[50196], Server, || phrase!("advice-entra-loop")),
    Entry::of_codes(&[90055, 90024, 90033, 90006, 90012, 50033, 50000, 70012], Server, || {
        phrase!("advice-entra-busy")
    }),
    Entry::of_codes(&[50139, 50085], Mailbox, || phrase!("advice-entra-personal-again")),
];
