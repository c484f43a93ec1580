"""The judge's opinion: read from its first line, asked with the quotes, and never more than advice."""

import pytest
from factories_llm import Reply, scripted
from factories_samples import sample_reader

from assistant.ask import ask
from assistant.llm import Model
from eval.opinion import Verdict, opinion, read_opinion


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("støttet\nKilden sier det.", Verdict.SUPPORTED),
        ("  **Ikke støttet**\nTallet er et annet.", Verdict.UNSUPPORTED),
        ("«Delvis».\nNoe mangler.", Verdict.PARTLY),
        ("Jeg synes svaret er støttet av kildene.", Verdict.UNREADABLE),
        ("uleselig", Verdict.UNREADABLE),
        ("", Verdict.UNREADABLE),
    ],
)
def test_the_verdict_stands_alone_on_the_first_line(text: str, verdict: Verdict) -> None:
    assert read_opinion(text).verdict is verdict


def test_the_judge_reads_the_answer_and_its_quotes() -> None:
    answer = ask("Hva ble vedtatt om visningstid for prøvesvar?", reader=sample_reader())
    with scripted(lambda body: Reply(pieces=["støttet\n", "Alt\nstår ", "der."])) as server:
        told = opinion(answer, sample_reader(), Model(server.settings()))
        prompt = server.asked[0]["messages"][1]["content"]
    assert (told.verdict, told.reason) == (Verdict.SUPPORTED, "Alt står der.")
    assert answer.question in prompt and answer.text in prompt and answer.citations[0].quote in prompt
