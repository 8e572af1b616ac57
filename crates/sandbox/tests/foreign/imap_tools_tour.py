import datetime
import sys

from imap_tools import AND, A, MailBoxUnencrypted, MailMessageFlags

with MailBoxUnencrypted("127.0.0.1", int(sys.argv[1])).login("ana@sandbox.test", "sandbox") as mailbox:
    assert [folder.name for folder in mailbox.folder.list()] == ["Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash"]
    unread = list(mailbox.fetch(AND(seen=False), mark_seen=False))
    assert [message.uid for message in unread] == ["2", "3"]
    invoice = unread[0]
    assert (invoice.subject, invoice.from_) == ("Invoice 10042", "billing@acme.example")
    assert [(part.filename, part.payload) for part in invoice.attachments] == [("São.pdf", b"%PDF-1.4\n")]
    assert "Café" in invoice.text and "Café" in invoice.html
    assert [message.subject for message in mailbox.fetch("UID 1", mark_seen=False)] == ["Reunião amanha"]
    dates = A(date_gte=datetime.date(2026, 1, 6), date_lt=datetime.date(2026, 2, 1))
    assert mailbox.uids(dates) == ["2"]

    mailbox.folder.create("Faturas/2026")
    assert mailbox.folder.exists("Faturas/2026")
    mailbox.flag("2", MailMessageFlags.FLAGGED, True)
    mailbox.move("2", "Faturas/2026")
    mailbox.copy("3", "Archive")
    mailbox.delete("1")
    assert mailbox.uids() == ["3"]
    assert mailbox.folder.status("Faturas/2026")["MESSAGES"] == 1
    mailbox.append(b"Subject: a\r\n\r\nb", "Drafts", flag_set=[MailMessageFlags.DRAFT])
    mailbox.folder.set("Drafts")
    assert [message.flags for message in mailbox.fetch(mark_seen=False)] == [("\\Draft", "\\Recent")]
    mailbox.folder.rename("Faturas/2026", "Faturas/Pagas")
    mailbox.folder.delete("Faturas/Pagas")
