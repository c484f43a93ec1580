"""All measures, in the order that they are reported in, and a case's values by all of them."""

from collections.abc import Mapping, Sequence

from eval.measures import ranking, twins
from eval.measures.abstention import abstention
from eval.measures.cited import cited, cited_first
from eval.measures.crag import crag
from eval.measures.distinct import distinct
from eval.measures.entities import entity_fidelity
from eval.measures.filtered import filter_fidelity
from eval.measures.measure import Measure, Use
from eval.measures.nuggets import nugget_recall
from eval.measures.proposals import decisions_only
from eval.measures.quotes import quote_fidelity
from eval.measures.right import right
from eval.measures.support import citation_precision, citation_recall
from eval.measures.tokens import tokens
from eval.observed import Observed

MEASURES = (
    Measure(name="right", title="rett", use=Use.TESTED, of=right),
    Measure(name="nugget_recall", title="sagt", use=Use.TESTED, of=nugget_recall),
    Measure(name="cited", title="sitert", use=Use.TESTED, of=cited),
    Measure(name="cited_first", title="sitert først", use=Use.TESTED, of=cited_first),
    Measure(name="abstention", title="svart eller avvist", use=Use.TESTED, of=abstention),
    Measure(name="crag", title="CRAG", use=Use.TESTED, of=crag),
    Measure(name="decisions_only", title="vedtak, ikke forslag", use=Use.TESTED, of=decisions_only),
    Measure(name="citation_recall", title="setninger med dekning", use=Use.HELD, of=citation_recall),
    Measure(name="citation_precision", title="sitater til nytte", use=Use.HELD, of=citation_precision),
    Measure(name="quote_fidelity", title="sitater på plass", use=Use.HELD, of=quote_fidelity),
    Measure(name="entity_fidelity", title="tall, datoer og navn", use=Use.HELD, of=entity_fidelity),
    Measure(name="filter_fidelity", title="filteret holdt", use=Use.HELD, of=filter_fidelity),
    Measure(name="distinct", title="uten gjentakelse", use=Use.HELD, of=distinct),
    Measure(name="tokens", title="tokens", use=Use.SHOWN, of=tokens),
)
TITLES: Mapping[str, str] = {
    **{one.name: one.title for one in MEASURES},
    **{name: name for name in ranking.NAMES},
    twins.NAME: "som tvillingen",
    "register_row": "raden finnes",
    "register_fields": "feltene rett",
    "register_precision": "radene rett",
}
USES: Mapping[str, Use] = {
    **{one.name: one.use for one in MEASURES},
    **ranking.NAMES,
    twins.NAME: Use.TESTED,
    "register_row": Use.HELD,
    "register_fields": Use.HELD,
    "register_precision": Use.HELD,
}
DECIMALS = 6


def values_of(seen: Sequence[Observed]) -> dict[str, dict[str, float]]:
    """Return every measure's value of every case, by case id and measure; what says nothing is left out."""
    ranked, alike = ranking.ranking(seen), twins.twin_consistency(seen)
    found: dict[str, dict[str, float]] = {}
    for one in seen:
        values = {measure.name: measure.of(one) for measure in MEASURES}
        values |= ranked.get(one.case.id, {})
        values[twins.NAME] = alike.get(one.case.id)
        found[one.case.id] = {name: round(value, DECIMALS) for name, value in values.items() if value is not None}
    return found
