"""Ports of this machine."""

import socket


def is_taken(bind: str, port: int) -> bool:
    """Whether something listens on `bind`:`port` already.

    The server shares a port with another process that asks for it the same way, so that two servers
    would answer in turn: ask before starting.
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
