"""A figure as a file of its own: title, note, colours and type go with it."""

import re

from rounds.insights.figures.drawing import WIDE, Figure, folded, number, tag, words

LIGHT = {
    "ink": "#1c2326",
    "paper": "#fbfaf7",
    "accent": "#0b7a80",
    "quiet": "#566065",
    "line": "#d5d9d6",
}
DARK = {
    "ink": "#e9ebe7",
    "paper": "#14191b",
    "accent": "#5cbcc1",
    "quiet": "#a5afb0",
    "line": "#3a4245",
}
FACE = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', 'Liberation Sans', sans-serif"

_VARIABLE = re.compile(r"var\(--(\w+), #[0-9a-f]{6}\)")
_OPENING = re.compile(
    r'^<svg (?P<attributes>[^>]*)viewBox="0 0 \d+ (?P<height>[\d.]+)"(?P<rest>[^>]*)>'
)


def standalone(figure: Figure, source: str = "") -> str:
    """The wide drawing as an SVG file with its title above and its note and source below.

    Colours are written out (a slide program knows no CSS variables) and follow a dark reader by
    `prefers-color-scheme`; paper is painted behind, white in print.
    """
    opening = _OPENING.match(figure.svg)
    if opening is None:
        raise ValueError("A standalone file is made from a figure's wide drawing.")
    height = float(opening["height"])
    heading = folded(figure.title, WIDE, 21, 3)
    foot = [text for part in (figure.note, source) if part for text in folded(part, WIDE, 13, 6)]
    above, below = 26 * len(heading) + 18, 18 * len(foot) + (18 if foot else 4)
    marks = [
        tag(
            "rect",
            x=-20,
            y=-above - 16,
            width=WIDE + 40,
            height=height + above + below + 32,
            fill=LIGHT["paper"],
        )
    ]
    marks += [
        words(0, 26 * i - above + 21, text, size=21, font_weight="600")
        for i, text in enumerate(heading)
    ]
    marks += [
        words(0, height + 24 + 18 * i, t, size=13, fill="var(--quiet, #566065)")
        for i, t in enumerate(foot)
    ]
    box = f"-20 {number(-above - 16)} {WIDE + 40} {number(height + above + below + 32)}"
    size = f'width="{WIDE + 40}" height="{number(height + above + below + 32)}"'
    inner = figure.svg[opening.end() :]
    whole = f'<svg {opening["attributes"]}viewBox="{box}" {size}{opening["rest"]}>{_style()}{"".join(marks)}{inner}\n'
    plain = _VARIABLE.sub(lambda found: LIGHT[found[1]], whole)
    return plain.replace('font-family="inherit"', f'font-family="{FACE}"')


def _style() -> str:
    """Colours change by attribute selectors, so that no element needs a class of its own."""
    dark = "".join(
        f'[fill="{LIGHT[key]}"]{{fill:{DARK[key]}}}[stroke="{LIGHT[key]}"]{{stroke:{DARK[key]}}}'
        for key in LIGHT
    )
    return f'<style>@media screen and (prefers-color-scheme:dark){{{dark}}}@media print{{[fill="{LIGHT["paper"]}"]{{fill:#fff}}}}</style>'


PAGE_CSS = """\
.figure-drawing { display: block; width: 100%; height: auto; overflow: visible; }
.figure-wide { max-width: 680px; }
.figure-narrow { display: none; max-width: 420px; }
@media screen and (max-width: 560px) {
  .figure-wide { display: none; }
  .figure-narrow { display: block; }
}
"""


def both(figure: Figure) -> str:
    """The two drawings for a page whose style sheet holds `PAGE_CSS`: it shows the one that fits."""
    return figure.svg + figure.narrow
