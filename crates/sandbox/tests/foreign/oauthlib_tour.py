import sys

from oauthlib.oauth2 import (
    BackendApplicationClient,
    InvalidGrantError,
    LegacyApplicationClient,
    MobileApplicationClient,
)
from oauthlib.oauth2.rfc8628.clients import DeviceClient
from requests_oauthlib import OAuth2Session

base = sys.argv[1]
tenant = base + "/common/oauth2/v2.0"
IMAP = "https://outlook.office.com/IMAP.AccessAsUser.All"

# The code, with PKCE by either method, and its refresh. oauthlib does S256 by itself, and plain when it is told all.
plain = {"code_challenge": "v" * 43, "code_challenge_method": "plain"}
for method, challenge, verifier in [("S256", {}, {}), (None, plain, {"code_verifier": "v" * 43})]:
    session = OAuth2Session("desktop", redirect_uri=CALLBACK, scope=["openid", IMAP, "offline_access"], pkce=method)
    url, state = session.authorization_url(tenant + "/authorize", **challenge)
    redeemed = dict(authorization_response=agree(base, url), include_client_id=True, **verifier)
    token = session.fetch_token(tenant + "/token", **redeemed)
    assert token["expires_in"] == 3599 and token["refresh_token"], token
    assert session.get(base + "/oidc/userinfo").json()["sub"]
    fresh = session.refresh_token(tenant + "/token", client_id="desktop")
    assert fresh["access_token"] != token["access_token"]
    try:
        session.fetch_token(tenant + "/token", **redeemed)
        raise SystemExit("the code worked twice")
    except InvalidGrantError as error:
        assert error.description.startswith("AADSTS54005: "), error.description

# The same of Google, which gives a refresh token to who asks for it.
session = OAuth2Session("web", redirect_uri=CALLBACK, scope=["https://mail.google.com/"], pkce="S256")
url, state = session.authorization_url(base + "/o/oauth2/v2/auth", access_type="offline")
token = session.fetch_token(base + "/token", authorization_response=agree(base, url), client_secret="web-secret")
assert token["access_token"].startswith("ya29.") and token["refresh_token"].startswith("1//"), token

# Tokens at once.
session = OAuth2Session(client=MobileApplicationClient("desktop"), redirect_uri=CALLBACK, scope=[IMAP])
url, state = session.authorization_url(tenant + "/authorize")
token = session.token_from_fragment(agree(base, url))
assert token["access_token"] and token["token_type"] == "Bearer", token

# The password.
session = OAuth2Session(client=LegacyApplicationClient("desktop", scope=[IMAP]))
token = session.fetch_token(tenant + "/token", username="ana@sandbox.test", password="sandbox", include_client_id=True)
assert token["scope"] == [IMAP], token

# An app for itself, with its secret in the form and by Basic.
for in_form in [True, False]:
    client = BackendApplicationClient("daemon", scope=["https://outlook.office365.com/.default"])
    session = OAuth2Session(client=client)
    token = session.fetch_token(tenant + "/token", client_secret="daemon-secret", include_client_id=in_form)
    assert token["access_token"].count(".") == 2, token

# A device.
begun = requests.post(tenant + "/devicecode", data={"client_id": "desktop", "scope": IMAP}).json()
session = OAuth2Session(client=DeviceClient("desktop", scope=[IMAP]))
ask = dict(device_code=begun["device_code"], include_client_id=True)
try:
    session.fetch_token(tenant + "/token", **ask)
    raise SystemExit("nobody has agreed yet")
except Exception as error:
    assert getattr(error, "error", None) == "authorization_pending", repr(error)
page = send(base, requests.get(begun["verification_uri"]), user_code=begun["user_code"])
page = send(base, page, username="ana@sandbox.test", password="sandbox")
assert "Your device is signed in" in send(base, page).text
token = session.fetch_token(tenant + "/token", **ask)
assert token["access_token"], token
