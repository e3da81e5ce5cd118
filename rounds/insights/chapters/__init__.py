"""Chapters: parts of the report that need more than one measure. Each gives JSON-able data."""
