"""Signs people in by NTLM as `pyspnego` understands it, under TLS: a line for each message, in base64.

Usage: CERTIFICATE KEY TIED_TO. TIED_TO is the certificate that sign-ins must be tied to, or "none". Whom it knows is in
the file that NTLM_USER_FILE names. Prints its port; ends a dialogue with who signed in, or with why nobody did.
"""

import base64
import hashlib
import socket
import ssl
import sys

import spnego
from spnego.channel_bindings import GssChannelBindings

certificate, key, tied_to = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
bindings = None
if tied_to != "none":
    der = ssl.PEM_cert_to_DER_cert(open(tied_to).read())
    bindings = GssChannelBindings(application_data=b"tls-server-end-point:" + hashlib.sha256(der).digest())


def serve(connection):
    lines = connection.makefile("rb")
    acceptor = spnego.server(protocol="ntlm", channel_bindings=bindings)
    try:
        challenge = acceptor.step(base64.b64decode(lines.readline()))
        connection.sendall(base64.b64encode(challenge) + b"\n")
        acceptor.step(base64.b64decode(lines.readline()))
        verdict = f"in: {acceptor.client_principal}"
    except Exception as error:
        verdict = f"out: {str(error).splitlines()[0]}"
    connection.sendall(verdict.encode() + b"\n")


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    try:
        with context.wrap_socket(listener.accept()[0], server_side=True) as connection:
            serve(connection)
    except OSError:
        pass
