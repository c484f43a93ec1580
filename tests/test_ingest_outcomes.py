"""Proposals, votes and decisions are told apart, whatever the minutes look like; every quote stands at its place."""

import pytest
from factories_register import found
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Kind
from index.record import Decision, Outcome, Recommendation, Vote

FORMAL = """Sak nr.: 0005/24
OPPTAK AV LÅN
Forslag til vedtak:
Kommunestyret godkjenner lånet.
Formannskapets behandling:
Ordfører fremmet administrasjonens forslag til vedtak.
Administrasjonens forslag ble enstemmig vedtatt.
Formannskapets innstilling, enst.:
Kommunestyret godkjenner lånet på 2 millioner.
Kommunestyrets vedtak, enst.:
Kommunestyret godkjenner lånet på 2 millioner kroner.
Sak nr.: 0006/24
SALG
Forslag til vedtak:
Huset selges.
Votering:
Forslag fra Per Eksempel ble forkastet med 14 mot 3 stemmer.
Innstillingen ble vedtatt med 12 stemmer mot 5 stemmer.
Kommunestyrets vedtak, mot 5 st.:
Huset selges til høystbydende.
"""


def _texts(text: str, wanted: type, **about: object) -> list[str]:
    return [one.text for one in found(text, **about) if isinstance(one, wanted)]  # type: ignore[arg-type, attr-defined]


def test_formal_minutes_keep_proposal_vote_and_decision_apart() -> None:
    about = {"meeting_number": None, "title": "Møteprotokoll"}
    assert _texts(FORMAL, Decision, **about) == [
        "Kommunestyret godkjenner lånet på 2 millioner kroner.", "Huset selges til høystbydende.",
    ]  # fmt: skip
    assert _texts(FORMAL, Recommendation, **about) == [
        "Kommunestyret godkjenner lånet.", "Kommunestyret godkjenner lånet på 2 millioner.", "Huset selges.",
    ]  # fmt: skip
    votes = [one for one in found(FORMAL, meeting_number=None) if isinstance(one, Vote)]
    assert [(v.adopted, v.unanimous, v.votes_for, v.votes_against) for v in votes] == [
        (True, True, None, None), (False, False, 14, 3), (True, False, 12, 5),
    ]  # fmt: skip
    assert {one.case_number for one in found(FORMAL, meeting_number=None)} == {"5/24", "6/24"}


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Vedtak: Saken utsettes.", Outcome.POSTPONED),
        ("Vedtak: Styret tar saken til orientering.", Outcome.NOTED),
        ("Vedtak: Styret gir sin tilslutning til veikartet.", Outcome.ADOPTED),
        ("Vedtak: Framlegget fall.", Outcome.REJECTED),
        ("**Beslutning:** Søknaden avslås.", Outcome.REJECTED),
        ("Vedtak: Arbeidet ble drøftet.", None),
    ],
)
def test_a_decision_tells_its_outcome_in_set_words(line: str, outcome: Outcome | None) -> None:
    (one,) = [
        record
        for record in found(f"# Referat\n\n## Sak 1-44/24 Budsjett\n\n{line}\n", suffix=".md")
        if isinstance(record, Decision)
    ]
    assert (one.outcome, one.case_number, one.title) == (outcome, "1-44/24", "Budsjett")


@pytest.mark.parametrize(
    "text",
    [
        "Innstilling: Saken vedtas.",
        "Forslag til vedtak: Styret godkjenner budsjettet.",
        "Det ble ikke fattet vedtak.",
        "Vedtaket i sak 5-43/24 ble omtalt av lederen.",
        "Det er ikke i mål eller besluttet at det er slik.",
    ],
)
def test_a_proposal_and_a_mention_are_no_decision(text: str) -> None:
    assert _texts(f"# Referat\n\n## Sak 1-44/24 Budsjett\n\n{text}\n", Decision, suffix=".md") == []


@pytest.mark.parametrize("kind", [Kind.MANDATE, Kind.SLIDES, Kind.ROADMAP, Kind.NOTICE])
def test_only_minutes_hold_decisions(kind: Kind) -> None:
    assert _texts("# Sak 1-44/24\n\nVedtak: Styret godkjenner.\n", Decision, suffix=".md", kind=kind) == []


def test_a_heading_and_a_sentence_can_tell_a_decision() -> None:
    text = (
        "# Møtereferat\n\n#### Det ble besluttet at følgende skal være med:\n- Identitet\n"
        "- Sted\n\n### 2. Navn\n\nTeamet konkluderer med at navnet er «sted». Mer tekst.\n\n"
        "#### 2.1 Beslutning:\nVi tar forslag 1.\nDiskusjonen kan lukkes.\n"
    )
    told = _texts(text, Decision, suffix=".md", meeting_number=None)
    assert [one.split()[0] for one in told] == ["Det", "Teamet", "Vi"]
    assert told[0].endswith("- Sted") and told[2] == "Vi tar forslag 1. Diskusjonen kan lukkes."


def test_minutes_without_a_section_for_it_tell_the_decision_by_the_vote() -> None:
    text = (
        "SAK 1/24 VALG\nKari Eksempel fremmet følgende forslag:\nOla som leder.\n3 Votering:\n"
        "Forslaget ble enstemmig vedtatt.\nOla Prøvdal ble valgt til leder.\n"
    )
    about = {"meeting_number": None, "title": "Møtebok"}
    assert _texts(text, Decision, **about) == ["Forslaget ble enstemmig vedtatt.", "Ola Prøvdal ble valgt til leder."]


def test_minutes_with_headings_may_vote_in_one_sak_and_tell_in_another() -> None:
    text = (
        "# Protokoll\n\n## Sak 1-44/24 Budsjett\n\nDirektøren anbefaler styret å fatte følgende vedtak:\n\n"
        "1. Styret godkjenner budsjettet.\n2. Styret ber om rapport.\n\nVotering: Enstemmig vedtatt\n\n"
        "Vedtak\n1. Styret godkjenner budsjettet.\n\n## Sak 2-44/24 Eventuelt\n\nStyret vedtok å utsette saken.\n"
    )
    assert _texts(text, Recommendation, suffix=".md") == [
        "1. Styret godkjenner budsjettet. 2. Styret ber om rapport.",
    ]
    assert _texts(text, Decision, suffix=".md") == [
        "1. Styret godkjenner budsjettet.", "Styret vedtok å utsette saken.",
    ]  # fmt: skip


def test_a_later_decision_names_what_it_changes() -> None:
    text = "# Referat\n\n## Sak 6-44/24 Visning\n\nVedtak: Vedtaket i sak 5-43/24 oppheves.\n"
    (one,) = [record for record in found(text, suffix=".md") if isinstance(record, Decision)]
    assert one.refers_to == ("5-43/24",)


LINES = st.sampled_from(
    [
        "# Sak 3-44/24 Budsjett",
        "Sak 3-44/24",
        "SAK 10/24 VALG",
        "Vedtak:",
        "Vedtak: Saken utsettes.",
        "Innstilling, enst.:",
        "6-44/24 Arbeid med satsing",
        "Oppfølging: Informasjon gis i møtet.",
        "Forslaget ble enstemmig vedtatt. Nestleder ble valgt.",
        "Ref. veikart Prosjekt Aktør Status",
        "Mitt prosjekt Helse Nord",
        "Helse Nord",
        "(Forvaltning)",
        "## Agenda",
        "1. Velkommen, Kari Eksempel, NHN (5 min)",
        "| Sak | Tittel | Type | Tid |",
        "|---|---|---|---|",
        "| 1-44/24 | Budsjett | Drøfting | 10.00-10.10 |",
        "Drøfting 10.20-10.40",
        "Sak Oppfølging Ansvarlig Status",
        "Beslutningslogg",
        "Det ble besluttet at vi venter",
        "**Aksjon:**",
        "- Kari sjekker",
        "",
        "",
        "x" * 900,
    ]
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=300),
    st.sampled_from([".txt", ".md"]),
    st.sampled_from(list(Kind)),
)
def test_every_record_stands_at_its_place(text: str, suffix: str, kind: Kind) -> None:
    try:
        records = found(text, suffix=suffix, kind=kind)
    except Exception as error:
        assert type(error).__name__ == "SourceError"
        return
    assert len({(type(one), one.page, one.start, one.end) for one in records}) == len(records)
