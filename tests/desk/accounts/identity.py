"""An identity platform of our own: a real OpenID Connect server that believes everybody."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Platform(BaseHTTPRequestHandler):
    """Tells what it is, gives a token for any code, and says who the token is for."""

    protocol_version = "HTTP/1.0"

    def do_GET(self):
        base = self.server.url
        if self.path.endswith("openid-configuration"):
            self.tell(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                }
            )
        else:
            self.tell(self.server.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.tell({"access_token": "t", "token_type": "bearer"})

    def tell(self, content):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args):
        """Quietly."""


@contextmanager
def platform():
    """A platform that runs; ``person`` is who logs in there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.person = {}
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
