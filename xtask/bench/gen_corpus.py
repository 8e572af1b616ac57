#!/usr/bin/env python3
"""Invents a mailbox: the same messages every time, with what real mail has in it.

    gen_corpus.py MAILDIR --messages 10000 --large-mb 150 [--files]

Threads, replies and forwards; five languages in nine charsets, quoted-printable, base64 and 8bit; encoded file names
of both kinds; alternative parts, nested messages, invitations, bounces; missing dates, repeated Message-IDs. Nearly a
third carries attachments, one in 25 of them large. The folder `Large` gets one message with one huge attachment.
With --files no Maildir is made, but a file of each: those of the inbox in `many`, the huge one in `large`.
"""

import argparse
import base64
import os
import quopri
import random
import uuid
from email.header import Header
from email.utils import encode_rfc2231, formatdate
from pathlib import Path

FIRST_DAY = 1767225600  # 2026-01-01 UTC
random_ = random.Random(4711)
NOISE = random_.randbytes(1 << 20)

PORTUGUESE = (
    "relatório fatura pagamento reunião proposta contrato atenção urgente pedido entrega cliente fornecedor código "
    "orçamento anexo férias ação não também são José João"
).split()
ENGLISH = (
    "invoice report meeting order delivery project status update review password reset newsletter weekly summary "
    "approval deadline budget customer ticket build failed"
).split()
JAPANESE = "会議 請求書 報告 お知らせ 注文 確認 納品 予算 契約 株式会社".split()
RUSSIAN = "счёт отчёт встреча заказ договор срочно оплата проект".split()
ARABIC = "فاتورة تقرير اجتماع طلب عاجل مشروع".split()
LANGUAGES = [
    (PORTUGUESE, ("utf-8", "iso-8859-1", "windows-1252")),
    (ENGLISH, ("us-ascii", "utf-8")),
    (JAPANESE, ("utf-8", "iso-2022-jp", "shift_jis")),
    (RUSSIAN, ("utf-8", "koi8-r", "windows-1251")),
    (ARABIC, ("utf-8", "windows-1256")),
]
PEOPLE = [
    (f"{first} {last}", f"{first}.{last}@{domain}".lower().encode("ascii", "ignore").decode())
    for first in ("Ana", "João", "Bob", "Yuki", "Иван", "Zoë", "Lee", "Max")
    for last in ("Silva", "Müller", "Tanaka", "Smith")
    for domain in ("ext.test", "lab.test", "empresa.test")
]

earlier = []  # (Message-ID, subject) of the messages one may still answer


def chance(probability):
    return random_.random() < probability


def words(vocabulary, count):
    return " ".join(random_.choice(vocabulary) for _ in range(count))


def header(text):
    return Header(text, "us-ascii" if text.isascii() else "utf-8", maxlinelen=72).encode(linesep="\r\n")


def address(person):
    return f"{header(person[0])} <{person[1]}>"


def crlf(data):
    return data.replace(b"\n", b"\r\n")


def part(fields, body):
    return "".join(f"{field}\r\n" for field in fields).encode() + b"\r\n" + body


def text_part(text, charset, kind):
    data = text.encode(charset, "replace")
    dice = random_.random()
    if charset in ("us-ascii", "iso-2022-jp"):
        encoding, body = "7bit", data
    elif dice < 0.45:
        encoding, body = "quoted-printable", quopri.encodestring(data)
    elif dice < 0.8:
        encoding, body = "base64", base64.encodebytes(data)
    else:
        encoding, body = "8bit", data
    return part([f"Content-Type: {kind}; charset={charset}", f"Content-Transfer-Encoding: {encoding}"], crlf(body))


def attachment(vocabulary):
    size = min(int(random_.paretovariate(0.75) * 900), 2_000_000)
    start = random_.randrange(1 << 19)
    data = (NOISE[start:] * (size // (1 << 19) + 1))[:size]
    extension = random_.choice(("pdf", "xlsx", "docx", "png", "zip", "csv"))
    name = f"{random_.choice(vocabulary)} {random_.randrange(999)}.{extension}"
    if name.isascii():
        file_name = f'filename="{name}"'
    elif chance(0.5):
        file_name = f"filename*={encode_rfc2231(name, 'utf-8')}"
    else:
        file_name = f'filename="{Header(name, "utf-8").encode()}"'
    fields = [
        'Content-Type: application/octet-stream; name="att.bin"',
        f"Content-Disposition: attachment; {file_name}",
        "Content-Transfer-Encoding: base64",
    ]
    return part(fields, crlf(base64.encodebytes(data)))


def multipart(kind, parts):
    boundary = f"=_{random_.getrandbits(64):016x}"
    body = b"".join(f"--{boundary}\r\n".encode() + one + b"\r\n" for one in parts)
    return part([f'Content-Type: multipart/{kind}; boundary="{boundary}"'], body + f"--{boundary}--\r\n".encode())


def body_of(number, vocabulary, charset):
    lines = (words(vocabulary, random_.randrange(3, 14)) for _ in range(random_.randrange(1, 40)))
    text = "\n".join(lines)
    plain = text_part(text, charset, "text/plain")
    dice = random_.random()
    if dice < 0.45:
        return plain
    if dice < 0.9:
        html = f'<html><body><p>{text}</p><img src="cid:x"></body></html>'
        return multipart("alternative", [plain, text_part(html, charset, "text/html")])
    if dice < 0.95:
        status = crlf(
            b"Reporting-MTA: dns; mx.ext.test\n\nFinal-Recipient: rfc822; x@ext.test\nAction: failed\nStatus: 5.1.1\n"
        )
        return multipart(
            "report; report-type=delivery-status", [plain, part(["Content-Type: message/delivery-status"], status)]
        )
    event = crlf(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:{number}@lab\nDTSTART:20260101T100000Z\n"
        "SUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n".encode()
    )
    return multipart("alternative", [plain, part(["Content-Type: text/calendar; method=REQUEST; charset=utf-8"], event)])


def message(number, time, nested=False):
    vocabulary, charsets = random_.choice(LANGUAGES)
    charset = random_.choice(charsets)
    sender = random_.choice(PEOPLE)
    recipients = random_.sample(PEOPLE, random_.choice((1, 1, 1, 2, 5)))
    subject = words(vocabulary, random_.choice((2, 4, 6, 9)))
    own_id = f"<{uuid.UUID(int=random_.getrandbits(128))}@{sender[1].split('@')[1]}>"
    answered = None
    if earlier and chance(0.35):
        answered = random_.choice(earlier[-400:])
        subject = random_.choice(("Re: ", "RES: ", "Fwd: ", "ENC: ")) + answered[1]
    if earlier and chance(0.003):
        own_id = random_.choice(earlier[-50:])[0]

    core = body_of(number, vocabulary, charset)
    dice = random_.random()
    extra = [attachment(vocabulary) for _ in range(0 if dice < 0.7 else 1 if dice < 0.9 else 3)]
    if not nested and chance(0.03):
        fields = ["Content-Type: message/rfc822", 'Content-Disposition: attachment; filename="encaminhada.eml"']
        extra.append(part(fields, message(number, time - 9999, nested=True)))
    if extra:
        core = multipart("mixed", [core, *extra])

    fields = []
    if not nested:
        host = f"mx.ext.test ([203.0.113.{random_.randrange(255)}])"
        fields.append(f"Received: from {host} by mail.lab.test with ESMTPS;\r\n\t{formatdate(time)}")
    fields += [f"From: {address(sender)}", "To: " + ",\r\n ".join(map(address, recipients))]
    fields.append(f"Subject: {header(subject)}")
    if not chance(0.005):
        fields.append(f"Date: {formatdate(time)}")
    fields.append(f"Message-ID: {own_id}")
    if answered:
        fields += [f"In-Reply-To: {answered[0]}", f"References: {answered[0]}"]
    if chance(0.1):
        fields += ["X-Priority: 1 (Highest)", "Importance: high"]
    if chance(0.05):
        fields.append(f"Cc: {address(random_.choice(PEOPLE))}")
    fields.append("MIME-Version: 1.0")
    earlier.append((own_id, subject))
    del earlier[:-500]
    return "".join(f"{field}\r\n" for field in fields).encode() + core


def maildir(folder):
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return folder / "cur"


def plain(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(folder, number, time, data, flags):
    name = f"{number:06}.eml" if folder.name != "cur" else f"{time}.M{number}P1.lab,S={len(data)}:2,{flags}"
    file = folder / name
    file.write_bytes(data)
    os.utime(file, (time, time))
    return len(data)


def large_message(megabytes):
    data = crlf(base64.encodebytes(NOISE * megabytes))
    fields = [
        "From: Ana Silva <ana.silva@ext.test>",
        "To: big@lab.test",
        "Subject: The whole archive",
        f"Date: {formatdate(FIRST_DAY)}",
        "Message-ID: <large@ext.test>",
        "MIME-Version: 1.0",
    ]
    archive = part(
        [
            "Content-Type: application/zip",
            'Content-Disposition: attachment; filename="archive.zip"',
            "Content-Transfer-Encoding: base64",
        ],
        data,
    )
    head = "".join(f"{field}\r\n" for field in fields).encode()
    return head + multipart("mixed", [text_part("All of it.\n", "us-ascii", "text/plain"), archive])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("maildir", type=Path)
    arguments.add_argument("--messages", type=int, default=10_000)
    arguments.add_argument("--large-mb", type=int, default=150)
    arguments.add_argument("--files", action="store_true")
    given = arguments.parse_args()
    inbox = plain(given.maildir / "many") if given.files else maildir(given.maildir)
    total = 0
    for number in range(given.messages):
        time = FIRST_DAY + number * 60 + random_.randrange(60)
        data = message(number, time)
        flags = "".join(flag for flag, probability in (("F", 0.05), ("R", 0.2), ("S", 0.7)) if chance(probability))
        total += keep(inbox, number, time, data, flags)
    large = plain(given.maildir / "large") if given.files else maildir(given.maildir / ".Large")
    size = keep(large, 0, FIRST_DAY, large_message(given.large_mb), "")
    print(f"{given.messages} messages, {total / 1e6:.0f} MB; one of {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
