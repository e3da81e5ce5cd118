"""A strict check of JSON against the types that Mastodon.py documents.

The package itself casts whatever comes and never complains; here a missing key, a null that may not
be one or an id that is no text is a complaint with its place.
"""

import types
from datetime import datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import mastodon.return_types as entities
from dateutil import parser
from mastodon import types_base

_NOTHING = type(None)
_IDS = {"IdType", "MaybeSnowflakeIdType"}


def complaints(kind: Any, value: Any, at: str = "$") -> list[str]:
    """Every place where `value` misses the entity `kind` (a name or a type); empty when it fits."""
    if isinstance(kind, str):
        kind = getattr(entities, kind)
    kind = types_base.resolve_type(kind)
    origin = get_origin(kind)
    if kind is Any or isinstance(kind, TypeVar):
        return []
    if origin in (Union, types.UnionType):
        return _union(kind, value, at)
    if value is None:
        return [] if kind is _NOTHING else [f"{at}: null"]
    shape = origin or kind
    if isinstance(shape, type) and issubclass(shape, list):
        return _list(get_args(kind), value, at)
    if isinstance(shape, type) and issubclass(shape, dict):
        return _entity(shape, value, at)
    return _scalar(kind, value, at)


def _union(kind: Any, value: Any, at: str) -> list[str]:
    found = [complaints(one, value, at) for one in get_args(kind)]
    return [] if not all(found) else min(found, key=len)


def _list(inner: tuple[Any, ...], value: Any, at: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{at}: no list"]
    if not inner:
        return []
    return [c for n, one in enumerate(value) for c in complaints(inner[0], one, f"{at}[{n}]")]


def _entity(shape: type, value: Any, at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: no object"]
    if shape in (dict, types_base.AttribAccessDict):
        return []
    renamed = getattr(shape, "_rename_map", {}) or {}
    found = []
    for name, kind in get_type_hints(shape).items():
        if name.startswith("_"):
            continue
        key = renamed.get(name, name)
        if key in value:
            found += complaints(kind, value[key], f"{at}.{key}")
        elif _NOTHING not in get_args(kind):
            found.append(f"{at}.{key}: missing")
    return found


def _scalar(kind: Any, value: Any, at: str) -> list[str]:
    if getattr(kind, "__name__", "") in _IDS:
        return [] if isinstance(value, str) else [f"{at}: an id that is no text"]
    if kind is datetime:
        try:
            parser.parse(value)
        except (TypeError, ValueError, OverflowError):
            return [f"{at}: no moment"]
        return []
    wrong = {
        bool: not isinstance(value, bool),
        int: not isinstance(value, int) or isinstance(value, bool),
        float: not isinstance(value, int | float),
        str: not isinstance(value, str),
    }
    return [f"{at}: {value!r} is no {kind.__name__}"] if wrong.get(kind, False) else []


def assert_fits(kind: str, value: Any) -> None:
    """Fail with every complaint where `value` isn't the entity `kind`."""
    assert complaints(kind, value) == []
