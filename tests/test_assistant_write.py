"""Answers that a model server writes: what is shown when it is well, slow, broken, gone, or when the reader leaves."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories_api import events, local
from factories_llm import Reply, Scripted, scripted
from factories_samples import sample_reader

from assistant.answer import Answer
from assistant.api import create_app
from assistant.ask import ask
from assistant.llm import Model
from assistant.prompt import Prompt
from assistant.writer import Writer, open_writer
from index.errors import ModelError, SettingError
from index.filter import Filter

QUESTION = "Hva ble vedtatt om visningstid for prøvesvar?"
TRUE = "Prøvesvar vises for innbyggeren straks de er godkjent av laboratoriet [1]."
WELL = (TRUE[:20], TRUE[20:], "\nSvar fra patologi vises etter 70 dager [9].", "\nDette er bra.")


def written(server: Scripted, **settings: Any) -> Answer:
    found = ask(QUESTION, reader=sample_reader())
    return open_writer(server.settings(**settings), sample_reader()).answer(found, Filter())


def test_a_sentence_that_passes_is_shown_and_what_was_left_out_is_said() -> None:
    with scripted(lambda body: Reply(pieces=WELL)) as server:
        answer = written(server, price_in=30.0, price_out=60.0, api_key="hemmelig-nok")
    assert answer.composer == "llm:skript" and answer.sentences[0].text == TRUE.replace(" [1]", "")
    assert answer.text.startswith(TRUE) and answer.citations[0].number == 1
    assert answer.writing is not None
    assert (answer.writing.kept, answer.writing.dropped) == (1, 2)
    assert answer.writing.notice == "Skrevet av skript, kontrollert; 2 setninger utelatt."
    assert (answer.tokens.prompt, answer.tokens.completion) == (1000, 200)
    assert answer.writing.cost == pytest.approx(0.042) and answer.writing.currency == "NOK"
    assert 0 < answer.writing.first_token_ms <= answer.writing.total_ms
    assert server.keys == ["Bearer hemmelig-nok"] and "hemmelig-nok" not in repr(answer)


def test_tokens_are_counted_where_the_server_does_not() -> None:
    with scripted(lambda body: Reply(pieces=WELL, usage=False)) as server:
        answer = written(server)
    assert answer.tokens.prompt > 500 and 20 < answer.tokens.completion < 100
    assert answer.writing is not None and answer.writing.cost is None


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=500), "svarte med feil 500"),
        (Reply(status=401), "VEIVISER_LLM_API_KEY"),
        (Reply(status=404), "VEIVISER_LLM_MODEL"),
        (Reply(garbage=b"\xff\xfe<html>nei</html>\n\n"), "ikke kan leses"),
        (Reply(garbage=b"data: {ikke json\n\n"), "ikke kan leses"),
        (Reply(pieces=()), "uten tekst"),
        (Reply(wait=3.0, pieces=WELL), "ikke i tide"),
        (Reply(pieces=["INGEN KILDE SVARER"]), "fant ikke svaret i kildene"),
        (Reply(pieces=["Månen er en ost [1]."]), "1 setning byttet ut med sitatet"),
        (Reply(pieces=["Månen er en ost."]), "Ingen setning fra skript besto kontrollen (1 setning utelatt)"),
    ],
)
def test_where_the_model_fails_the_answer_is_told_as_it_was_found_and_says_so(reply: Reply, words: str) -> None:
    found = ask(QUESTION, reader=sample_reader())
    with scripted(lambda body: reply) as server:
        answer = written(server, timeout=1.5)
    assert answer.composer == "extractive" and answer.status == "answered"
    assert [(one.doc_id, one.start) for one in answer.citations] == [(one.doc_id, one.start) for one in found.citations]
    assert answer.text == found.text
    assert answer.writing is not None and words in answer.writing.notice and "ordrett" in answer.writing.notice
    assert "script" not in answer.writing.notice and "hemmelig" not in answer.writing.notice


def test_a_connection_that_drops_keeps_what_had_passed_and_says_so() -> None:
    with scripted(lambda body: Reply(pieces=(TRUE + "\n", "Regelen"), drop_after=1, usage=False)) as server:
        answer = written(server)
    assert answer.sentences[0].text.startswith("Prøvesvar vises for innbyggeren straks")
    assert answer.writing is not None and answer.writing.kept == 1


def test_a_server_that_stumbles_is_asked_again() -> None:
    replies = iter([Reply(status=503), Reply(status=429), Reply(pieces=WELL)])
    with scripted(lambda body: next(replies)) as server:
        answer = written(server, retries=2, timeout=20.0)
    assert answer.composer == "llm:skript" and len(server.asked) == 3


def test_a_server_that_keeps_failing_is_left_alone_and_tried_again_after_its_rest() -> None:
    replies = [Reply(status=500)] * 3 + [Reply(pieces=WELL)]
    found = ask(QUESTION, reader=sample_reader())
    with scripted(lambda body: replies[min(len(server.asked) - 1, 3)]) as server:
        writer = Writer(Model(server.settings(), rest_seconds=1.0), sample_reader())
        said = [writer.answer(found, Filter()).writing for _ in range(5)]
        assert len(server.asked) == 3
        assert said[4] is not None and "hvile" in said[4].notice
        time.sleep(1.1)
        assert writer.answer(found, Filter()).composer == "llm:skript"
        assert len(server.asked) == 4


def test_a_text_without_end_is_cut_off() -> None:
    with scripted(lambda body: Reply(pieces=["bla " * 1000] * 5_000)) as server:
        answer = written(server, max_tokens=20)
        assert answer.composer == "extractive"
        assert server.left.wait(5) or server.finished == 0


def test_when_the_reader_leaves_the_server_is_told_at_once() -> None:
    gone = threading.Event()
    with scripted(lambda body: Reply(pieces=["Ord "] * 1_000, pause=0.05)) as server:
        pieces = Model(server.settings(timeout=60.0)).write(Prompt(system="a", user="b"), gone)
        assert next(pieces) == "Ord "
        started = time.monotonic()
        gone.set()
        assert list(pieces) in ([], ["Ord "])
        assert server.left.wait(5) and time.monotonic() - started < 5


def test_a_stream_that_is_closed_stops_a_silent_server_too() -> None:
    with scripted(lambda body: Reply(pieces=["Ord "] * 3, pause=4.0)) as server:
        pieces = Model(server.settings(timeout=60.0)).write(Prompt(system="a", user="b"), threading.Event())
        next(pieces)
        started = time.monotonic()
        pieces.close()  # type: ignore[attr-defined]
        assert time.monotonic() - started < 2


def test_sources_that_do_not_fit_are_left_out_from_the_end_and_too_little_room_is_said() -> None:
    with scripted(lambda body: Reply(pieces=WELL)) as server:
        written(server, context=1_800, max_tokens=100)
        prompt = server.asked[0]["messages"][1]["content"]
        assert "[1]" in prompt and "[12]" not in prompt and server.asked[0]["max_tokens"] == 100
        answer = written(server, context=700, max_tokens=100)
    assert answer.writing is not None and "VEIVISER_LLM_CONTEXT" in answer.writing.notice


def test_the_stream_of_the_api_shows_a_sentence_only_when_it_has_passed() -> None:
    with scripted(lambda body: Reply(pieces=WELL)) as server:
        writer = open_writer(server.settings(), sample_reader())
        client = local(create_app(reader=sample_reader(), writer=writer))
        told = events(client.post("/v1/ask/stream", json={"question": QUESTION}).text)
        whole = client.post("/v1/ask", json={"question": QUESTION}).json()
        page = client.get("/", params={"q": QUESTION}).text
        english = client.get("/", params={"q": QUESTION, "lang": "en"}).text
    tokens = "".join(data["text"] for name, data in told if name == "token")
    assert told[0][0] == "search" and told[-1][0] == "answer" and tokens == told[-1][1]["text"] == whole["text"]
    assert "70 dager" not in json.dumps(told, ensure_ascii=False) and whole["writing"]["dropped"] == 2
    assert "Skrevet av skript, kontrollert; 2 setninger utelatt." in page
    assert "Written by skript, checked" in english or "Skrevet av skript" in english


def test_a_refusal_and_a_list_are_not_written_anew() -> None:
    with scripted(lambda body: Reply(pieces=WELL)) as server:
        writer = open_writer(server.settings(), sample_reader())
        for question in ("Hva er hovedstaden i Frankrike?", "Hvilke saker var på sakslisten i møte 53/25?"):
            found = ask(question, reader=sample_reader())
            if found.status == "answered":
                assert len(found.citations) > 5
            assert writer.answer(found, Filter()) == found
    assert server.asked == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"llm_class": "llama_index.finnes.Ikke"}, "installer pakken"),
        ({"llm_class": "llama_index.core.schema.TextNode"}, "VEIVISER_LLM"),
        ({"options": {"temperature": "varm"}}, "VEIVISER_LLM_OPTIONS"),
        ({"cross_encoder": "/finnes/ikke"}, "VEIVISER_LLM_CROSS_ENCODER"),
    ],
)
def test_what_is_configured_and_missing_is_said_before_anyone_asks(more: dict[str, Any], words: str) -> None:
    server = Scripted(url="http://127.0.0.1:9")
    with pytest.raises(SettingError, match=words):
        open_writer(server.settings(**more), sample_reader())


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_cross_encoder_by_path_says_how_sure_it_is_and_can_take_a_sentence_away(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "kryss", agrees=False)
    found = ask(QUESTION, reader=sample_reader())
    with scripted(lambda body: Reply(pieces=WELL)) as server:
        writer = open_writer(server.settings(cross_encoder=folder), sample_reader())
        writing = writer.answer(found, Filter()).writing
        assert writing is not None and writing.kept == 0 and writing.reasons[0] == "disagreed"
        agreeing = make_cross_encoder(tmp_path / "enig", agrees=True)
        writer = open_writer(server.settings(cross_encoder=agreeing), sample_reader())
        assert writer.answer(found, Filter()).composer == "llm:skript"


def make_cross_encoder(folder: Path, *, agrees: bool) -> str:
    """Save a tiny entailment model that always says the same."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    pieces = {piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    marks = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **marks).save_pretrained(str(folder))
    shape = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    labels = {0: "contradiction", 1: "entailment", 2: "neutral"}
    model = BertForSequenceClassification(BertConfig(vocab_size=5, id2label=labels, num_labels=3, **shape))
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([0.0, 9.0 if agrees else -9.0, 0.0]))
    model.save_pretrained(str(folder))
    return str(folder)


def test_a_server_that_is_not_there_is_said() -> None:
    model = Model(Scripted(url="http://127.0.0.1:9").settings())
    with pytest.raises(ModelError, match="kan ikke nås"):
        list(model.write(Prompt(system="a", user="b"), threading.Event()))


def test_another_class_of_llamaindex_is_used_by_settings_alone() -> None:
    settings = Scripted(url="").settings(llm_class="factories_model.Echo", url=None, options={"says": TRUE})
    found = ask(QUESTION, reader=sample_reader())
    answer = open_writer(settings, sample_reader()).answer(found, Filter())
    assert answer.composer == "llm:skript" and answer.text == TRUE


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield
