//! Where the mailbox is: as the person says, or as it is found.

use crate::commands::asking::Asking;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_auth::providers::{Column, is_here};
use carteiro_engine::actions::Protocol;
use carteiro_engine::discovery::{self, Address, Found, Outside, Source, Unfound};
use carteiro_mail::reaching::Security;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use clap::builder::PossibleValuesParser;
use std::io;

/// Where it is, when somebody knows.
#[derive(clap::Args)]
pub struct Place {
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    #[arg(long, value_name = "PROTOCOL", value_parser = PossibleValuesParser::new(["imap", "pop3"]))]
    protocol: Option<String>,
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(["tls", "starttls", "none"]))]
    security: Option<String>,
}

/// The server of the address.
pub(super) async fn find(
    address: &Address,
    args: &Place,
    outside: &Outside,
    asking: &Asking,
) -> Result<Found, Trouble> {
    if let Some(host) = &args.host {
        return given(address, host, args);
    }
    asking.tell(&phrase!("ui-new-looking", domain = address.domain()));
    let protocol = args.protocol.as_deref().map(protocol);
    match discovery::discover(address, outside, protocol).await {
        Ok(mut found) => {
            found.port = args.port.unwrap_or(found.port);
            return Ok(found);
        }
        Err(Unfound::Unnamed) => asking.tell(&phrase!("ui-new-not-found", domain = address.domain())),
        Err(Unfound::Unasked(_)) => asking.tell(&phrase!("ui-new-not-asked", domain = address.domain())),
    }
    if let Some(host) = asking.line(&phrase!("ui-new-ask-host"))? {
        return given(address, &host, args);
    }
    Err(Trouble::Said(Exit::NotConnected, asking.unanswered("--host"), None))
}

fn protocol(name: &str) -> Protocol {
    if name == "pop3" { Protocol::Pop3 } else { Protocol::Imap }
}

fn given(address: &Address, host: &str, args: &Place) -> Result<Found, Trouble> {
    let host = host.trim().to_owned();
    let security = match args.security.as_deref() {
        Some("starttls") => Security::Starttls,
        Some("none") => Security::None,
        _ => Security::Tls,
    };
    let protocol = args.protocol.as_deref().map(protocol).unwrap_or_default();
    if security == Security::None && !is_here(&host) {
        return Err(Trouble::usage(phrase!("ui-new-open", host = visible(&host))));
    }
    Ok(Found {
        protocol: protocol.into(),
        column: Column::of_host(&host),
        port: args.port.unwrap_or(protocol.usual_port(security)),
        user: address.to_string(),
        host,
        security,
        outgoing: None,
        source: Source::Given,
    })
}

/// Says what was found, and by whom.
pub(super) fn tell(found: &Found, language: Language) -> io::Result<()> {
    let security = as_written(found.security);
    let (host, user, port) = (visible(&found.host), visible(&found.user), found.port.to_string());
    let source = match &found.source {
        Source::Known(name) => phrase!("ui-new-by-table", name = name),
        Source::Exchanger { name, host } => {
            phrase!("ui-new-by-exchanger", name = name, host = visible(host))
        }
        Source::Autoconfig(url) => phrase!("ui-new-by-autoconfig", url = visible(url)),
        Source::Service(name) => phrase!("ui-new-by-service", name = visible(name)),
        Source::Autodiscover(host) => phrase!("ui-new-by-autodiscover", host = visible(host)),
        Source::Given => phrase!("ui-new-by-you"),
    };
    let protocol = found.protocol.name();
    let words = phrase!(
        "ui-new-found",
        host = host,
        protocol = protocol,
        port = port,
        security = security,
        user = user
    );
    let mut told = format!("{}\n", language.say(&words));
    if let Some(sender) = &found.outgoing {
        let (host, port) = (visible(&sender.host), sender.port.to_string());
        let words = phrase!("ui-new-sends", host = host, port = port, security = as_written(sender.security));
        told.extend([language.say(&words).as_str(), "\n"]);
    }
    out::say(&format!("{told}{}\n", language.say(&source)))
}

fn as_written(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    }
}

/// The password goes to this server: whoever could have named another one is not taken at their word (RFC 6186 §6).
pub(super) fn confirm(found: &Found, yes: bool, asking: &Asking) -> Result<(), Trouble> {
    if yes || !matches!(found.source, Source::Service(_) | Source::Autoconfig(_) | Source::Autodiscover(_)) {
        return Ok(());
    }
    match asking.agrees(&phrase!("ui-new-ask-place"))? {
        Some(true) => Ok(()),
        Some(false) => Err(Trouble::usage(phrase!("ui-new-other-place"))),
        None => Err(Trouble::usage(asking.unanswered("--yes"))),
    }
}
