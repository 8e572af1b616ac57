"""Signs in by NTLM with requests_ntlm. Usage: PORT."""

import sys

import requests
from requests_ntlm import HttpNtlmAuth

url = f"http://127.0.0.1:{sys.argv[1]}/control/ntlm"


def status(user, password):
    return requests.get(url, auth=HttpNtlmAuth(user, password)).status_code


for user in ["ana@sandbox.test", "SANDBOX\\ana", "sandbox.test\\ana", "sandbox\\ANA", "ana"]:
    told = requests.get(url, auth=HttpNtlmAuth(user, "sandbox"))
    assert (told.status_code, told.json()) == (200, {"user": "ana@sandbox.test"}), (user, told.text)
assert status("ana@sandbox.test", "wrong") == 401
assert status("eva@sandbox.test", "sandbox") == 401
assert status("OTHER\\ana", "sandbox") == 401

with requests.Session() as session:
    signed_in = session.get(url, auth=HttpNtlmAuth("SANDBOX\\ana", "sandbox"))
    assert signed_in.status_code == 200
    again = session.get(url)
    assert again.json() == {"user": "ana@sandbox.test"}, "who is signed in stays so on this connection"
assert requests.get(url).status_code == 401, "and on no other"
assert requests.get(url).headers["WWW-Authenticate"] == "NTLM"
