"""Serves the built site on this machine, as a plain static host would."""

import argparse
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from builder.errors import ROOT

HOST = "127.0.0.1"


class SiteHandler(SimpleHTTPRequestHandler):
    """Adds to Python's own handler what static hosts do: pages for what is not found, per language."""

    def end_headers(self) -> None:
        # Whoever rebuilds the site wants to see the new one.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page of the nearest folder that has one, where something is not found."""
        page = self._not_found_page() if code == HTTPStatus.NOT_FOUND else None
        if page is None:
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet about what was served; errors are logged elsewhere."""

    def _not_found_page(self) -> Path | None:
        root = Path(self.directory).resolve()
        asked = Path(self.translate_path(self.path)).resolve()
        folders = [folder for folder in asked.parents if folder.is_relative_to(root)]
        return next((page for folder in folders if (page := folder / "404.html").is_file()), None)


class SiteServer(ThreadingHTTPServer):
    """Takes it quietly when a browser hangs up: whoever leaves a page while it loads does no wrong."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(site: Path, port: int) -> SiteServer:
    """Return a server for a built site, bound to this machine; port 0 takes any free one."""
    return SiteServer((HOST, port), partial(SiteHandler, directory=str(site)))


def main() -> int:
    """Serve ``site/`` until interrupted; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8000")
    parser.add_argument("--check", action="store_true", help="only tell whether the port can be used")
    given = parser.parse_args()
    try:
        serving = server(ROOT / "site", int(given.port))
    except (OSError, OverflowError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else "not a number from 1 to 65535"
        print(f"Port {given.port} can't be used ({problem}). Choose another: make serve PORT=8001", file=sys.stderr)
        return 1
    if given.check:
        serving.server_close()
        return 0
    print(f"The guide is at http://{HOST}:{serving.server_port}/ (stop with Ctrl+C)", flush=True)
    with serving:
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
