import base64
import hashlib
import re
import ssl
import sys
import time

from authlib.integrations.requests_client import AssertionSession, OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

base, pem = sys.argv[1:]
certificate = re.search("-----BEGIN CERTIFICATE.*END CERTIFICATE-----", pem, re.S).group()
key = re.search("-----BEGIN PRIVATE KEY.*END PRIVATE KEY-----", pem, re.S).group()
thumbprint = base64.urlsafe_b64encode(hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest()).decode().rstrip("=")
IMAP = "https://outlook.office.com/IMAP.AccessAsUser.All"


def verified(metadata, token):
    return jwt.decode(token, KeySet.import_key_set(requests.get(metadata["jwks_uri"]).json()))


# Everything is found by discovery, and tokens are signed by the keys that are found there.
metadata = requests.get(base + "/sandbox.test/v2.0/.well-known/openid-configuration").json()
session = OAuth2Session(
    "desktop",
    redirect_uri=CALLBACK,
    scope="openid profile email offline_access " + IMAP,
    code_challenge_method="S256",
    token_endpoint_auth_method="none",
)
verifier = "v" * 50
url, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier, nonce="n-1")
token = session.fetch_token(
    metadata["token_endpoint"], authorization_response=agree(base, url), code_verifier=verifier, state=state
)
claims = verified(metadata, token["id_token"]).claims
assert claims["iss"] == metadata["issuer"] and claims["aud"] == "desktop" and claims["nonce"] == "n-1", claims
assert claims["preferred_username"] == "ana@sandbox.test" and claims["exp"] > time.time(), claims
half = hashlib.sha256(token["access_token"].encode()).digest()[:16]
assert claims["at_hash"] == base64.urlsafe_b64encode(half).decode().rstrip("=")
access = verified(metadata, token["access_token"]).claims
assert access["scp"].split() == ["openid", "profile", "email", "IMAP.AccessAsUser.All"], access
told = session.get(metadata["userinfo_endpoint"]).json()
assert told["sub"] == claims["sub"] and told["email"] == "ana@sandbox.test", told

# Introspection by a client with a secret, before and after revocation.
web = OAuth2Session("web", "web-secret")
asked = lambda: web.introspect_token(metadata["introspection_endpoint"], token=token["access_token"]).json()
assert asked()["active"] and asked()["username"] == "ana@sandbox.test", asked()
gone = session.revoke_token(metadata["revocation_endpoint"], token=token["refresh_token"])
assert gone.status_code == 200, gone.text
assert asked() == {"active": False}, asked()

# A certificate instead of a secret, as Microsoft asks for it.
certified = OAuth2Session("certified", key, token_endpoint_auth_method="private_key_jwt")
proof = PrivateKeyJWT(metadata["token_endpoint"], headers={"x5t#S256": thumbprint}, alg="PS256")
certified.register_client_auth_method(proof)
token = certified.fetch_token(
    metadata["token_endpoint"], grant_type="client_credentials", scope="https://outlook.office365.com/.default"
)
assert "IMAP.AccessAsApp" in verified(metadata, token["access_token"]).claims["roles"]

# A service account, as Google has them.
google = requests.get(base + "/.well-known/openid-configuration").json()
robot = AssertionSession(
    token_endpoint=google["token_endpoint"],
    issuer="robot@project.test",
    subject="ana@sandbox.test",
    audience=google["token_endpoint"],
    claims={"scope": "https://mail.google.com/ openid"},
    header={"alg": "RS256"},
    key=key,
    grant_type=AssertionSession.JWT_BEARER_GRANT_TYPE,
)
assert robot.get(google["userinfo_endpoint"]).json()["sub"].isdigit()
