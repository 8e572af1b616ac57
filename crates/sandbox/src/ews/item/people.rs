use super::{super::xml::Xml, text::decode_field};
use crate::mime::Address;

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub name: Vec<u8>,
    pub address: Vec<u8>,
}

impl Person {
    /// Those in an address list. Where groups begin and end is passed over.
    pub fn all(addresses: &[Address]) -> Vec<Self> {
        let person = |address: &Address| {
            let (mailbox, host) = (address.mailbox.as_ref()?, address.host.as_ref()?);
            let address_of =
                if host.is_empty() { mailbox.clone() } else { [mailbox, host.as_slice()].join(&b'@') };
            let name = address.name.as_deref().map(decode_field).unwrap_or_default();
            Some(Self { name, address: address_of })
        };
        addresses.iter().filter_map(person).collect()
    }

    /// The name, or the address of somebody without one.
    pub fn shown(&self) -> Vec<u8> {
        if self.name.is_empty() { self.address.clone() } else { self.name.clone() }
    }

    pub fn without_address(self) -> Self {
        Self { name: self.shown(), address: Vec::new() }
    }

    pub(in super::super) fn write(&self, xml: &mut Xml) {
        xml.element("t:Mailbox", |xml| {
            xml.leaf("t:Name", self.shown());
            if !self.address.is_empty() {
                xml.leaf("t:EmailAddress", &self.address);
                xml.leaf("t:RoutingType", "SMTP");
            }
        });
    }
}
