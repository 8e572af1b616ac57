import base64
import poplib
import ssl
import sys

trust = ssl.create_default_context(cadata=sys.argv[3])
plain, tls = (int(port) for port in sys.argv[4:6])
shown = base64.b64encode(b"user=ana@sandbox.test\1auth=Bearer good\1\1").decode()

for pop in (poplib.POP3_SSL("localhost", tls, context=trust), poplib.POP3("localhost", plain)):
    if not isinstance(pop, poplib.POP3_SSL):
        assert "STLS" in pop.capa()
        pop.stls(trust)
    capabilities = pop.capa()
    assert "STLS" not in capabilities, capabilities
    assert capabilities["SASL"] == ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"], capabilities
    pop._shortcmd(f"AUTH XOAUTH2 {shown}")
    assert pop.stat()[0] == 3
    pop.quit()
