"""The report as one file: the body in a shell with its own style and type, no script, nothing
fetched. It reads on a phone, in the dark and on paper."""

import base64
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import Any

from rounds.insights.body import body_html
from rounds.insights.figures.drawing import Figure
from rounds.insights.markup import source_line

__all__ = ["body_html", "page_html", "source_line"]

FACES = (
    ("normal", "source-serif-4-latin-400-normal.woff2"),
    ("italic", "source-serif-4-latin-400-italic.woff2"),
)


def page_html(report: Mapping[str, Any], figures: Mapping[str, Figure] | None = None) -> str:
    """The whole report as one self-contained, printable page."""
    title = escape(f"{report['title']}: report")
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'\">"
        f"<title>{title}</title><style>{_faces()}{_text('report.css')}</style></head>"
        f"<body><main>{body_html(report, figures)}</main></body></html>\n"
    )


def _text(name: str) -> str:
    return _file(name).decode("utf-8")


def _file(name: str) -> bytes:
    return resources.files("rounds.insights").joinpath("data", name).read_bytes()


def _faces() -> str:
    return "".join(
        "@font-face{font-family:'Source Serif 4';font-weight:400;font-display:swap;"
        f"font-style:{style};src:url(data:font/woff2;base64,{base64.b64encode(_file(name)).decode()}) "
        "format('woff2')}"
        for style, name in FACES
    )
