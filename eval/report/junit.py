"""Results → JUnit XML, which build servers show: a test suite a set, a test case a question.

A question that is not right is a failure with what was expected and what came. No times, so that it is the same from
run to run.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from eval.result import Result
from eval.verdict import Verdict

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Sequence[Result]) -> str:
    """Return the document. What is held out has no cases in it."""
    root = Tree.Element("testsuites")
    for result in results:
        failed = [one for one in result.named if _failure(one)]
        suite = Tree.SubElement(
            root, "testsuite", name=result.name, tests=str(len(result.named)), failures=str(len(failed)), errors="0"
        )
        for one in result.named:
            case = Tree.SubElement(suite, "testcase", classname=f"{result.name}.{_class(one)}", name=_name(one))
            if reason := _failure(one):
                Tree.SubElement(case, "failure", message=_clean(reason)).text = _clean(_told(one))
    Tree.indent(root)
    return Tree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _class(one: Verdict) -> str:
    return next((name for name in one.classes if name.startswith(("type", "ubesvart"))), "alle").replace(": ", "_")


def _name(one: Verdict) -> str:
    return _clean(f"{one.id} {one.case.question}" if one.case else one.id)


def _failure(one: Verdict) -> str:
    if one.case:
        return "" if one.values["right"] == 1.0 else str(one.outcome)
    return "" if min(one.values.values()) == 1.0 else "registeret er ikke rett her"


def _told(one: Verdict) -> str:
    wanted = ""
    if one.case and one.case.refused:
        wanted = f"avvisning ({one.case.refused})"
    elif one.case:
        wanted = "; ".join(" / ".join(nugget) for nugget in one.case.nuggets)
    return f"ventet: {wanted}\nkom: {one.answer.text}" if one.answer else str(dict(one.values))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
