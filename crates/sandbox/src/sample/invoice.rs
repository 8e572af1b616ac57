use jiff::{Timestamp, tz::TimeZone};

use super::{
    build::{Letter, NameStyle, Part},
    pdf,
    people::{Supplier, pick, supplier_of},
    png,
    written::{Charset, Encoding},
};

const WRITTEN: [(Charset, Encoding); 4] = [
    (Charset::Utf8, Encoding::QuotedPrintable),
    (Charset::Latin1, Encoding::EightBit),
    (Charset::Windows1252, Encoding::QuotedPrintable),
    (Charset::Utf8, Encoding::Base64),
];

const STYLES: [NameStyle; 3] = [NameStyle::Percent, NameStyle::EncodedWord, NameStyle::PercentInPieces];

/// The one whose sender hopes that a name is a path.
const MALICIOUS: u32 = 60;

/// What is on the invoice.
struct Invoice {
    nth: u32,
    supplier: Supplier,
    number: String,
    amount: String,
}

pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let invoice = Invoice::new(nth, received_at);
    let (charset, encoding) = pick(WRITTEN, nth);
    let letter = Letter {
        id: format!("invoice.{nth}"),
        from: (invoice.supplier.name, invoice.supplier.address),
        subject: invoice.subject(),
        received_at,
        fields: Vec::new(),
    };
    let mut parts = vec![invoice.text(charset, encoding)];
    parts.extend(invoice.files());
    let body = match parts.as_slice() {
        [only] => only.clone(),
        _ => Part::multipart("mixed", parts),
    };
    // ISO 8859-1 has no dash for the subject.
    letter.write(if charset == Charset::Latin1 { Charset::Utf8 } else { charset }, &body)
}

impl Invoice {
    fn new(nth: u32, received_at: Timestamp) -> Self {
        let supplier = supplier_of(nth);
        let year = received_at.to_zoned(TimeZone::UTC).year();
        let number =
            if supplier.portuguese { format!("{year}/{}", 100 + nth) } else { (10_000 + nth).to_string() };
        let cents = 4_990 + u64::from(nth) * 13_737 % 900_000;
        let amount = if supplier.portuguese {
            format!("R$ {},{:02}", cents / 100, cents % 100)
        } else {
            format!("EUR {}.{:02}", cents / 100, cents % 100)
        };
        Self { nth, supplier, number, amount }
    }

    fn subject(&self) -> String {
        let word = if self.supplier.portuguese { "Fatura" } else { "Invoice" };
        format!("{word} {} – {}", self.number, self.supplier.name)
    }

    fn text(&self, charset: Charset, encoding: Encoding) -> Part {
        let Self { supplier, number, amount, .. } = self;
        let text = if supplier.portuguese {
            format!(
                "Olá, Ana,\n\nsegue a fatura {number} no valor de {amount}, com vencimento em dez dias.\n\
                 Em caso de dúvida, responda a esta mensagem.\n\nAtenciosamente,\nCobrança – {}\n",
                supplier.name
            )
        } else {
            format!(
                "Hello Ana,\n\nplease find invoice {number} over {amount}, due within ten days.\n\
                 Naïve question? Just reply.\n\nKind regards,\nAccounts – {}\n",
                supplier.name
            )
        };
        let plain = Part::text("plain", &text, charset, encoding);
        if !self.nth.is_multiple_of(3) {
            return plain;
        }
        let logo = self.nth.is_multiple_of(6);
        let picture = if logo { "<p><img src=\"cid:logo@sandbox.test\" alt=\"\"></p>" } else { "" };
        let html = format!("<html><body>{picture}<p>{}</p></body></html>\n", text.replace('\n', "<br>\n"));
        let both = Part::multipart("alternative", [plain, Part::text("html", &html, charset, encoding)]);
        if logo {
            Part::multipart("related", [both, Part::picture("logo@sandbox.test", png::PIXEL)])
        } else {
            both
        }
    }

    fn files(&self) -> Vec<Part> {
        // Some invoices are only in the text.
        if self.nth % 5 == 4 {
            return Vec::new();
        }
        let mut files = vec![self.pdf()];
        if self.nth.is_multiple_of(8) {
            let csv = format!("number;amount\r\n{};{}\r\n", self.number, self.amount);
            files.push(Part::file("text/csv", "items.csv", NameStyle::Plain, csv.as_bytes()));
        }
        if self.nth == MALICIOUS {
            let bytes = pdf::write(&["root:x:0:0".to_owned()]);
            files.push(Part::file("application/pdf", "../../etc/passwd", NameStyle::Plain, &bytes));
        }
        files
    }

    fn pdf(&self) -> Part {
        let word = if self.supplier.portuguese { "Fatura" } else { "Invoice" };
        let bytes = pdf::write(&[format!("{word} {}", self.number), format!("Total: {}", self.amount)]);
        let number = self.number.replace('/', "-");
        if self.supplier.name.is_ascii() {
            return Part::file("application/pdf", &format!("{word}-{number}.pdf"), NameStyle::Plain, &bytes);
        }
        let name = format!("{word} {number} {}.pdf", self.supplier.name);
        Part::file("application/pdf", &name, pick(STYLES, self.nth), &bytes)
    }
}
