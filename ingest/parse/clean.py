"""Makes text fit to store, show and cite: NFC, newline is LF, no character that shows nothing.

Offsets into a file hold for text that is already clean, as nearly all text is. It does not mend hyphenation,
spacing or spelling.
"""

import re
import unicodedata

# Line and paragraph separators in all their forms. A form feed or vertical tab is a line break too.
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters, soft hyphen, zero-width and bidirectional controls, fillers, variation selectors, tags,
# non-characters. Text made of these is invisible to a reader of the page, and must not reach a reader of the index
# either, least of all a language model.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text as it is stored, tabs as single spaces."""
    return clean_with_tabs(text).replace("\t", " ")


def clean_with_tabs(text: str) -> str:
    """Return the text as it is stored but for its tabs, which tell a list's depth in Markdown."""
    text = _SURROGATES.sub("\ufffd", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Return the text cleaned and on one line, with single spaces."""
    return " ".join(clean(text).split())
