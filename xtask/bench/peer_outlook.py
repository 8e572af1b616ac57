#!/usr/bin/env python3
"""The same work as the automations beside this file, as a Python program that knows its library: large pages, and no more
of a message than is needed. Its last line says what that cost.

    peer_outlook.py save_attachments_outlook|list_outlook|mark_move_outlook URL FOLDER OUT
"""

import base64
import json
import sys
from pathlib import Path

import requests
from O365 import Account, MSGraphProtocol
from O365.utils.token import MemoryTokenBackend

THOUSAND = 1000
# As large as a page may be.
PAGE = 999
OLDEST_FIRST = "receivedDateTime asc"
TENANT = "7e4a47ca-0000-4000-8000-5a9db0c50001"
work, url, _, out = sys.argv[1:]
saved = Path(out, "saved")
saved.mkdir(parents=True, exist_ok=True)
spent = {"turns": 0, "sent": 0, "received": 0}
answers = []
send = requests.adapters.HTTPAdapter.send


def counting(self, request, **options):
    """What goes over the line, whatever becomes of it."""
    # What was read to its end need not be kept.
    count_answers()
    spent["turns"] += 1
    spent["sent"] += len(request.body or b"")
    response = send(self, request, **options)
    answers.append(response.raw)
    return response


def count_answers():
    spent["received"] += sum(answer.tell() for answer in answers)
    answers.clear()


requests.adapters.HTTPAdapter.send = counting
asked = {
    "grant_type": "client_credentials",
    "client_id": "daemon",
    "client_secret": "daemon-secret",
    "scope": "https://graph.microsoft.com/.default",
}
granted = requests.post(f"{url}/{TENANT}/oauth2/v2.0/token", data=asked)
granted.raise_for_status()
token = granted.json()["access_token"]


class Protocol(MSGraphProtocol):
    _protocol_url = f"{url}/"


class Backend(MemoryTokenBackend):
    """It asks for tokens at one address only, which is not here."""

    has_data = True

    def get_access_token(self, *, username=None):
        return {"secret": token}

    def token_is_expired(self, *, username=None):
        return False

    def get_account(self, *, username=None, home_account_id=None):
        return {"username": "ana@sandbox.test", "home_account_id": "ana"}


account = Account(
    ("daemon", "daemon-secret"),
    protocol=Protocol(),
    token_backend=Backend(),
    username="ana@sandbox.test",
    main_resource="ana@sandbox.test",
    requests_delay=0,
)
mailbox = account.mailbox()
inbox, archive = mailbox.inbox_folder(), mailbox.archive_folder()


def messages(folder, *properties, limit=None):
    query = mailbox.new_query().select(*properties)
    return folder.get_messages(limit=limit, batch=PAGE, query=query, order_by=OLDEST_FIRST)


def there_and_back(source, target, is_read):
    for message in list(messages(source, "subject", "isRead", "isDraft", limit=THOUSAND)):
        assert message.mark_as_read() if is_read else message.mark_as_unread()
        assert message.move(target)


if work == "list_outlook":
    for message in messages(inbox, "subject"):
        print(message.subject)
elif work == "save_attachments_outlook":
    number = 0
    for message in messages(inbox, "subject", "hasAttachments"):
        if not message.has_attachments:
            continue
        assert message.attachments.download_attachments()
        for attachment in message.attachments:
            if attachment.attachment_type == "file":
                number += 1
                (saved / f"{number}").write_bytes(base64.b64decode(attachment.content))
else:
    there_and_back(inbox, archive, True)
    there_and_back(archive, inbox, False)
count_answers()
print(json.dumps({"event": "run_finished", "commands": spent["turns"], **spent}))
