use jiff::Timestamp;

use super::{
    build::{Letter, Part, host},
    people::pick,
    png,
    written::{Charset, Encoding},
};

const SENDERS: [(&str, &str); 4] = [
    ("Clube do Café", "novidades@clubedocafe.example"),
    ("The Harbor Letter", "news@blueharbor.example"),
    ("Feira & Cia", "ofertas@feira.example"),
    ("Rust na Prática", "boletim@rustnapratica.example"),
];

const TITLES: [&str; 6] = [
    "Ofertas da semana: até 40% de desconto",
    "What we shipped this month",
    "Edição especial – receitas de inverno",
    "Five ways to tidy your inbox",
    "Última chance!",
    "Your invoice template, now with pictures",
];

pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let from = pick(SENDERS, nth);
    let title = pick(TITLES, nth);
    let letter = Letter {
        id: format!("issue-{nth}"),
        from,
        subject: format!("{title} #{nth}"),
        received_at,
        fields: vec![
            format!("List-Id: <list.{}>", host(from.1)),
            format!("List-Unsubscribe: <mailto:leave@{}>", host(from.1)),
            "Precedence: bulk".to_owned(),
        ],
    };
    let plain = Part::text(
        "plain",
        &format!("{title}\n\nhttps://{}/{nth}\n", host(from.1)),
        Charset::Utf8,
        Encoding::EightBit,
    );
    let html = format!(
        "<html><body><h1>{title}</h1><img src=\"cid:logo@{host}\"><p>Não quer mais receber? \
         <a href=\"https://{host}/sair\">Sair</a></p></body></html>\n",
        host = host(from.1)
    );
    let html = Part::text("html", &html, Charset::Utf8, Encoding::QuotedPrintable);
    let html = if nth.is_multiple_of(3) {
        Part::multipart("related", [html, Part::picture(&format!("logo@{}", host(from.1)), png::PIXEL)])
    } else {
        html
    };
    letter.write(Charset::Utf8, &Part::multipart("alternative", [plain, html]))
}
