"""bm25s with the same stemmer: paragraphs of at most 120 words, BM25 over Norwegian stems."""

import re
import sys
import time
from pathlib import Path

import bm25s
import Stemmer
from report import answer, report

folder, questions = Path(sys.argv[1]), Path(sys.argv[2])
started = time.perf_counter()
stemmer = Stemmer.Stemmer("norwegian")
passages = []
for path in sorted(folder.glob("*.txt")):
    text = path.read_text(encoding="utf-8")
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for first in range(0, len(words), 120):
        start, end = words[first][0], words[min(first + 120, len(words)) - 1][1]
        passages.append((int(path.stem), text[start:end]))
index = bm25s.BM25()
counted = bm25s.tokenize([text for _, text in passages], stopwords="no", stemmer=stemmer, show_progress=False)
index.index(counted, show_progress=False)
ingested = time.perf_counter() - started


def search(question: str) -> list[tuple[int, str]]:
    asked = bm25s.tokenize(question, stopwords="no", stemmer=stemmer, show_progress=False)
    found, _ = index.retrieve(asked, k=40, show_progress=False)
    return [passages[number] for number in found[0]]


report(answer(search, questions), ingested)
