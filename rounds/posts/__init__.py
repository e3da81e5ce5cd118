"""Posts: what people write, and everything attached to it.

Owns posts, threads, media, polls, tags, mentions, reactions and revisions.
Verbs: `publish` and `revise` (the gate alone calls them), `withdraw`, `boost`, `favourite` ...
It never decides whether a text may be published.
"""
