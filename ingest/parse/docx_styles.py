"""What a Word document's styles say of a paragraph: heading or list entry, and how deep.

It reads the style sheet once. It knows nothing of fonts, and does not work out the numbers of numbered lists.
"""

import re

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

_HEADING = re.compile(r"(?i)(?:heading|overskrift) (\d)")
_LIST = re.compile(r"(?i)list (?:bullet|number|continue)(?: (\d))?|punktliste|nummerert liste")
_OUTLINE_LEVELS = 9
_INHERITED_MAX = 20
_NAMES: dict[str, str] = {}


def w(tag: str) -> str:
    """Return the full name of a tag or attribute of WordprocessingML."""
    if tag not in _NAMES:
        _NAMES[tag] = qn(f"w:{tag}")
    return _NAMES[tag]


def on(flag: Element | None) -> bool:
    """Say whether a property that is on or off is there, and not off."""
    return flag is not None and flag.get(w("val")) not in ("0", "false", "off")


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, document: Document) -> None:
        sheet = document.styles.element
        self._styles: dict[str, Element] = {str(style.get(w("styleId"))): style for style in sheet.iter(w("style"))}
        self._levels: dict[str, tuple[int, int]] = {}

    def levels(self, paragraph: Element) -> tuple[int, int]:
        """Return the heading level and the list depth of a paragraph; 0 for neither, 1 for the outermost."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return 0, 0
        named = properties.find(w("pStyle"))
        heading, entry = self._of_style(str(named.get(w("val")))) if named is not None else (0, 0)
        outline = _number(properties.find(w("outlineLvl")))
        if outline is not None:
            heading = outline + 1 if outline < _OUTLINE_LEVELS else 0
        numbered = _list_depth(properties.find(w("numPr")))
        return heading, entry if numbered is None else numbered

    def _of_style(self, style_id: str) -> tuple[int, int]:
        if style_id not in self._levels:
            self._levels[style_id] = self._worked_out(style_id)
        return self._levels[style_id]

    def _worked_out(self, style_id: str) -> tuple[int, int]:
        """Follow a style to the one that it is based on, and so on, until one says something."""
        style = self._styles.get(style_id)
        for _ in range(_INHERITED_MAX):
            if style is None:
                break
            heading, entry = _own_levels(style)
            if heading or entry:
                return heading, entry
            based = style.find(w("basedOn"))
            style = self._styles.get(str(based.get(w("val")))) if based is not None else None
        return 0, 0


def _own_levels(style: Element) -> tuple[int, int]:
    named = style.find(w("name"))
    name = str(named.get(w("val"))) if named is not None else ""
    heading, entry = _HEADING.fullmatch(name), _LIST.fullmatch(name)
    if heading or name.lower() in ("title", "tittel"):
        return int(heading.group(1)) if heading else 1, 0
    if entry:
        return 0, int(entry.group(1) or 1)
    outline = _number(style.find(f"{w('pPr')}/{w('outlineLvl')}"))
    if outline is not None and outline < _OUTLINE_LEVELS:
        return outline + 1, 0
    return 0, _list_depth(style.find(f"{w('pPr')}/{w('numPr')}")) or 0


def _list_depth(numbering: Element | None) -> int | None:
    """Return the depth that numbering gives; 0 where it is switched off, None where nothing is said."""
    if numbering is None:
        return None
    if _number(numbering.find(w("numId"))) == 0:
        return 0
    return (_number(numbering.find(w("ilvl"))) or 0) + 1


def _number(element: Element | None) -> int | None:
    value = "" if element is None else str(element.get(w("val")))
    return int(value) if value.isascii() and value.isdigit() else None
