"""Limits count people: the proxy's own word of where somebody comes from, and nobody else's."""

import pytest

from rounds.base.callers import address_of_caller


@pytest.mark.pure
@pytest.mark.parametrize(
    ("direct", "forwarded", "caller"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "", "?"),
    ],
)
def test_the_address_is_what_the_proxy_on_this_machine_saw(
    direct: str, forwarded: str, caller: str
) -> None:
    assert address_of_caller({"REMOTE_ADDR": direct, "HTTP_X_FORWARDED_FOR": forwarded}) == caller
