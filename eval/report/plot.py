"""Small drawings as SVG for the report: means with intervals, the abstention matrix, times.

Own lines and boxes, no script and nothing from elsewhere; colours are the style sheet's classes. Every drawing has a
text beside it in the report that says the same.
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from eval.interval import Mean

_LABEL = 190  # pixels left of the scale
_SCALE = 420
_ROW = 22
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_BINS = 24


def intervals(title: str, means: Mapping[str, Mean]) -> str:
    """Return a row for each class: its mean as a dot on a scale from 0 to 1, its interval as a line."""
    height = _ROW * len(means) + 30
    parts = [_open(title, _LABEL + _SCALE + 70, height)]
    for tick in _TICKS:
        x = _LABEL + tick * _SCALE
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{height - 22}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{height - 8}">{_norwegian(tick, 2)}</text>')
    for row, (name, mean) in enumerate(means.items()):
        y = 15 + row * _ROW
        low, value, high = (_LABEL + max(0.0, share) * _SCALE for share in (mean.low, mean.value, mean.high))
        parts.append(f'<text class="label" x="{_LABEL - 10}" y="{y + 4}">{escape(name)}</text>')
        parts.append(f'<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="mean" cx="{value:.1f}" cy="{y}" r="4.5"/>')
        parts.append(f'<text class="value" x="{_LABEL + _SCALE + 12}" y="{y + 4}">{_norwegian(mean.value, 3)}</text>')
    return "".join([*parts, "</svg>"])


def outcomes(title: str, counts: Mapping[str, int], good: Sequence[str]) -> str:
    """Return one bar divided by outcome; what is `good` has the calm colours."""
    total = max(1, sum(counts.values()))
    parts, x = [_open(title, _LABEL + _SCALE + 70, 44)], 0.0
    for name, count in counts.items():
        width = count / total * (_LABEL + _SCALE + 70)
        kind = "good" if name in good else "bad"
        parts.append(f'<rect class="{kind}" x="{x:.1f}" y="6" width="{max(0.0, width - 2):.1f}" height="30" rx="3"/>')
        if width > 34:
            parts.append(f'<text class="inside" x="{x + width / 2:.1f}" y="26">{count}</text>')
        x += width
    return "".join([*parts, "</svg>"])


def times(title: str, milliseconds: Sequence[float]) -> str:
    """Return a histogram of times up to their 99th percentile."""
    ordered = sorted(milliseconds)
    most = ordered[int(0.99 * (len(ordered) - 1))] if ordered else 1.0
    counts = [0] * _BINS
    for one in ordered:
        counts[min(_BINS - 1, int(one / most * _BINS))] += 1
    width, tallest = (_LABEL + _SCALE + 70) / _BINS, max(1, *counts)
    parts = [_open(title, _LABEL + _SCALE + 70, 140)]
    for place, count in enumerate(counts):
        height = count / tallest * 108
        parts.append(
            f'<rect class="bar" x="{place * width:.1f}" y="{114 - height:.1f}" width="{width - 2:.1f}" '
            f'height="{height:.1f}" rx="2"/>'
        )
    parts.append('<text class="first" x="0" y="132">0 ms</text>')
    parts.append(f'<text class="last" x="{_LABEL + _SCALE + 70}" y="132">{_norwegian(most, 0)} ms</text>')
    return "".join([*parts, "</svg>"])


def _open(title: str, width: int, height: int) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(title)}>'


def _norwegian(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
