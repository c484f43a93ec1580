"""Compiles the vocabulary that ships: `python -m index.vocabulary`, when it, the analyzer or word vectors change."""

import sys

from index.vocabulary.keep import ship

if __name__ == "__main__":
    sys.stdout.write(f"{ship()}\n")
