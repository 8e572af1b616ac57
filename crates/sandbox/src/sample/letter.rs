use jiff::Timestamp;

use super::{
    build::{Letter, Part},
    people::{colleague, pick},
    written::{Charset, Encoding},
};

const SUBJECTS: [&str; 5] = [
    "Almoço na sexta?",
    "Re: Pedido de compra 77",
    "Question about the Northwind invoice",
    "Re: Relatório de despesas",
    "Férias em julho",
];

const TEXTS: [&str; 4] = [
    "Oi, Ana!\n\nPode ser às 12h30? O restaurante novo da esquina é ótimo.\n\nAbraços\n",
    "> Can you send me the numbers?\n> -- \n> Ana\n\nThey are in the shared folder, “final” version.\n",
    "Bom dia,\n\nconferi o relatório: faltam só os recibos de táxi (R$ 87,50).\n\nObrigado!\n",
    "Hi Ana,\n\nwas invoice 10042 paid already? The supplier asked twice.\n\nThanks\n",
];

const WRITTEN: [(Charset, Encoding); 4] = [
    (Charset::Windows1252, Encoding::EightBit),
    (Charset::Utf8, Encoding::EightBit),
    (Charset::Latin1, Encoding::QuotedPrintable),
    (Charset::Windows1252, Encoding::Base64),
];

/// Plain text between people, in threads.
pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let subject = pick(SUBJECTS, nth);
    let (charset, encoding) = pick(WRITTEN, nth);
    let mut fields = Vec::new();
    if subject.starts_with("Re: ") {
        fields.push(format!("In-Reply-To: <ana.{nth}@sandbox.test>"));
        fields.push(format!("References: <start.{nth}@sandbox.test>\r\n <ana.{nth}@sandbox.test>"));
    }
    let letter = Letter {
        id: format!("letter-{nth}"),
        from: colleague(nth),
        subject: subject.to_owned(),
        received_at,
        fields,
    };
    letter.write(Charset::Utf8, &Part::text("plain", pick(TEXTS, nth), charset, encoding))
}
