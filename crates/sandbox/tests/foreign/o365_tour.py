import sys

from O365 import Account, MSGraphProtocol
from O365.utils.token import MemoryTokenBackend

url, token = sys.argv[1], sys.argv[2]


class Protocol(MSGraphProtocol):
    _protocol_url = url


class Backend(MemoryTokenBackend):
    has_data = True

    def get_access_token(self, *, username=None):
        return {"secret": token}

    def token_is_expired(self, *, username=None):
        return False

    def get_account(self, *, username=None, home_account_id=None):
        return {"username": "ana@sandbox.test", "home_account_id": "ana"}


account = Account(
    ("client", "secret"), protocol=Protocol(), token_backend=Backend(), username="ana@sandbox.test",
    requests_delay=0, request_retries=0,
)
mailbox = account.mailbox()

# Folders.
names = sorted(folder.name for folder in mailbox.get_folders())
assert names == ["Archive", "Drafts", "Inbox", "Junk", "Sent", "Trash"], names
inbox = mailbox.get_folder(folder_name="Inbox")
assert (inbox.total_items_count, inbox.unread_items_count) == (3, 2), inbox
notes = mailbox.create_child_folder("Notas")
assert notes.update_folder_name("Notas fiscais") and notes.name == "Notas fiscais"
child = notes.create_child_folder("2026")
assert child.move_folder(mailbox.archive_folder()), child
assert child.delete()

# Listing, in pages, filtered, ordered, searched.
messages = list(mailbox.inbox_folder().get_messages(limit=None, batch=2))
assert [message.subject for message in messages][1] == "Invoice 10042", messages
unread = list(inbox.get_messages(query="isRead eq false"))
assert len(unread) == 2, unread
ask = mailbox.new_query()
query = ask.chain_and(
    ask.equals("subject", "invoice 10042"), ask.equals("hasAttachments", True), ask.equals("from", "billing@acme.example"),
)
invoice = inbox.get_message(query=query)
assert invoice.sender.address == "billing@acme.example" and not invoice.is_read, invoice
assert "Café" in invoice.body and invoice.has_attachments
query = ask.search("invoice") & ask.select("subject", "receivedDateTime")
assert [message.subject for message in inbox.get_messages(query=query)] == ["Invoice 10042"]
since = "receivedDateTime ge 2026-01-06T00:00:00Z"
assert len(list(inbox.get_messages(query=since, order_by="receivedDateTime desc"))) == 2
either = ask.chain_or(ask.startswith("subject", "inv"), ask.negate(ask.equals("isRead", False)))
assert len(list(inbox.get_messages(query=either))) == 2
assert list(inbox.get_messages(query=ask.any("categories", ask.equals("a", "Paid")))) == []

# Reading: attachments, MIME.
assert invoice.attachments.download_attachments()
[attachment] = invoice.attachments
import base64
assert (attachment.name, base64.b64decode(attachment.content)) == ("São.pdf", b"%PDF-1.4\n"), attachment
assert b"Subject:" in invoice.get_mime_content()

# Marking.
assert invoice.mark_as_read() and invoice.is_read
invoice.add_category("Paid")
assert invoice.save_message()
invoice.flag.set_flagged()
assert invoice.save_message()
again = inbox.get_message(object_id=invoice.object_id)
assert again.categories == ["Paid"] and again.flag.is_flagged and again.is_read, again
again.flag.set_completed()
assert again.save_message()
assert inbox.get_message(object_id=invoice.object_id).flag.is_completed
assert again.mark_as_unread()

# Moving and copying: another id.
old = again.object_id
assert again.move(notes) and again.object_id != old
assert [message.subject for message in notes.get_messages()] == ["Invoice 10042"]
copy = again.copy(mailbox.archive_folder())
assert copy and copy.object_id != again.object_id
assert copy.delete()

# Writing.
letter = account.new_message()
letter.to.add("bia@sandbox.test")
letter.cc.add([("Zé", "ze@elsewhere.test")])
letter.subject, letter.body = "Olá", "<b>Bom dia</b>"
letter.importance = "high"
letter.attachments.add([(__import__("io").BytesIO(b"one"), "one.txt")])
assert letter.send()
[sent] = list(mailbox.sent_folder().get_messages())
assert (sent.subject, sent.importance.value, sent.has_attachments) == ("Olá", "high", True), sent

draft = mailbox.drafts_folder().new_message()
draft.to.add("ana@sandbox.test")
draft.subject, draft.body = "Large", "see attached"
assert draft.save_draft() and draft.is_draft
draft.subject = "Larger"
large = bytes(range(256)) * (4 * 1024 * 4)
draft.attachments.add([(__import__("io").BytesIO(large), "large.bin")])
assert draft.save_draft()
kept = mailbox.drafts_folder().get_message(query="subject eq 'Larger'", download_attachments=True)
assert [base64.b64decode(one.content) for one in kept.attachments] == [large]
assert draft.send()

received = inbox.get_message(query="subject eq 'Larger'")
answer = received.reply(to_all=False)
assert [one.address for one in answer.to] == ["ana@sandbox.test"] and answer.subject == "RE: Larger", answer
answer.body = "Thanks"
assert answer.send()
forward = received.forward()
forward.to.add("out@elsewhere.test")
assert forward.send()
assert received.delete()

# The mailbox of somebody else. The description knows no mailboxes but one's own.
if "described" not in sys.argv:
    other = account.mailbox("bia@sandbox.test")
    assert [message.subject for message in other.inbox_folder().get_messages()] == ["Olá"]
