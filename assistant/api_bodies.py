"""What an HTTP caller sends when asking and searching, as far as types go; `outer.py` reads what it means.

Apart from `outer.py`, so that the command line does not pay for importing pydantic.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.stored import Fault, Verdict


class AskBody(BaseModel):
    """The body of `POST /v1/ask`; `conversation_id` is that of an earlier answer, or one of the caller's own choice."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "Hva ble vedtatt om mandatet?", "filter": {"kind": "minutes"}}},
    )
    question: str
    filter: dict[str, str | list[str]] | None = None
    conversation_id: str | None = None


class FeedbackBody(BaseModel):
    """The body of `POST /v1/feedback`. `verdict` is `right` or `wrong`; `reason` says what is wrong."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"answer_id": "…", "verdict": "wrong", "reason": "quote_not_found", "comment": "Sitatet …"}
        },
    )
    answer_id: str
    verdict: str | bool = Field(description=" eller ".join(f"`{verdict}`" for verdict in Verdict))
    reason: str | None = Field(default=None, description=", ".join(f"`{fault}`" for fault in Fault))
    comment: str | None = None


class TalksBody(BaseModel):
    """The conversations that a browser remembers, for their rows."""

    model_config = ConfigDict(extra="forbid")
    ids: list[Annotated[str, Field(max_length=100)]] = Field(max_length=100)


class FilterQuery(BaseModel):
    """The filter keys as a query; each may be repeated."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    kind: list[str] = []
    meeting: list[str] = []
    case: list[str] = []
    date_from: list[str] = Field(default=[], alias="from")
    date_to: list[str] = Field(default=[], alias="to")
    lang: list[str] = []
    access: list[str] = []
    source: list[str] = []
    los: list[str] = []

    def conditions(self) -> dict[str, list[str]]:
        """The filter keys that were given, by their outer names."""
        given = self.model_dump(by_alias=True, exclude={"q", "top_k"})
        return {key: values for key, values in given.items() if values}


class RegisterQuery(BaseModel):
    """The query of `GET /v1/register`: which rows, which page of them, and in which format."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    kind: list[str] = []
    case: list[str] = []
    meeting: list[str] = []
    date_from: list[str] = Field(default=[], alias="from")
    date_to: list[str] = Field(default=[], alias="to")
    lang: list[str] = []
    access: list[str] = []
    source: list[str] = []
    limit: int = Field(default=100, ge=1, le=1_000)
    offset: int = Field(default=0, ge=0)
    format: str = "json"

    def conditions(self) -> dict[str, list[str]]:
        """The conditions that were given, by their outer names."""
        given = self.model_dump(by_alias=True, exclude={"limit", "offset", "format"})
        return {key: values for key, values in given.items() if values}


class SearchQuery(FilterQuery):
    """The query of `GET /v1/search`."""

    q: str
    top_k: int = Field(default=10, ge=1, le=100)


class FacetQuery(FilterQuery):
    """The query of `GET /v1/facets`."""

    top_k: int = Field(default=100, ge=1, le=10_000)


class ChatPart(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: str = ""


class ChatMessage(BaseModel):
    """One message of a conversation, as OpenAI's clients send it."""

    role: str
    content: str | list[ChatPart] | None = None

    def text(self) -> str:
        """Return the message's text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatStreamOptions(BaseModel):
    """What a streamed reply holds besides its text."""

    include_usage: bool = False


class ChatBody(BaseModel):
    """The body of `POST /v1/chat/completions`; what else clients send (temperature, tools …) has no effect here."""

    model: str
    messages: list[ChatMessage] = Field(max_length=1_000)
    stream: bool = False
    stream_options: ChatStreamOptions | None = None
    filter: dict[str, str | list[str]] | None = None

    @property
    def include_usage(self) -> bool:
        """Whether a streamed reply ends with the tokens that were used."""
        return self.stream_options is not None and self.stream_options.include_usage
