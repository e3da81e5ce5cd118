"""Timelines: who sees what.

Owns home, local, tag and list timelines, notifications, search, filters and markers, and
`hydrate`, which turns ids into what a door shows. It never writes a post.
"""
