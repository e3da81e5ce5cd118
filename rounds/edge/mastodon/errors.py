"""Errors as Mastodon's apps know them: a status and `{"error": sentence}`."""

from rounds.base.errors import Invalid, NotFound, Refused, RoundsError
from rounds.identity.access import UnknownToken

UNAUTHENTICATED = "The access token is invalid"
NEEDS_USER = "This method requires an authenticated user"
OUT_OF_SCOPE = "This action is outside the authorized scopes"
NOT_FOUND = "Record not found"
TOO_MANY = "Too many requests"
UNEXPECTED = "An unexpected error occurred"


class ApiError(RoundsError):
    """An answer other than success: its status, and what stands beside `error` in the body."""

    def __init__(self, status: int, message: str, **extra: object) -> None:
        super().__init__(message)
        self.status = status
        self.extra = extra


def answer_to(error: RoundsError) -> tuple[int, dict[str, object]]:
    """The status and body that tell an app about `error`.

    Example: Refused("You may not.") gives (403, {"error": "You may not."}).
    """
    body: dict[str, object] = {"error": str(error)}
    match error:
        case ApiError():
            return error.status, body | error.extra
        case UnknownToken():
            return 401, body
        case NotFound():
            return 404, body
        case Refused():
            return 403, body
        case Invalid():
            return 422, body
        case _:
            return 422, body
