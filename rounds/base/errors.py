"""The one family of errors that people can act on."""


class RoundsError(Exception):
    """Something a person can mend; its text says what happened and what to do next.

    Doors translate it: a page shows the sentence, an app gets it as `error`, the command line
    prints it and exits with 2.
    """


class NotFound(RoundsError):
    """There is no such thing for this viewer.

    'Does not exist' and 'you may not see it' are the same from outside, so that nobody can probe.
    """

    def __init__(self, message: str = "Record not found") -> None:
        super().__init__(message)


class Refused(RoundsError):
    """The viewer is known and may not do this; the sentence says why."""


class Invalid(RoundsError):
    """What was sent can't be used; `field` names the part to change."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
