#!/usr/bin/env python3
"""The same work as the automations beside this file, as a Python program that knows its library: batches, and no more
of a message than is needed. Its last line says what that cost.

    peer_ews.py save_attachments_ews|list_ews|mark_move_ews URL FOLDER OUT
"""

import json
import socket
import sys
from pathlib import Path

import requests
from exchangelib import BASIC, DELEGATE, Account, Build, Configuration, Credentials, FileAttachment, Version

THOUSAND = 1000
work, url, _, out = sys.argv[1:]
saved = Path(out, "saved")
saved.mkdir(parents=True, exist_ok=True)
spent = {"turns": 0, "sent": 0, "received": 0}
read = socket.SocketIO.readinto


def counted(self, buffer):
    """What comes over the line, in whatever pieces it is framed."""
    count = read(self, buffer)
    spent["received"] += count or 0
    return count


socket.SocketIO.readinto = counted


class Counting(requests.adapters.HTTPAdapter):
    """What goes out, whatever becomes of it."""

    def send(self, request, **options):
        spent["turns"] += 1
        spent["sent"] += len(request.body or b"")
        return super().send(request, **options)


from exchangelib.protocol import BaseProtocol  # noqa: E402

BaseProtocol.HTTP_ADAPTER_CLS = Counting
config = Configuration(
    service_endpoint=url,
    credentials=Credentials("ana@sandbox.test", "sandbox"),
    auth_type=BASIC,
    version=Version(build=Build(15, 1, 2507, 6)),
)
account = Account("ana@sandbox.test", config=config, autodiscover=False, access_type=DELEGATE)
# As large as its batches may become without trouble.
account.chunk_size = 100


def there_and_back(source, target, is_read, limit):
    items = list(source.all().only("subject", "is_read").order_by("datetime_received")[:limit])
    for item in items:
        item.is_read = is_read
    account.bulk_update([(item, ["is_read"]) for item in items])
    account.bulk_move([(item.id, item.changekey) for item in items], to_folder=target)


if work == "list_ews":
    for item in account.inbox.all().only("subject").order_by("datetime_received"):
        print(item.subject)
elif work == "save_attachments_ews":
    number = 0
    for item in account.inbox.all().only("attachments").order_by("datetime_received"):
        for attachment in item.attachments:
            if isinstance(attachment, FileAttachment):
                number += 1
                with (saved / f"{number}").open("wb") as file, attachment.fp as content:
                    while piece := content.read(1 << 16):
                        file.write(piece)
else:
    archive = account.inbox.parent / "Archive"
    there_and_back(account.inbox, archive, True, THOUSAND)
    there_and_back(archive, account.inbox, False, THOUSAND)
print(json.dumps({"event": "run_finished", "commands": spent["turns"], **spent}))
