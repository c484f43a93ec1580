"""What a language model is told: the prose files of `prompts/`, filled in. Documents and questions are put in as data.

What comes from outside stands between marks that are made anew for each answer, so that no text can know them and
end the data. Sends nothing.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.source import Source

_PARTS = re.compile(
    r"^<!-- versjon: (?P<version>\d+) -->\n# system\n(?P<system>.+?)\n# bruker\n(?P<user>.+)$", re.DOTALL
)
_SLOT = re.compile(r"\{(\w+)\}")
# Characters that show nothing: zero-width, directional, tags, variation selectors, controls.
_HIDDEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A prompt as it is written: two parts with slots, and the number of its version."""

    name: str
    version: int
    system: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt as it is sent: what the model is to do, and what it is to do it with."""

    system: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks around data: made for one prompt, and unknown to every text in it."""

    opens: str
    closes: str

    def around(self, text: str) -> str:
        """Return text between the marks, without characters that show nothing."""
        return f"{self.opens}\n{visible(text)}\n{self.closes}"


def new_marks() -> Marks:
    """Return marks that nobody can guess: 80 random bits."""
    secret = secrets.token_hex(10)
    return Marks(opens=f"<<tekst {secret}>>", closes=f"<<slutt {secret}>>")


def visible(text: str) -> str:
    """Return a text without characters that show nothing and could carry hidden words."""
    return _HIDDEN.sub("", text)


@cache
def template(name: str) -> Template:
    """Return one of the prompts that ship: answer, condense or judge. Raises ValueError for a file of another form."""
    text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    found = _PARTS.match(text)
    if found is None:
        raise ValueError(f"prompts/{name}.md: a line with the version, then «# system» and «# bruker», are expected.")
    parts = (found["system"].strip(), found["user"].strip())
    return Template(name=name, version=int(found["version"]), system=parts[0], user=parts[1])


def answer_prompt(question: str, sources: Sequence[Source], marks: Marks) -> Prompt:
    """Return what asks for an answer from numbered sources."""
    slots = {"kilder": source_list(sources, marks), "spørsmål": visible(question)}
    return _filled(template("answer"), slots, marks)


def condense_prompt(question: str, turns: Sequence[str], marks: Marks) -> Prompt:
    """Return what asks for a question that stands alone, from a conversation (its texts in order)."""
    slots = {"samtale": visible("\n\n".join(turns)), "spørsmål": visible(question)}
    return _filled(template("condense"), slots, marks)


def judge_prompt(question: str, text: str, sources: Sequence[Source], marks: Marks) -> Prompt:
    """Return what asks whether an answer is what its sources say."""
    slots = {"kilder": source_list(sources, marks), "spørsmål": visible(question), "svar": visible(text)}
    return _filled(template("judge"), slots, marks)


def source_list(sources: Sequence[Source], marks: Marks) -> str:
    """Return the sources as they are shown to a model: number, where it stands, and its words, between marks."""
    texts = [(source.number, f"{source.place}\n{source.citation.quote}") for source in sources]
    return "\n\n".join(f"[{number}]\n{marks.around(text)}" for number, text in texts)


def _filled(shape: Template, slots: dict[str, str], marks: Marks) -> Prompt:
    """Fill the slots in one pass, so that a slot written in a document stays text."""
    given = {**slots, "åpner": marks.opens, "lukker": marks.closes}

    def fill(text: str) -> str:
        return _SLOT.sub(lambda slot: given[slot[1]], text)

    return Prompt(system=fill(shape.system), user=fill(shape.user))
