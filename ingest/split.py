"""Sections → chunks: consecutive units of one section, within a token budget, verbatim.

A chunk never crosses a section, so a table row keeps its header and a list entry its heading. Does not
overlap: neighbours are found by their order.
"""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from index.chunk import Chunk, Unit, chunk_id
from index.document import Document, Page
from index.errors import SettingError
from ingest.segment import Section

TOKEN_BUDGET = 200  # cl100k tokens a chunk
ENCODING = "cl100k_base"

Counter = Callable[[str], int]


@lru_cache(maxsize=1)
def token_counter() -> Counter:
    """Return a function that counts tokens, from the encoding that llama-index-core carries; never downloads.

    Raises SettingError when the encoding's file is not there.
    """
    package = find_spec("llama_index")
    roots = list(package.submodule_search_locations or ()) if package else []
    folders = [Path(root) / "core" / "_static" / "tiktoken_cache" for root in roots]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        raise SettingError("Ordtelleren mangler: pakken llama-index-core er ikke hel; installer den på nytt med pip.")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    encoding = tiktoken.get_encoding(ENCODING)
    return lambda text: len(encoding.encode_ordinary(text))


def split(document: Document, page: Page, sections: list[Section], count: Counter) -> Iterator[Chunk]:
    """Yield the chunks of one page. A unit that alone is over the budget is a chunk of its own."""
    for section in sections:
        held: list[Unit] = []
        tokens = 0
        for unit in section.units:
            size = count(page.text[unit.start : unit.end])
            if held and tokens + size > TOKEN_BUDGET:
                yield _chunk(document, page, section, held)
                held, tokens = [], 0
            held.append(unit)
            tokens += size
        if held:
            yield _chunk(document, page, section, held)


def _chunk(document: Document, page: Page, section: Section, units: list[Unit]) -> Chunk:
    start, end = units[0].start, units[-1].end
    return Chunk(
        chunk_id=chunk_id(document.doc_id, page.number, start, end),
        doc_id=document.doc_id,
        title=document.title,
        source=document.source,
        kind=document.kind.value,
        page=page.number,
        start=start,
        end=end,
        text=page.text[start:end],
        units=tuple(units),
        headings=section.headings,
        language=document.language,
        access=document.access.value,
        case_number=section.case_number,
        meeting_number=document.meeting_number,
        meeting_date=document.meeting_date,
    )
