"""What `rounds serve` hands the server: the string `rounds.site.asgi:app`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.site.settings")
django.setup()

from rounds.site.front import Front  # noqa: E402 - models exist only once Django is set up

app = Front()
