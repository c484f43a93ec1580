"""The command line: one function a command. What the commands do lives in the rooms.

stdout carries results alone, stderr carries progress and words. Exit codes: 0 done, 1 done with failures,
2 wrong use or wrong setting.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.llm_settings import KNOWN_LLM, LlmSettings, llm_from_environment, llm_warnings
from assistant.settings import KNOWN as KNOWN_OWN
from assistant.settings import from_environment as own_settings
from index.errors import SettingError, UsageError, VeiviserError
from index.garbage import look_seldom
from index.settings import KNOWN, IndexSettings, from_environment, unknown_settings, warnings

if TYPE_CHECKING:
    from assistant.writer import Writer
    from index.reader import Reader

app = typer.Typer(
    name="veiviser",
    help="Svar på spørsmål om styrets dokumenter, med kilde ved hver setning.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_data: list[Path | None] = [None]

Json = Annotated[bool, typer.Option("--json", help="Maskinlesbart: ett JSON-objekt på linjen.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON-linjer inn, én JSON-linje ut for hver.")]
Filters = Annotated[list[str] | None, typer.Option("--filter", help="NØKKEL=VERDI, kan gjentas.")]
Question = Annotated[str | None, typer.Argument(help="Spørsmålet.")]


@app.callback()
def settings_of_all(
    data: Annotated[Path | None, typer.Option("--data", help="Mappen der alt lokalt ligger (VEIVISER_DATA).")] = None,
) -> None:
    """Svar på spørsmål om styrets dokumenter, med kilde ved hver setning."""
    _data[0] = data


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Filer og mapper som skal leses inn.")],
    as_json: Json = False,
    prune: Annotated[bool, typer.Option("--prune", help="Ta ut dokumenter der filen er borte.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lag alle vektorer på nytt.")] = False,
) -> None:
    """Les inn filer og mapper; bare det som er nytt eller endret, leses på nytt."""
    from ingest.report import report

    raise typer.Exit(report(paths, _settings(), as_json=as_json, prune=prune, rebuild=rebuild))


@app.command()
def ask(question: Question = None, as_json: Json = False, batch: Batch = None, filters: Filters = None) -> None:
    """Still et spørsmål og få svar med kilder, eller beskjed om at dokumentene ikke svarer."""
    from assistant.answer import Answer
    from assistant.ask import ask as answer
    from assistant.outer import read_filter, read_question
    from assistant.show import show_answer
    from index.reader import Reader

    with Reader.open(_settings()) as reader:
        writer = _writer(reader)

        def told(question: object, wanted: Any) -> Answer:
            chosen = read_filter(wanted)
            found = answer(read_question(str(question or "")), reader=reader, filter=chosen)
            return writer.answer(found, chosen) if writer else found

        if batch is not None:
            for line in _batch(batch, question):
                _print_json(told(line["question"], line.get("filter")), id=line["id"])
            return
        found = told(question, _pairs(filters))
    if as_json:
        _print_json(found)
    else:
        show_answer(found)


def _writer(reader: "Reader") -> "Writer | None":
    """Return what lets a language model write; None, and nothing imported for it, where none is configured."""
    llm = _llm()
    if llm is None:
        return None
    from assistant.writer import open_writer

    return open_writer(llm, reader)


@app.command()
def search(
    question: Question = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=100, help="Hvor mange avsnitt.")] = 10,
    as_json: Json = False,
    batch: Batch = None,
    filters: Filters = None,
) -> None:
    """Finn avsnittene som handler om noe, uten å sette sammen et svar."""
    from assistant.outer import hit_row, read_filter, read_question
    from assistant.search import search as find
    from assistant.show import show_hits
    from index.reader import Reader

    with Reader.open(_settings()) as reader:
        if batch is not None:
            for line in _batch(batch, question):
                asked, chosen = read_question(line["question"]), read_filter(line.get("filter"))
                hits = find(asked, reader=reader, filter=chosen, top_k=top_k)
                _print_json({"id": line["id"], "hits": [hit_row(hit) for hit in hits]})
            return
        chosen = read_filter(_pairs(filters))
        hits = find(read_question(question or ""), reader=reader, filter=chosen, top_k=top_k)
    if as_json:
        _print_json({"question": question, "hits": [hit_row(hit) for hit in hits]})
    else:
        show_hits(hits)


@app.command()
def tag(
    path: Annotated[Path | None, typer.Argument(help="Filen eller mappen som skal få emneord.")] = None,
    as_json: Json = False,
    batch: Batch = None,
) -> None:
    """Finn emneordene som papirer handler om, med ordene som tilsier dem."""
    from ingest.tag import tag_paths, tagger_of

    if batch is not None:
        tagger = tagger_of(_settings())
        for line in _batch(batch, path, "text"):
            _print_json({"id": line["id"], "terms": tagger.rank(line["text"])})
        return
    if path is None:
        raise UsageError("Oppgi en fil eller mappe, eller --batch med en fil av JSON-linjer.")
    from ingest.show_tags import write_tags

    raise typer.Exit(write_tags(tag_paths([path], _settings()), as_json=as_json))


@app.command()
def status(as_json: Json = False) -> None:
    """Vis hva som er lest inn."""
    from assistant.show import show_status, status_rows
    from index.reader import Reader

    settings = _settings()
    with Reader.open(settings) as reader:
        if as_json:
            _print_json(status_rows(reader, settings))
        else:
            show_status(reader, settings)


@app.command()
def remove(document: Annotated[str, typer.Argument(metavar="DOC", help="Dokumentets id eller kildesti.")]) -> None:
    """Ta et dokument ut, overalt."""
    from ingest.remove import remove as take_out

    for row in take_out(document, _settings()):
        typer.echo(f"{row.source} er tatt ut.", err=True)


@app.command()
def register(
    kind: Annotated[list[str] | None, typer.Option("--kind", help="agenda_item, decision, follow_up …")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", help="Saksnummer, for eksempel 6-44/24.")] = None,
    meeting: Annotated[list[str] | None, typer.Option("--meeting", help="Møtenummer, for eksempel 44/24.")] = None,
    date_from: Annotated[str | None, typer.Option("--from", help="Første møtedato, ÅÅÅÅ-MM-DD.")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Siste møtedato, ÅÅÅÅ-MM-DD.")] = None,
    format: Annotated[str, typer.Option("--format", help="table, json, csv eller xlsx.")] = "table",
) -> None:
    """Vis registeret: saker, vedtak, innstillinger, oppfølging og leveranser, hver med kilde."""
    from assistant.register import register as query
    from assistant.register_query import read_register
    from assistant.show_register import write_register
    from index.reader import Reader

    wanted = read_register({"kind": kind, "case": case, "meeting": meeting, "from": date_from, "to": date_to})
    with Reader.open(_settings()) as reader:
        write_register(query(reader, wanted), format)


@app.command()
def trace(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Saksnummer, for eksempel 6-44/24.")],
    as_json: Json = False,
) -> None:
    """Følg én sak gjennom møtene: reist, innstilt, vedtatt, fulgt opp, endret."""
    from assistant.register_query import read_case
    from assistant.show_trace import show_trace
    from assistant.trace import trace as follow
    from index.reader import Reader

    with Reader.open(_settings()) as reader:
        found = follow(reader, read_case(case))
    if as_json:
        _print_json(found)
    else:
        show_trace(found)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Adressen som tjenesten lytter på.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Porten som tjenesten lytter på.")] = 8000,
) -> None:
    """Start nettsiden og HTTP-tjenesten."""
    from assistant.serve import serve as run
    from ingest.upload import Uploads

    settings = _settings()
    run(settings, Uploads(settings=settings), host=host, port=port, own=own_settings(os.environ), llm=_llm())


@app.command(name="eval")
def evaluate(
    cases: Annotated[
        list[Path] | None, typer.Argument(help="Sett eller filer med prøvespørsmål; ellers eksempelstyrets.")
    ] = None,
    gate: Annotated[bool, typer.Option("--gate", help="Stopp (kode 1) når en klasse er dårligere enn før.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="JSON-linjer: ett spørsmål på hver.")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Rapport i HTML, i én fil.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", help="Sammendrag i Markdown.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="JUnit XML.")] = None,
    trec: Annotated[Path | None, typer.Option("--trec", help="Mappe for run- og qrels-filer.")] = None,
    reason: Annotated[
        str | None, typer.Option("--set-baseline", metavar="GRUNN", help="Godta det målte som ny grunnlinje.")
    ] = None,
    feedback: Annotated[
        str | None, typer.Option("--from-feedback", metavar="ID", help="Skriv en tilbakemelding som prøvespørsmål.")
    ] = None,
) -> None:
    """Mål hvor gode svarene er."""
    if feedback is not None:
        from assistant.archive import Archive
        from eval.from_feedback import write_case

        write_case(feedback, Archive.open(own_settings(os.environ), _settings().data))
        return
    from eval.report.files import Files
    from eval.suite import Wanted
    from eval.suite import evaluate as run

    files = Files(json=json_file, html=report, markdown=markdown, junit=junit, trec=trec)
    raise typer.Exit(run(tuple(cases or ()), Wanted(own=_settings(), gate=gate, files=files, reason=reason)))


def _settings() -> IndexSettings:
    unknown = unknown_settings(os.environ, (*KNOWN, *KNOWN_LLM, *KNOWN_OWN))
    if unknown:
        raise SettingError(unknown[0])
    settings = from_environment(os.environ, _data[0])
    for sentence in (*warnings(settings), *llm_warnings(_llm())):
        typer.echo(sentence, err=True)
    return settings


def _llm() -> LlmSettings | None:
    return llm_from_environment(os.environ)


def _pairs(filters: Iterable[str] | None) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for pair in filters or ():
        key, mark, value = pair.partition("=")
        if not mark:
            raise UsageError(f"Filteret «{pair}» mangler «=»: skriv det som NØKKEL=VERDI, for eksempel kind=minutes.")
        chosen.setdefault(key.strip(), []).append(value)
    return chosen


def _batch(path: Path, argument: object, field: str = "question") -> Iterator[dict[str, Any]]:
    """Yield the lines of a batch file, each checked to have an id and the field that is asked about."""
    if argument is not None:
        raise UsageError("Gi enten et argument eller --batch, ikke begge.")
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if str(path) != "-" else sys.stdin.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--batch {path} kan ikke leses ({error}); oppgi en fil med JSON-linjer i UTF-8.") from error
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, linje {number} er ikke JSON; skriv ett objekt på hver linje.") from error
        if not isinstance(line, dict) or "id" not in line or not isinstance(line.get(field), str):
            raise UsageError(f"{path}, linje {number} mangler «id» eller «{field}».")
        yield line


def _print_json(value: object, **more: object) -> None:
    from assistant.show import as_json

    sys.stdout.write(as_json(value, more) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run the command line; every error that a user can mend is one sentence on stderr."""
    look_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except VeiviserError as error:
        sys.stderr.write(f"veiviser: {error}\n")
        sys.exit(2 if isinstance(error, SettingError | UsageError) else 1)
    except KeyboardInterrupt:
        sys.stderr.write("veiviser: avbrutt.\n")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
