//! What the database counts, read when it is asked for: of the whole Control Room, whichever of its processes tells.

use super::App;
use crate::runs::State;
use crate::{Problem, Result};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode_registry;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct In {
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct With {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct By {
    channel: &'static str,
    state: &'static str,
}

impl App {
    /// Writes all of them.
    pub(super) async fn numbers(&self, text: &mut String) -> Result<()> {
        let mut registry = Registry::with_prefix("carteiro");
        self.runs_in(&mut registry).await?;
        let tokens = Family::<In, Gauge>::default();
        for (state, count) in self.connections.numbers().await? {
            tokens.get_or_create(&In { state }).set(gauge(count));
        }
        registry.register("connection_tokens", "Tokens of connections, by how they stand", tokens);
        let undelivered = Family::<By, Gauge>::default();
        for ((channel, is_given_up), count) in self.notices.undelivered().await? {
            let state = if is_given_up { "given_up" } else { "waiting" };
            undelivered.get_or_create(&By { channel, state }).set(gauge(count));
        }
        registry.register("notices_undelivered", "Notices that have not arrived", undelivered);
        encode_registry(text, &registry).map_err(Problem::internal)
    }

    async fn runs_in(&self, registry: &mut Registry) -> Result<()> {
        let (going, ended) = (Family::<In, Gauge>::default(), Family::<In, Counter>::default());
        let messages = Family::<With, Counter>::default();
        let (done, failed) = (With { outcome: "done" }, With { outcome: "failed" });
        let numbers = self.runs.numbers().await?;
        for state in State::ALL {
            let of = numbers.get(state.name()).copied().unwrap_or_default();
            let label = In { state: state.name() };
            if state.is_ended() {
                ended.get_or_create(&label).inc_by(of.runs);
            } else {
                going.get_or_create(&label).set(gauge(of.runs));
            }
            messages.get_or_create(&done).inc_by(of.done);
            messages.get_or_create(&failed).inc_by(of.failed);
        }
        registry.register("runs", "Runs that have not ended", going);
        registry.register("runs_ended", "Runs that have ended, by how they did", ended);
        registry.register("messages", "Messages that runs have worked on, once these have ended", messages);
        Ok(())
    }
}

fn gauge(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
