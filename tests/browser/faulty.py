"""A host that goes wrong as told: wrong answers, cut and changed files, slow and endless ones.

Where nothing goes wrong it is a good host, which compresses what it sends if it is told to.
"""

import gzip
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import brotli

from builder.server import HOST, SiteHandler, SiteServer

FAULTS = ("404", "500", "cut", "changed", "slow", "never")


class FaultyHandler(SiteHandler):
    """Serves a site; see ``serving``."""

    def do_GET(self):  # noqa: N802 - the base class's name
        path = urlsplit(self.path).path
        fault = next((fault for part, fault in self.server.faults.items() if part in path), None)
        self.server.requested.append(path)
        if fault is None and self._encoding():
            self._send_compressed(self._encoding())
        elif fault is None:
            super().do_GET()
        elif fault in ("404", "500"):
            self.send_error(int(fault))
        elif fault == "never":
            self.server.closing.wait(60)
            self.close_connection = True
        else:
            self._send(fault)

    def end_headers(self):
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        # The site's own server always says no-cache.
        super(SiteHandler if "Cache-Control" in self.server.headers else FaultyHandler, self).end_headers()

    def _encoding(self):
        """Return what the answer is compressed with, as good hosts do: not what is compressed already."""
        file = Path(self.translate_path(self.path))
        accepted = self.headers.get("Accept-Encoding", "")
        if self.server.encoding not in accepted or file.suffix not in self.server.compresses or not file.is_file():
            return ""
        return self.server.encoding

    def _send_compressed(self, encoding):
        file = Path(self.translate_path(self.path))
        beside = file.with_name(file.name + {"br": ".br", "gzip": ".gz"}[encoding])
        if file.suffix == ".gz":  # some hosts call it an encoding
            content = file.read_bytes()
        elif beside.is_file():
            content = beside.read_bytes()
        else:
            pack = {"br": lambda content: brotli.compress(content, quality=1), "gzip": gzip.compress}[encoding]
            content = pack(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        piece = self.server.rate // 10 or len(content)
        for start in range(0, len(content), piece):
            self.wfile.write(content[start : start + piece])
            time.sleep(0.1 if self.server.rate else 0)

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


class FaultyServer(SiteServer):
    """See FaultyHandler."""

    daemon_threads = True


@contextmanager
def serving(folder):
    """A server for a folder. While it runs, a test may change its attributes.

    ``faults`` maps a part of a path to what goes wrong there; ``headers`` go with each answer. What ends as
    ``compresses`` says is sent with the ``encoding``, ``br`` or ``gzip``, each file at ``rate`` bytes a second;
    ``requested`` lists the paths.
    """
    server = FaultyServer((HOST, 0), partial(FaultyHandler, directory=str(folder)))
    server.faults, server.requested, server.closing, server.headers = {}, [], threading.Event(), {}
    server.rate, server.encoding, server.compresses = 0, "none", (".bin", ".html", ".js", ".json", ".wasm")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
