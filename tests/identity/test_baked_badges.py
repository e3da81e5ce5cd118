"""A badge in a picture is the same badge: taken out, it holds; changed, it fails; drawn, it says no more."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rounds.__main__ import main
from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.badges.baked import LONGEST, SPACE, bake, take_out
from rounds.identity.badges.verify import Expected, verify
from tests.identity.test_badges import BASE, NOW, failing, issued, listed


def test_a_badge_taken_out_of_its_picture_holds() -> None:
    baked = bake(issued())
    assert take_out(baked) == issued()
    known = Expected(account=f"{BASE}/@amina", name="Dr Amina Yusuf", lists=(listed(1),))
    assert verify(take_out(baked), NOW, known).is_valid
    assert failing(verify(take_out(baked), NOW, Expected(lists=(listed(77),)))) == ["revocation"]


def test_the_picture_is_laid_out_as_the_specification_says() -> None:
    """Read by another parser: the first child of `svg` is the one credential, without `verify`."""
    root = etree.fromstring(bake(issued()))
    assert root.nsmap["openbadges"] == SPACE
    credentials = root.findall(f".//{{{SPACE}}}credential")
    assert credentials == [root[0]]
    assert dict(root[0].attrib) == {}
    assert json.loads(root[0].text) == issued()
    assert b"<![CDATA[{" in bake(issued())


def test_a_picture_shows_what_was_signed_and_no_name() -> None:
    root = etree.fromstring(bake(issued()))
    seen = " ".join(root.xpath("//*[local-name()='text']/text()"))
    assert "Consultant or specialist" in seen
    assert "cardiology" in seen
    assert "Confirmed by nhs.net." in seen
    assert "Until 22 November 2027" in seen
    assert "Amina" not in bake(issued()).decode()


def test_the_same_badge_gives_the_same_bytes() -> None:
    assert bake(issued()) == bake(issued())


@pytest.mark.parametrize(
    "claim",
    ['<script>alert("1")</script>', "]]></openbadges:credential><script/>", "A & B", "x" * 120,
     "Fachärztin für Kinder- und Jugendmedizin", "&who;"],
)  # fmt: skip
def test_no_words_break_out_of_the_picture(claim: str) -> None:
    baked = bake(issued(claim=claim))
    assert not etree.fromstring(baked).xpath("//*[local-name()='script']")
    assert take_out(baked) == issued(claim=claim)
    assert verify(take_out(baked), NOW).is_valid


def test_who_changes_the_badge_in_a_picture_is_found_out() -> None:
    changed = bake(issued()).replace(b'"Consultant or specialist"', b'"Professor"')
    assert failing(verify(take_out(changed), NOW)) == ["signature"]


DTD = b'<!DOCTYPE svg [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    "raw",
    [b"", b"hello", b"<svg/>", b"<svg", DTD + b"<svg/>", b"<svg>" * 20000, b"x" * (LONGEST + 1),
     f'<svg><a:credential xmlns:a="{SPACE}">[]</a:credential></svg>'.encode(),
     f'<svg><a:credential xmlns:a="{SPACE}">no</a:credential></svg>'.encode(),
     b"\xff\xfe<svg/>"],
)  # fmt: skip
def test_what_is_no_baked_badge_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid):
        take_out(raw)


def test_the_command_line_checks_a_picture_without_any_network(tmp_path: Path, capsys: Any) -> None:
    clock.travel(NOW)
    file = tmp_path / "badge.svg"
    file.write_bytes(bake(issued()))
    assert main(["identity", "verify", str(file), "--account", f"{BASE}/@leo"]) == 1
    assert "issued to another account" in capsys.readouterr().out
    assert main(["identity", "verify", str(file), "--account", f"{BASE}/@amina"]) == 0
    file.write_bytes(b"<svg/>")
    assert main(["identity", "verify", str(file)]) == 2
