//! People, names of attachments, and header fields.

use super::Row;
use crate::letter::among;

pub fn fields() -> Vec<Row> {
    vec![
        Row::new("{ from: '@acme.example' }", |l| among(&[l.from], "@acme.example")),
        Row::new("{ from: ana }", |l| among(&[l.from], "ana")),
        Row::new("{ from: { contains: ANA, case: true } }", |l| l.from.1.contains("ANA")),
        Row::new("{ from: { exact: ana@acme.example } }", |l| l.from.1 == "ana@acme.example"),
        Row::new("{ from: { exact: Ana } }", |l| l.from.0 == "Ana"),
        Row::new("{ from: { exact: Ana Prado <ana@acme.example> } }", |l| l.from.0 == "Ana Prado"),
        Row::nothing("{ from: { exact: ana prado } }"),
        Row::new("{ from: 'joão conceição <joao' }", |l| l.from.0 == "João Conceição"),
        Row::new("{ from: JOSÉ }", |l| l.from.0 == "JOSÉ ÁVILA"),
        Row::new("{ from: 'Silva, Marcos (Compras)' }", |l| l.from.0.starts_with("Silva")),
        Row::new("{ from: '\"Zo\" Lindqvist' }", |l| l.from.0.starts_with("Zoë")),
        Row::new("{ from: 'Back \\ Slash' }", |l| l.from.0.starts_with("Back")),
        Row::new("{ from: 田中 }", |l| l.from.0 == "田中 太郎"),
        Row::new("{ from: петров }", |l| l.from.0 == "Иван Петров"),
        Row::new("{ from: 'wild_card%x' }", |l| l.from.1.starts_with("wild")),
        Row::nothing("{ from: 'wild%x' }"),
        Row::new("{ from: 'x+tag@' }", |l| l.from.1.starts_with("x+tag")),
        Row::new("{ from: { regex: '^(?<who>[^@ ]+)@partner\\.example$' } }", |l| {
            l.from.1.ends_with("@partner.example")
        }),
        Row::new("{ from: [grace, { exact: 'Max; Moritz' }, '@kaisha.'] }", |l| {
            ["grace", "max; moritz", "@kaisha."].iter().any(|part| among(&[l.from], part))
        }),
        Row::new("{ to: marcos }", |l| among(l.to, "marcos")),
        Row::new("{ to: { exact: 田中 太郎 } }", |l| l.to.iter().any(|one| one.0 == "田中 太郎")),
        Row::new("{ not: { to: { regex: . } } }", |l| l.to.is_empty()),
        Row::nothing("{ to: undisclosed }"),
        Row::new("{ to: no-reply, cc: иван }", |l| among(l.to, "no-reply") && among(l.cc, "иван")),
        Row::new("{ cc: { regex: . } }", |l| !l.cc.is_empty()),
        Row::new("{ cc: { contains: ANA@ACME, case: true } }", |l| {
            l.cc.iter().any(|one| one.1 == "ANA@ACME.EXAMPLE")
        }),
        Row::new("{ cc: O'Neill }", |l| among(l.cc, "o'neill")),
        Row::nothing("{ cc: marcos }"),
        Row::new("{ attachment_name: invoice.pdf }", |l| {
            l.files.iter().any(|name| name.to_lowercase() == "invoice.pdf")
        }),
        Row::new("{ attachment_name: { exact: invoice.pdf } }", |l| l.files.contains(&"invoice.pdf")),
        Row::new("{ attachment_name: { regex: '(?i)\\.(pdf|csv)$' } }", |l| {
            l.files.iter().any(|name| name.to_lowercase().contains(".pdf") || name.contains(".csv"))
        }),
        Row::new("{ attachment_name: 作業 }", |l| l.files.contains(&"作業 表.xlsx")),
        Row::new("{ attachment_name: RELATÓRIO }", |l| l.files.contains(&"relatório final.pdf")),
        Row::new("{ attachment_name: 'a%20b_c*' }", |l| l.files.contains(&"a%20b_c*.zip")),
        Row::nothing("{ attachment_name: 'a b_c' }"),
        Row::nothing("{ attachment_name: dot.png }"),
        Row::new("{ has_attachments: true }", |l| !l.files.is_empty()),
        Row::new("{ has_attachments: false }", |l| l.files.is_empty()),
        Row::new("{ header: { name: X-Ticket } }", |l| !l.header("X-Ticket").is_empty()),
        Row::new("{ header: { name: x-TICKET, exact: '47' } }", |l| l.header("X-Ticket") == ["47"]),
        Row::new("{ header: { name: X-Ticket, contains: '47' } }", |l| {
            l.header("X-Ticket").iter().any(|value| value.contains("47"))
        }),
        Row::nothing("{ header: { name: X-Ticket, contains: Forty, case: true } }"),
        Row::new("{ header: { name: X-Tag, exact: blue } }", |l| !l.header("X-Tag").is_empty()),
        Row::new("{ header: { name: X-Nota, contains: URGENTE } }", |l| !l.header("X-Nota").is_empty()),
        Row::new("{ header: { name: X-Empty, exact: '' } }", |l| !l.header("X-Empty").is_empty()),
        Row::new("{ header: { name: X-Wild, contains: 'a*b?c [x]' } }", |l| !l.header("X-Wild").is_empty()),
        Row::nothing("{ header: { name: X-Wild, contains: 'a*c' } }"),
        Row::nothing("{ header: { name: X-Nobody } }"),
        Row::new(
            "{ header: [{ name: List-Id, regex: 'weekly\\.acme' }, { name: Precedence, exact: bulk }] }",
            |l| !l.header("List-Id").is_empty() || !l.header("Precedence").is_empty(),
        ),
        Row::new("{ header: { name: Subject, contains: fatura } }", |l| l.about("fatura")),
        Row::new("{ header: { name: In-Reply-To, contains: before@corpus.test } }", |l| {
            !l.header("In-Reply-To").is_empty()
        }),
        Row::new("{ header: { name: Message-ID, contains: n01 } }", |l| l.id.starts_with("n01")),
    ]
}
