import email
import imaplib
import sys

imap = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
imap.login("ana@sandbox.test", "sandbox")
assert imap.select("INBOX") == ("OK", [b"3"]), imap.state
assert imap.search(None, "UNSEEN") == ("OK", [b"2 3"])

status, data = imap.fetch("2", "(RFC822)")
message = email.message_from_bytes(data[0][1])
names = [part.get_filename() for part in message.walk() if part.get_filename()]
assert names == ["São.pdf"], names
assert imap.search(None, "UNSEEN") == ("OK", [b"3"])

assert imap.append("Sent", r"(\Seen)", imaplib.Time2Internaldate(0), b"Subject: x\r\n\r\nhello\r\n")[0] == "OK"
assert imap.status("Sent", "(MESSAGES)") == ("OK", [b"Sent (MESSAGES 1)"])
assert imap.store("1", "+FLAGS", r"(\Deleted $Done)")[0] == "OK"
assert imap.expunge() == ("OK", [b"1"])
assert imap.uid("COPY", "2", "Archive")[0] == "OK"
assert imap.uid("MOVE", "3", "Trash")[0] == "OK"
assert imap.create("Nova") == ("OK", [b"Created"])
assert imap.rename("Nova", "Velha")[0] == "OK"
assert [line.split()[-1] for line in imap.list()[1]] == [
    b"Archive", b"Drafts", b"INBOX", b"Junk", b"Sent", b"Trash", b"Velha",
]
assert imap.delete("Velha")[0] == "OK"
assert imap.select("Nowhere")[0] == "NO"
imap.logout()

imap = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
imap.authenticate("PLAIN", lambda _: b"\0ana@sandbox.test\0sandbox")
imap.select("INBOX", readonly=True)
assert imap.fetch("1", "(UID FLAGS)") == ("OK", [rb"1 (UID 2 FLAGS (\Seen))"])
imap.logout()

imap = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
try:
    imap.login("ana@sandbox.test", "wrong")
    raise SystemExit("a wrong password was taken")
except imaplib.IMAP4.error as error:
    assert "AUTHENTICATIONFAILED" in str(error), error
