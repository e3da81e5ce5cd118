"""The parts of an address: ids that fit the database, names and tags as people can have them.

What fits none of them is no address of ours, so it is not found before any room is asked.
`<id:...>`, `<handle:...>` and `<tag:...>` are known to every list of addresses: apps.py sees to it.
"""

from django.urls import register_converter

from rounds.base.ids import parse_id


class IdInAddress:
    """`<id:...>`: an id, at most 63 bits."""

    regex = r"\d{1,19}"

    def to_python(self, value: str) -> int:
        """The id.

        Errors: ValueError, which Django answers with 404.
        """
        found = parse_id(value)
        if found is None:
            raise ValueError
        return found

    def to_url(self, value: int) -> str:
        """The id as it stands in an address."""
        return str(value)


class _Words:
    def to_python(self, value: str) -> str:
        """The words as they stand."""
        return value

    def to_url(self, value: str) -> str:
        """The words as they stand."""
        return value


class HandleInAddress(_Words):
    """`<handle:...>`: 'leo', or 'leo@example.org' for somebody elsewhere."""

    regex = r"[A-Za-z0-9_.\-]{1,64}(?:@[A-Za-z0-9.\-:]{1,253})?"


class TagInAddress(_Words):
    """`<tag:...>`: a hashtag without its '#'."""

    regex = r"[^/\s\x00-\x1f#]{1,200}"


register_converter(IdInAddress, "id")
register_converter(HandleInAddress, "handle")
register_converter(TagInAddress, "tag")
