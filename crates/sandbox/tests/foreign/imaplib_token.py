import imaplib
import sys


def show(token):
    said = iter((f"user=ana@sandbox.test\1auth=Bearer {token}\1\1".encode(), b""))
    return lambda _: next(said)


imap = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
assert {"AUTH=XOAUTH2", "AUTH=OAUTHBEARER"} <= set(imap.capabilities), imap.capabilities
try:
    imap.authenticate("XOAUTH2", show("stale"))
    raise SystemExit("a stale token was taken")
except imaplib.IMAP4.error as error:
    assert "AUTHENTICATIONFAILED" in str(error), error
imap.authenticate("XOAUTH2", show("good"))
assert imap.select("INBOX") == ("OK", [b"3"])
imap.logout()

imap = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
imap.authenticate("OAUTHBEARER", lambda _: b"n,a=ana@sandbox.test,\1auth=Bearer good\1\1")
imap.logout()
