//! The letters, made from a seed: the same ones every time.

use crate::awkward;
use crate::letter::{Form, Letter, Person};
use crate::written;
use carteiro_mail::mime::Class;
use carteiro_world::Random;
use jiff::{Timestamp, ToSpan};

/// All messages, the awkward ones among them.
pub const COUNT: usize = 500;
const SEED: u64 = 4711;

/// Where the letters lie.
pub const FOLDERS: [&str; 5] = ["INBOX", "Clients", "Clients/Acme", "Clients/Acme/2026", "Übung & Co"];

/// `reunião amanhã` in pieces, as macOS writes names.
pub const IN_PIECES: &str = "reunia\u{303}o amanha\u{303}";
const LONG: &str = "Ata da reunião de condomínio do edifício São José, com todos os anexos, as assinaturas e a lista de presença, segunda convocação, versão revista e corrigida pela administração em março";

const SUBJECTS: [Option<&str>; 46] = [
    Some("Invoice 4711 for March"),
    Some("invoice reminder"),
    Some("INVOICE overdue"),
    Some("Fatura 17 – março"),
    Some("Re: Fatura 17 – março"),
    Some("FATURA VENCIDA 18"),
    Some("Reunião amanhã"),
    Some(IN_PIECES),
    Some("Счёт-фактура № 88"),
    Some("СЧЁТ-ФАКТУРА № 89"),
    Some("請求書 2026年3月"),
    Some("فاتورة رقم ١٢"),
    Some("חשבונית 7"),
    Some("Straße gesperrt"),
    Some("STRASSE GESPERRT"),
    Some("ΣΊΣΥΦΟΣ"),
    Some("İstanbul gezisi"),
    Some("🚀 Launch 🎉"),
    Some("100% off_now"),
    Some("100 percent off now"),
    Some("a*b?c[d]"),
    Some("a-b-c-d"),
    Some("report.pdf (final)"),
    Some("report-pdf final"),
    Some("C:\\temp\\new"),
    Some("\"quoted\" and 'single'"),
    Some("say \"hi\"; then go"),
    Some("<b>bold</b> & more"),
    Some("]]> &amp; &#x41; <!--"),
    Some("{{ no expression }} {% raw %}"),
    Some(""),
    None,
    Some("a"),
    Some("OR NOT (SUBJECT \"x\")"),
    Some(LONG),
    Some("null"),
    Some("0042"),
    Some("Newsletter: week 12"),
    Some("e-mail für Sie, 50 €"),
    Some("naïve café"),
    Some("NAÏVE CAFÉ"),
    Some("naive cafe"),
    Some("ﬁne print"),
    Some("１２３ wide"),
    Some("zero\u{200b}width"),
    Some("Fwd: AW: WG: Invoice 4712"),
];

pub const ANA: Person = ("Ana Prado", "ana@acme.example");
const PEOPLE: [Person; 14] = [
    ANA,
    ("João Conceição", "joao@sandbox.test"),
    ("Silva, Marcos (Compras)", "marcos@sandbox.test"),
    ("Grace O'Neill", "grace@partner.example"),
    ("Zoë \"Zo\" Lindqvist", "zoe@partner.example"),
    ("", "no-reply@acme.example"),
    ("田中 太郎", "tanaka@kaisha.example"),
    ("Иван Петров", "ivan@primer.example"),
    ("Ana", "ANA@ACME.EXAMPLE"),
    ("A*B % _ [x]", "wild_card%x@acme.example"),
    ("Max; Moritz", "max@else.example"),
    ("Back \\ Slash", "back@else.example"),
    ("JOSÉ ÁVILA", "jose@sandbox.test"),
    ("x", "x+tag@else.example"),
];
const TO: [&[Person]; 6] = [
    &[ANA],
    &[ANA, PEOPLE[1]],
    &[PEOPLE[2], PEOPLE[4], PEOPLE[6]],
    &[],
    &[PEOPLE[5]],
    &[PEOPLE[13], PEOPLE[9]],
];
const CC: [&[Person]; 6] =
    [&[], &[], &[PEOPLE[7]], &[PEOPLE[3], PEOPLE[12]], &[PEOPLE[8]], &[ANA, PEOPLE[11]]];

const TEXTS: [(&str, Option<&str>); 12] = [
    ("Please pay the invoice until Friday.\n", None),
    (
        "Por favor, pague a FATURA até sexta-feira.\nObrigado!\n",
        Some("Por favor, pague a FATURA até sexta-feira."),
    ),
    ("Оплатите счёт до пятницы.\n", Some("Оплатите счёт до пятницы.")),
    ("金曜日までにお支払いください。\n", None),
    ("Ok\n", None),
    ("\n", None),
    ("See the other form.\n", Some("Only the page says 5 < 7 & more: total R$ 1.234,56")),
    ("Order number: 10042\nTotal: 99.90\n", None),
    ("100% of a*b?c, \"quoted\" \\ and 'single' [x] {y} (z) ^$|\n", None),
    ("Grüße aus der Straße 7, 50 €\n", Some("Grüße aus der Straße 7, 50 €")),
    ("> You wrote that.\n-- \nNo reply\n", None),
    (
        "A line that is rather long, so that it has to be cut somewhere by whatever writes it down, and is put together again by whatever reads it, café included.\n",
        None,
    ),
];
const FILES: [&[&str]; 9] = [
    &[],
    &[],
    &["invoice.pdf"],
    &["INVOICE.PDF", "notes (1).txt"],
    &["relatório final.pdf"],
    &["作業 表.xlsx"],
    &["a%20b_c*.zip"],
    &[],
    &["invoice.pdf", "données.csv"],
];
const HEADERS: [&[(&str, &str)]; 8] = [
    &[],
    &[("X-Ticket", "47")],
    &[("X-Ticket", "4711"), ("List-Id", "Weekly <weekly.acme.example>")],
    &[("Precedence", "bulk"), ("X-Tag", "red"), ("X-Tag", "blue")],
    &[("X-Nota", "atenção – urgente")],
    &[("X-Empty", "")],
    &[("X-Wild", "100% a*b?c [x]"), ("Importance", "high")],
    &[("x-ticket", "forty-seven"), ("In-Reply-To", "<before@corpus.test>")],
];

/// The edges of days: of 10 March and of the day after in UTC and in São Paulo, of the day of 23 hours in Lisbon, and of
/// the year; two come at one moment.
pub const EDGES: [&str; 18] = [
    "2025-12-31T23:59:59Z",
    "2026-01-01T00:00:00Z",
    "2026-03-09T23:59:59Z",
    "2026-03-10T00:00:00Z",
    "2026-03-10T02:59:59Z",
    "2026-03-10T03:00:00Z",
    "2026-03-10T12:00:00Z",
    "2026-03-10T12:00:00Z",
    "2026-03-10T23:59:59Z",
    "2026-03-11T00:00:00Z",
    "2026-03-11T02:59:59Z",
    "2026-03-11T03:00:00Z",
    "2026-03-28T23:59:59Z",
    "2026-03-29T00:00:00Z",
    "2026-03-29T22:59:59Z",
    "2026-03-29T23:00:00Z",
    "2026-03-30T00:00:00Z",
    "2026-03-30T00:00:00Z",
];

/// So many numbers that look like chance.
struct Dice(Random);

impl Dice {
    fn one_of<T: Copy>(&self, all: &[T]) -> T {
        let number = u64::from_le_bytes(self.0.bytes()) % all.len() as u64;
        all[usize::try_from(number).unwrap()]
    }
}

/// All of them, oldest first.
pub fn letters() -> Vec<Letter> {
    let count = COUNT - awkward::messages().len();
    let dice = Dice(Random::seeded(SEED));
    let first: Timestamp = "2026-01-02T10:11:12Z".parse().unwrap();
    let mut moments: Vec<Timestamp> = EDGES.iter().map(|edge| edge.parse().unwrap()).collect();
    let rest = count - moments.len();
    moments.extend((0_i64..).take(rest).map(|n| first.checked_add((n * 29_003).seconds()).unwrap()));
    moments.sort();
    moments.into_iter().enumerate().map(|(number, received_at)| letter(number, received_at, &dice)).collect()
}

fn letter(number: usize, received_at: Timestamp, dice: &Dice) -> Letter {
    // Of every subject two letters are in the inbox, whatever else there is.
    let is_plain = number < 2 * SUBJECTS.len();
    let class = match number {
        _ if is_plain => Class::Mail,
        _ if number % 17 == 3 => Class::Invitation,
        _ if number % 23 == 5 => Class::Bounce,
        _ if number % 29 == 7 => Class::Receipt,
        _ => Class::Mail,
    };
    let (text, page) = dice.one_of(&TEXTS);
    let page = page.filter(|_| class == Class::Mail);
    let mut letter = Letter {
        id: format!("n{number:03}.{}@corpus.test", u16::from_le_bytes(dice.0.bytes())),
        // What comes at one moment comes into one folder: of several, nothing says which is first.
        folder: if is_plain || EDGES.contains(&received_at.to_string().as_str()) {
            "INBOX"
        } else {
            dice.one_of(&FOLDERS)
        },
        subject: SUBJECTS[number % SUBJECTS.len()],
        from: dice.one_of(&PEOPLE),
        to: dice.one_of(&TO),
        cc: dice.one_of(&CC),
        text,
        page,
        files: if class == Class::Mail { dice.one_of(&FILES) } else { &[] },
        picture: page.is_some() && number.is_multiple_of(2),
        headers: dice.one_of(&HEADERS),
        class,
        seen: dice.one_of(&[true, false, false]),
        flagged: dice.one_of(&[true, false, false, false, false]),
        answered: dice.one_of(&[true, false, false]),
        received_at,
        form: dice.one_of(&[Form::Quoted, Form::Base64, Form::Legacy]),
        raw: Vec::new(),
    };
    letter.raw = written::raw(&letter);
    letter
}
