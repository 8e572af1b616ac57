import smtplib
import sys
from email.message import EmailMessage

PORT = int(sys.argv[6])


def message(subject):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ana@sandbox.test", "ana@sandbox.test", subject
    made.set_content(".\n..\nfrom a dot on\n")
    return made


smtp = smtplib.SMTP("127.0.0.1", PORT, timeout=20)
try:
    smtp.sendmail("ana@sandbox.test", ["ana@sandbox.test"], "Subject: x\r\n\r\n")
    raise SystemExit("mail was taken from a stranger")
except smtplib.SMTPSenderRefused as error:
    assert (error.smtp_code, error.smtp_error[:5]) == (530, b"5.7.0"), error
for name in ("size", "pipelining", "8bitmime", "smtputf8", "dsn", "enhancedstatuscodes", "chunking", "auth"):
    assert smtp.has_extn(name), name
try:
    smtp.login("ana@sandbox.test", "wrong")
    raise SystemExit("a wrong password was taken")
except smtplib.SMTPAuthenticationError as error:
    assert error.smtp_code == 535, error
smtp.quit()

for mechanism in ("auth_cram_md5", "auth_plain", "auth_login"):
    smtp = smtplib.SMTP("127.0.0.1", PORT, timeout=20)
    smtp.ehlo()
    smtp.user, smtp.password = "ana@sandbox.test", "sandbox"
    assert smtp.auth(mechanism[5:].replace("_", "-").upper(), getattr(smtp, mechanism))[0] == 235, mechanism
    smtp.send_message(message(mechanism))
    smtp.quit()

smtp = smtplib.SMTP("127.0.0.1", PORT, timeout=20)
smtp.login("ana@sandbox.test", "sandbox")
refused = smtp.sendmail(
    "ana@sandbox.test",
    ["rejected@else.test", "bia@else.test"],
    b"Subject: one is refused\r\n\r\n",
    mail_options=["RET=HDRS", "ENVID=a+2Bb"],
    rcpt_options=["NOTIFY=SUCCESS,DELAY", "ORCPT=rfc822;bia@else.test"],
)
assert set(refused) == {"rejected@else.test"} and refused["rejected@else.test"][0] == 550, refused
try:
    smtp.sendmail("ana@sandbox.test", ["slow@else.test"], b"Subject: twice\r\n\r\n")
    raise SystemExit("nothing was greylisted")
except smtplib.SMTPRecipientsRefused as error:
    assert error.recipients["slow@else.test"][0] == 451, error
assert smtp.sendmail("ana@sandbox.test", ["slow@else.test"], b"Subject: twice\r\n\r\n") == {}
assert smtp.sendmail("ana@sandbox.test", ["josé@else.test"], "Subject: é\r\n\r\n".encode(), ["SMTPUTF8"]) == {}
try:
    smtp.sendmail("ana@sandbox.test", ["bia@else.test"], b"Subject: large\r\n\r\n" + b"x" * 70 * 1000 * 1000)
    raise SystemExit("there was no bound")
except smtplib.SMTPSenderRefused as error:
    assert error.smtp_code == 552, error
assert smtp.verify("ana@sandbox.test")[0] == 252
assert smtp.expn("staff")[0] == 502
assert smtp.noop()[0] == 250
assert smtp.help().startswith(b"2.0.0")
smtp.quit()
