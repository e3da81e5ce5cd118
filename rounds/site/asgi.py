"""What `rounds serve` hands the server: the string `rounds.site.asgi:app`."""

import gc
import os

# Nothing that an import makes is garbage: looking for cycles meanwhile is a tenth of the start.
gc.disable()

import django  # noqa: E402 - the collector rests before anything is loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.site.settings")
django.setup()

from django.urls import get_resolver  # noqa: E402 - models exist only once Django is set up

from rounds.site.front import Front  # noqa: E402 - models exist only once Django is set up

# Every door is opened now: a broken one stops the start instead of the first visitor.
get_resolver().url_patterns  # noqa: B018 - reading it loads it
app = Front()

# What is loaded now stays: the collector of cycles need not look through it over and over, nor stop
# every few calls for the short-lived parts of one answer.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
gc.enable()
