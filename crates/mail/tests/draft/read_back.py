"""Reads a message on stdin and tells, as JSON, what a person would see of it."""

import email
import hashlib
import json
import sys
from email import policy

raw = sys.stdin.buffer.read()
message = email.message_from_bytes(raw, policy=policy.default)


def people(field):
    header = message[field]
    return [[one.display_name, one.addr_spec] for one in header.addresses] if header else []


def part(one):
    if one.is_multipart():
        told = {"type": one.get_content_type(), "parts": [part(inner) for inner in one.iter_parts()]}
        return told | ({"subject": one["Subject"]} if one["Subject"] else {})
    told = {"type": one.get_content_type()}
    if one.get_content_disposition() is None:
        told["text"] = one.get_content().replace("\r\n", "\n")
    else:
        content = one.get_payload(decode=True)
        told["disposition"] = one.get_content_disposition()
        told["name"] = one.get_filename()
        told["size"] = len(content)
        told["sha256"] = hashlib.sha256(content).hexdigest()
    if one["Content-ID"]:
        told["id"] = one["Content-ID"]
    return told


json.dump(
    {
        "subject": message["Subject"],
        "from": people("From"),
        "to": people("To"),
        "cc": people("Cc"),
        "bcc": people("Bcc"),
        "fields": sorted(message.keys()),
        "date": message["Date"].datetime.isoformat(),
        "message_id": message["Message-ID"],
        "in_reply_to": message["In-Reply-To"],
        "importance": message["Importance"],
        "x_order": message["X-Order"],
        "references": (message["References"] or "").split(),
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "ascii": raw.isascii(),
        "bare_line_ends": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
        "defects": [type(defect).__name__ for one in message.walk() for defect in one.defects],
        "content": part(message),
    },
    sys.stdout,
)
