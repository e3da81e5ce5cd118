"""What an app sent, in whichever of the ways apps send it, as one typed struct.

Query, form, multipart and JSON give the same nested value: `poll[options][]=a` and
`{"poll": {"options": ["a"]}}` are one thing. Scalars are read leniently, since forms know only
text: "on", "1" and "true" are true, "12" is a number, an empty text is 'not said' wherever text
isn't asked for. What is plainly of the wrong type is refused with its place.
"""

import re
from collections.abc import Iterable
from typing import IO, Any, TypeVar, cast
from urllib.parse import parse_qsl

import msgspec
from django.core.files.uploadedfile import UploadedFile
from msgspec import inspect

from rounds.edge.mastodon.errors import ApiError

MAX_FIELDS = 2000
MAX_DEPTH = 6
_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_PLAIN = re.compile(r"[\w.-]+=[\w.-]*", re.ASCII)
_WORDS = {
    "on": True,
    "yes": True,
    "t": True,
    "y": True,
    "off": False,
    "no": False,
    "f": False,
    "n": False,
}
_MISSING: Any = object()
_S = TypeVar("_S")


class Upload:
    """A file that came with a multipart body; a large one lies on disk until it is read."""

    __slots__ = ("_file", "mime", "name", "size")

    def __init__(self, name: str, mime: str, file: "UploadedFile[bytes]") -> None:
        self.name, self.mime, self._file = name, mime, file
        self.size = file.size or 0

    @property
    def data(self) -> bytes:
        """All that it holds."""
        return self.opened().read()

    def opened(self) -> IO[bytes]:
        """The file from its beginning, for what is too large to be held at once."""
        self._file.seek(0)
        return cast(IO[bytes], self._file.file)


def plain_pairs(text: str) -> list[tuple[str, str]] | None:
    """The fields of a short query in which nothing is encoded, as `limit=20`; None for any other."""
    parts = text.split("&", 8)
    if len(parts) > 8 or not all(map(_PLAIN.fullmatch, parts)):
        return None
    return [(key, value) for key, _, value in (part.partition("=") for part in parts)]


def pairs(text: str) -> list[tuple[str, Any]]:
    """The fields of a query or an urlencoded body, in order.

    Errors: ApiError 400 for what isn't UTF-8, or too many fields.
    """
    if not text:
        return []
    if (plain := plain_pairs(text)) is not None:
        return list(plain)
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except (UnicodeDecodeError, ValueError) as error:
        raise ApiError(400, "The parameters are not valid UTF-8, or too many") from error
    return list(found)


def _put(into: dict[str, Any], keys: list[str], value: Any) -> None:
    key, rest = keys[0], keys[1:]
    if not rest:
        into[key] = value
    elif rest[0] == "":
        _append(into, key, rest[1:], value)
    else:
        inner = into.get(key)
        if not isinstance(inner, dict):
            inner = into[key] = {}
        _put(inner, rest, value)


def _append(into: dict[str, Any], key: str, rest: list[str], value: Any) -> None:
    """`key[]`, or `key[][name]`: a name that comes again begins the next element."""
    items = into.get(key)
    if not isinstance(items, list):
        items = into[key] = []
    if not rest:
        items.append(value)
        return
    if not items or not isinstance(items[-1], dict) or (rest[0] in items[-1] and rest[1:2] != [""]):
        items.append({})
    _put(items[-1], rest, value)


def nest(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The nested value that flat `fields` spell.

    Example: [("poll[options][]", "a")] gives {"poll": {"options": ["a"]}}.
    """
    out: dict[str, Any] = {}
    for name, value in fields:
        match = _KEY.fullmatch(name)
        if match is None:
            continue
        keys = [match[1], *(part[:-1] for part in match[2].split("[")[1:])]
        if len(keys) > MAX_DEPTH:
            raise ApiError(400, "The parameters are nested too deeply")
        _put(out, keys, value)
    return out


def from_json(body: bytes) -> dict[str, Any]:
    """The object that a JSON body holds; an empty body is an empty object.

    Errors: ApiError 400 for what is no JSON object in UTF-8.
    """
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(400, "The body is not valid JSON") from error
    if not isinstance(value, dict):
        raise ApiError(400, "The body is not a JSON object")
    return value


def _fit_text(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    # PostgreSQL can't hold a zero character, and nobody types one.
    return value.replace("\0", "") if isinstance(value, str) else value


def _fit_list(value: Any, info: inspect.ListType) -> Any:
    if isinstance(value, dict) and all(key.isdigit() for key in value):
        value = [value[key] for key in sorted(value, key=int)]
    if isinstance(value, str):
        value = [value] if value else []
    if not isinstance(value, list):
        return value
    fitted = (_fit(item, info.item_type) for item in value)
    return [item for item in fitted if item is not _MISSING]


def _fit_struct(value: Any, info: inspect.StructType) -> Any:
    if not isinstance(value, dict):
        return _MISSING if value == "" else value
    out = {}
    for known in info.fields:
        if known.encode_name in value:
            fitted = _fit(value[known.encode_name], known.type)
            if fitted is not _MISSING:
                out[known.encode_name] = fitted
    return out


def _fit_union(value: Any, info: inspect.UnionType) -> Any:
    if value is None:
        return None
    types = [kind for kind in info.types if not isinstance(kind, inspect.NoneType)]
    if isinstance(value, str):
        texts = [kind for kind in types if isinstance(kind, inspect.StrType)]
        return _fit(value, texts[0] if texts else types[0])
    return _fit(value, types[0])


def _fit(value: Any, info: inspect.Type) -> Any:
    """`value` bent towards the type `info` describes; msgspec judges the result."""
    match info:
        case inspect.UnionType():
            return _fit_union(value, info)
        case inspect.StructType():
            return _fit_struct(value, info)
        case inspect.ListType():
            return _fit_list(value, info)
        case inspect.StrType():
            return _fit_text(value)
        case inspect.AnyType():
            return value
    if value == "":
        return _MISSING
    if isinstance(info, inspect.BoolType) and isinstance(value, str):
        return _WORDS.get(value.lower(), value)
    if isinstance(info, inspect.BoolType) and value in (0, 1):
        return bool(value)
    return value


_KINDS = (
    ("int", "a whole number"),
    ("float", "a number"),
    ("bool", "true or false"),
    ("array", "a list"),
    ("object", "a group of fields"),
    ("str", "a text"),
)
_PLACE = re.compile(r" - at `\$\.?([^`]*)`")
_MISSED = re.compile(r"missing required field `([^`]*)`")


def _in_words(said: str) -> str:
    """What msgspec complains of, in words of people: which field, and what belongs there.

    Example: "Expected `int | null`, got `str` - at `$.limit`" gives "Limit must be a whole number".
    """
    place = _PLACE.search(said)
    parts = re.sub(r"\[[^\]]*\]", "", place[1]).split(".") if place else []
    if missed := _MISSED.search(said):
        return f"{_named([*parts, missed[1]])} can't be blank"
    wanted = re.match(r"Expected `([^`]*)`", said)
    kinds = wanted[1].split(" | ") if wanted else []
    words = [shown for kind, shown in _KINDS if kind in kinds]
    if not words or "length" in said or " >= " in said or " <= " in said:
        return f"{_named(parts)} is not included in the list"
    return f"{_named(parts)} must be {' or '.join(words)}"


def _named(parts: list[str]) -> str:
    words = " ".join(part for part in parts if part).replace("_", " ")
    return (words or "What was sent").capitalize()


_known: dict[type, inspect.Type] = {}


def read_as(kind: type[_S], value: dict[str, Any]) -> _S:
    """`value` as the struct `kind`; fields it doesn't know are left out.

    Errors: ApiError 422 with the place and what was expected there.
    """
    info = _known.get(kind)
    if info is None:
        info = _known[kind] = inspect.type_info(kind)
    try:
        return msgspec.convert(_fit(value, info), kind, strict=False)
    except msgspec.ValidationError as error:
        raise ApiError(422, f"Validation failed: {_in_words(str(error))}") from error
