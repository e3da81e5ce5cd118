"""How many reads of the database each call makes. Run as `python -m bench.queries` with the seeded
site's settings in the environment and the seed's JSON on standard input; prints JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402 - after Django is set up
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.calls import reads  # noqa: E402


def main() -> None:
    """Count for each call, after one to warm up."""
    client, counts = Client(), {}
    for name, path, token in reads(json.load(sys.stdin)):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        client.get(path, headers=headers)
        with CaptureQueriesContext(connection) as made:
            client.get(path, headers=headers)
        counts[name] = len(made)
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
