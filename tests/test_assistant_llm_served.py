"""A real server, `transformers serve`, with a tiny model made here: it streams, and what it babbles is not shown."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from factories_api import events, local
from factories_samples import sample_reader, sample_settings

from assistant.api import create_app
from assistant.llm import Model
from assistant.llm_settings import LlmSettings, llm_from_environment
from assistant.prompt import Prompt
from assistant.usage import Usage
from assistant.writer import open_writer

QUESTION = "Hva ble vedtatt om visningstid for prøvesvar?"
# Made in a process of its own: a model with random weights, and a tokenizer of bytes.
_MAKE = """
import sys, torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
vocabulary = {piece: number for number, piece in enumerate(["<unk>", "<s>", "</s>", *alphabet])}
tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>", eos_token="</s>")
fast.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\\n{% endfor %}assistant:"
fast.save_pretrained(sys.argv[1])
torch.manual_seed(0)
shape = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)
config = LlamaConfig(vocab_size=len(fast), max_position_embeddings=32768, bos_token_id=1, eos_token_id=2, **shape)
LlamaForCausalLM(config).save_pretrained(sys.argv[1])
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlmSettings]:
    folder = tmp_path_factory.mktemp("llama")
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", _MAKE, str(folder)], check=True, capture_output=True, env=offline)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [str(Path(sys.executable).with_name("transformers")), "serve", str(folder), "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*command, "--device", "cpu"], env=offline, **quiet)
    try:
        _wait(process, port)
        settings = llm_from_environment(
            {
                "VEIVISER_LLM_URL": f"http://127.0.0.1:{port}/v1",
                "VEIVISER_LLM_MODEL": str(folder),
                "VEIVISER_LLM_MAX_TOKENS": "60",
                "VEIVISER_LLM_PRICE_IN": "10",
            }
        )
        assert settings is not None
        yield settings
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + 240
    while time.monotonic() < ends:
        assert process.poll() is None, "transformers serve ended"
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("transformers serve did not start")


def test_a_real_server_streams_and_says_what_it_used(served: LlmSettings) -> None:
    *pieces, usage = Model(served).write(Prompt(system="Svar.", user="Hei"), threading.Event())
    assert len(pieces) > 1 and all(isinstance(piece, str) for piece in pieces)
    assert isinstance(usage, Usage) and usage.completion == 60 and usage.prompt > 10
    assert 0 < usage.first_token_ms <= usage.total_ms


def test_what_a_real_server_babbles_is_left_out_and_the_answer_stands(served: LlmSettings) -> None:
    client = local(create_app(reader=sample_reader(), writer=open_writer(served, sample_reader())))
    told = events(client.post("/v1/ask/stream", json={"question": QUESTION}).text)
    answer = told[-1][1]
    assert told[-1][0] == "answer" and answer["status"] == "answered" and answer["composer"] == "extractive"
    assert "straks de er godkjent" in answer["text"] and answer["tokens"]["completion"] == 60
    assert answer["writing"]["cost"] == pytest.approx(answer["tokens"]["prompt"] * 10 / 1_000_000)
    assert answer["writing"]["kept"] == 0 and "ordrett" in answer["writing"]["notice"]
    assert "".join(data["text"] for name, data in told if name == "token") == answer["text"]


def test_the_command_line_asks_it_by_settings_alone(served: LlmSettings) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VEIVISER_")}
    environ |= {"VEIVISER_LLM_URL": served.url or "", "VEIVISER_LLM_MODEL": served.model}
    environ["VEIVISER_LLM_MAX_TOKENS"] = "40"
    front_door = str(Path(__file__).parent.parent / "veiviser.py")
    command = [sys.executable, front_door, "--data", str(sample_settings().data), "ask", QUESTION, "--json"]

    def run(**more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**environ, **more})

    done = run()
    answer = json.loads(done.stdout)
    assert (
        done.returncode == 0
        and answer["writing"]["model"] == Path(served.model).name
        and answer["tokens"]["prompt"] > 100
    )
    wrong = run(VEIVISER_LLM_TIMEOUT="evig")
    assert wrong.returncode == 2 and wrong.stdout == "" and "VEIVISER_LLM_TIMEOUT" in wrong.stderr
