"""A host that goes wrong as told: wrong answers, cut and changed files, slow and endless ones."""

import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

from builder.server import HOST, SiteHandler

FAULTS = ("404", "500", "cut", "changed", "slow", "never")


class FaultyHandler(SiteHandler):
    """Serves a site; ``server.faults`` maps a part of a path to what goes wrong there."""

    def do_GET(self):  # noqa: N802 - the base class's name
        path = urlsplit(self.path).path
        fault = next((fault for part, fault in self.server.faults.items() if part in path), None)
        self.server.requested.append(path)
        if fault is None:
            super().do_GET()
        elif fault in ("404", "500"):
            self.send_error(int(fault))
        elif fault == "never":
            self.server.closing.wait(60)
            self.close_connection = True
        else:
            self._send(fault)

    def _send(self, fault):
        with open(self.translate_path(self.path), "rb") as file:  # noqa: PTH123 - a path as text
            content = bytearray(file.read())
        if fault == "changed":
            # In the manifest, the hash of the first file: a byte in the middle may be one that nobody reads.
            listed = content.find(b'"sha256": "', max(content.find(b'"files": ['), 0))
            content[listed + 11 if listed >= 0 else len(content) // 2] ^= 1
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        # Cut: the whole is announced and the connection closed halfway.
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if fault == "cut":
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True
        elif fault == "slow":
            piece = len(content) // 20 + 1
            for start in range(0, len(content), piece):
                time.sleep(0.1)
                self.wfile.write(content[start : start + piece])
        else:
            self.wfile.write(content)


class FaultyServer(ThreadingHTTPServer):
    """See FaultyHandler."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing: browsers hang up on what they give up."""


@contextmanager
def serving(folder):
    """A server for a folder; its attribute ``faults`` may change while it runs."""
    server = FaultyServer((HOST, 0), partial(FaultyHandler, directory=str(folder)))
    server.faults, server.requested, server.closing = {}, [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
