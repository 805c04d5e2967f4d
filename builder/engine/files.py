"""Files of the engine as they are served: named after their content, compressed, listed in a manifest."""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from builder.errors import ROOT

# Brotli at its best takes half a minute for the runtime, which seldom changes.
COMPRESSED = ROOT / "build" / "compressed"
_QUICK, _GZIP_BEST = 5, 9


class Files:
    """A folder of files to serve.

    Attributes:
        folder: Where they lie.
    """

    def __init__(self, folder: Path, brotli: Callable[[Path, int], bytes]) -> None:
        """Take a folder.

        Args:
            folder: An empty folder.
            brotli: Compresses a file with a quality of 0 to 11.
        """
        self.folder = folder
        self._brotli = brotli
        self._entries: list[dict[str, object]] = []

    def add(self, role: str, name: str, content: bytes, quality: int) -> str:
        """Write a file, and compressed copies of it, under names with the hash of its content.

        Hosts that negotiate find the copies beside the file; every other host serves them by their own names.

        Args:
            role: What the manifest calls it.
            name: Its name without a hash.
            content: What it holds.
            quality: How hard brotli tries, 0 to 11; gzip tries its best, or for 5 and less its quickest.

        Returns:
            The file's name.
        """
        stem, _, suffix = name.rpartition(".")
        hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        self._write(hashed, content, {"role": role})
        packed = gzip.compress(content, _GZIP_BEST if quality > _QUICK else 1, mtime=0)
        self._write(f"{hashed}.gz", packed, {"role": role, "encoding": "gzip", "of": hashed})
        self._write(f"{hashed}.br", self._best(hashed, quality), {"role": role, "encoding": "br", "of": hashed})
        return hashed

    def write_manifest(self, **also: object) -> None:
        """Write ``manifest.json``: every file's name, role, size and SHA-256, and what else is given."""
        text = json.dumps({**also, "files": self._entries}, indent=2)
        (self.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")

    def _best(self, name: str, quality: int) -> bytes:
        kept = COMPRESSED / f"{name}.{quality}.br"
        if not kept.exists():
            COMPRESSED.mkdir(parents=True, exist_ok=True)
            for old in COMPRESSED.glob(f"{name.split('-', maxsplit=1)[0]}-*"):
                old.unlink()
            unfinished = kept.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(self._brotli(self.folder / name, quality))
            shutil.move(unfinished, kept)
        return kept.read_bytes()

    def _write(self, name: str, content: bytes, entry: dict[str, object]) -> None:
        (self.folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self._entries.append({"name": name, **entry, "size": len(content), "sha256": digest})
