"""States that questions ask rows of the register by: åpen, lukket, forsinket, levert, utsatt, avvist, endret.

Each state stands beside a question that it must match and one that it must not. Looks nothing up.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.record import RecordKind


class State(StrEnum):
    """How something stands."""

    OPEN = "open"
    CLOSED = "closed"
    OVERDUE = "overdue"
    DUE = "due"  # has a date to be done by
    DELIVERED = "delivered"
    LATE = "late"
    EARLY = "early"
    MOVED = "moved"
    NEW = "new"
    ON_TRACK = "on_track"
    PLANNED = "planned"  # for a quarter that the question names
    POSTPONED = "postponed"
    REJECTED = "rejected"
    CHANGES = "changes"  # a decision that changes or repeals another
    UNANIMOUS = "unanimous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question has both `noun` and `words`: then rows of `kind` in `state` are wanted."""

    kind: RecordKind
    state: State
    noun: re.Pattern[str]
    words: re.Pattern[str]
    hit: str
    miss: str


_FOLLOW_UP = r"(?:åp[ne]{1,2} )?(?:oppfølging\w*|oppfylging\w*|follow[- ]?ups?|oppfølgjing\w*)"
_OPEN_THING = rf"{_FOLLOW_UP}|saker|sakene|sakar|sakane|punkt\w*|aksjon\w*|(?:hva|kva)\b.*\bfølg\w* opp|issues|items"
_DELIVERY = r"leveranse\w*|leveransar|leveransane|prosjekt\w*|deliver(?:y|ies)|projects?"
_PLAN = rf"{_DELIVERY}|(?:vei|veg)kart\w*|roadmap"
_CASE = r"saker|sakene|sakar|sakane|vedtak\w*|forslag\w*|framlegg\w*|innstilling\w*|cases|items|decisions|proposals?"
_DECISION = r"vedtak\w*|beslutning\w*|avgjerd\w*|decisions?"
_LATE = r"forsink\w*|forsein\w*|forskj\w+|skj?øv\w*|etterskudd|utsatt\w*|utsett\w*|delayed|late|behind|overdue"


def _asked(kind: RecordKind, state: State, noun: str, words: str, hit: str, miss: str) -> Asked:
    return Asked(
        kind=kind,
        state=state,
        noun=re.compile(rf"\b(?:{noun})(?!\w)", re.IGNORECASE),
        words=re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE),
        hit=hit,
        miss=miss,
    )


# The first that fits decides.
ASKED = (
    _asked(RecordKind.FOLLOW_UP, State.OVERDUE, _FOLLOW_UP, rf"{_LATE}|forfalt\w*|over fristen|på overtid",
           "Hvilke oppfølginger er forsinket?", "Hvilke leveranser er forsinket?"),
    _asked(RecordKind.FOLLOW_UP, State.OPEN, rf"{_OPEN_THING}|(?:hva|kva|what)(?= gjenst| står att| remains)",
           r"åpne?|opne?|ope|open|uavklart\w*|uferdig\w*|gjenstå\w*|utestående|remains?|outstanding|står att|"
           r"(?:ikke|ikkje) (?:lukk\w+|ferdig\w*|avslutt\w+|utført\w*|løst)|unresolved",
           "Hvilke oppfølginger er fortsatt åpne?", "Hvilke prøvesvar ble åpnet?"),
    _asked(RecordKind.FOLLOW_UP, State.CLOSED, rf"{_FOLLOW_UP}|oppfølgingspunkt\w*",
           r"lukke[dt]\w*|lukka|avslutt\w+|ferdig\w*|utført\w*|løst|closed|completed|done",
           "Hvilke oppfølginger ble lukket i desember?", "Hvilke leveranser er ferdige?"),
    _asked(RecordKind.FOLLOW_UP, State.DUE, _FOLLOW_UP, r"frist\w*|deadlines?|due",
           "Hvilke oppfølgingspunkter har frist?", "Hva er fristen for høringen?"),
    _asked(RecordKind.DELIVERY, State.MOVED, _PLAN, r"flytt\w*|endr[ea]\w*|moved|changed",
           "Hva ble flyttet på veikartet?", "Hvorfor ble seminaret flyttet?"),
    _asked(RecordKind.DELIVERY, State.LATE, _PLAN, _LATE, "Hvilke leveranser er forsinket?", "Hvilke saker ble utsatt?"),
    _asked(RecordKind.DELIVERY, State.EARLY, _PLAN, r"fremskynd\w*|framskynd\w*|framskunda?\w*|brought forward",
           "Hvilke leveranser er fremskyndet?", "Hvilke leveranser er forsinket?"),
    _asked(RecordKind.DELIVERY, State.ON_TRACK, _PLAN, r"i rute|etter planen|som planlagt|on track|on schedule",
           "Hvilke leveranser er i rute?", "Hvilke leveranser er planlagt?"),
    _asked(RecordKind.DELIVERY, State.PLANNED, rf"{_PLAN}|levere[st]?|leverast|skal leveres|kommer|kjem|delivered",
           r"kvartal|Q[1-4]|halvår|quarter", "Hva skal leveres i 1. kvartal 2026?", "Hvilke leveranser er levert?"),
    _asked(RecordKind.DELIVERY, State.DELIVERED, _DELIVERY, r"levert\w*|ferdig\w*|fullført\w*|lansert\w*|delivered|completed",
           "Hvilke leveranser er fullført?", "Hva skal leveres i 1. kvartal 2026?"),
    _asked(RecordKind.DELIVERY, State.NEW, _PLAN, r"ny(?:e|tt)?|new", "Hva er nytt i veikartet?", "Hva er status i veikartet?"),
    _asked(RecordKind.DECISION, State.CHANGES, _DECISION,
           r"(?:om)?endr[ea]\w*|omgjort\w*|opphev\w*|erstatt\w*|reversert\w*|changed|repealed|overturned",
           "Hvilke vedtak er opphevet?", "Hvilke vedtak ble fattet?"),
    _asked(RecordKind.DECISION, State.REJECTED, _CASE,
           r"avslått\w*|avslege|avvist\w*|nedstemt\w*|falt|fall|forkastet|(?:ikke|ikkje|not) (?:ble |vart |blei )?(?:vedtatt|vedteke|vedtekne|godkjent|adopted|approved)|rejected|turned down",
           "Hvilke forslag ble ikke vedtatt?", "Hvilke forslag ble vedtatt?"),
    _asked(RecordKind.DECISION, State.POSTPONED, _CASE, r"utsatt\w*|utsett\w*|postponed|deferred",
           "Hvilke saker ble utsatt?", "Hvilke leveranser er utsatt?"),
    _asked(RecordKind.VOTE, State.UNANIMOUS, _CASE, r"enstemmig\w*|einstemmig\w*|samrøystes|unanimous\w*",
           "Hvilke vedtak var enstemmige?", "Hvilke vedtak ble fattet?"),
)  # fmt: skip


def state_asked(text: str) -> Asked | None:
    """Return the state that a question asks rows by; None where it asks by none."""
    return next((one for one in ASKED if one.noun.search(text) and one.words.search(text)), None)
