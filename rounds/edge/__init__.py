"""The edge: one door per protocol. Parse in, call a verb, shape out.

A door never imports another door.
"""
