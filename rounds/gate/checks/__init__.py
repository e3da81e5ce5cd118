"""The checks: pure functions from a text to findings. `registry.CHECKS` lists them."""
