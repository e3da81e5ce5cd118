"""Settings of the tests: those of a server that nobody configured, with a home that is thrown away.

`ROUNDS_DATABASE_URL` and `ROUNDS_REDIS_URL` are taken from the environment as they stand, so the
same tests run on SQLite and on PostgreSQL with Redis.
"""

import atexit
import os
import shutil
import tempfile

if "ROUNDS_TEST_HOME" not in os.environ:
    # Workers of one run inherit the folder, so it goes only when the run that made it ends.
    os.environ["ROUNDS_TEST_HOME"] = tempfile.mkdtemp(prefix="rounds-tests-")
    atexit.register(shutil.rmtree, os.environ["ROUNDS_TEST_HOME"], ignore_errors=True)
os.environ["ROUNDS_HOME"] = os.environ["ROUNDS_TEST_HOME"]
# Whether the extra `images` is installed makes no difference; tests plug in what they need.
os.environ["ROUNDS_CHECK_PICTURES"] = "0"

# Tests talk to loopback alone: those about link previews look at pages of their own.
os.environ["ROUNDS_LINK_PREVIEWS"] = "0"

from rounds.site.settings import *  # noqa: F403

# Passwords of invented people need no slow hash.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Workers of one run share the Redis of the run: attempts counted there would be each other's.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# They share its channels too: what happens in the test of one is not news in the test of another.
BUS_PREFIX = f"{BUS_PREFIX}{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}:"  # noqa: F405

# In a file, each thread of a live server has a connection of its own, which waits for the others. In
# memory all would share one, and the rows could not be cleared away while a page was still being read.
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['ROUNDS_TEST_HOME']}/tests.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
