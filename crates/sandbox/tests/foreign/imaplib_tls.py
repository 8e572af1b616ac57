import imaplib
import ssl
import sys

trust = ssl.create_default_context(cadata=sys.argv[3])
plain, tls = (int(port) for port in sys.argv[1:3])

for imap in (imaplib.IMAP4_SSL("localhost", tls, ssl_context=trust), imaplib.IMAP4("localhost", plain)):
    if not isinstance(imap, imaplib.IMAP4_SSL):
        assert "STARTTLS" in imap.capabilities
        imap.starttls(trust)
    assert "STARTTLS" not in imap.capabilities, imap.capabilities
    imap.login("ana@sandbox.test", "sandbox")
    assert imap.select("INBOX") == ("OK", [b"3"])
    imap.logout()
