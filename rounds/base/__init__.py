"""Base: ids, the clock, sanitised HTML, text, errors, and what pictures are made of.

Owns no models and knows no room. Pure but for the clock, the child processes in which what others
made is read (`dicom`, `provenance`) and the key that signs content credentials.
"""
