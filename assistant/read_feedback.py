"""What a reader says of an answer, checked: the verdict, the reason, the comment. Keeps nothing."""

from assistant.stored import Fault, Verdict
from index.errors import UsageError

COMMENT_MAX = 2_000  # characters
# Other words that callers use for the two verdicts.
_VERDICTS = {
    Verdict.RIGHT: ("right", "up", "good", "correct", "positive", "true", "yes", "riktig", "rett", "bra", "ja"),
    Verdict.WRONG: ("wrong", "down", "bad", "incorrect", "negative", "false", "no", "feil", "galt", "nei"),
}  # fmt: skip


def read_feedback(
    verdict: str | bool, reason: str | None, comment: str | None
) -> tuple[Verdict, Fault | None, str | None]:
    """Return the checked values. Raises UsageError, one sentence that names the field."""
    word = str(verdict).strip().lower()
    known = next((one for one, words in _VERDICTS.items() if word in words), None)
    if known is None:
        raise UsageError("«verdict» skal være right eller wrong.", key="error.choice", values={"value": word[:40]})
    text = (comment or "").strip()
    if len(text) > COMMENT_MAX:
        raise UsageError(
            f"«comment» er for lang ({len(text)} tegn): skriv høyst {COMMENT_MAX} tegn.",
            key="error.comment",
            values={"length": len(text), "most": COMMENT_MAX},
        )
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise UsageError("«comment» inneholder et ødelagt tegn: skriv teksten på nytt.", key="error.broken")
    return known, _reason(reason), text or None


def _reason(reason: str | None) -> Fault | None:
    if not reason:
        return None
    try:
        return Fault(reason.strip().lower())
    except ValueError:
        told = f"«reason» finnes ikke: bruk {', '.join(Fault)}."
        raise UsageError(told, key="error.choice", values={"value": reason[:40]}) from None
