"""What the reading child does with each request: bytes and a name in, `Parsed` as JSON out.

It opens no file: the parent has read the bytes, and the name is for messages and tie-breaks alone.
"""

from collections.abc import Mapping

from ingest.parse.codec import encode
from ingest.parse.read import parse


def handle(header: Mapping[str, object], body: bytes) -> tuple[Mapping[str, object], bytes]:
    """Answer one frame; raises what `parse` raises."""
    return {}, encode(parse(body, str(header["name"])))
