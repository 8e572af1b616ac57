import email
import poplib
import sys

PORT = int(sys.argv[4])


def sign_in():
    pop = poplib.POP3("127.0.0.1", PORT, timeout=20)
    pop.user("ana@sandbox.test")
    pop.pass_("sandbox")
    return pop


pop = poplib.POP3("127.0.0.1", PORT, timeout=20)
capabilities = pop.capa()
assert {"TOP", "UIDL", "USER", "SASL", "RESP-CODES", "PIPELINING", "UTF8"} <= set(capabilities), capabilities
assert capabilities["SASL"] == ["PLAIN", "LOGIN"], capabilities
pop.utf8()
pop.user("ana@sandbox.test")
try:
    pop.pass_("wrong")
    raise SystemExit("a wrong password was taken")
except poplib.error_proto as error:
    assert b"[AUTH]" in error.args[0], error
pop.user("ana@sandbox.test")
pop.pass_("sandbox")

count, size = pop.stat()
assert count == 3, count
_, listed, _ = pop.list()
assert sum(int(line.split()[1]) for line in listed) == size
_, unique_ids, _ = pop.uidl()
assert unique_ids == [b"1 1700000001-1", b"2 1700000001-2", b"3 1700000001-3"], unique_ids
_, lines, octets = pop.retr(2)
assert octets == int(pop.list(2).split()[2]), octets
names = [part.get_filename() for part in email.message_from_bytes(b"\r\n".join(lines)).walk() if part.get_filename()]
assert names == ["São.pdf"], names
_, top, _ = pop.top(1, 1)
assert top.index(b"") == len(top) - 2, top
pop.dele(1)
assert pop.stat()[0] == 2
pop.rset()
assert pop.stat()[0] == 3
pop.dele(3)
try:
    pop.retr(3)
    raise SystemExit("a deleted message was told")
except poplib.error_proto:
    pass
pop.close()

pop = sign_in()
assert pop.stat()[0] == 3, "a connection that breaks deletes nothing"
try:
    sign_in()
    raise SystemExit("two sessions had the maildrop")
except poplib.error_proto as error:
    assert b"[IN-USE]" in error.args[0], error
pop.dele(3)
pop.quit()
pop = sign_in()
assert [line.split()[0] for line in pop.uidl()[1]] == [b"1", b"2"]
pop.quit()
