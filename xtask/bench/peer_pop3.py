#!/usr/bin/env python3
"""The same as drain.yaml, as a Python program with the library that comes with Python.

    peer_pop3.py drain PORT FOLDER OUT
"""

import poplib
import sys
from email import message_from_bytes, policy

poplib._MAXLINE = 1_000_000
_, port, _, _ = sys.argv[1:]
maildrop = poplib.POP3("127.0.0.1", int(port))
maildrop.user("big@lab.test")
maildrop.pass_("pw-big")
for number in range(1, maildrop.stat()[0] + 1):
    lines = maildrop.retr(number)[1]
    body = message_from_bytes(b"\r\n".join(lines), policy=policy.default).get_body(("plain", "html"))
    try:
        print(len(body.get_content()) if body else 0)
    except (LookupError, UnicodeError):
        print(0)
maildrop.quit()
