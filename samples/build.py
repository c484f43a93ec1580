"""Build `samples/documents` from the texts in `samples/source`: `python samples/build.py [FOLDER]`.

The same texts and the same library versions give the same bytes. Does not remove files that no text names.
"""

import sys
from pathlib import Path

from markup import Source, read_source
from printed import write_pdf
from slides import write_pptx
from web import write_html, write_markdown
from word import write_docx

HERE = Path(__file__).resolve().parent


def build(folder: Path) -> tuple[Path, ...]:
    """Write every sample document below `folder` and return their paths."""
    written = []
    for text in sorted((HERE / "source").glob("*.txt")):
        source = read_source(text)
        for path in source.paths:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_content(source, target.suffix))
            written.append(target)
    return tuple(written)


def _content(source: Source, suffix: str) -> bytes:
    """Return the bytes of the source in the format that the suffix names."""
    if suffix == ".docx":
        return write_docx(source)
    if suffix == ".pptx":
        return write_pptx(source)
    if suffix == ".pdf":
        return write_pdf(source, slides=any(path.endswith(".pptx") for path in source.paths))
    if suffix == ".html":
        return write_html(source)
    if suffix == ".md":
        return write_markdown(source)
    raise ValueError(f"No writer for {suffix}; use .docx, .pptx, .pdf, .html or .md")


if __name__ == "__main__":
    for made in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "documents"):
        print(made)
