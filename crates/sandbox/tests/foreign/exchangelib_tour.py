import datetime
import sys

from exchangelib import (
    BASIC, DELEGATE, IMPERSONATION, Account, Build, Configuration, Credentials, ExtendedProperty, FileAttachment,
    Folder, HTMLBody, ItemAttachment, Mailbox, Message, Version,
)
from exchangelib.errors import ErrorDeleteDistinguishedFolder, ErrorFolderExists, ErrorNonExistentMailbox
from exchangelib.properties import CopiedEvent, CreatedEvent, DeletedEvent, ModifiedEvent, MovedEvent, NewMailEvent, StatusEvent

url = sys.argv[1]


def account(address="ana@sandbox.test", access_type=DELEGATE):
    config = Configuration(
        service_endpoint=url, credentials=Credentials("ana@sandbox.test", "sandbox"), auth_type=BASIC,
        version=Version(build=Build(15, 0, 847, 32)),
    )
    return Account(address, config=config, autodiscover=False, access_type=access_type)


ana = account()
top, inbox = ana.msg_folder_root, ana.inbox

# Folders.
faturas = Folder(parent=inbox, name="Faturas / 100% *")
faturas.save()
paid = Folder(parent=faturas, name="Pagas")
paid.save()
try:
    Folder(parent=faturas, name="pagas").save()
    raise SystemExit("two folders of one name")
except ErrorFolderExists:
    pass
assert (faturas.parent.name, paid.parent.name) == ("Inbox", "Faturas / 100% *")
assert sorted(folder.name for folder in inbox.walk()) == ["Faturas / 100% *", "Pagas"]
paid.name = "Pagas 2026"
paid.save(update_fields=["name"])
kept = paid.id
paid.move(top)
top.refresh()
assert (paid.id, paid.parent.name) == (kept, top.name), paid
try:
    inbox.delete()
    raise SystemExit("the inbox was deleted")
except ErrorDeleteDistinguishedFolder:
    pass

# Filters and orders.
when = datetime.datetime(2026, 1, 6, tzinfo=datetime.timezone.utc)
assert inbox.filter(datetime_received__gte=when).count() == 2
assert inbox.filter(datetime_received__lt=when).count() == 1
assert inbox.filter(sender__icontains="acme").count() == 2
assert inbox.filter(has_attachments=True).count() == 2
assert inbox.filter(body__icontains="café").count() == 1
assert inbox.filter(size__gt=100).count() == 3
first, second = inbox.all().only("subject").order_by("subject")[:2]
assert first.subject.lower() <= second.subject.lower(), (first, second)
assert len(list(inbox.all().only("subject").order_by("-size")[1:3])) == 2


class FlagStatus(ExtendedProperty):
    property_tag = 0x1090
    property_type = "Integer"


class Ticket(ExtendedProperty):
    distinguished_property_set_id = "PublicStrings"
    property_name = "ticket"
    property_type = "String"


Message.register("flag_status", FlagStatus)
Message.register("ticket", Ticket)
invoice = inbox.get(subject="Invoice 10042")
invoice.flag_status, invoice.ticket = 2, "A-1"
invoice.save(update_fields=["flag_status", "ticket"])
assert inbox.filter(flag_status=2).count() == 2
assert inbox.get(ticket="A-1").subject == "Invoice 10042"
invoice.flag_status, invoice.ticket = 1, None
invoice.save(update_fields=["flag_status", "ticket"])
assert inbox.filter(flag_status=1).count() == 1 and inbox.filter(ticket="A-1").count() == 0

# Attachments.
draft = Message(account=ana, folder=ana.drafts, subject="x", body="plain", to_recipients=["eva@else.test"])
draft.save()
draft.attach(FileAttachment(name="São.pdf", content=b"%PDF" * 10))
draft.attach(FileAttachment(name="b.bin", content=bytes(range(256))))
again = ana.drafts.get(subject="x")
assert [(a.name, a.content) for a in again.attachments] == [("São.pdf", b"%PDF" * 10), ("b.bin", bytes(range(256)))]
again.detach(again.attachments[0])
assert [a.name for a in ana.drafts.get(subject="x").attachments] == ["b.bin"]
nested = [item for item in inbox.all() for a in item.attachments if isinstance(a, ItemAttachment)]
assert nested, "an item is attached to none"
inner = [a for a in nested[0].attachments if isinstance(a, ItemAttachment)][0].item
assert inner.subject and inner.mime_content, inner

# Sending.
ana.drafts.get(subject="x").send()
assert ana.drafts.filter(subject="x").count() == 0 and ana.sent.filter(subject="x").count() == 1
Message(
    account=ana, subject="an alle", body=HTMLBody("<b>hi</b>"), to_recipients=["ana@sandbox.test"],
    cc_recipients=["bia@sandbox.test"], bcc_recipients=["eva@else.test"],
).send_and_save()
mine = inbox.get(subject="an alle")
assert (mine.is_draft, mine.is_read, mine.sender.email_address) == (False, False, "ana@sandbox.test"), mine
assert mine.bcc_recipients is None and ana.sent.filter(subject="an alle").count() == 1
mine.reply(subject="RE: an alle", body="ok")
mine.reply_all(subject="RE: an alle", body="ok")
mine.forward(subject="FW: an alle", body="see", to_recipients=["bia@sandbox.test"])
assert inbox.filter(subject="RE: an alle").count() == 2
assert inbox.filter(subject="RE: an alle")[0].in_reply_to == mine.message_id
mine.mark_as_junk(is_junk=True, move_item=True)
assert ana.junk.filter(subject="an alle").count() == 1

# Synchronizing.
items = {change.id: kind for kind, change in inbox.sync_items(only_fields=["subject"], max_changes_returned=2)}
state = inbox.item_sync_state
assert set(items.values()) == {"create"} and len(items) == inbox.all().count() == 5, items
invoice.refresh()
invoice.is_read = not invoice.is_read
invoice.save(update_fields=["is_read"])
other = inbox.filter(subject="RE: an alle")[0]
other.categories = ["k"]
other.save(update_fields=["categories"])
[gone] = [item for item in inbox.filter(subject="RE: an alle") if item.id != other.id]
gone_id = gone.id
gone.delete()
changes = list(inbox.sync_items(sync_state=state, only_fields=["subject"]))
assert sorted(kind for kind, _ in changes) == ["delete", "read_flag_change", "update"], changes
assert dict(changes)["delete"].id == gone_id and list(inbox.sync_items(sync_state=inbox.item_sync_state, only_fields=["subject"])) == []
folders = list(top.sync_hierarchy())
assert {kind for kind, _ in folders} == {"create"} and len(folders) == 8, folders
state = top.folder_sync_state
faturas_id = faturas.id
faturas.delete()
[(kind, lost)] = list(top.sync_hierarchy(sync_state=state))
assert (kind, lost.id) == ("delete", faturas_id), (kind, lost)

# Notifications that are pulled.
with inbox.pull_subscription(timeout=5) as (subscription, watermark):
    Message(account=ana, subject="now", body="-", to_recipients=["ana@sandbox.test"]).send()
    told = list(inbox.get_events(subscription, watermark))
    events = [event for notification in told for event in notification.events]
    assert [type(event) for event in events] == [CreatedEvent, NewMailEvent], events
    new = inbox.get(subject="now")
    assert events[1].item_id.id == new.id
    new.is_read = True
    new.save(update_fields=["is_read"])
    new.move(paid)
    more = [event for notification in inbox.get_events(subscription, events[-1].watermark) for event in notification.events]
    assert [type(event) for event in more] == [ModifiedEvent, MovedEvent], more
    assert more[1].item_id.id == new.id and more[1].parent_folder_id.id == paid.id
    idle = [event for notification in inbox.get_events(subscription, more[-1].watermark) for event in notification.events]
    assert [type(event) for event in idle] == [StatusEvent], idle

# Notifications that are streamed.
with inbox.streaming_subscription() as subscription:
    Message(account=ana, subject="then", body="-", to_recipients=["ana@sandbox.test"]).send()
    inbox.get(subject="then").copy(paid)
    stream = inbox.get_streaming_events(subscription, connection_timeout=1, max_notifications_returned=1)
    events = [event for notification in stream for event in notification.events]
    assert [type(event) for event in events] == [CreatedEvent, NewMailEvent], events
    # A minute is short here, so that the stream ends by itself, after having said that it stands.
    events = [event for notification in inbox.get_streaming_events(subscription, connection_timeout=1) for event in notification.events]
    assert events and {type(event) for event in events} == {StatusEvent}, events

# Other people's mailboxes.
assert account("bia@sandbox.test").inbox.filter(subject="an alle").count() == 1
assert account("bia@sandbox.test", IMPERSONATION).inbox.filter(subject="an alle").count() == 1
try:
    account("nobody@sandbox.test", IMPERSONATION).inbox.refresh()
    raise SystemExit("nobody has a mailbox")
except ErrorNonExistentMailbox:
    pass

# Names.
[found] = ana.protocol.resolve_names(["bia"])
assert found.email_address == "bia@sandbox.test", found
paid.empty()
assert paid.all().count() == 0
paid.delete()
assert "Pagas 2026" not in [folder.name for folder in account().msg_folder_root.children]
