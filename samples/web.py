"""Write a sample text as a published HTML page or as a Markdown note."""

import html
import re

from markup import Part, Source


def write_html(source: Source) -> bytes:
    """Return the page as UTF-8."""
    title = html.escape(source.title)
    opening = f'<!doctype html>\n<html lang="{source.language}">'
    head = f'{opening}\n<head><meta charset="utf-8"><title>{title}</title>'
    menu = '<nav><a href="/">Forsiden</a> <a href="/produktstyret">Produktstyret</a></nav>'
    body = "\n".join(_element(part) for part in source.parts).replace("</ul>\n<ul>", "\n")
    return f"{head}</head>\n<body>\n{menu}\n<main>\n{body}\n</main>\n</body>\n</html>\n".encode()


def _element(part: Part) -> str:
    text = html.escape(part.text)
    if part.kind == "heading":
        return f"<h{part.level}>{text}</h{part.level}>"
    if part.kind == "entry":
        return f"<ul><li>{text}</li></ul>"
    if part.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
        return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
    return f"<p>{text}</p>"


def write_markdown(source: Source) -> bytes:
    """Return the note as UTF-8."""
    text = "\n\n".join(_lines(part) for part in source.parts)
    return (re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text) + "\n").encode()


def _lines(part: Part) -> str:
    if part.kind == "heading":
        return "#" * part.level + " " + part.text
    if part.kind == "entry":
        return f"- {part.text}"
    if part.kind == "table":
        rows = ["| " + " | ".join(row) + " |" for row in part.rows]
        rows.insert(1, "|" + " --- |" * len(part.rows[0]))
        return "\n".join(rows)
    return part.text
