"""Finer ways to lie than those of `hostile.py`: words in the place of figures, a moved «ikke», halves that do not belong together."""

import random
import re
from collections.abc import Callable

from index.analyze import word_terms

Lie = Callable[[str, random.Random], str | None]

COUNTED = "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue".split()
DAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
BODIES = (
    "Produktstyret", "Styret", "Direktoratet", "Sekretariatet", "Kommunene", "Departementet", "Leverandøren", "Lederen",
    "Helseforetakene", "Prosjektet", "Fylkesmannen", "Helse Kyst", "Helse Fjell", "Pasientforeningen",
)  # fmt: skip
UNDECIDED = (
    (r"\bvedt(?:ok|atte|ar)\b", "foreslo"), (r"\bvedtatt\b", "foreslått"), (r"\bvedtatt|vedteke\b", "drøfta"),
    (r"\bgodkjente\b", "drøftet"), (r"\bgodkjent\b", "lagt fram"), (r"\bgodkjennes\b", "foreslås godkjent"),
    (r"\btar\b", "bør ta"), (r"\bbesluttet\b", "vurderte"), (r"\bgir\b", "vurderer å gi"),
)  # fmt: skip
_FIGURE = re.compile(r"(?<![\d/.,:-])(?:1\d|20|[2-9])(?![\d/.,:-]|\s*(?:prosent|\d))")
_VERB = re.compile(
    r"\b(?:er|var|ble|vart|har|skal|kan|må|vil|gjelder|holdes|vises|fordeles|velges|sendes|leveres|bruker|får)\b"
)
_NOT = re.compile(r"\b(?:ikke|ikkje) ")
_WORD = re.compile(r"[^\W\d_]{3,}")
# Where something stands, and not what it is about.
_FRAME = re.compile(r"det|dette|den|til|sak|møtet?|(?:produkt)?styret|(?:innstilling|forslag|vedtak)\w*")
_DATE = re.compile(
    r"\b(\d{1,2})\. (januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b"
)


def in_words(text: str, chance: random.Random) -> str | None:
    """Write another number, in words, where the source has a figure."""
    found = _FIGURE.search(text)
    if found is None:
        return None
    wrong = chance.choice([word for number, word in enumerate(COUNTED) if number > 1 and number != int(found.group())])
    return text[: found.start()] + wrong + text[found.end() :]


def other_day(text: str, chance: random.Random) -> str | None:
    """Move a date by a day or a week, or name another day of the week."""
    if day := next((one for one in DAYS if re.search(rf"\b{one}\b", text)), None):
        return re.sub(rf"\b{day}\b", DAYS[(DAYS.index(day) + chance.randint(1, 6)) % 7], text, count=1)
    found = _DATE.search(text)
    if found is None:
        return None
    moved = (int(found[1]) + chance.choice((1, 7)) - 1) % 28 + 1
    return f"{text[: found.start()]}{moved}. {found[2]}{text[found.end() :]}" if moved != int(found[1]) else None


def other_body(text: str, chance: random.Random) -> str | None:
    """Let another body do it: the name is one word, or two."""
    held = [body for body in BODIES if re.search(rf"\b{body}\b", text)]
    if not held:
        return None
    others = [body for body in BODIES if body not in text and not {body, held[0]} <= {"Produktstyret", "Styret"}]
    return re.sub(rf"\b{held[0]}\b", chance.choice(others), text, count=1)


def moved_not(text: str, chance: random.Random) -> str | None:
    """Take «ikke» from where it stands to another verb, or say it of something else."""
    found = _NOT.search(text)
    rest = text[: found.start()] + text[found.end() :] if found else ""
    places = [verb.end() for verb in _VERB.finditer(rest)]
    if found is None or not places:
        return None
    others = [place for place in places if abs(place - found.start()) > len(" ikke ")]
    return f"{rest[: others[0]]} ikke{rest[others[0] :]}" if others else None


def undecided(text: str, chance: random.Random) -> str | None:
    """Tell a decision as a proposal, a talk or a thought."""
    for pattern, other in UNDECIDED:
        if re.search(pattern, text):
            return re.sub(pattern, other, text, count=1)
    return None


def quoted_more(text: str, chance: random.Random) -> str | None:
    """Quote it, with a word more than stands there."""
    words = text.rstrip(".").split()
    more = (
        "aldri",
        "hemmelig",
        "enstemmig",
        "kanskje",
        "foreløpig",
        "bare",
        "ulovlig",
        "endelig",
        "likevel",
        "dessverre",
    )
    if len(words) < 4:
        return None
    place = chance.randrange(2, len(words))
    told = " ".join([*words[:place], chance.choice([one for one in more if one not in words]), *words[place:]])
    return chance.choice((f"Referatet sier «{told}».", f"«{told}»", f"{told}."))


def turned(text: str, chance: random.Random) -> str | None:
    """Let signs that are not seen turn figures around, or hide a letter."""
    found = re.search(r"\d\d+", text)
    if found and found.group() != found.group()[::-1]:
        return f"{text[: found.start()]}\u202e{found.group()[::-1]}\u202c{text[found.end() :]}"
    return f"\u2067{text[::-1]}\u2069"


def in_another_language(text: str, chance: random.Random) -> str | None:
    """Say something else in a language that the source is not in, beside its own words."""
    return chance.choice(
        (
            f"The board rejected that {text[:1].lower()}{text[1:]}",
            f"It is not true that {text[:1].lower()}{text[1:]}",
            f"Der Vorstand hat abgelehnt: {text}",
            f"{text.rstrip('.')}, but nobody agreed.",
            f"Stivra ii dohkkehan ahte {text[:1].lower()}{text[1:]}",
            f"Unless the minister objects, {text[:1].lower()}{text[1:]}",
        )
    )


def doubted(text: str, chance: random.Random) -> str | None:
    """Say that it is open, or hangs on something."""
    low = f"{text[:1].lower()}{text[1:]}"
    return chance.choice(
        (
            f"Det er ikke avklart om {low}", f"Kanskje {low}", f"Dersom departementet vil, {low}",
            f"Det er en misforståelse at {low}", f"Tidligere var det slik at {low}", f"Ingen tror at {low}",
            f"{text.rstrip('.')}, men det ble senere omgjort.", f"{text.rstrip('.')} hvis budsjettet tillater det.",
        )
    )  # fmt: skip


def joined(one: str, other: str) -> str | None:
    """Say of what one sentence begins with what another ends with: two true halves, a false whole."""
    first, second = _VERB.search(one), _VERB.search(other)
    if first is None or second is None:
        return None
    head, tail = one[: first.end()], other[second.end() :]
    about = " ".join(word for word in _WORD.findall(one[: first.start()].lower()) if not _FRAME.fullmatch(word))
    subject = set(word_terms(about)) - set(word_terms(other))  # a nynorsk form says what the bokmål one says
    strange = set(_WORD.findall(tail.lower())) - set(_WORD.findall(one.lower()))
    return f"{head}{tail}" if subject and len(strange) > 1 else None


FINER: tuple[Lie, ...] = (
    in_words, other_day, other_body, moved_not, undecided, quoted_more, turned, in_another_language, doubted,
)  # fmt: skip
