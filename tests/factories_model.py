"""A LlamaIndex model that says what it is told to, for the test of VEIVISER_LLM_CLASS."""

from typing import Any

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms.custom import CustomLLM


class Echo(CustomLLM):
    """Says `says`."""

    model: str
    says: str
    max_tokens: int
    temperature: float

    @property
    def metadata(self) -> LLMMetadata:
        """What it is."""
        return LLMMetadata(model_name=self.model)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """Return all at once."""
        return CompletionResponse(text=self.says)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """Yield word by word."""
        text = ""
        for piece in self.says.split(" "):
            delta = piece if not text else f" {piece}"
            text += delta
            yield CompletionResponse(text=text, delta=delta)
