"""Start Django for the verbs of the command line that need settings and database."""

import os


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
