"""Staff of a running installation, outside of any browser: logged in, and handing in files by the form."""

import asyncio
import re

import requests

from gongkai.service.demo import facts

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATIENCE = 60
FORM = "/desk/files/upload/"


class Clerk:
    """Somebody of the demo organs who has logged in by the form as everybody does."""

    def __init__(self, site, email):
        self.url = site.url
        self.browser = requests.Session()
        self.answer = self._sent("/accounts/login/", login=email, password=facts()["password"])

    def get(self, path):
        return self.browser.get(f"{self.url}{path}", timeout=PATIENCE)

    def upload(self, name, content):
        """The request that hands in a file, not sent yet."""
        token = self.browser.cookies["csrftoken"]
        asked = requests.Request(
            "POST",
            f"{self.url}{FORM}",
            data={"csrfmiddlewaretoken": token},
            files={"chosen": (name, content, "text/plain")},
        )
        return self.browser.prepare_request(asked)

    def send(self, asked):
        return self.browser.send(asked, timeout=PATIENCE, allow_redirects=False)

    def _sent(self, path, **fields):
        token = TOKEN.search(self.get(path).text).group(1)
        return self.browser.post(
            f"{self.url}{path}", {"csrfmiddlewaretoken": token, **fields}, timeout=PATIENCE
        )


async def answer(asked):
    """The first lines of the answer to a request on a connection of its own; empty where there is none."""
    host, port = asked.url.split("/")[2].split(":")
    head = [f"{asked.method} {asked.path_url} HTTP/1.1", f"Host: {host}:{port}", "Connection: close"]
    head += [f"{name}: {value}" for name, value in asked.headers.items() if name != "Connection"]
    writer = None
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write("\r\n".join([*head, "", ""]).encode() + asked.body)
        await writer.drain()
        return (await reader.read()).partition(b"\r\n\r\n")[0].decode()
    except OSError:
        return ""
    finally:
        if writer:
            writer.close()
