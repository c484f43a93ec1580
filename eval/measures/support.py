"""Do the citations carry what is said: recall and precision of citations, by containment."""

from assistant.answer import Sentence
from eval.measures.contain import supported
from eval.observed import Observed


def citation_recall(seen: Observed) -> float | None:
    """Return the share of sentences that their citations support together.

    Citation recall of ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations",
    section 3), with containment for entailment. None for a refusal.
    """
    sentences = seen.answer.sentences
    if not sentences:
        return None
    return sum(supported(one.text, _joined(seen, one.citations)) for one in sentences) / len(sentences)


def citation_precision(seen: Observed) -> float | None:
    """Return the share of citations that are needed: which support their sentence alone, or with the others only.

    Citation precision of ALCE (same place): what supports nothing, and without which the sentence is supported as
    well, is one too many. None for a refusal.
    """
    needed = [_needed(seen, one, number) for one in seen.answer.sentences for number in one.citations]
    return sum(needed) / len(needed) if needed else None


def _needed(seen: Observed, sentence: Sentence, number: int) -> bool:
    if not supported(sentence.text, _joined(seen, sentence.citations)):
        return False
    others = tuple(other for other in sentence.citations if other != number)
    alone = supported(sentence.text, _joined(seen, (number,)))
    return alone or not supported(sentence.text, _joined(seen, others))


def _joined(seen: Observed, numbers: tuple[int, ...]) -> str:
    return "\n".join(one.quote for one in seen.answer.citations if one.number in numbers)
