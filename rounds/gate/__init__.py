"""The gate: what every draft passes before anybody reads it.

Owns drafts, findings, verdicts and releases. Verb: `submit`. Its checks are pure.
"""
