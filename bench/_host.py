"""A host for benchmarks: compresses as told, counts what it sends, and can be as slow as a line."""

import functools
import gzip
import hashlib
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import brotli

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".toml": "text/plain",
    ".wasm": "application/wasm",
}
CACHE = Path(__file__).parent.parent / "build" / "bench-cache"
PIECE = 8192


class Line:
    """One line that all answers share.

    Attributes:
        speed: Bytes in a second; 0 is as fast as the machine.
        delay: Seconds before each answer.
    """

    def __init__(self) -> None:
        self.speed, self.delay = 0.0, 0.0
        self._free = 0.0
        self._lock = threading.Lock()

    def wait(self, size: int) -> None:
        """Wait until ``size`` bytes have passed."""
        with self._lock:
            if not self.speed:
                return
            now = time.monotonic()
            self._free = max(self._free, now) + size / self.speed
            pause = self._free - now
        time.sleep(pause)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # As web servers do. Else the content waits until the browser, in its own time, has confirmed the headers: 40 ms.
    disable_nagle_algorithm = True
    server: "Host"

    def do_GET(self) -> None:
        found = self.server.find(urlsplit(self.path).path)
        time.sleep(self.server.line.delay)
        if found is None:
            self.send_error(404)
            return
        content, suffix = found
        encoding = ""
        # A compressed copy asked for by name is sent as it is.
        if suffix not in (".gz", ".br", ".whl") and self.server.encoding in self.headers.get("Accept-Encoding", ""):
            encoding, content = self.server.encoding, compressed(content, self.server.encoding)
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        fresh = "no-cache" if self.path.endswith(("manifest.json", ".html")) else "public, max-age=31536000, immutable"
        self.send_header("Cache-Control", fresh)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        # What a service worker loads bears its address as the referrer.
        referrer = urlsplit(self.headers.get("Referer", "")).path
        of_service_worker = "service-worker.js" in (referrer.rpartition("/")[2], self.path.rpartition("/")[2])
        self.server.sent["service worker" if of_service_worker else "page"] += len(content)
        # What need not wait is sent whole.
        size = PIECE if self.server.line.speed else len(content)
        for start in range(0, len(content), size):
            piece = content[start : start + size]
            self.server.line.wait(len(piece))
            self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class Host(ThreadingHTTPServer):
    """Serves folders, each below a name of its own.

    Attributes:
        line: What its answers pass through.
        encoding: ``gzip`` or ``br``.
        sent: Bytes of answers, to pages with their workers and to the service worker.
    """

    daemon_threads = True

    def __init__(self, folders: dict[str, Path], replaced: dict[str, tuple[str, str]]) -> None:
        """Take folders, and for a name what is replaced in its ``worker.js``."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders, self.replaced = folders, replaced
        self.line, self.encoding = Line(), "gzip"
        self.sent: Counter[str] = Counter()
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def find(self, path: str) -> tuple[bytes, str] | None:
        """Return what lies at a path, and its suffix."""
        name, _, rest = path.lstrip("/").partition("/")
        file = (
            self.folders[name] / (f"{rest}index.html" if path.endswith("/") else rest) if name in self.folders else None
        )
        if file is None or not file.is_file():
            return None
        content = file.read_bytes()
        if name in self.replaced and file.name == "worker.js":
            old, new = (text.encode() for text in self.replaced[name])
            if old not in content:
                raise ValueError(f"worker.js holds no {old!r}")
            content = content.replace(old, new)
        return content, file.suffix

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers hang up."""


@functools.cache
def compressed(content: bytes, encoding: str) -> bytes:
    """Return a file as good static hosts send it: compressed once, as well as possible."""
    if encoding == "gzip":
        return gzip.compress(content, 9, mtime=0)
    kept = CACHE / hashlib.sha256(content).hexdigest()  # half a minute for the runtime, once
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(brotli.compress(content, quality=11, lgwin=24))
    return kept.read_bytes()


@contextmanager
def hosting(host: Host):
    """Serve while the context lasts."""
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
        thread.join(timeout=10)
