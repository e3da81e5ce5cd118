"""Badges: a credential as a signed document that any verifier can check without asking us.

Open Badges 3.0, which is the W3C's Verifiable Credentials 2.0 with a Data Integrity proof
(`eddsa-rdfc-2022`). Everything but `issue` and `keys` is pure: it needs no database and no network.
"""
