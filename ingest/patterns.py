"""Where board Norwegian is recognised: each pattern beside what it must match and what it must not.

Bokmål, nynorsk and the English of bilingual papers. Does not decide what a match means: the stage does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_READ_AS_I = str.maketrans("ıİ", "ii")  # an expression that ignores case takes them for an i


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled expression with its evidence: every `hits` line is found by it, no `misses` line is.

    One of `needs`, in lower case, stands in whatever it finds; none are given where every line is tried.
    """

    expression: re.Pattern[str]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def search(self, text: str) -> re.Match[str] | None:
        """Return what the expression finds; most lines are passed over for want of a word that it needs."""
        return self.expression.search(text) if not self.needs or holds(text, self.needs) else None


def holds(text: str, words: Iterable[str]) -> bool:
    """Say whether one of `words`, in lower case, stands in a text in any case."""
    if not text.isascii() and ("ı" in text or "İ" in text):
        text = text.translate(_READ_AS_I)
    return any(map(text.casefold().__contains__, words))


def _pattern(expression: str, *, hits: tuple[str, ...], misses: tuple[str, ...]) -> Pattern:
    return Pattern(expression=re.compile(expression, re.IGNORECASE), hits=hits, misses=misses)


MINUTES = _pattern(
    r"referat(?!sak)|møtebok|protokoll(?!er)|\bminutes\b",
    hits=("Referat FHIR fagforum", "møtereferat", "MØTEBOK 3/90", "2024-04-04_protokoll.docx"),
    misses=("Referatsaker", "protokoller for datadeling", "presentasjon"),
)
NOTICE = _pattern(
    r"innkalling(?! og)|møteinvitasjon",
    hits=("MØTEINNKALLING", "innkalling-51-25.docx"),
    misses=("Godkjenning av innkalling og dagsorden",),
)
AGENDA = _pattern(
    r"saksliste|\bagenda|dagsorden(?!,)|sakliste",
    hits=("Saksliste", "2021-09-01-agenda.md"),
    misses=("innkalling og dagsorden, samt godkjenning",),
)
MANDATE = _pattern(
    r"^(?!.*revi\w+ av).*\bmandat(?:et)?(?=\b|_|-|\d)",
    hits=("Mandat for produktstyret", "mandat-v2.docx"),
    misses=("Revisjon av mandat for styret", "mandatperiode"),
)
ROADMAP = _pattern(
    r"veikart|vegkart|leveranseplan|roadmap",
    hits=("Veikart 2025 Q1", "leveranseplan.pptx"),
    misses=("Veien videre",),
)
SLIDES = _pattern(
    r"presentasjon|\bslides?\b|lysark",
    hits=("presentasjon/2023-05-24.pdf",),
    misses=("presenterer saken",),
)
ATTACHMENT = _pattern(
    r"\bvedlegg(?:et)?\b",
    hits=("Vedlegg 1 Om kommune",),
    misses=("vedlegges saken",),
)

INTERNAL = _pattern(
    r"følsomhet\s*:?\s*intern|\bintern\s*\(gul\)|^\s*intern\s*$|^\s*til intern bruk",
    hits=("Følsomhet Intern (gul)", "Følsomhet: Intern (gul)", "Intern"),
    misses=("Internett", "intern logikk bygges", "Følsomhet: Åpen (grønn)"),
)
EXEMPT = _pattern(
    r"følsomhet\s*:?\s*(?:for?trolig|konfidensiell|strengt)|\((?:rød|sort|svart)\)\s*$"
    r"|^\W*(?:u\.?\s?off\.?|unn?tatt\s+(?:fra\s+)?offentlighet|unntatt\s+etter)\b.{0,40}(?:§|offl)",
    hits=("Unntatt offentlighet jf. offl. § 13", "Følsomhet: Fortrolig (rød)", "U.off. § 13"),
    misses=("offentlighetsloven gjelder", "alarmen lyser (rød) av og til"),
)

CASE_AT_START = _pattern(
    r"^\W{0,3}(?:styre|ad\s)?(?:sak(?:snr|snummer)?\.?\s*:?\s*)?(?:nr\.?\s*)?"
    r"(?:\d{1,3}\s?[-–]\s?\d{1,4}\s?/\s?(?:20)?\d{2}|\d{1,3}/\d{1,4}[-–](?:20)?\d{2})(?!\d)",
    hits=("6-44/24 Arbeid med satsing", "• 6-44/24 Arbeid", "Sak 2-44/24", "4/41-23 Veien videre"),
    misses=("2024-2026", "RÅD-Sak 7-44/24 Mandat", "Oppfølging: Sak 8-44/24 i dette møtet", "10-12 deltakere"),
)
CASE_HEADING = _pattern(
    r"^\W{0,3}sak(?:snr|snummer)?\.?\s*:?\s*\d[\d\s/–-]{2,10}(?:[,.:;–-]?\s*\(?del\s?\d\)?)?\W*$",
    hits=("Sak 3-44/24", "Sak 6-44/24, del 1", "SAK 15/96"),
    misses=("Sak planlegges for et senere møte", "Sak 4-52/25 Budsjett"),
)
TIME_RANGE = _pattern(
    r"(?<![\d.])(?:[01]?\d|2[0-3])[.:][0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\d)",
    hits=("Orientering 10.20-10.40", "kl. 09:00 – 12:00"),
    misses=("05.2020-12.2021", "10.00 presis"),
)
PAUSE = _pattern(
    r"^\W*(?:lunsj\s?)?(?:pause|lunsj|lunch)\b",
    hits=("Pause 13.55-14.10", "Pause med lunsj 11.55-12.40", "Lunsjpause"),
    misses=("Etter pausen",),
)
PLAN_HEADER = _pattern(
    r"^(?=.*\b(?:aktør|ansvarlig)\b)(?=.*\b(?:prosjekt|leveranse|tiltak|ref\.?)\b).{0,120}$",
    hits=("Ref. veikart Prosjekt Aktør Status Fremgang (Utvikling)",),
    misses=("Prosjektplan for 2024",),
)
ORGANISATION = _pattern(
    r"(?:norsk\s+helsenett|helse\s+(?:nord|vest|midt(?:-norge)?|sør-øst)(?:\s+(?:rhf|ikt))?|hemit"
    r"|\w*direktoratet(?:\s+for\s+[\w-]+)?|\w*forvaltning(?:en)?|pasientreiser|\w+departementet|\bnav\b|\bks\b"
    r"|\bnhn\b|\bfhi\b|folkehelseinstituttet|\w+\s+kommune|\w+\s+(?:hf|rhf|sf|as|drift|ikt))",
    hits=("Helsedirektoratet", "Helse Sør-øst", "Norsk Helsenett", "Direktoratet for ehelse"),
    misses=("Pasientens prøvesvar", "Fullmakt Apotek"),
)
