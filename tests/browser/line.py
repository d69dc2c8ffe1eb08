"""A line between browser and site that can be cut in the middle of what is being sent."""

import socket
import threading
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PIECE = 1 << 16


class Line:
    """Carries bytes both ways until so many were sent to the site; cut, it lets nothing through."""

    def __init__(self, site_url):
        parts = urlsplit(site_url)
        self._site = (parts.hostname, parts.port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open = []
        self.left = None  # how many bytes may still be sent; nothing: as many as one likes
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    @property
    def is_cut(self):
        return self.left is not None and self.left <= 0

    def mend(self):
        self.left = None

    def serve(self):
        while True:
            try:
                browser, _ = self._door.accept()
            except OSError:
                return
            if self.is_cut:
                browser.close()
                continue
            site = socket.create_connection(self._site)
            self._open += [browser, site]
            threading.Thread(target=self._carry, args=(browser, site, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(site, browser, False), daemon=True).start()

    def close(self):
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._hang_up()

    def _carry(self, source, target, counts):
        try:
            while piece := source.recv(PIECE):
                if counts and self.left is not None:
                    self.left -= len(piece)
                if self.is_cut:
                    break
                target.sendall(piece)
        except OSError:
            pass
        if self.is_cut:
            self._hang_up()
        else:
            _end(target)

    def _hang_up(self):
        for one in self._open:
            _end(one)
        self._open.clear()


@contextmanager
def line(site_url):
    """A line that carries until the block ends."""
    carried = Line(site_url)
    thread = threading.Thread(target=carried.serve, daemon=True)
    thread.start()
    try:
        yield carried
    finally:
        carried.close()
        thread.join()


def _end(one):
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
