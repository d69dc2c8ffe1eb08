"""The files of deploy/ are such as nginx, systemd and compose take, and name only settings that there are."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.service.installation import free_port, until

from gongkai import settings
from gongkai.service.environment import NAMES, SETTINGS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HOST = "xxgk.example.gov.cn"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SETTING = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)
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


class Application(BaseHTTPRequestHandler):
    """Stands for gongkai: tells what it was sent."""

    def do_GET(self):
        told = f"{self.path}\n{self.headers}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_):
        """Keep the screen clean."""


@contextmanager
def application(port):
    with ThreadingHTTPServer(("127.0.0.1", port), Application) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


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
        """The answer and its content, over TLS as the host."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = http.client.HTTPConnection("127.0.0.1", self.secure, timeout=10)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.secure), 10), server_hostname=host
        )
        try:
            connection.request("POST" if body else "GET", path, body, {"Host": host, **headers})
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def front(tmp_path):
    if NGINX is None:
        needed("nginx", "nginx")
    return Front(tmp_path)


def test_nginx_takes_the_file(front):
    done = subprocess.run([*front.command, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_the_application_learns_who_asks_and_nobody_can_pretend(front):
    with application(front.behind), front:
        answer, told = front.ask("/", **{"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Host": "evil.example"})
    assert answer.status == 200
    assert "X-Forwarded-For: 127.0.0.1\n" in told
    assert "X-Forwarded-Proto: https\n" in told
    assert f"Host: {HOST}\n" in told
    assert "evil" not in told
    assert "8.8.8.8" not in told
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer.headers  # that is the application's to say
    assert answer.headers["Server"] == "nginx"


def test_bodies_are_bounded_and_uploads_may_be_large(front):
    large = b"x" * (7 << 20)
    with application(front.behind), front:
        assert front.ask("/desk/files/upload/", body=large)[0].status == 200
        assert front.ask("/desk/files/uploads/1/", body=large)[0].status == 200
        assert front.ask("/desk/", body=b"x" * (5 << 20))[0].status == 200
        refused = http.client.HTTPConnection("127.0.0.1", front.plain)
        refused.request("GET", "/desk/", headers={"Host": HOST})
        assert refused.getresponse().headers["Location"] == f"https://{HOST}/desk/"
        refused.close()
        # Told by its length alone, before anything of it comes.
        assert front.ask("/desk/", body=b"x", **{"Content-Length": str(len(large))})[0].status == 413


def test_static_files_come_from_the_disk_and_else_from_the_application(front):
    (front.folder / "static" / "site.0123456789ab.css").write_text("a{}")
    (front.folder / "static" / "site.css").write_text("b{}")
    with application(front.behind), front:
        answer, told = front.ask("/static/site.0123456789ab.css")
        assert (told, answer.headers["Cache-Control"]) == ("a{}", "public, max-age=31536000, immutable")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert front.ask("/static/site.css")[0].headers["Cache-Control"] == "public, max-age=300"
        assert front.ask("/static/other.css")[1].startswith("/static/other.css")


def test_what_is_for_machines_and_other_hosts_stay_outside(front):
    with application(front.behind), front:
        assert [front.ask(path)[0].status for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]
        with pytest.raises(ssl.SSLError):
            front.ask("/", host="evil.example")


def test_an_application_that_is_away_is_told_in_chinese(front):
    with front:
        answer, told = front.ask("/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "请稍后刷新本页" in told
    assert 'lang="zh-CN"' in told


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit, tmp_path):
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        needed("systemd-analyze", "systemd")
    for one in UNITS:
        (tmp_path / one.name).write_text(
            one.read_text().replace("/opt/gongkai/.venv/bin", str(Path(sys.executable).parent))
        )
    command = [analyse, "verify", "--man=no", str(tmp_path / unit.name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if unit.stem in line]
    assert (done.returncode, told) == (0, [])


def test_compose_starts_the_official_database_by_version_and_our_own_image():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = told["services"]
    assert re.fullmatch(r"postgres:\d+\.\d+(-\w+)?", services["database"]["image"])
    build = services["gongkai"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    assert set(services["gongkai"]["environment"]) <= NAMES
    assert all(port.startswith("127.0.0.1:") for port in services["gongkai"]["ports"])
    used = {volume.partition(":")[0] for one in services.values() for volume in one["volumes"]}
    assert used == set(told["volumes"])


def test_the_image_is_made_of_files_that_exist_and_pinned_packages():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    assert all((ROOT / path).exists() for path in copied)
    allowed = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().split() if line[0] == "!"
    }
    assert {path.partition("/")[0] for path in copied} == allowed
    assert any("--require-hashes" in line for line in lines)
    assert re.fullmatch(r"FROM python:3\.\d+-slim-\w+", lines[1])


def test_the_example_names_every_setting_and_no_other():
    names = SETTING.findall((DEPLOY / "gongkai.env.example").read_text())
    assert sorted(names) == sorted(NAMES - {"GONGKAI_MAINTENANCE"})  # which commands set themselves


def test_the_settings_read_are_the_settings_told():
    read = set(re.findall(r'"(GONGKAI_[A-Z_]+)"', Path(settings.__file__).read_text()))
    assert read <= NAMES


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_manual_tells_every_setting(setting):
    manual = (ROOT / "docs" / "operate.zh.md").read_text()
    assert f"| `{setting.name}` | {setting.default} | {setting.meaning} |" in manual
