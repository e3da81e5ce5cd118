"""Ledger: append-only facts, as ids and small enums, never text.

Verbs: `record`. One table (site/subscriptions.py) names who listens to which fact.
"""
