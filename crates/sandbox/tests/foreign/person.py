# A person in a browser without script: fills in whatever form the page shows.
import html.parser
import os
import urllib.parse

import requests

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
CALLBACK = "http://127.0.0.1:4711/callback"


class Form(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self.buttons = None, [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.action = attributes["action"]
        if tag == "input" and (attributes.get("type") != "checkbox" or "checked" in attributes):
            self.fields.append((attributes["name"], attributes.get("value", "")))
        if tag == "button" and "name" in attributes:
            self.buttons.append((attributes["name"], attributes["value"]))


def send(base, answer, **typed):
    assert answer.status_code == 200, (answer.status_code, answer.text)
    form = Form(answer.text)
    assert form.action, answer.text
    fields = [(name, typed.get(name, value)) for name, value in form.fields]
    url = urllib.parse.urljoin(base, form.action)
    return requests.post(url, data=fields + form.buttons[:1], allow_redirects=False)


def agree(base, url):
    """Signs Ana in, accepts everything, and answers where the browser is sent."""
    page = requests.get(url)
    page = send(base, page, username="ana@sandbox.test", password="sandbox")
    answer = send(base, page)
    assert answer.status_code == 303, (answer.status_code, answer.text)
    return answer.headers["location"]
