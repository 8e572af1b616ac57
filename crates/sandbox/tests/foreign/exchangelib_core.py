import sys

from exchangelib import (
    BASIC, DELEGATE, Account, Build, Configuration, Credentials, FaultTolerance, FileAttachment, Folder, HTMLBody,
    Mailbox, Message, Version,
)
from exchangelib.errors import ErrorItemNotFound, UnauthorizedError

url = sys.argv[1]


def account(user="ana@sandbox.test", password="sandbox", address="ana@sandbox.test"):
    config = Configuration(
        service_endpoint=url, credentials=Credentials(user, password), auth_type=BASIC,
        version=Version(build=Build(15, 1, 2507, 6)),
    )
    return Account(address, config=config, autodiscover=False, access_type=DELEGATE)


try:
    account(password="wrong").inbox.total_count
    raise SystemExit("a wrong password was taken")
except UnauthorizedError:
    pass

ana = account()
inbox = ana.inbox
assert (inbox.name, inbox.total_count, inbox.unread_count) == ("Inbox", 3, 2), inbox
assert sorted(folder.name for folder in ana.msg_folder_root.children) == [
    "Archive", "Drafts", "Inbox", "Junk", "Sent", "Trash"
], list(ana.msg_folder_root.children)

everything = list(inbox.all().order_by("datetime_received"))
assert [item.subject for item in everything][1] == "Invoice 10042", everything
invoice = inbox.get(subject="Invoice 10042")
assert invoice.sender.email_address == "billing@acme.example", invoice.sender
assert not invoice.is_read and invoice.has_attachments
[attachment] = invoice.attachments
assert (attachment.name, attachment.content) == ("São.pdf", b"%PDF-1.4\n"), attachment
assert "Café" in invoice.body, invoice.body
assert invoice.mime_content.startswith(b"From:") or b"Subject:" in invoice.mime_content

assert [item.subject for item in inbox.filter(is_read=False).only("subject").order_by("-datetime_received")][-1] == "Invoice 10042"
assert inbox.filter(subject__icontains="iNVOICE").count() == 1
assert inbox.filter(subject__contains="iNVOICE").count() == 0
assert inbox.filter(subject__startswith="Inv", is_read=False).exists()
assert inbox.exclude(subject__icontains="invoice").count() == 2

invoice.is_read = True
invoice.categories = ["Faturas", "Urgente"]
invoice.importance = "High"
invoice.save(update_fields=["is_read", "categories", "importance"])
again = inbox.get(subject="Invoice 10042")
assert (again.is_read, again.categories, again.importance) == (True, ["Faturas", "Urgente"], "High"), again
assert inbox.filter(categories__contains=["Faturas"]).count() == 1

draft = Message(
    account=ana, folder=ana.drafts, subject="Olá — rascunho", body=HTMLBody("<p>ç</p>"),
    to_recipients=[Mailbox(email_address="eva@else.test", name="Éva")],
)
draft.attach(FileAttachment(name="a.txt", content=b"1,2,3"))
draft.save()
kept = ana.drafts.get(subject="Olá — rascunho")
assert (kept.is_draft, kept.to_recipients[0].name, kept.attachments[0].content) == (True, "Éva", b"1,2,3"), kept
assert "<p>ç</p>" in kept.body

kept.body, kept.subject, kept.cc_recipients = "outro", "Outro", ["zoe@else.test"]
kept.save(update_fields=["body", "subject", "cc_recipients"])
kept = ana.drafts.get(subject="Outro")
assert (kept.cc_recipients[0].email_address, kept.attachments[0].name) == ("zoe@else.test", "a.txt"), kept
assert "outro" in kept.body and kept.to_recipients[0].name == "Éva", kept

copied = invoice.copy(ana.trash)
old = invoice.id
invoice.move(ana.junk)
assert invoice.id != old
assert inbox.total_count == 3 and ana.junk.filter(subject="Invoice 10042").count() == 1
assert ana.trash.filter(subject="Invoice 10042").count() == 1
invoice.delete()
[gone] = ana.fetch([(old, None)])
assert isinstance(gone, ErrorItemNotFound), gone

everything[0].delete()
everything[2].move_to_trash()
inbox.refresh()
assert inbox.total_count == 0, inbox.total_count
