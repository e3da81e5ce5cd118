"""Start Django for the verbs of the command line that need settings and database."""

import os
from typing import Any


def configuration() -> Any:
    """What is in force, without Django's apps: the settings know the configuration.

    Errors: RoundsError, with what to change.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.site.settings")
    from django.conf import settings

    return settings.ROUNDS


def set_up_django() -> None:
    """Load settings and models.

    Errors: RoundsError with the reason when a setting makes it unsafe or impossible to start.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    from rounds.base.errors import RoundsError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.site.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise RoundsError(str(error)) from error
