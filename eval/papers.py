"""A board's papers without end, made up as they are asked for, to measure speed on: no word of them is anyone's.

Words are drawn by Zipf's law from tens of thousands of compounds, each sak keeps to its own few, and persons are
named by role. The same number always gives the same paper. Good for timing alone: what the papers say means nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

_FIRST = """
digital helse samhandlings informasjons personvern sikkerhets pasient innbygger legemiddel henvisnings journal
laboratorie tjeneste kommune region utviklings forvaltnings finansierings budsjett kompetanse opplærings
standardiserings arkitektur portefølje gevinst risiko beredskaps tilgangs fullmakts samtykke kjernejournal dokument
data statistikk register plattform grunnmur drifts leverandør anskaffelses avtale kvalitets forsknings
innovasjons velferdsteknologi avstands oppfølgings melding infrastruktur identitets sky nettverks utrednings
kostnads bruker medvirknings språk klima bygnings transport akutt rehabiliterings barne ungdoms eldre folkehelse
""".split()
_HEADS = (
    ("plan", "planen"), ("løsning", "løsningen"), ("tiltak", "tiltaket"), ("ordning", "ordningen"),
    ("arbeid", "arbeidet"), ("prosjekt", "prosjektet"), ("rapport", "rapporten"), ("strategi", "strategien"),
    ("utvalg", "utvalget"), ("kartlegging", "kartleggingen"), ("tjeneste", "tjenesten"), ("modell", "modellen"),
    ("avtale", "avtalen"), ("ramme", "rammen"), ("pilot", "piloten"), ("veileder", "veilederen"),
    ("oversikt", "oversikten"), ("analyse", "analysen"), ("portal", "portalen"), ("utredning", "utredningen"),
    ("forvaltning", "forvaltningen"), ("standard", "standarden"), ("program", "programmet"), ("krav", "kravet"),
    ("milepæl", "milepælen"), ("forsøk", "forsøket"), ("evaluering", "evalueringen"), ("forum", "forumet"),
    ("koordineringsgruppe", "koordineringsgruppen"), ("gjennomføringsevne", "gjennomføringsevnen"),
)  # fmt: skip
_ROLES = """
styrelederen nestlederen sekretariatet administrasjonen porteføljelederen arkitekturlederen personvernombudet
økonomisjefen kommunerepresentanten regionsrepresentanten brukerrepresentanten prosjektlederen fagdirektøren
sikkerhetslederen tjenesteeieren produkteieren forskningslederen kvalitetssjefen legerepresentanten utvalgslederen
""".split()
_ADJECTIVES = """
nasjonale felles reviderte foreløpige samlede regionale nye langsiktige kommunale tverrfaglige digitale helhetlige
trinnvise prioriterte forsinkede fullførte anbefalte midlertidige omforente kritiske
""".split()
_SENTENCES = (
    "{Role} orienterte om {x} og viste til at {y} er {percent} prosent ferdig.",
    "Styret ba {role} legge fram den {adjective} planen for {x} innen {day}.",
    "{X} skal etter planen tas i bruk {month}, men {y} må avklares først.",
    "Det er satt av {amount} mill. kroner til {x} i {year}, mot {lower} mill. kroner året før.",
    "{Role} pekte på at {x} henger tett sammen med {y} og {z}, slik den {adjective} rapporten viser.",
    "Saken bygger på sak {case}, der styret sluttet seg til {x}.",
    "Flere medlemmer savnet en vurdering av hvordan {x} påvirker {y}, særlig i de minste kommunene.",
    "Risikoen for {x} vurderes som middels, og {role} følger opp med {count} tiltak.",
    "I perioden fra {day} til {later} ble {x} prøvd ut hos {count} virksomheter.",
    "{X} har gitt bedre flyt, og {percent} prosent av brukerne er fornøyd med {y}.",
    "{Role} tar med innspillene om {x} i det videre arbeidet og melder tilbake i møte nr. {meeting}.",
    "Behovet for {x} er størst der {y} mangler, jf. brev av {dotted}.",
    "Gevinstene av {x} kommer tidligst i {year}, fordi {y} og {z} innføres gradvis.",
    "Møtet startet kl. {clock}, og {x} ble drøftet før {y}.",
)
_DECISIONS = (
    "Vedtak: Styret godkjenner {x} og ber {role} iverksette {y} innen {day}.",
    "Vedtak: Styret tar saken om {x} til orientering.",
    "Vedtak: Styret slutter seg til {x}, med de merknadene som kom fram i møtet.",
    "Forslag til vedtak: Styret gir sin tilslutning til at {x} videreføres i {year}.",
)
_ENTRIES = (
    "Oppfølging av {x}: {role} leverer notat innen {dotted}",
    "{X}, status: pågår, {percent} % fullført",
    "Avklare forholdet mellom {x} og {y} (ansvarlig: {role})",
    "{X}: {amount} mill. kr, frist {dotted}",
)
_QUESTIONS = (
    "Hva ble vedtatt om {x}?", "Hvem skal følge opp {x}?", "Når skal {x} tas i bruk?",
    "Hvor mye er satt av til {x} i {year}?", "Hva er status for {x}?", "Hvorfor er {x} forsinket?",
    "Hvem orienterte om {x} og {y}?", "Hvilke tiltak er planlagt for {x}?", "Hva sa {role} om {x}?",
    "Hva er bakgrunnen for sak {case} om {x}?", "Er {x} prøvd ut i {year}?", "Hvordan henger {x} sammen med {y}?",
    "Kva vart vedteke om {x}?", "Hvor mange virksomheter har prøvd ut {x}?",
)  # fmt: skip
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_KINDS = ("referat", "innkalling", "saksliste", "veikart", "mandat", "vedlegg")
_FIRST_MEETING = date(2012, 1, 19)
_WRAP = 92  # characters a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One made-up paper: its file name, and its paragraphs, those with `# ` in front being headings."""

    name: str
    paragraphs: tuple[str, ...]


def paper(number: int, *, characters: int) -> Paper:
    """Return the paper with this number, of at least so many characters."""
    random = Random(number)  # noqa: S311  (the same papers every time are what is wanted)
    meeting = 1 + number // len(_KINDS)
    held = _FIRST_MEETING + timedelta(days=35 * meeting)
    kind = _KINDS[number % len(_KINDS)]
    label = ["Følsomhet: Intern (gul)"] if number % 5 == 0 else []
    found = [f"# {kind.capitalize()} fra møte nr. {meeting}/{held:%y}, {_written(held)}", *label]
    size, case = 0, 0
    while size < characters:
        case += 1
        fresh = list(_case(random, f"{case}-{meeting}/{held:%y}", held))
        found.extend(fresh)
        size += sum(map(len, fresh))
    return Paper(name=f"{held:%Y}/{held.isoformat()}-{kind}.md", paragraphs=tuple(found))


def question(number: int) -> str:
    """Return a question about such papers; every fifth has two letters of its longest word swapped."""
    random = Random(-1 - number)  # noqa: S311
    topics = random.choices(_nouns(), cum_weights=_zipf(len(_nouns())), k=3)
    text = _filled(random, _QUESTIONS[number % len(_QUESTIONS)], topics, _FIRST_MEETING + timedelta(days=7 * number))
    if number % 5:
        return text
    word = max(text.split(), key=len)
    return text.replace(word, f"{word[:4]}{word[5]}{word[4]}{word[6:]}")


def wrapped(paragraph: str) -> Iterator[str]:
    """Yield the lines of a paragraph, as they fit on a page."""
    line = ""
    for word in paragraph.split():
        if line and len(line) + len(word) >= _WRAP:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


def _case(random: Random, number: str, held: date) -> Iterator[str]:
    """Yield the paragraphs of one sak, which keeps to a few topics."""
    topics = random.choices(_nouns(), cum_weights=_zipf(len(_nouns())), k=12)
    yield f"# Sak {number} {topics[0][1][0].upper()}{topics[0][1][1:]}"
    for _ in range(random.randint(2, 5)):
        sentences = random.choices(_SENTENCES, k=random.randint(2, 6))
        yield " ".join(_filled(random, sentence, topics, held) for sentence in sentences)
    for entry in random.choices(_ENTRIES, k=random.choice((0, 0, 3, 5))):
        yield f"- {_filled(random, entry, topics, held)}"
    yield _filled(random, random.choice(_DECISIONS), topics, held)


def _filled(random: Random, pattern: str, topics: Sequence[tuple[str, str]], held: date) -> str:
    x, y, z = (random.choice(topics)[random.random() < 0.8] for _ in range(3))
    role = random.choice(_ROLES)
    due = held + timedelta(days=random.randint(10, 400))
    amount = random.randint(2, 90)
    return pattern.format(
        x=x, X=x[0].upper() + x[1:], y=y, z=z, role=role, Role=role.capitalize(), adjective=random.choice(_ADJECTIVES),
        day=_written(due), later=_written(due + timedelta(days=60)), month=f"{_MONTHS[due.month - 1]} {due.year}",
        dotted=f"{due:%d.%m.%Y}", year=due.year, percent=random.randint(3, 97), amount=f"{amount},{amount % 10}",
        lower=max(1, amount - 3), count=random.randint(2, 40),
        clock=f"{random.randint(8, 15)}.{random.randint(10, 55)}", meeting=random.randint(2, 99),
        case=f"{random.randint(1, 12)}-{random.randint(1, 80)}/{held:%y}",
    )  # fmt: skip


def _written(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


@cache
def _nouns() -> tuple[tuple[str, str], ...]:
    """Return some 80,000 compounds, each indefinite and definite, the most used first: those of two parts."""
    two = [(first + bare, first + definite) for first in _FIRST for bare, definite in _HEADS]
    three = [(first + bare, first + definite) for first in _FIRST for bare, definite in two if first not in bare]
    random = Random(7)  # noqa: S311
    random.shuffle(two)
    random.shuffle(three)
    return (*two, *three)


@cache
def _zipf(count: int) -> tuple[float, ...]:
    """Return cumulative weights 1 / (rank + 2.7): Zipf's law as Mandelbrot (1953) mended it, exponent one."""
    return tuple(accumulate(1.0 / (rank + 2.7) for rank in range(1, count + 1)))
