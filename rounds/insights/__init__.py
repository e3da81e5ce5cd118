"""Insights: what happened, measured.

Sources (declared columns) become measures (pure expressions) become reports, under the privacy
rules. It reads only.
"""
