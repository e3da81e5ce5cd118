"""What a server costs, read from the kernel: CPU to the nanosecond, memory, for it and its children."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        found += family(int(child))
    return found


def cpu_ms(pids: list[int]) -> float:
    """CPU that the processes have used, in milliseconds: user and system, all threads.

    Units: milliseconds. Source: /proc/PID/task/*/schedstat, whose first figure is the time on a
    CPU in nanoseconds; where the kernel has none, /proc/PID/stat in ticks of 10 ms.
    """
    total = 0.0
    for pid in pids:
        # Threads that have ended count in the process's own sum, which is in ticks.
        live = 0
        for task in Path(f"/proc/{pid}/task").iterdir():
            try:
                live += int((task / "schedstat").read_text(encoding="ascii").split()[0])
            except (OSError, IndexError):
                continue
        total += live / 1e6 if live else _ticks_ms(pid)
    return total


def _ticks_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICK


def resident_mib(pids: list[int]) -> float:
    """Memory of the processes that stands in RAM, in MiB; what they share counts for each."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024
