"""Compiles the vocabulary that ships: run `python -m index.vocabulary` when it, the analyzer or the word vectors change."""

import sys

from index.vocabulary.keep import ship

if __name__ == "__main__":
    sys.stdout.write(f"{ship()}\n")
