"""Reads Markdown: the text stays as the file has it, markup and all; only its blocks are found.

Front matter is a paragraph, and its `title` the title. It renders nothing, follows no link, fetches no picture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import Block, BlockKind, Page
from ingest.parse.clean import clean_with_tabs
from ingest.parse.parsed import Parsed
from ingest.parse.title import plain_heading, sensible_title

_TAB = 4
_FRONT_MATTER = re.compile(r"---\n(?:.*\n)*?(?:---|\.\.\.) *(?:\n|\Z)")
_FRONT_TITLE = re.compile(r"(?mi)^(?:title|tittel): *[\"']?(.+?)[\"']? *$")
_LEAVES = ("paragraph_open", "heading_open", "tr_open", "fence", "code_block", "html_block", "hr")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Lines `first` to `end`, not included, that make one block."""

    first: int
    end: int
    kind: BlockKind
    level: int


def read(text: str) -> Parsed:
    """Read decoded Markdown as one page."""
    tabbed = clean_with_tabs(text)
    text = tabbed.replace("\t", " ")
    front = _FRONT_MATTER.match(text)
    skipped = text.count("\n", 0, front.end()) if front else 0
    lines = text.split("\n")
    # Tabs tell how deep a list entry is, so structure is read with tabs at their full width.
    source = "\n".join(line.expandtabs(_TAB) for line in tabbed.split("\n")[skipped:])
    leaves = list(_leaves(source, skipped))
    if front:
        leaves.insert(0, _Leaf(0, skipped or len(lines), BlockKind.PARAGRAPH, 0))
    page = Page(number=1, text=text, blocks=tuple(_blocks(lines, leaves)))
    named = _FRONT_TITLE.search(front.group()) if front else None
    title = sensible_title(named.group(1)) if named else None
    return Parsed(media_type="text/markdown", title=title or _first_heading(page), pages=(page,))


def _first_heading(page: Page) -> str | None:
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            return sensible_title(plain_heading(page.text[block.start : block.end]))
    return None


def _leaves(source: str, skipped: int) -> Iterator[_Leaf]:
    """Yield what Markdown says of the lines, in order. Lines that it says nothing of are left out."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    entries: list[int] = []
    end = 0
    for token in parser.parse(source):
        if token.type == "list_item_open" and token.map:
            entries.append(token.map[0])
        elif token.type == "list_item_close":
            entries.pop()
        elif token.type in _LEAVES and token.map and token.map[0] >= end:
            first, end = token.map
            kind, level = _kind(token, entries)
            yield _Leaf(first + skipped, end + skipped, kind, level)


def _kind(token: Token, entries: list[int]) -> tuple[BlockKind, int]:
    if token.type == "heading_open":
        return BlockKind.HEADING, int(token.tag[1])
    if token.type == "tr_open":
        return BlockKind.TABLE_ROW, 0
    if token.map and entries and entries[-1] == token.map[0]:
        return BlockKind.LIST_ENTRY, len(entries)
    return BlockKind.PARAGRAPH, 0


def _blocks(lines: list[str], leaves: list[_Leaf]) -> Iterator[Block]:
    """Turn lines into offsets; lines between the leaves (link targets, table rules) are blocks of their own."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    before: BlockKind | None = None
    position = 0
    for leaf in [*leaves, _Leaf(len(lines), len(lines), BlockKind.PARAGRAPH, 0)]:
        table = before is leaf.kind is BlockKind.TABLE_ROW
        between = BlockKind.TABLE_ROW if table else BlockKind.PARAGRAPH
        yield from _block(lines, starts, _Leaf(position, leaf.first, between, 0))
        yield from _block(lines, starts, leaf)
        position, before = leaf.end, leaf.kind


def _block(lines: list[str], starts: list[int], leaf: _Leaf) -> Iterator[Block]:
    text = "\n".join(lines[leaf.first : leaf.end])
    bare = text.strip()
    if bare:
        start = starts[leaf.first] + len(text) - len(text.lstrip())
        yield Block(start=start, end=start + len(bare), kind=leaf.kind, level=leaf.level)
