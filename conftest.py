"""What holds for every test: no socket leaves this machine, and pure tests are known as such."""

import ipaddress
import socket
from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import SimpleTestCase

# Why `make test` leaves a test to CI.
LEFT_TO_CI = {
    "postgres": "needs PostgreSQL",
    "redis": "needs Redis",
    "browser": "needs Chromium",
    "node": "needs Node.js",
    "suites": "runs a long suite that others wrote",
    "images": "needs the models of the extra `images`",
    "slow": "takes longer than ten seconds",
}
NEEDS_A_DATABASE = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "django_db_setup",
    "live_server",
}
left_to_ci: Counter[str] = Counter()


@pytest.hookimpl(tryfirst=True)  # before pytest's own deselection by `-m`
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as pure every test that asks for no database and no service."""
    for item in items:
        if is_pure(item):
            item.add_marker(pytest.mark.pure)


def is_pure(item: pytest.Item) -> bool:
    """Answer whether a test needs neither database nor service."""
    if any(item.get_closest_marker(name) for name in ("django_db", "served", *LEFT_TO_CI)):
        return False
    if isinstance(item, pytest.Function) and issubclass(item.cls or object, SimpleTestCase):
        return False
    return NEEDS_A_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count what a run leaves out, by the reason for leaving it out."""
    for item in items:
        reasons = [why for name, why in LEFT_TO_CI.items() if item.get_closest_marker(name)]
        if reasons:
            left_to_ci[" and ".join(reasons)] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's counts to the run that started it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_to_ci"] = dict(left_to_ci)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take a worker's counts: each worker collects the same tests, so one count is enough."""
    left_to_ci.update(Counter(getattr(node, "workeroutput", {}).get("left_to_ci", {})) - left_to_ci)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was left to CI, and why."""
    if left_to_ci:
        terminalreporter.section("left to CI (.ci/run runs them all)")
        for reason, count in sorted(left_to_ci.items()):
            terminalreporter.write_line(f"{count:5d} tests: {reason}")


def is_of_this_machine(host: str) -> bool:
    """Answer whether an address is loopback; a name other than localhost is not."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> Iterator[None]:
    """Refuse every connection and every look-up of a name that would leave this machine."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def check(address: object) -> None:
        if isinstance(address, tuple) and not is_of_this_machine(str(address[0])):
            raise AssertionError(
                f"A test tried to reach {address[0]}: tests talk to loopback only."
            )

    def guarded_connect(self: socket.socket, address: object) -> None:
        check(address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: object, *args: object, **kwargs: object) -> object:
        check((host or "localhost",))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield
