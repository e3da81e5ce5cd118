"""The OpenAPI document, written from the table of endpoints."""

import re
from functools import cache
from typing import Any

import msgspec
from django.conf import settings

from rounds.edge.mastodon.api import JSON, Call, Endpoint, Nothing, endpoint, endpoints
from rounds.edge.mastodon.params import Upload

_REF = "#/components/schemas/{name}"
_ERROR = {"$ref": _REF.format(name="Error")}
_ANSWERS = {
    "400": "What was sent can't be read",
    "401": "The token is missing or unknown",
    "403": "The token or the person may not do this",
    "404": "There is no such thing for this viewer",
    "413": "The body is too large",
    "422": "What was sent can't be used",
    "429": "Too many calls",
}


def _custom(kind: type) -> dict[str, Any]:
    return {"type": "string", "format": "binary"} if kind is Upload else {}


def _path(path: str) -> str:
    return re.sub(r":(\w+)", r"{\1}", path)


def _resolved(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = parts[name] if name else schema
    return found


def _in_query(schema: dict[str, Any], parts: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a struct as parameters of a query; lists are spelt `name[]`."""
    whole = _resolved(schema, parts)
    out = []
    for name, kind in whole.get("properties", {}).items():
        options = kind.get("anyOf", [kind])
        shown = [option for option in options if option.get("type") != "null"]
        one = shown[0] if len(shown) == 1 else {"anyOf": shown}
        is_list = one.get("type") == "array"
        out.append(
            {
                "name": f"{name}[]" if is_list else name,
                "in": "query",
                "required": name in whole.get("required", []),
                "schema": one,
                **({"style": "form", "explode": True} if is_list else {}),
            }
        )
    return out


def _holds_files(kind: type) -> bool:
    return any(
        Upload in getattr(f.type, "__args__", (f.type,)) for f in msgspec.structs.fields(kind)
    )


def _operation(entry: Endpoint, schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    answers = {
        code: {"description": words, "content": {"application/json": {"schema": _ERROR}}}
        for code, words in _ANSWERS.items()
    }
    operation: dict[str, Any] = {
        "operationId": f"{entry.method.lower()}{re.sub(r'[^a-zA-Z0-9]+', '_', entry.path)}",
        "tags": [entry.group],
        "summary": (entry.handler.__doc__ or entry.path).strip().splitlines()[0],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in entry.params_in_path
        ],
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": {}}}},
            **answers,
        },
    }
    if entry.needs != "none":
        operation["security"] = [{"token": [entry.scope] if entry.scope else []}]
    if entry.body is Nothing:
        return operation
    if entry.method in {"GET", "DELETE"}:
        operation["parameters"] += _in_query(schema, parts)
    else:
        kinds = ["multipart/form-data"] if _holds_files(entry.body) else ["application/json"]
        operation["requestBody"] = {"content": {kind: {"schema": schema} for kind in kinds}}
    return operation


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 description of all that this door answers to."""
    bodies = [entry.body for entry in endpoints]
    schemas, parts = msgspec.json.schema_components(bodies, schema_hook=_custom, ref_template=_REF)
    parts["Error"] = {
        "type": "object", "required": ["error"], "properties": {"error": {"type": "string"}},
    }  # fmt: skip
    paths: dict[str, dict[str, Any]] = {}
    for entry, schema in zip(endpoints, schemas, strict=True):
        methods = paths.setdefault(_path(entry.path), {})
        methods[entry.method.lower()] = _operation(entry, schema, parts)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.ROUNDS.name}: Mastodon client API",
            "version": "1",
            "description": (
                "The part of Mastodon's client API that this server speaks and, under"
                " /api/rounds/v1, what Mastodon has no word for."
            ),
        },
        "servers": [{"url": settings.BASE_URL}],
        "paths": paths,
        "components": {
            "schemas": parts,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@endpoint("GET", "/api/openapi.json", needs="none", group="meta")
def openapi(call: Call[Nothing]) -> JSON:
    """This document."""
    return document()
