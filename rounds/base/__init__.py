"""Base: ids, the clock, sanitised HTML, text and errors.

Owns no models and knows no room. Pure but for the clock.
"""
