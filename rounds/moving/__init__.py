"""Moving: what is one's own, taken out whole and brought in again.

Owns the archive (a zip of ActivityStreams 2.0 that Mastodon's tools read, with our labels), the jobs
that make and read one, and how far they are. It publishes nothing by itself: what comes in passes
the gate (`gate.bring_in`), and nobody is told.
"""
