"""Opens the database that conversations are kept in: a SQLite file in the data folder, or what the setting names.

Turns the database's errors into sentences; never shows a password. Does not know the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from index.errors import SettingError, StoreError

FILE_NAME = "conversations.sqlite3"
_BUSY_MS = 10_000
_CONNECT_SECONDS = 5
_POSTGRES_PORT = 5432


def engine_of(database_url: str | None, data: Path) -> Engine:
    """Return the engine for a setting, or for the file in `data`. Raises SettingError, StoreError."""
    url = _url(database_url, data)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"timeout": _CONNECT_SECONDS})
    except ModuleNotFoundError as error:
        raise SettingError(
            "VEIVISER_DATABASE_URL peker på PostgreSQL, men pg8000 er ikke installert; "
            "kjør «pip install 'styreveiviser[postgres]'»."
        ) from error


def in_memory() -> Engine:
    """Return an engine whose database is gone when the program ends."""
    # One connection, which is the database; threads wait for each other.
    only = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    return _sqlite(make_url("sqlite://"), connect_args={"check_same_thread": False}, **only)


def name_of(engine: Engine) -> str:
    """Return what a sentence calls the database: the file, or the address without its password."""
    return engine.url.database or "minnet" if engine.dialect.name == "sqlite" else engine.url.render_as_string()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that only reads. Raises StoreError."""
    with sentences(engine), engine.connect().execution_options(reading=True) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that is committed at the end, or not at all. Raises StoreError."""
    with sentences(engine), engine.begin() as connection:
        yield connection


@contextmanager
def sentences(engine: Engine) -> Iterator[None]:
    """Turn the database's errors into a StoreError that names it and the remedy."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(
            f"Databasen for samtaler ({name_of(engine)}) svarer ikke: se etter at den kjører, "
            "at det er plass på disken og at VEIVISER_DATABASE_URL stemmer."
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(
            f"Databasen for samtaler ({name_of(engine)}) kan ikke brukes ({type(error).__name__}); "
            "hent den tilbake fra en kopi, eller bruk en tom database i VEIVISER_DATABASE_URL."
        ) from error


def _url(database_url: str | None, data: Path) -> URL:
    if database_url is None:
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{data} kan ikke lages ({error.strerror}); sjekk rettighetene til mappen.") from error
        return URL.create("sqlite", database=str(data / FILE_NAME))
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise SettingError("VEIVISER_DATABASE_URL er ikke en gyldig adresse.") from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _postgres(url)
    return url


def _postgres(url: URL) -> URL:
    """Return the address as pg8000 reads it: a folder named as `host` in the query holds the server's socket."""
    folder = url.query.get("host")
    url = url.set(drivername="postgresql+pg8000")
    if not isinstance(folder, str):
        return url
    socket = f"{folder}/.s.PGSQL.{url.port or _POSTGRES_PORT}"
    return url.difference_update_query(["host"]).update_query_dict({"unix_sock": socket})


def _sqlite(url: URL, **options: Any) -> Engine:
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not where the driver thinks
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
