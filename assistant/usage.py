"""What one text of a language model took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens, as the server counts them or else as tiktoken does, and milliseconds."""

    prompt: int = 0
    completion: int = 0
    first_token_ms: float = 0.0
    total_ms: float = 0.0
