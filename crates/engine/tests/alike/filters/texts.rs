//! Subjects and bodies: every form of a text, other alphabets, and characters that mean something to somebody.

use super::Row;
use crate::corpus::IN_PIECES;

pub fn texts() -> Vec<Row> {
    vec![
        // Part of it, in any case of letters.
        Row::new("{ subject: invoice }", |l| l.about("invoice")),
        Row::new("{ subject: { contains: Invoice, case: true } }", |l| {
            l.subject.is_some_and(|s| s.contains("Invoice"))
        }),
        Row::new("{ subject: { contains: INVOICE, case: false } }", |l| l.about("invoice")),
        Row::new("{ subject: { exact: invoice reminder } }", |l| l.is_about(&["invoice reminder"])),
        Row::nothing("{ subject: { exact: Invoice Reminder } }"),
        Row::nothing("{ subject: { exact: invoice } }"),
        // A field that is empty, and one that is not there.
        Row::new("{ subject: { exact: '' } }", |l| l.subject.is_none_or(str::is_empty)),
        Row::new("{ not: { subject: { regex: . } } }", |l| l.subject.is_none_or(str::is_empty)),
        Row::new("{ subject: { exact: a } }", |l| l.is_about(&["a"])),
        Row::new("{ subject: [fatura, { exact: a }, { regex: '^0+42$' }] }", |l| {
            l.about("fatura") || l.is_about(&["a", "0042"])
        }),
        Row::new("{ subject: { regex: '(?i)^(?<what>invoice|fatura) .*?(?<number>[0-9]+)' } }", |l| {
            l.is_about(&["Invoice 4711 for March", "Fatura 17 – março", "FATURA VENCIDA 18"])
        }),
        Row::new("{ subject: 'Re:' }", |l| l.is_about(&["Re: Fatura 17 – março"])),
        Row::new("{ subject: 0042 }", |l| l.is_about(&["0042"])),
        Row::new("{ subject: 'null' }", |l| l.is_about(&["null"])),
        Row::new("{ subject: versão revista e corrigida pela administração }", |l| {
            l.about("segunda convocação")
        }),
        // Other alphabets.
        Row::new("{ subject: reunião amanhã }", |l| l.is_about(&["Reunião amanhã", IN_PIECES])),
        Row::new("{ subject: 'REUNIA\u{303}O' }", |l| l.about("reunião") || l.is_about(&[IN_PIECES])),
        Row::new("{ subject: { exact: Reunião amanhã } }", |l| l.is_about(&["Reunião amanhã"])),
        Row::new("{ subject: { regex: 'reuni.o amanh.$' } }", |l| l.is_about(&[IN_PIECES])),
        Row::nothing("{ subject: { exact: reuniao amanha } }"),
        Row::new("{ subject: счёт }", |l| l.is_about(&["Счёт-фактура № 88", "СЧЁТ-ФАКТУРА № 89"])),
        Row::new("{ subject: 請求書 }", |l| l.is_about(&["請求書 2026年3月"])),
        Row::new("{ subject: فاتورة }", |l| l.is_about(&["فاتورة رقم ١٢"])),
        Row::new("{ subject: חשבונית }", |l| l.is_about(&["חשבונית 7"])),
        Row::new("{ subject: STRASSE }", |l| l.is_about(&["STRASSE GESPERRT"])),
        Row::new("{ subject: straße }", |l| l.is_about(&["Straße gesperrt"])),
        Row::new("{ subject: σίσυφος }", |l| l.is_about(&["ΣΊΣΥΦΟΣ"])),
        Row::new("{ subject: İSTANBUL }", |l| l.is_about(&["İstanbul gezisi"])),
        Row::new("{ subject: 🎉 }", |l| l.is_about(&["🚀 Launch 🎉"])),
        Row::new("{ subject: naïve CAFÉ }", |l| l.is_about(&["naïve café", "NAÏVE CAFÉ"])),
        Row::new("{ subject: naive cafe }", |l| l.is_about(&["naive cafe"])),
        Row::new("{ subject: ﬁne }", |l| l.is_about(&["ﬁne print"])),
        Row::nothing("{ subject: fine print }"),
        Row::new("{ subject: １２３ }", |l| l.is_about(&["１２３ wide"])),
        Row::nothing("{ subject: zerowidth }"),
        Row::new("{ subject: \"zero\\u200bwidth\" }", |l| l.is_about(&["zero\u{200b}width"])),
        Row::new("{ subject: 50 € }", |l| l.is_about(&["e-mail für Sie, 50 €"])),
        // What others would take for wildcards, quotes or commands.
        Row::new("{ subject: '100%' }", |l| l.is_about(&["100% off_now"])),
        Row::new("{ subject: 'f_n' }", |l| l.is_about(&["100% off_now"])),
        Row::new("{ subject: 'a*b?c[d]' }", |l| l.is_about(&["a*b?c[d]"])),
        Row::nothing("{ subject: 'a*c*d' }"),
        Row::nothing("{ subject: 'inv%ice' }"),
        Row::new("{ subject: 'report.pdf' }", |l| l.is_about(&["report.pdf (final)"])),
        Row::new("{ subject: { regex: 'report.pdf' } }", |l| {
            l.is_about(&["report.pdf (final)", "report-pdf final"])
        }),
        Row::new("{ subject: 'C:\\temp\\new' }", |l| l.is_about(&["C:\\temp\\new"])),
        Row::new("{ subject: '\"quoted\"' }", |l| l.is_about(&["\"quoted\" and 'single'"])),
        Row::new("{ subject: '\"' }", |l| l.about("\"")),
        Row::new("{ subject: '''single''' }", |l| l.is_about(&["\"quoted\" and 'single'"])),
        Row::new("{ subject: '<b>' }", |l| l.is_about(&["<b>bold</b> & more"])),
        Row::new("{ subject: '&amp; &#x41;' }", |l| l.is_about(&["]]> &amp; &#x41; <!--"])),
        Row::new("{ subject: ']]>' }", |l| l.is_about(&["]]> &amp; &#x41; <!--"])),
        Row::new("{ subject: 'OR NOT (SUBJECT \"x\")' }", |l| l.is_about(&["OR NOT (SUBJECT \"x\")"])),
        Row::new("{ subject: { regex: '\\{\\{.*\\}\\}' } }", |l| l.about("{{ no expression }}")),
        // What a person reads.
        Row::new("{ body: fatura }", |l| l.says("fatura")),
        Row::new("{ body: { contains: FATURA, case: true } }", |l| l.text.contains("FATURA")),
        Row::nothing("{ body: { contains: Fatura, case: true } }"),
        Row::new("{ body: '5 < 7 & more' }", |l| l.says("5 < 7 & more")),
        Row::new("{ body: 'R$ 1.234,56' }", |l| l.says("R$ 1.234,56")),
        Row::nothing("{ body: 'R$ 1?234,56' }"),
        Row::nothing("{ body: 'cid:dot' }"),
        Row::new("{ body: { exact: \"Ok\\n\" } }", |l| l.text == "Ok\n"),
        Row::new("{ body: счёт }", |l| l.says("счёт")),
        Row::new("{ body: お支払い }", |l| l.says("お支払い")),
        Row::new("{ body: { regex: 'Total: (?<total>[0-9.]+)' } }", |l| l.text.contains("Total: ")),
        Row::new("{ body: '100% of a*b?c, \"quoted\" \\' }", |l| l.says("100% of a*b?c")),
        Row::new("{ body: 'put together again by whatever reads it, CAFÉ' }", |l| l.says("café included")),
        Row::new("{ body: [pague, お支払い, { exact: \"Ok\\n\" }] }", |l| {
            l.says("pague") || l.says("お支払い") || l.text == "Ok\n"
        }),
    ]
}
