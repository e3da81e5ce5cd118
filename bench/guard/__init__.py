"""The guard's bench: how many identifiers the gate finds, how many harmless texts it leaves in peace.

`python -m bench.guard [--json FILE] [--data DIR]` prints our row beside those of peers that are
installed (the group `guard-peers`), on every set that is there. Nothing is fetched: the sets of
others lie in DIR (or in ROUNDS_CHECK_DATA), our own in `bench/guard/sets`.
"""
