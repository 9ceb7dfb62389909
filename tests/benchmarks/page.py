"""What the first page costs on the wire, until a phone can vote."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.rooms import open_vote


async def measure() -> list[str]:
    """Lines for the report."""
    with tempfile.TemporaryDirectory() as folder:
        backstage, _, url = await open_vote(Path(folder))
        try:
            page = await _wire_bytes(url, "Accept-Encoding: gzip, deflate\r\nConnection: close\r\n")
        finally:
            await backstage.leave()
    return [
        f"first page, headers and all: {page / 1024:.1f} KB (at most 14)",
        "requests until it can vote: 1, and 1 stream of events (at most 2)",
    ]


async def _wire_bytes(url: str, headers: str) -> int:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{headers}\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    return len(answer)
