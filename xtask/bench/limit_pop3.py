#!/usr/bin/env python3
"""What no client can be faster than: one connection that asks for every message, some always ahead, and throws away
what comes. It finds the ends of messages, and nothing else.

    limit_pop3.py drain PORT FOLDER OUT
"""

import socket
import sys

AHEAD = 512
OCTETS = 4 << 20
END = b"\r\n.\r\n"

_, port, _, _ = sys.argv[1:]
server = socket.create_connection(("127.0.0.1", int(port)))
replies = server.makefile("rb")
replies.readline()
for command in (b"USER big@lab.test", b"PASS pw-big", b"LIST"):
    server.sendall(command + b"\r\n")
    if not replies.readline().startswith(b"+OK"):
        sys.exit("the server refuses")
before = [0]
while (line := replies.readline()) != b".\r\n":
    before.append(before[-1] + int(line.split()[1]))
count = len(before) - 1

buffer = bytearray(1 << 20)
view = memoryview(buffer)
asked = came = octets = held = 0
while came < count:
    first = asked
    while asked < count and asked - came < AHEAD and before[asked] - before[came] < OCTETS:
        asked += 1
    if asked > first:
        server.sendall(b"".join(b"RETR %d\r\n" % number for number in range(first + 1, asked + 1)))
    read = server.recv_into(view[held:])
    if not read:
        sys.exit("the connection broke")
    octets += read
    end = held + read
    came += buffer.count(END, 0, end)
    # Half of an end may be at the end of what came.
    held = min(end, len(END) - 1)
    view[:held] = bytes(view[end - held : end])
server.sendall(b"QUIT\r\n")
replies.readline()
print(f"{count} messages, {octets} bytes")
