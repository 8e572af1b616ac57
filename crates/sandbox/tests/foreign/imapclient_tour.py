import datetime
import sys

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

UTC = datetime.timezone.utc

with IMAPClient("127.0.0.1", int(sys.argv[1]), ssl=False, timeout=20) as imap:
    try:
        imap.login("ana@sandbox.test", "wrong")
        raise SystemExit("a wrong password was taken")
    except LoginError:
        pass
    imap.login("ana@sandbox.test", "sandbox")
    imap.normalise_times = False
    assert imap.namespace().personal == (("", "/"),)
    assert imap.id_({"name": "tour"}) == ((b"name", b"Carteiro sandbox"),)
    assert imap.find_special_folder(b"\\Sent") == "Sent"
    assert imap.find_special_folder(b"\\Junk") == "Junk"

    imap.create_folder("Notas/São José & Cia")
    imap.subscribe_folder("Notas/São José & Cia")
    assert "Notas/São José & Cia" in [name for _, _, name in imap.list_folders()]
    assert "Notas/São José & Cia" in [name for _, _, name in imap.list_sub_folders()]

    selected = imap.select_folder("INBOX")
    assert (selected[b"EXISTS"], selected[b"UIDVALIDITY"], selected[b"UIDNEXT"]) == (3, 1700000001, 4), selected
    assert selected[b"READ-WRITE"] and b"\\*" in selected[b"PERMANENTFLAGS"], selected
    assert imap.folder_status("INBOX", ["MESSAGES", "UNSEEN"]) == {b"MESSAGES": 3, b"UNSEEN": 2}

    assert imap.search(["UNSEEN"]) == [2, 3]
    assert imap.search(["SUBJECT", "Reunião"], "UTF-8") == [1]
    assert imap.search(["SINCE", datetime.date(2026, 1, 6), "NOT", ["FLAGGED"]]) == [2]
    assert imap.search(["OR", "SEEN", "FLAGGED"]) == [1, 3]

    items = ["ENVELOPE", "BODYSTRUCTURE", "INTERNALDATE", "RFC822.SIZE", "FLAGS", "BODY.PEEK[HEADER.FIELDS (SUBJECT)]"]
    told = imap.fetch([1, 2, 3], items)
    envelope = told[1][b"ENVELOPE"]
    assert envelope.from_[0].name == b"Souza, Ana" and envelope.to[1].name == "Zé".encode(), envelope
    assert envelope.date == datetime.datetime(2026, 1, 5, 6, 29, tzinfo=envelope.date.tzinfo), envelope
    assert told[1][b"INTERNALDATE"] == datetime.datetime(2026, 1, 5, 9, 30, tzinfo=told[1][b"INTERNALDATE"].tzinfo)
    structure = told[2][b"BODYSTRUCTURE"]
    assert structure.is_multipart and structure[1] == b"mixed", structure
    pdf = structure[0][1]
    assert pdf[:2] == (b"application", b"pdf") and pdf[8][0] == b"attachment", pdf
    nested = told[3][b"BODYSTRUCTURE"][0][1]
    assert nested[:2] == (b"message", b"rfc822"), nested
    assert told[2][b"BODY[HEADER.FIELDS (SUBJECT)]"] == b"Subject: Invoice 10042\r\n\r\n", told[2]
    assert imap.fetch([2], ["BODY.PEEK[2]<4.3>"])[2][b"BODY[2]<4>"] == b"Ri0"
    assert imap.get_flags(2) == {2: (b"\\Recent",)}
    imap.add_flags(2, ["$Done", b"\\Flagged"])
    assert set(imap.get_flags(2)[2]) == {b"$Done", b"\\Flagged", b"\\Recent"}
    imap.copy([1, 2], "Notas/São José & Cia")
    assert imap.folder_status("Notas/São José & Cia", ["MESSAGES"]) == {b"MESSAGES": 2}
    imap.move([2], "Archive")
    assert imap.search() == [1, 3]
    when = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert b"APPENDUID" in imap.append("INBOX", b"Subject: new\r\n\r\nx\r\n", [b"\\Seen"], when)
    assert imap.fetch([4], ["INTERNALDATE"])[4][b"INTERNALDATE"].astimezone(UTC) == when

    imap.idle()
    assert imap.idle_check(timeout=0) == []
    with IMAPClient("127.0.0.1", int(sys.argv[1]), ssl=False, timeout=20) as other:
        other.login("ana@sandbox.test", "sandbox")
        other.select_folder("INBOX")
        other.delete_messages([1])
        other.uid_expunge([1])
        other.close_folder()
    heard = []
    while (1, b"EXPUNGE") not in heard:
        heard += imap.idle_check(timeout=20)
    imap.idle_done()
    imap.unselect_folder()
    try:
        imap.select_folder("Nowhere")
        raise SystemExit("a folder that is not there was selected")
    except IMAPClientError as error:
        assert "no such folder" in str(error), error
