"""nginx with the shipped file, on ports and with places of its own."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.service.installation import free_port, until

DEPLOY = Path(__file__).parents[2] / "deploy"
HOST = "xxgk.example.gov.cn"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
MAIN = """
daemon off;
pid {0}/pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;
    uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;
    include {0}/gongkai.conf;
}}
"""
USER = "user root;"  # else the test's folder would have to be opened to others


def needed(program, package):
    """Skip where a program is missing, but fail where all must be there, as in CI."""
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, but there is no {program}: apt-get install {package}")
    pytest.skip(f"no {program} on this machine: apt-get install {package}")


def certificate(folder):
    """A certificate for the example's host, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)  # noqa: TID251  the certificate must hold today
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*kind))


class Front:
    """nginx with the shipped file, on ports and with places of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.plain, self.secure, self.behind = (free_port() for _ in range(3))
        certificate(folder)
        (folder / "static").mkdir()
        shipped = (DEPLOY / "nginx.conf").read_text()
        for theirs, ours in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.secure} "),
            ("127.0.0.1:8000", f"127.0.0.1:{self.behind}"),
            ("/etc/gongkai/tls", str(folder)),
            ("/var/lib/gongkai", str(folder)),
        ):
            assert theirs in shipped
            shipped = shipped.replace(theirs, ours)
        (folder / "gongkai.conf").write_text(re.sub(r"(?m)^ *listen \[::\].*\n", "", shipped))
        (folder / "nginx.conf").write_text((USER if os.geteuid() == 0 else "") + MAIN.format(folder))
        self.command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        until(self.listens, 10)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.secure)) == 0

    def ask(self, path, *, body=None, host=HOST, **headers):
        """The answer and its content as text, over TLS as the host."""
        answer, content = self.fetch(path, body=body, host=host, **headers)
        return answer, content.decode()

    def fetch(self, path, *, body=None, host=HOST, **headers):
        """The answer and its bytes."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = http.client.HTTPConnection("127.0.0.1", self.secure, timeout=10)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.secure), 10), server_hostname=host
        )
        try:
            connection.request("POST" if body else "GET", path, body, {"Host": host, **headers})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()
