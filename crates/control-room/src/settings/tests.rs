use super::Settings;
use crate::audit::Actor;
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::Clock;
use carteiro_world::egress::Policy;

on_both!(settings_are_changed_by_whoever_has_seen_what_they_are);

async fn settings_are_changed_by_whoever_has_seen_what_they_are(standing: &Standing) {
    let ground = standing.ground(Clock::system()).await;
    assert_eq!(ground.settings().await.unwrap(), (Settings::default(), 0));
    assert_eq!(Settings::default().egress(), Policy::PUBLIC);
    let open = Settings {
        reach_this_machine: true,
        reach_private_networks: true,
        runs_at_once: 0,
        ..Settings::default()
    };
    let by = &Actor::TERMINAL;
    assert_eq!(ground.decide(by, 0, &open).await.unwrap(), 1);
    for version in [0, 2, -1] {
        let problem = ground.decide(by, version, &Settings::default()).await.unwrap_err();
        assert_eq!(problem.kind(), Kind::Changed, "{version}");
    }
    assert_eq!(ground.settings().await.unwrap(), (open.clone(), 1));
    assert_eq!(open.egress(), Policy::OPEN);
    ground.decide(by, 1, &Settings::default()).await.unwrap();
    assert_eq!(ground.settings().await.unwrap(), (Settings::default(), 2));
}
