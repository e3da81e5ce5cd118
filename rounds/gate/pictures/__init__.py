"""Looking into pictures: what is written in them, faces, barcodes.

The *port* is a function from a picture's bytes to what was sighted. `models` fills it with the
models of the extra `rounds[images]`; `apart` runs those in a process of their own.
"""
