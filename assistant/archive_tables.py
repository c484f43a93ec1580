"""The tables of the archive, in SQLite and PostgreSQL alike, and the number of their shape.

Opens no connection. Times are UTC in ISO 8601, which sorts as it reads.
"""

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from index.errors import StoreError

SCHEMA_VERSION = 1
METADATA = MetaData()
_ID = String(100)
_TIME = String(40)

META = Table(
    "archive_meta", METADATA, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)
CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("started_at", _TIME, nullable=False),
    Column("last_at", _TIME, nullable=False),
)
ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("asked_at", _TIME, nullable=False),
    Column("question", Text, nullable=False),
    Column("understood_as", Text),
    Column("status", String(20), nullable=False),
    Column("composer", String(200), nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    Column("total_ms", Float, nullable=False),
    Column("filter", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Index("answers_by_conversation", "conversation_id", "asked_at"),
    Index("answers_by_time", "asked_at"),
)
PAPERS = Table(
    "answer_papers",
    METADATA,
    Column("answer_id", _ID, ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("doc_id", String(200), primary_key=True),
    Column("source", Text, nullable=False),
    Column("access", String(20), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("ingested_at", _TIME, nullable=False),
)
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("answer_id", _ID, ForeignKey("answers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("given_at", _TIME, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", String(40)),
    Column("comment", Text),
)
# What was deleted or has expired, by id alone, so that its address can say so.
FORGOTTEN = Table(
    "forgotten",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("at", _TIME, nullable=False),
    Column("why", String(20), nullable=False),
)
_VERSION = "schema_version"


def prepare(engine: Engine, name: str) -> None:
    """Make the tables where there are none. Raises StoreError when they have another shape; `name` says whose."""
    with engine.begin() as connection:
        if inspect(connection).has_table(META.name):
            _check(connection, name)
            return
        METADATA.create_all(connection)
        connection.execute(insert(META).values(key=_VERSION, value=str(SCHEMA_VERSION)))


def _check(connection: Connection, name: str) -> None:
    found = connection.execute(select(META.c.value).where(META.c.key == _VERSION)).scalar()
    if found == str(SCHEMA_VERSION):
        return
    if found is not None and found.isdecimal() and int(found) > SCHEMA_VERSION:
        raise StoreError(
            f"Samtalene i {name} er lagret av en nyere utgave (form {found}, denne kjenner {SCHEMA_VERSION}); "
            "oppgrader styreveiviser, eller bruk en annen VEIVISER_DATABASE_URL."
        )
    raise StoreError(
        f"Samtalene i {name} har form {found or 'ukjent'}, og denne utgaven kan bare form {SCHEMA_VERSION}; "
        "ta vare på en kopi, og bruk en tom database i VEIVISER_DATABASE_URL."
    )
