"""Only `rounds/outside` talks to other machines: it refuses private addresses and sets caps."""

import ast

from tests.house.source import imports_of, place, python_files, report, room_of, tree

SPEAKS_TO_OTHERS = (
    "aiohttp", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
)  # fmt: skip
OPENS_A_CONNECTION = {"open_connection", "create_connection", "open_unix_connection"}


def test_only_outside_imports_a_network_library() -> None:
    broken = []
    for path in python_files("rounds"):
        if room_of(path) == "outside":
            continue
        for node, module, name, _ in imports_of(path):
            whole = f"{module}.{name}" if name else module
            if any(f"{whole}.".startswith(f"{library}.") for library in SPEAKS_TO_OTHERS):
                broken.append(f"{place(path, node)} {whole}")
    report(
        "A network library is imported outside rounds/outside:",
        "call rounds.outside, from a job.",
        broken,
    )


def test_only_outside_opens_a_connection() -> None:
    broken = [
        place(path, node)
        for path in python_files("rounds")
        if room_of(path) != "outside"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in OPENS_A_CONNECTION
    ]
    report(
        "A connection is opened outside rounds/outside:",
        "call rounds.outside, from a job.",
        broken,
    )
