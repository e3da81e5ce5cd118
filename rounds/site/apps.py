"""Plugs what belongs together across the rooms into those below, at start-up: who reacts to what,
the schedule, and what looks into pictures.
"""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site: everything above the rooms."""

    name = "rounds.site"
    label = "site"

    def ready(self) -> None:
        """Hand the tables to the ledger and the schedule, and pictures to what can look into them.

        The imports stand here since models exist only once Django has loaded every app.
        """
        from django.conf import settings

        from rounds.jobs import schedule, work
        from rounds.ledger import record
        from rounds.site import pictures, subscriptions

        record.subscribe(subscriptions.SUBSCRIPTIONS)
        work.slow(subscriptions.SLOW)
        work.calling(subscriptions.CALLING)
        schedule.every(subscriptions.SCHEDULE)
        pictures.plug_in_names()
        if settings.ROUNDS.check_pictures:
            pictures.plug_in()
