"""Several processes on one data folder: readers beside a writer, writers that are killed, two writers at once.

VEIVISER_TEST_KILLS sets how many writers are killed (10 without it).
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from index.document import Document
from index.errors import BusyError, StoreError
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer

KILLS = int(os.environ.get("VEIVISER_TEST_KILLS", "10"))
PAGES = 6
WRITE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from test_index_processes import put_version
from index.settings import IndexSettings
from index.writer import Writer
with Writer.open(IndexSettings(data=Path(sys.argv[1]))) as writer:
    print("open", flush=True)
    for version in itertools.count(int(sys.argv[2])):
        put_version(writer, version)
        writer.publish()
        print(version, flush=True)
"""
READ_FOR_EVER = """
import sys
from pathlib import Path
from test_index_processes import version_seen
from index.reader import Reader
from index.settings import IndexSettings
with Reader.open(IndexSettings(data=Path(sys.argv[1]))) as reader:
    seen = None
    while True:
        version = version_seen(reader)
        if version != seen:
            print(version, flush=True)
        seen = version
"""


def version_document(version: int, name: str) -> Document:
    return make_document([f"Budsjett utgave {version} side {n}." for n in range(PAGES)], source=f"{name}.txt")


def put_version(writer: Writer, version: int) -> None:
    """Replace both documents: what is published holds one version alone."""
    for name in ("a", "b"):
        document = version_document(version, name)
        content = original([page.text for page in document.pages])
        writer.put(Path("/") / document.source, document, make_chunks(document), content)


def version_seen(reader: Reader) -> int:
    """Return the one version that a search finds whole; -1 for an empty index."""
    texts = [hit.chunk.text for hit in reader.search("budsjett", limit=100)]
    versions = {int(text.split()[2]) for text in texts}
    assert len(versions) <= 1, f"a mix of versions: {texts}"
    assert len(texts) in (0, 2 * PAGES), f"a part of a version: {texts}"
    return versions.pop() if versions else -1


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stop(process: subprocess.Popen[str]) -> tuple[str, str]:
    process.send_signal(signal.SIGKILL)
    return process.communicate(timeout=30)


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(data=tmp_path / "data")


def test_a_reader_sees_the_old_or_the_new_and_never_a_mix(settings: IndexSettings) -> None:
    reader = start(READ_FOR_EVER, str(settings.data))
    assert reader.stdout is not None
    assert reader.stdout.readline() == "-1\n"
    with Writer.open(settings) as writer:
        for version in range(15):
            put_version(writer, version)
            writer.publish()
    seen = ["-1"]
    while seen[-1] not in ("14", ""):  # the reader ends its output when it finds a mix
        seen.append(reader.stdout.readline().strip())
    assert seen[-1] == "14", reader.communicate()[1]
    assert seen == sorted(seen, key=int)
    stop(reader)


def test_a_killed_writer_leaves_whole_publications_and_nothing_else(settings: IndexSettings) -> None:
    chance = random.Random(20240404)  # noqa: S311
    last = 0
    for _ in range(KILLS):
        process = start(WRITE_FOR_EVER, str(settings.data), str(last + 1))
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.0, 0.4))
        lines, errors = stop(process)
        assert errors == ""
        acknowledged = max([last, *(int(line) for line in lines.split() if line.isdigit())])
        with Reader.open(settings) as reader:
            seen = version_seen(reader)
            assert seen in (acknowledged, acknowledged + 1) or (last == 0 and seen == -1)
            for document in reader.documents():
                assert reader.original(document.doc_id).stat().st_size > 0
        last = max(seen, 0)
    with Writer.open(settings) as writer:
        put_version(writer, last + 1)
        writer.publish()
    assert len([path for path in (settings.data / "store").iterdir() if path.is_dir()]) == 1
    assert len(list((settings.data / "originals").glob("??/*"))) == 1


def test_the_second_writer_waits_and_then_names_the_first(settings: IndexSettings) -> None:
    process = start(WRITE_FOR_EVER, str(settings.data), "1")
    assert process.stdout is not None
    process.stdout.readline()
    told: list[str] = []
    with pytest.raises(BusyError, match=str(process.pid)):
        Writer.open(settings, wait_seconds=0.2, progress=told.append)
    stop(process)
    assert [str(process.pid) in sentence for sentence in told] == [True]
    with Writer.open(settings, wait_seconds=5):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_sentence_with_its_name(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"rettighetene"):
        Writer.open(IndexSettings(data=tmp_path / "data"))


def test_a_data_folder_below_a_file_is_a_sentence_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=str(tmp_path)):
        Writer.open(IndexSettings(data=tmp_path / "file" / "data"))


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
def test_a_disk_that_is_full_is_a_sentence_and_loses_nothing(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        put_version(writer, 1)
        writer.publish()
    code = (
        "import resource, signal, sys; from pathlib import Path; from index.errors import StoreError\n"
        "from test_index_processes import put_version; from index.settings import IndexSettings\n"
        "from index.writer import Writer\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Writer.open(IndexSettings(data=Path(sys.argv[1]))) as writer:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "    try:\n"
        "        put_version(writer, 2); writer.publish()\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
    )
    process = start(code, str(settings.data))
    answer, errors = process.communicate(timeout=60)
    assert (str(settings.data) in answer, errors) == (True, "")
    with Reader.open(settings) as reader:
        assert version_seen(reader) == 1


def test_a_damaged_manifest_is_a_sentence_with_the_remedy(settings: IndexSettings) -> None:
    settings.data.mkdir()
    (settings.data / "manifest.sqlite3").write_bytes(b"not a database at all " * 300)
    with pytest.raises(StoreError, match="veiviser ingest"):
        Reader.open(settings).counts()


def test_a_manifest_of_a_later_version_is_a_sentence(settings: IndexSettings) -> None:
    import sqlite3

    with Writer.open(settings):
        pass
    with sqlite3.connect(settings.data / "manifest.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreError, match="999"):
        Reader.open(settings).counts()
    with pytest.raises(StoreError, match="999"):
        Writer.open(settings)


def test_a_lost_store_folder_is_a_sentence_with_the_remedy(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        put_version(writer, 1)
        writer.publish()
    shutil.rmtree(settings.data / "store")
    with pytest.raises(StoreError, match="--rebuild"):
        Reader.open(settings).search("budsjett")
    with Writer.open(settings) as writer, pytest.raises(StoreError, match="--rebuild"):
        put_version(writer, 2)
