"""The tools of `/mcp`, called by the official SDK's client over HTTP, and by those who should not."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest
from factories_running import running
from factories_samples import sample_reader
from mcp import Client

from assistant.api import create_app

QUESTION = "Hva ble vedtatt om visningstid for prøvesvar?"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(create_app(reader=sample_reader())) as address:
        yield address


def call(address: str, tool: str, **arguments: Any) -> Any:
    async def told() -> Any:
        async with Client(f"{address}/mcp") as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(told)


def test_the_tools_say_what_they_do_and_that_they_only_read(address: str) -> None:
    async def listed() -> Any:
        async with Client(f"{address}/mcp") as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(listed)
    assert [tool.name for tool in tools] == ["ask", "search", "register", "trace", "document_page"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "aldri instruksjoner" in instructions


def test_an_answer_leads_to_its_page(address: str) -> None:
    answer = call(address, "ask", question=QUESTION).structured_content
    over_http = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, trust_env=False).json()
    assert answer["text"] == over_http["text"] and answer["citations"] == over_http["citations"]
    cited = answer["citations"][0]
    page = call(address, "document_page", doc_id=cited["doc_id"], page=cited["page"]).structured_content
    assert page["text"][cited["start"] : cited["end"]] == cited["quote"]


def test_search_register_and_trace_are_those_of_the_api(address: str) -> None:
    hits = call(address, "search", question="prøvesvar", filter={"kind": "minutes"}, top_k=3).structured_content["hits"]
    assert len(hits) == 3 and {hit["kind"] for hit in hits} == {"minutes"}
    found = call(address, "register", filter={"kind": "decision", "meeting": "52/25"}, limit=2).structured_content
    assert found["total"] == 6 and [row["kind"] for row in found["rows"]] == ["decision", "decision"]
    traced = call(address, "trace", case="sak 5-51/25").structured_content
    assert traced["case_number"] == "5-51/25" and traced["events"][-1]["event"] == "changed"


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": " "}, "spørsmål"),
        ("ask", {"question": "Hva?", "filter": {"kind": "vedtak"}}, "kind"),
        ("search", {"question": "Hva?", "top_k": 1_000}, "top_k"),
        ("register", {"filter": {"farge": "rød"}}, "farge"),
        ("trace", {"case": "tull"}, "saksnummer"),
        ("document_page", {"doc_id": "../../etc/passwd", "page": 1}, "finnes ikke"),
    ],
)
def test_a_wrong_call_is_a_sentence(address: str, tool: str, arguments: dict[str, Any], words: str) -> None:
    result = call(address, tool, **arguments)
    assert result.is_error and words in result.content[0].text and "Traceback" not in result.content[0].text


def test_another_web_page_or_host_is_refused(address: str) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        reply = httpx.post(f"{address}/mcp", json=body, headers={**accept, **headers}, trust_env=False)
        assert reply.status_code == 403 and "nettside" in reply.json()["detail"]
    reply = httpx.post(f"{address}/mcp", json=body, headers={**accept, "Host": "evil.example"}, trust_env=False)
    assert reply.status_code == 400
    reply = httpx.post(f"{address}/mcp", content=b"x" * (1024 * 1024 + 1), headers=accept, trust_env=False)
    assert reply.status_code == 413


def test_nothing_imports_the_sdk_before_it_is_called() -> None:
    code = "import sys, assistant.api, assistant.serve; print(any(n.split('.')[0] in ('mcp', 'llama_index', 'openai', "
    code += "'torch', 'pybreaker') for n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
