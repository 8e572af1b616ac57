"""Asks for the settings of users, with exchangelib. Usage: PORT."""

import sys

from exchangelib import BASIC, NTLM, Configuration, Credentials
from exchangelib.autodiscover.protocol import AutodiscoverProtocol
from exchangelib.errors import TransportError, UnauthorizedError
from exchangelib.protocol import FailFast

base = f"http://127.0.0.1:{sys.argv[1]}"


def ask(user, password="sandbox", auth_type=None, address="ana@sandbox.test"):
    config = Configuration(
        service_endpoint=f"{base}/autodiscover/autodiscover.svc",
        credentials=Credentials(user, password),
        auth_type=auth_type,
        retry_policy=FailFast(),
    )
    return AutodiscoverProtocol(config=config).get_user_settings(user=address)


for user, auth_type in [
    ("ana@sandbox.test", BASIC),
    ("SANDBOX\\ana", BASIC),
    ("SANDBOX\\ana", NTLM),
    ("ana@sandbox.test", NTLM),
    ("ana@sandbox.test", None),
]:
    told = ask(user, auth_type=auth_type)
    assert told.error_code in (None, "NoError"), told
    assert told.ews_url == f"{base}/EWS/Exchange.asmx", told
    assert told.user_settings["internal_ews_url"] == told.ews_url
    assert told.autodiscover_smtp_address == "ana@sandbox.test"
    assert told.version.api_version == "Exchange2016", told.version
    assert told.user_settings_errors["public_folder_server"][0] == "SettingIsNotAvailable"
    told.raise_errors()

nobody = ask("ana@sandbox.test", auth_type=BASIC, address="eva@sandbox.test")
assert nobody.error_code == "InvalidUser", nobody

for auth_type in [BASIC, NTLM]:
    try:
        ask("ana@sandbox.test", "wrong", auth_type)
    except (UnauthorizedError, TransportError):
        pass
    else:
        raise AssertionError("a wrong password must not be enough")
