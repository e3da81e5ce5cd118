"""Several presses of one button at the same instant: two tabs, a double click, an app's retry."""

import threading
import time
from collections.abc import Callable

from django.db import OperationalError, connection


def at_once(*deeds: Callable[[], object], times: int = 6) -> list[object]:
    """What the `deeds`, each done `times` by threads that start together, give; errors are given too."""
    gate, results = threading.Barrier(times * len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        gate.wait()
        for _ in range(200):
            try:
                results.append(deed())
                break
            except OperationalError as error:
                if "deadlock" in str(error):
                    results.append(error)
                    break
                # A database in a file has one lock and no queue for it; a real one waits.
                time.sleep(0.02)
            except Exception as error:  # noqa: BLE001 - the test judges what came
                results.append(error)
                break
        connection.close()

    people = [threading.Thread(target=run, args=(deed,)) for deed in deeds for _ in range(times)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return results
