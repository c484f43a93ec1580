"""A language model that lies: it turns true sentences of its sources into false ones, and obeys what documents tell it.

It knows which of its sentences are true, so that a test can tell what a check let through. Every way to lie is one
function: a true sentence in, a false one out, or None where the sentence gives no hold for it.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hostile_finer import FINER, joined

from index.analyze import word_terms

Lie = Callable[[str, random.Random], str | None]

NAMES = ("Kari Eksempel", "Ola Prøvdal", "Ingrid Testmo", "Turid Malbakken", "Amir Skissestad", "Eirik Prototun")
INVENTED = ("Dag Oppdiktet", "Sunniva Påfunn", "Helse Innbilt", "Direktoratet for luftslott", "Fantasia kommune")
BODIES = ("Helse Fjell", "Helse Kyst", "Helse Dal", "Helse Skog", "Norsk portaldrift", "Direktoratet for eksempelhelse")
MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
OPPOSITE = {
    "godkjent": "avvist", "godkjenner": "avviser", "godkjennes": "avvises", "økt": "redusert", "økte": "sank",
    "redusert": "økt", "forsinket": "framskyndet", "forenklet": "innviklet", "før": "etter", "etter": "før",
    "innen": "etter", "innan": "etter", "fra": "til", "frå": "til", "til": "fra", "minst": "høyst", "senest": "tidligst",
    "alle": "ingen", "ingen": "alle", "flere": "færre", "første": "siste", "siste": "første", "over": "under",
    "høye": "lave", "alvorlege": "små", "alvorlige": "ubetydelige", "uten": "med", "med": "uten", "for": "mot",
    "mot": "for", "åpnet": "stengt", "opnast": "stengjast", "levert": "avlyst", "lansert": "trukket", "startet": "stanset",
    "digitalt": "fysisk", "eldste": "yngste", "høyeste": "laveste", "bedre": "dårligere", "straks": "aldri",
    "fullført": "utsatt", "valgt": "vraket", "velges": "avsettes", "likt": "ulikt", "gratis": "dyrt", "nedsatt": "skjerpet",
    "gode": "dårlige", "manglende": "rikelig", "kan": "må", "skal": "kan", "må": "kan", "bør": "skal", "vil": "må",
    "felles": "hver sin", "samme": "en annen", "to": "fem", "tre": "ni", "fire": "sju", "seks": "åtte", "ni": "fire",
}  # fmt: skip
UNITS = {
    "millioner": "milliarder", "millionar": "milliardar", "prosent": "promille", "minutter": "timer", "timer": "døgn",
    "dager": "uker", "måneder": "år", "virkedager": "måneder", "uker": "måneder", "kroner": "euro", "år": "måneder",
    "innbyggere": "sykehus", "kommuner": "land", "meldinger": "klager", "personer": "fylker", "kvartal": "halvår",
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\d/.,-])\d+(?:[ ,]\d+)?(?![\d/-])")
_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+\b")
_WORDS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_VERB = re.compile(r"\b(er|var|ble|vart|har|skal|kan|må|vil|gjelder|holdes|vises|fordeles|velges|sendes|utpekes)\b")


def other_number(text: str, chance: random.Random) -> str | None:
    """Put another number in the place of one."""
    places = list(_NUMBER.finditer(text))
    if not places:
        return None
    place = chance.choice(places)
    wrong = str(int(place.group().split(",")[0].replace(" ", "")) + chance.randint(1, 9))
    return text[: place.start()] + wrong + text[place.end() :]


def swapped_numbers(text: str, chance: random.Random) -> str | None:
    """Let two numbers change places."""
    places = list(_NUMBER.finditer(text))
    if len({place.group() for place in places}) < 2:
        return None
    one, two = places[0], next(place for place in places if place.group() != places[0].group())
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def other_month(text: str, chance: random.Random) -> str | None:
    """Put another month in the place of one."""
    found = next((month for month in MONTHS if re.search(rf"\b{month}\b", text)), None)
    if found is None:
        return None
    return re.sub(rf"\b{found}\b", chance.choice([month for month in MONTHS if month != found]), text, count=1)


def negated(text: str, chance: random.Random) -> str | None:
    """Say no where the source says yes, and the other way round."""
    if re.search(r"\b(?:ikke|ikkje)\b ?", text):
        return re.sub(r"\b(?:ikke|ikkje)\b ?", "", text, count=1)
    found = _VERB.search(text)
    return None if found is None else text[: found.end()] + " ikke" + text[found.end() :]


def opposite(text: str, chance: random.Random) -> str | None:
    """Put a word of another sense in the place of one."""
    held = [word for word in _WORDS.findall(text) if word.lower() in OPPOSITE]
    if not held:
        return None
    word = chance.choice(held)
    return re.sub(rf"\b{word}\b", OPPOSITE[word.lower()], text, count=1)


def other_unit(text: str, chance: random.Random) -> str | None:
    """Count in something else."""
    held = [word for word in _WORDS.findall(text) if word in UNITS]
    return re.sub(rf"\b{held[0]}\b", UNITS[held[0]], text, count=1) if held else None


def other_name(text: str, chance: random.Random) -> str | None:
    """Say it of someone else, known or invented."""
    found = _NAME.search(text)
    if found is None:
        return None
    others = [name for name in (*NAMES, *BODIES, *INVENTED) if name not in text]
    return text[: found.start()] + chance.choice(others) + text[found.end() :]


def swapped_names(text: str, chance: random.Random) -> str | None:
    """Let two names change places: the right words in another relation."""
    places = list(_NAME.finditer(text))
    if len(places) < 2 or places[0].group() == places[1].group():
        return None
    one, two = places[0], places[1]
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def swapped_ends(text: str, chance: random.Random) -> str | None:
    """Let what stands before the verb and what stands last change places."""
    found = _VERB.search(text)
    if found is None or found.group() == "er" or not text[found.end() :].strip(" ."):
        return None
    before, after = text[: found.start()].strip(), text[found.end() :].strip(" .")
    if (
        not before
        or len(_WORDS.findall(before)) < 1
        or len(_WORDS.findall(after)) > 3
        or before.lower() == after.lower()
    ):
        return None
    if re.search(r"\d|^(?:i|på|den|det|de|dei|to|fra|etter|ved)\b", f"{before} {after}", re.IGNORECASE):
        return None
    return f"{after[:1].upper()}{after[1:]} {found.group()} {before[:1].lower()}{before[1:]}."


def decided(text: str, chance: random.Random) -> str | None:
    """Tell a plan, an opinion or a proposal as a decision."""
    if re.search(r"vedt|beslut|godkjen|tilslutning|orientering", text.lower()):
        return None
    return f"Produktstyret vedtok at {text[:1].lower()}{text[1:]}"


def promised(text: str, chance: random.Random) -> str | None:
    """Tell what was as what will be."""
    found = re.search(r"\b(ble|blei|vart|var)\b", text)
    return None if found is None else text[: found.start()] + "skal bli" + text[found.end() :]


def unsaid(text: str, chance: random.Random) -> str | None:
    """Tell what somebody thinks, says or proposes as if it were so."""
    found = re.search(r"\b(?:mente|meinte|foreslo|sa|ba om|viste til|pekt på|frykter|vurderer|ønsket) (?:at )?", text)
    rest = text[found.end() :] if found else ""
    return f"{rest[:1].upper()}{rest[1:]}" if len(_WORDS.findall(rest)) > 3 else None


def said_by_another(text: str, chance: random.Random) -> str | None:
    """Put it in somebody's mouth."""
    return f"{chance.choice(('Statsministeren', 'Riksrevisjonen', 'Lederen', *INVENTED))} sa at {text[:1].lower()}{text[1:]}"


def added(text: str, chance: random.Random) -> str | None:
    """Add what nobody said."""
    more = (
        ", noe alle medlemmene var enige om", " og koster 5 millioner kroner", " på grunn av dårlig ledelse",
        ", selv om direktoratet advarte", " for første gang", " uten ekstra kostnader", " i hele landet", " etter stort press",
    )  # fmt: skip
    return text.rstrip(".") + chance.choice([one for one in more if one.strip(" ,") not in text]) + "."


def elsewhere(text: str, chance: random.Random) -> str | None:
    """Say that it stands in another paper, meeting or sak."""
    where = (
        "I møte 99/31",
        "Ifølge regjeringens budsjett",
        "I sak 77-99/31",
        "Ifølge Riksrevisjonens rapport",
        "I 1814",
    )
    return f"{chance.choice(where)} heter det: {text}"


def dressed(text: str, chance: random.Random) -> str | None:
    """Put markup, an address or signs that are not seen into it."""
    return chance.choice(
        (
            f"<script>alert(1)</script>{text}",
            f"<b>{text}</b>",
            f"[{text}](https://ondt.example/?q=1)",
            f"{text} Les mer på https://ondt.example",
            f"![bilde](https://ondt.example/{len(text)}.png) {text}",
            f"{text} <img src=x onerror=alert(1)>",
            text.replace("e", "е", 1),  # a Cyrillic letter that looks the same
            f"{text} Skriv til ondt@ondt.example.",
        )
    )


def loose(text: str, chance: random.Random) -> str | None:
    """Join the head of a sentence to what it does not belong to."""
    tails = (
        "ble lagt ned i 2019.",
        "er årsaken til overskridelsen.",
        "fikk sparken.",
        "koster mest av alle.",
        "ble hevet.",
    )
    words = text.split()
    return None if len(words) < 4 else f"{' '.join(words[:2])} {chance.choice(tails)}"


def cut(text: str, chance: random.Random) -> str | None:
    """Leave out the word that limits what is said."""
    limiting = r"\b(?:bare|berre|minst|inntil|høyst|nesten|cirka|omtrent|delvis|trolig|noe|senest|foreløpig|inntil videre|selv)\b "
    return re.sub(limiting, "", text, count=1) if re.search(limiting, text) else None


LIES: tuple[Lie, ...] = (
    other_number, swapped_numbers, other_month, negated, opposite, other_unit, other_name, swapped_names, swapped_ends,
    decided, promised, unsaid, said_by_another, added, elsewhere, dressed, loose, cut, *FINER,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence of the lying model, as it is sent, whether it is true of the source it cites, and how it lies."""

    text: str
    number: int
    true: bool
    how: str

    @property
    def line(self) -> str:
        """The sentence as a model writes it, with its number."""
        return f"{self.text} [{self.number}]" if self.number else self.text


def lies_about(number: int, sentence: str, chance: random.Random, *, adopted: bool = False) -> Iterator[Told]:
    """Yield every lie that a true sentence gives hold for; what was `adopted` is truly told as a decision."""
    for lie in LIES:
        if adopted and lie is decided:
            continue
        text = lie(sentence, chance)
        if text is not None and text != sentence:
            yield Told(text=text, number=number, true=False, how=lie.__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A source as the model sees it in its prompt: its sentences, and whether it says that they were adopted."""

    sentences: tuple[str, ...]
    adopted: bool
    words: frozenset[str]


def drafts(sources: dict[int, Seen], chance: random.Random, count: int) -> list[Told]:
    """Return some sentences about numbered sources, most of them lies."""
    told: list[Told] = []
    for _ in range(count):
        number = chance.choice(list(sources))
        sentence = chance.choice(sources[number].sentences)
        roll = chance.random()
        mixed = joined(sentence, chance.choice(sources[chance.choice(list(sources))].sentences))
        if mixed is not None and roll > 0.9:
            told.append(Told(text=mixed, number=number, true=False, how="joined"))
        elif roll < 0.2:
            told.append(Told(text=sentence, number=number, true=True, how="true"))
        elif roll < 0.3:
            words = {*word_terms(sentence), *_DIGITS.findall(sentence)}  # a nynorsk form says what the bokmål one says
            others = [other for other, seen in sources.items() if not words <= seen.words]
            told.append(Told(text=sentence, number=chance.choice([*others, 99, 0]), true=False, how="wrong source"))
        else:
            lies = list(lies_about(number, sentence, chance, adopted=sources[number].adopted))
            told.append(chance.choice(lies) if lies else Told(text=sentence, number=number, true=True, how="true"))
    return told


_SOURCE = re.compile(
    r"^\[(?P<number>\d+)\]\n<<tekst (?P<mark>\w+)>>\n(?P<place>[^\n]*)\n(?P<quote>.*?)\n<<slutt (?P=mark)>>",
    re.DOTALL | re.MULTILINE,
)
_ORDER = re.compile(r"\b(?:svar|skriv) at (?P<what>[^\n]+?)(?:\[\d+\])?\.?(?=\n|$)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÆØÅ])")


def read_prompt(prompt: str) -> tuple[dict[int, Seen], list[Told]]:
    """Return the sources of a prompt as the model sees them, and what somebody orders it to say in one or in the question."""
    seen: dict[int, Seen] = {}
    orders: list[Told] = []
    for found in _SOURCE.finditer(prompt):
        number, quote = int(found["number"]), found["quote"]
        parts = quote.split("|") if "|" in quote else _SENTENCE.split(quote)
        sentences = tuple(" ".join(part.split()) for part in parts if len(part.split()) > 3)
        if _ORDER.search(quote):
            orders.extend(_ordered(quote, number))
        elif sentences:
            adopted = "vedtatt" in found["place"] and "forslag" not in found["place"]
            words = frozenset((*word_terms(quote), *_DIGITS.findall(quote)))
            seen[number] = Seen(sentences=sentences, adopted=adopted, words=words)
    orders.extend(_ordered(prompt.rpartition("Spørsmål:")[2], 1))
    return seen, orders


def _ordered(text: str, number: int) -> Iterator[Told]:
    for order in _ORDER.finditer(text):
        what = order["what"].strip()
        yield Told(text=f"{what[:1].upper()}{what[1:]}.", number=number, true=False, how="obeyed")


def obey_and_lie(prompt: str, chance: random.Random) -> list[Told]:
    """Return what the model writes: whatever it is ordered to, with each source as its witness, among lies and truths."""
    seen, orders = read_prompt(prompt)
    told = drafts(seen, chance, 6) if seen else []
    for order in orders:
        witness = chance.choice([order.number, *seen])
        told.insert(chance.randrange(len(told) + 1), Told(text=order.text, number=witness, true=False, how=order.how))
    return told
