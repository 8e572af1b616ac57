import smtplib
import ssl
import sys

trust = ssl.create_default_context(cadata=sys.argv[3])
plain, tls = (int(port) for port in sys.argv[6:8])


def show(token):
    return lambda challenge=None: "" if challenge else f"user=ana@sandbox.test\1auth=Bearer {token}\1\1"


for smtp in (smtplib.SMTP_SSL("localhost", tls, context=trust), smtplib.SMTP("localhost", plain)):
    smtp.ehlo()
    if not isinstance(smtp, smtplib.SMTP_SSL):
        assert smtp.has_extn("starttls") and not smtp.has_extn("auth"), smtp.esmtp_features
        smtp.starttls(context=trust)
        smtp.ehlo()
    assert not smtp.has_extn("starttls"), smtp.esmtp_features
    assert "XOAUTH2 OAUTHBEARER" in smtp.esmtp_features["auth"], smtp.esmtp_features
    try:
        smtp.auth("XOAUTH2", show("stale"))
        raise SystemExit("a stale token was taken")
    except smtplib.SMTPAuthenticationError as error:
        assert error.smtp_code == 535, error
    assert smtp.auth("XOAUTH2", show("good"))[0] == 235
    assert smtp.sendmail("ana@sandbox.test", ["ana@sandbox.test"], b"Subject: over TLS\r\n\r\n") == {}
    smtp.quit()
