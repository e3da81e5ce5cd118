"""Outside: the one guarded way to other people's machines.

Reaches no private address; caps bytes, time and redirects.
"""
