"""What an answer of each kind looks like: shortcuts find the same as the whole expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import expect
from assistant.expect import cued, traces
from assistant.question import Expect

_WORDS = """
    Norsk norske helse Helse vest direktoratet Helsedirektoratet fagdepartementet rådet Produktstyret STYRET tilsynet
    veiverket Nord kommune helseforetak Eksempel AS HF RHF EKS utvalget Komiteen pasientreiser møtet i 2024
"""
_SAID = st.lists(st.sampled_from(_WORDS.split()), max_size=8)
_NUMBERS = """
    null én ett to tre fire fem seks sju syv åtte ni ti elleve tolv tretten tjue hundre tusen millioner halvparten alle
    begge ingen dobbelt 12
"""
_TIMES = """
    januar februar mars april mai juni juli august september oktober november desember mandag tirsdag onsdag torsdag
    fredag lørdag søndag våren sommeren høsten vinteren hausten årsskiftet kvartal neste senere innen Q2
"""
_CUES = (
    (
        Expect.PROPOSAL,
        "forslag til vedtak|framlegg til vedtak|innstillingen|tilråding|føreslår|foreslår|tilrår|anbefales",
    ),
    (Expect.DECISION, "vedtak:|besluttet|bestemte|konkluderte|enstemmig|sluttet seg til|godkjent|tok saken til|utsatt"),
    (Expect.DECISION, "vedtatt|einstemmig|opphevet|endres|enige om|røyster|mot 3 stemmer|7 stemmer"),
    (Expect.FOLLOW_UP, "oppfølging|følges opp|avventer|planlegges|pågår|inngår|status|utført|lukket|ferdig|oppdatert"),
    (Expect.FOLLOW_UP, "gjennomført|ansvarlig|frist|arbeider videre"),
    (
        Expect.REASON,
        "fordi|på grunn av|pga|skyldes|grunnet|ettersom|siden|derfor|årsaken|for å|slik at|da det|behov for",
    ),
    (Expect.REASON, "krever"),
    (Expect.DEFINITION, "er|betyr|står for|vil si|innebærer|(|–"),
    (Expect.ITEM_TYPE, "orientering|drøfting|beslutning|tilslutning|godkjenning|vedtak"),
)


@given(said=_SAID, between=st.sampled_from([" ", "\n", ", "]))
def test_organisations_are_found_whatever_expression_is_quick_enough(said: list[str], between: str) -> None:
    text = between.join(said)
    found = [(one.start, one.end) for one in traces(Expect.ORGANISATION, text)]
    assert found == [one.span() for one in expect._ORGANISATION.finditer(text)]


@pytest.mark.parametrize(("kind", "words"), [(Expect.NUMBER, _NUMBERS), (Expect.TIME, _TIMES)])
def test_each_word_of_a_number_or_time_leaves_a_trace(kind: Expect, words: str) -> None:
    assert [word for word in words.split() if not traces(kind, word) or not traces(kind, word.upper())] == []


@pytest.mark.parametrize(("kind", "cues"), _CUES)
def test_each_cue_is_seen(kind: Expect, cues: str) -> None:
    assert [cue for cue in cues.split("|") if not cued(kind, f"Saken {cue} i møtet")] == []
