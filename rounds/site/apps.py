"""Plugs the table of subscriptions and the schedule into the rooms below, at start-up."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site: everything above the rooms."""

    name = "rounds.site"
    label = "site"

    def ready(self) -> None:
        """Hand the tables to the ledger and the schedule.

        The imports stand here since models exist only once Django has loaded every app.
        """
        from rounds.jobs import schedule
        from rounds.ledger import record
        from rounds.site import subscriptions

        record.subscribe(subscriptions.SUBSCRIPTIONS)
        schedule.every(subscriptions.SCHEDULE)
