"""A scanner on a real socket that speaks clamd's INSTREAM, and misbehaves where told to."""

import socketserver
import struct
import threading
import time
from contextlib import contextmanager

# EICAR's test file, in halves so that no scanner takes this file for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
LIMIT = 1 << 20


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        behaviour = self.server.behaviour
        command = b"".join(iter(lambda: self.rfile.read(1), b"\0"))
        if behaviour == "hangs up" or command != b"zINSTREAM":
            return
        content = self._content()
        self.server.seen.append(content)  # before the answer: whoever has it may look at once
        if behaviour == "hangs":
            time.sleep(self.server.seconds)
        elif content is None:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif EICAR in content:
            self.wfile.write(b"stream: Eicar-Signature FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")

    def _content(self):
        content = b""
        while size := struct.unpack(">L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > LIMIT:
                return None
        return content


@contextmanager
def scanner(kind, address, behaviour="works"):
    """The server, with ``seen``: what it was given."""
    with kind(address, _Conversation) as server:
        server.behaviour, server.seen, server.seconds = behaviour, [], 3
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def on_a_port(behaviour="works"):
    """The server and its address, on a free port."""
    with scanner(Tcp, ("127.0.0.1", 0), behaviour) as server:
        yield server, f"127.0.0.1:{server.server_address[1]}"
