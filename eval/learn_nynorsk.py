"""Learn which nynorsk words are which bokmål ones: `python -m eval.learn_nynorsk` → `index/nynorsk.txt`.

Sentences that say the same are laid beside each other, and what differs between them word for word is counted; a
pair is kept when it is what a nynorsk word mostly stands for. A word that bokmål writes too, and means something else
by, is kept for questions that are asked in nynorsk only. Words that compounds begin or end with are kept when most
nynorsk compounds with them are bokmål ones with the other. Nothing of the sentences is kept but single words.

Needs the texts beside the project, and takes about a minute.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from eval.run import ROOT
from index.analyze import unmapped_stem
from index.nynorsk import FILE
from index.wordlists import STOP_WORDS_NB, STOP_WORDS_NN

SHARED = ROOT.parent / "shared" / "data"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 3  # words that may differ between two that are the same
_SHORTEST = 3  # letters
_SEEN, _SEEN_ALIKE, _SEEN_OFTEN = 3, 1, 5  # times that a pair must have been seen; where alike; for a stop word
_SHARE = 0.5  # of what a nynorsk word stands for
_IN_BOKMAAL = 0.1  # a word that bokmål text has so many times as often as nynorsk text is a bokmål word too
_SHARE_ASKED = 0.7
_SHORTEST_PART = 4  # letters of a part of a compound
_COMPOUNDS = 2  # that must have been seen with a part
_LIKE = 0.6  # letters in common, of two words that were seen together seldom

Pairs = dict[str, Counter[str]]


def main() -> None:
    """Learn and write the words."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} finnes ikke; ordene læres av tekstene der.")
    nb_text, nn_text = frequencies("giellalt-nob"), frequencies("giellalt-nno")
    pairs: Pairs = defaultdict(Counter)
    for nb, nn in dict.fromkeys(sentences()):
        for ours, theirs in _aligned(_words(nb), _words(nn)):
            pairs[theirs][ours] += 1
    everywhere, asked = [], []
    for word, meant in sorted(pairs.items()):
        best, count = meant.most_common(1)[0]
        share = count / meant.total()
        if not _is_kept(word, best, count, share, nb_text):
            continue
        if nb_text[word] <= _IN_BOKMAAL * max(nn_text[word], 1 / 600_000):
            everywhere.append((word, best))
        elif share >= _SHARE_ASKED and count >= _SEEN:
            asked.append((word, best))
    whole = dict(everywhere)
    first = [pair for pair in everywhere if _is_part(*pair, str.startswith, whole, nb_text, nn_text)]
    last = [pair for pair in everywhere if _is_part(*pair, str.endswith, whole, nb_text, nn_text)]
    groups = (everywhere, asked, first, last)
    FILE.write_text("\n".join("".join(f"{nn} {nb}\n" for nn, nb in group) for group in groups), encoding="utf-8")
    sys.stderr.write("{} words, {} in questions only, {} first and {} last in compounds\n".format(*map(len, groups)))


def _is_part(
    word: str, best: str, stands: Callable[[str, str], bool], whole: dict[str, str], nb: Counter[str], nn: Counter[str]
) -> bool:
    """Say whether compounds that begin (or end) with `word` are mostly bokmål ones with `best` in its place."""
    if len(word) < _SHORTEST_PART:
        return False
    cut = slice(len(word), None) if stands is str.startswith else slice(None, -len(word))
    rests = [one[cut] for one in nn if stands(one, word) and len(one) >= len(word) + _SHORTEST]
    joined = [(rest, whole.get(rest, rest)) for rest in rests]
    made = [(best + rest, best + same) if cut.stop is None else (rest + best, same + best) for rest, same in joined]
    held = sum(bool(nb[one] or nb[other]) for one, other in made)
    ours = sum(nb[one] for one in nb if stands(one, word) and len(one) >= len(word) + _SHORTEST)
    theirs = sum(nn[one] for one in nn if stands(one, word) and len(one) >= len(word) + _SHORTEST)
    return held >= _COMPOUNDS and held >= _SHARE * len(made) and ours <= _IN_BOKMAAL * theirs


def _is_kept(word: str, best: str, count: int, share: float, nb_text: Counter[str]) -> bool:
    alike = SequenceMatcher(None, word, best).ratio() >= _LIKE and not (word.endswith(best) or best.endswith(word))
    return (
        len(word) >= _SHORTEST
        and unmapped_stem(word) != unmapped_stem(best)
        and word not in STOP_WORDS_NN
        and share >= _SHARE
        and nb_text[best] > 0
        and (best not in STOP_WORDS_NB or count >= _SEEN_OFTEN)
        and count >= (_SEEN_ALIKE if alike else _SEEN)
    )


def frequencies(name: str) -> Counter[str]:
    """Return how often each word stands in a text, as a share of all."""
    counts: Counter[str] = Counter()
    with gzip.open(SHARED / "text" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_words(json.loads(line)["text"]))
    total = counts.total()
    return Counter({word: count / total for word, count in counts.items()})


def sentences() -> Iterator[tuple[str, str]]:
    """Yield sentences in bokmål and nynorsk that say the same."""
    with gzip.open(SHARED / "pairs" / "nb-nn-train.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            nb, _, nn = line.rstrip("\n").partition("\t")
            yield nb, nn
    for name in ("interface", "letters"):
        for line in (SHARED / "pairs" / f"nb-nn-{name}.jsonl").read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            yield pair["nb"], pair["nn"]


def _words(text: str) -> list[str]:
    return [word.replace("-", "") for word in _WORD.findall(text.lower())]


def _aligned(nb: list[str], nn: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand for each other: the same, or where two sentences differ by as many words."""
    for kind, a, b, c, d in SequenceMatcher(None, nb, nn, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c <= _LONGEST):
            yield from zip(nb[a:b], nn[c:d], strict=True)


if __name__ == "__main__":
    main()
