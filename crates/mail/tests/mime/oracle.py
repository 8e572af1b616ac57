"""What Python's own `email` package reads in messages: the second opinion for tests/mime.rs.

oracle.py FOLDER: for each .eml file, in order of name, its subject, senders and leaves, one a line.
"""
import email
import email.policy
import hashlib
import pathlib
import sys


def line(text):
    """Blanks as one, since the two readings differ in how they join folded lines."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def subject(message):
    return line(str(message["subject"] or ""))


def senders(message):
    found = []
    for field in message.get_all("from", []):
        for one in field.addresses:
            name = line(one.display_name)
            found.append(f"{name} <{one.addr_spec}>" if name else one.addr_spec)
    return ", ".join(found)


def walk(part):
    # The package makes messages out of the groups of fields in a report.
    if part.get_content_type() in ("message/delivery-status", "message/disposition-notification"):
        return
    if part.is_multipart():
        for child in part.get_payload():
            yield from walk(child)
    else:
        yield part


def leaves(message):
    for part in walk(message):
        payload = part.get_payload(decode=True) or b""
        name = line(part.get_filename() or part.get_param("name") or "-")
        yield f"{part.get_content_type()} {name} {len(payload)} {hashlib.sha256(payload).hexdigest()[:16]}"


def tried(read, message):
    try:
        return read(message)
    except Exception as error:
        return f"!{type(error).__name__}"


sys.stdout.reconfigure(encoding="utf-8", errors="replace")
for path in sorted(pathlib.Path(sys.argv[1]).iterdir(), key=lambda path: path.name):
    if path.suffix != ".eml":
        continue
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    print(f"== {path.name}")
    print(f"subject: {tried(subject, message)}")
    print(f"from: {tried(senders, message)}")
    for leaf in tried(lambda message: list(leaves(message)), message):
        print(f"leaf: {leaf}")
