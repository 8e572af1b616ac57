/// Whose INBOX it is.
pub(super) const ANA: (&str, &str) = ("Ana Prado", "ana@sandbox.test");

/// Someone who sends invoices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supplier {
    pub name: &'static str,
    pub address: &'static str,
    pub portuguese: bool,
}

const fn supplier(name: &'static str, address: &'static str, portuguese: bool) -> Supplier {
    Supplier { name, address, portuguese }
}

const SUPPLIERS: [Supplier; 8] = [
    supplier("Acme Ltd", "billing@acme.example", false),
    supplier("Fornecedora São José", "faturas@saojose.example", true),
    supplier("Northwind Office Supplies", "accounts@northwind.example", false),
    supplier("Padaria Três Irmãos", "financeiro@tresirmaos.example", true),
    supplier("Blue Harbor Hosting", "invoices@blueharbor.example", false),
    supplier("Transportes Açaí & Cia", "cobranca@acaitransportes.example", true),
    supplier("Müller Werkzeuge", "rechnung@mueller-werkzeuge.example", false),
    supplier("Gráfica Imprensa Útil", "nf@imprensautil.example", true),
];

const COLLEAGUES: [(&str, &str); 5] = [
    ("João Conceição", "joao@sandbox.test"),
    ("Beatriz Antunes", "beatriz@sandbox.test"),
    ("Silva, Marcos (Compras)", "marcos@sandbox.test"),
    ("Grace O'Neill", "grace@partner.example"),
    ("Zoë Lindqvist", "zoe@partner.example"),
];

pub(super) fn supplier_of(nth: u32) -> Supplier {
    pick(SUPPLIERS, nth)
}

pub(super) fn colleague(nth: u32) -> (&'static str, &'static str) {
    pick(COLLEAGUES, nth)
}

/// The entry for a number, around and around.
#[expect(clippy::indexing_slicing, reason = "a remainder is within the array it is the remainder of")]
pub(super) fn pick<T: Copy, const N: usize>(all: [T; N], nth: u32) -> T {
    all[nth as usize % N]
}
