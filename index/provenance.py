"""What an index was made with: the store, the analyzer and the model; searching it with others is refused."""

import sqlite3

from index.errors import SettingError, StoreError
from index.manifest import read_meta
from index.sparse import fingerprint

TOKEN = "token"  # noqa: S105
PUBLISHED_AT = "published_at"
STORE = "store"
MODEL = "model"
ANALYZER = "analyzer"
VOCABULARY = "vocabulary"
NO_MODEL = ""
_REMEDY = "kjør `veiviser ingest --rebuild` eller still innstillingen tilbake"


def check_store(connection: sqlite3.Connection, identity: str) -> None:
    """Raise SettingError when the index lies in another store, StoreError when the analyzer has changed."""
    if read_meta(connection, TOKEN) is None:
        return
    made = read_meta(connection, STORE)
    if made != identity:
        raise SettingError(
            f"QDRANT_URL eller QDRANT_COLLECTION er endret: indeksen ligger i {made}, ikke i {identity}; {_REMEDY}."
        )
    if read_meta(connection, ANALYZER) != fingerprint():
        raise StoreError("Indeksen er laget med en annen utgave av språkanalysen; kjør `veiviser ingest --rebuild`.")


def check_model(connection: sqlite3.Connection, identity: str) -> None:
    """Raise SettingError when the index was made with another embedding model; `NO_MODEL` is none."""
    if read_meta(connection, TOKEN) is None:
        return
    made = read_meta(connection, MODEL) or NO_MODEL
    if made != identity:
        raise SettingError(
            f"VEIVISER_EMBEDDING_MODEL er endret: indeksen er laget med {made or 'ingen modell'}, "
            f"ikke med {identity or 'ingen modell'}; {_REMEDY}."
        )
