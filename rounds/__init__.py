"""Rounds: the open social network on which medicine teaches itself.

A folder is a room (one capability); rooms stand on floors and import only downstairs.
See ARCHITECTURE.md.
"""

__version__ = "0.1.0"
