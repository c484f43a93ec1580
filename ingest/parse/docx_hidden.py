"""Says which runs of a DOCX nobody sees who reads it: set as hidden, tiny, or white on white; and where they stand."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from ingest.parse.clean import one_line
from ingest.parse.docx_styles import Styles, on, w

_VALUE = w("val")
_UNREADABLE = 4  # half points
_GROUNDS = frozenset((w("tbl"), w("txbxContent")))  # what often has a colour of its own, set by a style
_NOT_SHOWN = frozenset(
    (w("del"), w("moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
_PLACES = 3  # that are named
_HEADING_LENGTH = 60


def is_hidden(run: Element) -> bool:
    """Whether a run is set as hidden text, too small for anyone to read, or white on white."""
    properties = run.find(w("rPr"))
    if properties is None:
        return False
    size = properties.find(w("sz"))
    tiny = size is not None and (size.get(_VALUE) or "").isdecimal() and int(size.get(_VALUE)) <= _UNREADABLE
    hidden = on(properties.find(w("vanish"))) or on(properties.find(w("specVanish")))
    return tiny or hidden or (_is_white(properties) and not _has_ground(run, properties))


def hidden_warning(body: Element, styles: Styles, name: str) -> str | None:
    """Return one sentence that says where text was left out because it is hidden; None where there is none."""
    places = list(_places(body, styles))
    if not places:
        return None
    named = "; ".join(dict.fromkeys(places[:_PLACES])) + ("; med flere" if len(places) > _PLACES else "")
    return (
        f"«{name}» har skjult tekst i {len(places)} avsnitt ({named}): den er ikke lest inn; "
        "se på filen før du stoler på den."
    )


def _places(body: Element, styles: Styles) -> Iterator[str]:
    """Yield where each paragraph with hidden text stands: its number below the heading above it."""
    heading, number = "", 0
    for paragraph in body.iter(w("p")):
        runs = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
        shown = one_line("".join(map(_text, (run for run in runs if not is_hidden(run)))))
        level, _ = styles.levels(paragraph)
        if level and shown:
            heading, number = shown[:_HEADING_LENGTH], 0
        elif any(map(_text, runs)):
            number += 1
        if any(is_hidden(run) and _text(run).strip() for run in runs):
            yield _place(heading, number)


def _place(heading: str, number: int) -> str:
    if not number:
        return f"i overskriften «{heading}»"
    return f"avsnitt {number} under «{heading}»" if heading else f"avsnitt {number}"


def _text(run: Element) -> str:
    """Return what a run says; nothing for one that was deleted, or is there twice for older programs."""
    if any(above.tag in _NOT_SHOWN for above in run.iterancestors()):
        return ""
    return "".join(part.text or "" for part in run.findall(w("t")))


def _is_white(properties: Element) -> bool:
    colour = properties.find(w("color"))
    return colour is not None and (colour.get(_VALUE) or "").upper() == "FFFFFF"


def _has_ground(run: Element, properties: Element) -> bool:
    """Whether something may colour the ground of a run: its own or its paragraph's shade, a table, a shape, a page."""
    if any(properties.find(w(name)) is not None for name in ("shd", "highlight")):
        return True
    above = list(run.iterancestors())
    shaded = any(one.tag == w("p") and one.find(f"{w('pPr')}/{w('shd')}") is not None for one in above)
    return shaded or any(one.tag in _GROUNDS for one in above) or above[-1].find(w("background")) is not None
