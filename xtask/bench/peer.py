#!/usr/bin/env python3
"""The same work as the automations beside this file, as a Python program that knows its library: fetches in batches.

    peer.py save_attachments|list PORT FOLDER OUT
"""

import sys
from pathlib import Path

from imap_tools import MailBoxUnencrypted

BATCH = 100
work, port, folder, out = sys.argv[1:]
saved = Path(out, "saved")
saved.mkdir(parents=True, exist_ok=True)

with MailBoxUnencrypted("127.0.0.1", int(port)).login("big@lab.test", "pw-big", initial_folder=folder) as mailbox:
    if work == "list":
        for mail in mailbox.fetch(mark_seen=False, headers_only=True, bulk=True):
            print(mail.subject)
    else:
        number = 0
        for mail in mailbox.fetch(mark_seen=False, bulk=BATCH):
            for attachment in mail.attachments:
                number += 1
                (saved / f"{number}").write_bytes(attachment.payload)
