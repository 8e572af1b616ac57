"""An IMAP server that can do no more than sign somebody in: by SCRAM as `scramp` understands it, under TLS 1.2.

Usage: CERTIFICATE KEY PASSWORD BINDING OFFER. BINDING is the certificate that sign-ins are tied to, or "none"; OFFER are
the mechanisms, with commas. Prints its port.
"""

import base64
import hashlib
import socket
import ssl
import sys

from scramp import ScramMechanism

certificate, key, password, binding, offer = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.maximum_version = ssl.TLSVersion.TLSv1_2
context.load_cert_chain(certificate, key)
tie = None
if binding != "none":
    der = ssl.PEM_cert_to_DER_cert(open(binding).read())
    tie = ("tls-server-end-point", hashlib.sha256(der).digest())


def signed_in(mechanism, ask):
    plain = ScramMechanism(mechanism)
    known = plain.make_auth_info(password, iteration_count=4096)
    server = plain.make_server(lambda user: known, channel_binding=tie)
    server.set_client_first(ask(None))
    server.set_client_final(ask(server.get_server_first()))
    ask(server.get_server_final())


def serve(connection):
    lines = connection.makefile("rb")

    def say(line):
        connection.sendall(line.encode() + b"\r\n")

    say(f"* OK [CAPABILITY IMAP4rev1 {' '.join('AUTH=' + name for name in offer.split(','))}] ready")
    for line in lines:
        tag, command, *rest = line.decode().split()
        if command == "AUTHENTICATE":

            def ask(challenge):
                say("+ " + base64.b64encode((challenge or "").encode()).decode())
                return base64.b64decode(lines.readline().strip()).decode()

            try:
                signed_in(rest[0], ask)
                say(f"{tag} OK [CAPABILITY IMAP4rev1] {rest[0]}")
            except Exception as error:
                say(f"{tag} NO [AUTHENTICATIONFAILED] {str(error).splitlines()[0]}")
        elif command == "LIST":
            say('* LIST () "/" ""')
            say(f"{tag} OK listed")
        else:
            say(f"{tag} OK {command}")


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    with context.wrap_socket(listener.accept()[0], server_side=True) as connection:
        try:
            serve(connection)
        except OSError:
            pass
