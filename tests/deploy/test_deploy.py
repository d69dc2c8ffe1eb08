"""The files of deploy/ are such as nginx, systemd and compose take, and name only settings that there are."""

import http.client
import json
import re
import shutil
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from tests.deploy.front import DEPLOY, HOST, NGINX, Front, needed

from gongkai import settings
from gongkai.service.environment import NAMES, SETTINGS

ROOT = Path(__file__).parents[2]
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SETTING = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)


class Application(BaseHTTPRequestHandler):
    """Stands for gongkai: tells what it was sent."""

    def do_GET(self):
        told = f"{self.path}\n{self.headers}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.send_header("X-Frame-Options", "SAMEORIGIN")
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
    # what the application says stands, and is not said twice
    assert answer.headers.get_all("X-Frame-Options") == ["SAMEORIGIN"]
    assert "Cache-Control" not in answer.headers
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


def test_programs_are_told_of_it_as_the_interface_does(front):
    with front:
        answer, told = front.ask("/api/v1/items")
    assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(told)["status"] == 503


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
