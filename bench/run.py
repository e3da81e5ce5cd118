"""Measure a running server: `python -m bench.run [--json FILE]`.

A fresh site is seeded in a home of its own, `rounds serve` is started on it as an operator would
(limits off), and each call is made one after another over one connection. CPU is the server's own,
all its threads, read before and after each call; a trivial response is the machine's yardstick.
Work that is done later counts too: after a post the bench waits until the server is idle, and takes
off what an idle server costs in that time.
"""

import argparse
import http.client
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.calls import LONG_POST, MEMORY_MIB, START_UP_S, TARGETS, reads
from bench.process import cpu_ms, family, resident_mib

ROOT = Path(__file__).resolve().parents[1]
WARM_UP, CALLS, WRITES = 30, 200, 20
_WINDOW, _QUIET_MS = 0.5, 3.0

Figures = dict[str, Any]


def environment(home: Path, port: int) -> dict[str, str]:
    """The environment of the measured server: defaults, but for home, port and limits."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ROUNDS_", "DJANGO_"))}
    chosen = {
        k: v for k, v in os.environ.items() if k in {"ROUNDS_DATABASE_URL", "ROUNDS_REDIS_URL"}
    }
    own = {
        "ROUNDS_HOME": str(home),
        "ROUNDS_PORT": str(port),
        "ROUNDS_RATE_LIMITS": "0",
        "DJANGO_SETTINGS_MODULE": "rounds.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    return kept | chosen | own


def run_module(module: str, env: dict[str, str], text: str = "") -> Any:
    """What a module of the bench prints, read as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module], env=env, cwd=ROOT, input=text, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


class Server:
    """The measured server and one connection to it."""

    def __init__(self, env: dict[str, str]) -> None:
        self.port = int(env["ROUNDS_PORT"])
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rounds", "serve"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._wait()
        self.start_up_s = time.perf_counter() - began
        self.pids = family(self.process.pid)

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                self.call("GET", "/healthz")
                return
            except OSError:
                self.connection.close()
                time.sleep(0.02)
        raise SystemExit("The server did not start within 30 s.")

    def call(self, method: str, path: str, token: str = "", body: Any = None) -> bytes:
        """Make one call.

        Errors: SystemExit for any answer but success: a fast error is no figure.
        """
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = json.dumps(body).encode() if body is not None else None
        if data is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, data, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    def cpu(self) -> float:
        """CPU used so far, in milliseconds."""
        return cpu_ms(self.pids)

    def stop(self) -> None:
        """Stop it as an operator does."""
        self.connection.close()
        self.process.terminate()
        self.process.wait(20)


def percentiles(values: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def _figures(cpu: list[float], wall: list[float], **more: Any) -> Figures:
    (cpu50, cpu95), (wall50, wall95) = percentiles(cpu), percentiles(wall)
    return {
        "cpu_ms_p50": round(cpu50, 3), "cpu_ms_p95": round(cpu95, 3),
        "wall_ms_p50": round(wall50, 3), "wall_ms_p95": round(wall95, 3),
        "calls": len(cpu), **more,
    }  # fmt: skip


def measure_read(server: Server, path: str, token: str, calls: int) -> Figures:
    """Cost of one reading call, after warming up; what one leaves over counts for the next."""
    size = 0
    for _ in range(WARM_UP):
        size = len(server.call("GET", path, token))
    cpu, wall = [], []
    for _ in range(calls):
        before, began = server.cpu(), time.perf_counter()
        server.call("GET", path, token)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append(server.cpu() - before)
    return _figures(cpu, wall, bytes=size)


def idle_rate(server: Server, seconds: float = 4.0) -> float:
    """What the server costs while nobody calls, in milliseconds of CPU a second."""
    before = server.cpu()
    time.sleep(seconds)
    return (server.cpu() - before) / seconds


def _until_idle(server: Server) -> None:
    """Wait until half a second passes in which next to nothing was done."""
    for _ in range(60):
        before = server.cpu()
        time.sleep(_WINDOW)
        if server.cpu() - before < _QUIET_MS:
            return
    raise SystemExit("The server did not become idle within 30 s.")


def measure_write(server: Server, act: Callable[[int], None], idle: float, times: int) -> Figures:
    """Cost of one writing call with all that it leaves to be done later."""
    act(0)
    _until_idle(server)
    cpu, wall = [], []
    for n in range(1, times + 1):
        before, began = server.cpu(), time.perf_counter()
        act(n)
        wall.append((time.perf_counter() - began) * 1000)
        _until_idle(server)
        passed = time.perf_counter() - began
        cpu.append(server.cpu() - before - idle * passed)
    return _figures(cpu, wall)


def measure(server: Server, seed: dict[str, Any], calls: int, writes: int) -> dict[str, Figures]:
    """All calls of the bench."""
    found = {name: measure_read(server, path, token, calls) for name, path, token in reads(seed)}
    idle = idle_rate(server)
    found["idle server, a second"] = {"cpu_ms_p50": round(idle, 3)}

    def post(n: int) -> None:
        text = f"A question from the ward, number {n}: what would you ask next? #meded"
        body = {"status": text, "visibility": "unlisted"}
        server.call("POST", "/api/v1/statuses", seed["author"], body)

    def follow(n: int) -> None:
        server.call("POST", f"/api/v1/accounts/{seed['strangers'][n]}/follow", seed["reader"], {})

    found["unlisted post to 49 followers"] = measure_write(server, post, idle, writes)

    def long_post(n: int) -> None:
        body = {"status": f"{LONG_POST} ({n}) #meded", "visibility": "unlisted"}
        server.call("POST", "/api/v1/statuses", seed["author"], body)

    found["a post of 900 letters, gate on"] = measure_write(server, long_post, idle, writes)
    found["follow"] = measure_write(server, follow, idle, writes)
    return found


def _line(name: str, one: Figures, queries: dict[str, int]) -> str:
    target = TARGETS.get(name)
    verdict = "" if target is None else "ok" if one["cpu_ms_p50"] <= target else "OVER"
    cells = [
        f"{one.get(key, ''):>9}"
        for key in ("cpu_ms_p50", "cpu_ms_p95", "wall_ms_p50", "wall_ms_p95")
    ]
    return f"{name:<32}{''.join(cells)}{queries.get(name, ''):>9}{target or '':>9}  {verdict}"


def report(figures: dict[str, Any]) -> str:
    """The figures as a table to read."""
    head = f"{'':<32}{'cpu p50':>9}{'p95':>9}{'wall p50':>9}{'p95':>9}{'queries':>9}{'at most':>9}"
    lines = [_line(n, one, figures["queries"]) for n, one in figures["calls"].items()]
    seeded = ", ".join(f"{count:,} {what}" for what, count in figures["seeded"].items())
    return "\n".join(
        [
            f"A site of {seeded}. CPU and wall in ms, on {figures['machine']}.",
            head,
            *lines,
            (
                f"start-up {figures['start_up_s']:.2f} s (at most {START_UP_S}),"
                f" memory idle {figures['memory_idle_mib']:.0f} MiB,"
                f" after the bench {figures['memory_after_mib']:.0f} MiB (at most {MEMORY_MIB:.0f})"
            ),
        ]
    )


def main() -> int:
    """Seed, serve, measure, print; 1 when something costs more than it may."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--port", type=int, default=8779)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--writes", type=int, default=WRITES)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rounds-bench-") as folder:
        figures = bench(environment(Path(folder), args.port), args.calls, args.writes)
    print(report(figures))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    over = [n for n, most in TARGETS.items() if figures["calls"][n]["cpu_ms_p50"] > most]
    heavy = figures["memory_idle_mib"] > MEMORY_MIB or figures["start_up_s"] > START_UP_S
    return 1 if over or heavy else 0


def bench(env: dict[str, str], calls: int, writes: int) -> dict[str, Any]:
    """The whole bench on a fresh site; gives its figures."""
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, cwd=ROOT, check=True)
    seed = run_module("bench.seed", env)
    queries = run_module("bench.queries", env, json.dumps(seed))
    server = Server(env)
    try:
        time.sleep(1.5)
        memory_idle = resident_mib(server.pids)
        found = measure(server, seed, calls, writes)
        memory_after = resident_mib(server.pids)
    finally:
        server.stop()
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}",
        "seeded": seed["seeded"],
        "calls": found,
        "queries": queries,
        "start_up_s": round(server.start_up_s, 3),
        "memory_idle_mib": round(memory_idle, 1),
        "memory_after_mib": round(memory_after, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
