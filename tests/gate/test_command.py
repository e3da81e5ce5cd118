"""`rounds gate check`, as a program reads it."""

import io
import json
import os
import resource
import subprocess
import sys

from rounds.edge.cli.gate import answers


def told(lines: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in answers(io.BytesIO(lines))]


def test_each_line_is_answered_in_order_with_offsets_in_characters() -> None:
    text = "🩺 Frau Müller: NHS 943 476 5919"
    first, second, third = told(
        json.dumps({"text": text}).encode()
        + b'\n{"text": "BP 120/80"}\n'
        + json.dumps({"text": "Ring 07700 900123"}, ensure_ascii=False).encode()
    )
    assert first["verdict"] == "hold_for_review"
    name, finding = first["findings"]  # type: ignore[misc]
    assert text[name["start"] : name["end"]] == "Frau Müller"
    assert set(finding) == {"start", "end", "kind", "reason", "source"}
    assert text[finding["start"] : finding["end"]] == "943 476 5919"
    assert second == {"verdict": "release", "findings": []}
    assert third["verdict"] == "ask_author"


def test_a_bad_line_gets_an_error_without_its_words_and_the_next_is_read() -> None:
    bad = [
        b"not json", b"", b"[]", b'{"text": 943476}', b'{"words": "x"}', b"\xff\xfe",
        b'{"text": "\\ud800"}', b'{"text": "943 476 5919"',
    ]  # fmt: skip
    found = told(b"\n".join([*bad, b'{"text": "Fine"}']))
    assert [set(f) for f in found[:-1]] == [{"error"}] * len(bad)
    assert "943" not in str(found)
    assert found[-1]["verdict"] == "release"


def test_teaching_without_interests_is_asked_about() -> None:
    (found,) = told(b'{"text": "SGLT2 inhibitors in brief", "teaching": true}')
    assert found["verdict"] == "ask_author"


def test_the_command_needs_no_database_and_is_quick() -> None:
    lines = "".join(json.dumps({"text": f"Case {n}: BP 120/80, 94 kg"}) + "\n" for n in range(2000))
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ROUNDS", "DJANGO"))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "rounds", "gate", "check", "--stdin", "--json"],
        input=lines, capture_output=True, text=True, timeout=60,
        env=environment | {"ROUNDS_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 10  # seconds of this command, whoever else works
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.count("\n") == 2000
