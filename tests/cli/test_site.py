"""``gongkai site check`` as it is typed, against a small site that serves."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.cli.typed import typed

PAGE = "<title>题</title><a href='/gone'>x</a><a href='/away'>x</a><a href='/file'>x</a>"


class Small(BaseHTTPRequestHandler):
    def do_GET(self):
        status = {"/gone": 404, "/away": 302}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "https://www.example.com/")
        self.send_header("Content-Type", "text/html" if self.path == "/" else "application/octet-stream")
        self.end_headers()
        self.wfile.write(PAGE.encode() if self.path == "/" else b"\x00")

    def log_message(self, *_):
        pass


@pytest.fixture
def served():
    with ThreadingHTTPServer(("127.0.0.1", 0), Small) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(*words):
    return typed("site", "check", *words)


def test_what_is_wrong_is_told_with_the_pages_it_is_on(served):
    shown = run(served)
    assert shown.exit_code == 1
    for words in (
        f"链接“{served}/gone”打不开（404）　1 处",
        f"“{served}/away”不经询问就转到其他网站“https://www.example.com/”",
        "首页和一般页面没有标签 SiteName",
        "页脚没有主办单位",
        "检查了 5 个地址。",
    ):
        assert words in shown.stdout
    assert "达到上限 2 个，没有查完" in run(served, "--most", "2").stdout


@pytest.mark.parametrize(
    ("address", "words"),
    [("sfj", "请写成"), ("ftp://x/", "请写成"), ("http://127.0.0.1:1", "没有回应"), ("http://[", "请写成")],
)
def test_an_address_that_is_none_is_refused(address, words):
    shown = run(address)
    assert shown.exit_code == 2
    assert words in shown.stderr
