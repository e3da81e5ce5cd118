"""Sources: the declared columns every measure stands on, and the archive that fills them.

A gathering here and an archive from elsewhere become the same three tables (`Frames`): posts,
people, audience. A measure never asks where they came from; it may ask what is *known* (follower
counts, exact audiences, roles), and says 'unknown' when the answer is no. All times are UTC.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

ColumnType = Literal["text", "whole", "moment", "texts", "claim"]

IBIS_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "whole": "int64",
    "moment": "timestamp(6)",
    "texts": "array<string>",
    "claim": "boolean",
}

ROWS_FILE = "rows.parquet"
IMPORTS_KEY = b"rounds.imports"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: its name, its type, and what a value in it means."""

    name: str
    type: ColumnType
    meaning: str
    nullable: bool = True


POSTS = (
    Column("post_id", "text", "The post, unique within the report.", nullable=False),
    Column("author_id", "text", "Who wrote or boosted it.", nullable=False),
    Column("created_at", "moment", "When, in UTC.", nullable=False),
    Column("kind", "text", "original, reply, boost or quote.", nullable=False),
    Column("reply_to_post", "text", "The post it answers."),
    Column("reply_to_author", "text", "The person it answers."),
    Column("boost_of", "text", "The post it boosts."),
    Column("boost_of_author", "text", "The author of the post it boosts."),
    Column("mentions", "texts", "People named in it.", nullable=False),
    Column("tags", "texts", "Hashtags, lower case, without the sign.", nullable=False),
    Column("prompt", "whole", "The number of the prompt it belongs to."),
    Column("favourites", "whole", "Favourites when it was exported or frozen."),
    Column("boosts", "whole", "Boosts when it was exported or frozen."),
    Column("language", "text", "Language code, as the source states it."),
    Column("text", "text", "Plain text; empty when the post was withdrawn."),
    Column("url", "text", "Where it can be read."),
    Column("deleted", "claim", "Withdrawn since: counted, never quoted.", nullable=False),
    Column("framing", "claim", "The chat's own: a prompt, its welcome, its close.", nullable=False),
    Column(
        "labels", "texts", "What nobody should miss: a company speaks, or paid.", nullable=False
    ),
)

PEOPLE = (
    Column("author_id", "text", "The person.", nullable=False),
    Column("handle", "text", "The name they are addressed by.", nullable=False),
    Column("name", "text", "The name they show."),
    Column("role", "text", "The role they declared; archives have none."),
    Column("bio", "text", "What they say of themselves."),
    Column("location", "text", "Where they say they are, in their words."),
    Column(
        "country",
        "text",
        "The country they declared (two letters); archives have none.",
    ),
    Column("followers", "whole", "Followers when exported or frozen."),
    Column("credential", "text", "A confirmed credential, in words."),
)

AUDIENCE = (
    Column("post_id", "text", "A post of the gathering.", nullable=False),
    Column(
        "person_id",
        "text",
        "Somebody it was delivered to when it was posted.",
        nullable=False,
    ),
)

PROFILE = (
    Column("author_handle", "text", "The author's name of address.", nullable=False),
    Column("author_name", "text", "The name the author shows."),
    Column("author_bio", "text", "What the author says of themselves."),
    Column("author_location", "text", "Where the author says they are."),
    Column("author_followers", "whole", "The author's followers when exported."),
)

_KNOWN_HERE = {"prompt", "deleted", "framing", "labels"}

ROWS = (
    Column("source", "text", "twitter, mastodon or bluesky.", nullable=False),
    *(column for column in POSTS if column.name not in _KNOWN_HERE),
    *PROFILE,
)


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Takedown notices: how many posts are withheld now, how often one ever was, how often one came back."""

    now: int = 0
    ever: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the frames came from, and what is honest to say about them."""

    kind: Literal["archive", "local"]
    title: str
    tag: str
    rows_read: int
    rows_bad: int = 0
    rows_duplicate: int = 0
    fields_mended: int = 0
    fields_replaced: int = 0
    formats: tuple[str, ...] = ()
    bad_lines: tuple[tuple[int, str], ...] = ()
    organiser: str | None = None
    prompts: Mapping[int, str] = field(default_factory=dict)
    kept_back: KeptBack = KeptBack()
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Frames:
    """The three tables, the engine they live in, and their provenance."""

    engine: "Backend"
    posts: "ir.Table"
    people: "ir.Table"
    audience: "ir.Table | None"
    provenance: Provenance

    def rows(self, expression: "ir.Table") -> list[dict[str, Any]]:
        """The rows of a table expression, in its order.

        Ibis makes the SQL and DuckDB runs it; its own way out would load pandas, which is a second
        of every report.
        """
        relation = self.engine.con.sql(self.engine.compile(expression))
        names = relation.columns
        return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]

    def value(self, expression: "ir.Scalar") -> Any:
        """What a single expression comes to."""
        return self.engine.con.sql(self.engine.compile(expression)).fetchall()[0][0]


class NoSuchArchive(LookupError):
    """Nothing has been imported under this tag."""


def ibis_schema(columns: tuple[Column, ...]) -> dict[str, str]:
    """The declared columns as Ibis names its types."""
    return {column.name: IBIS_TYPES[column.type] for column in columns}


def arrow_schema(columns: tuple[Column, ...]) -> Any:
    """The declared columns as Arrow names its types."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "moment": pyarrow.timestamp("us"),
        "texts": pyarrow.list_(pyarrow.string()),
        "claim": pyarrow.bool_(),
    }
    return pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], column.nullable) for column in columns]
    )


def archive_folder(home: Path, tag: str) -> Path:
    """The folder that holds what was imported under `tag`.

    Errors: ValueError when the tag is not letters, digits, '-' or '_'.
    """
    clean = tag.strip().lstrip("#").casefold()
    if not clean or not clean.replace("-", "").replace("_", "").isalnum() or len(clean) > 100:
        raise ValueError(f"'{tag}' cannot be a tag: use letters, digits, '-' and '_'.")
    return home / "archives" / clean


def frames_from_tables(posts: Any, people: Any, audience: Any, provenance: Provenance) -> Frames:
    """Frames over three Arrow tables that carry the declared columns (used by a local gathering)."""
    engine = connect()
    return Frames(
        engine=engine,
        posts=_declared(engine, "posts", posts, POSTS),
        people=_declared(engine, "people", people, PEOPLE),
        audience=None if audience is None else _declared(engine, "audience", audience, AUDIENCE),
        provenance=provenance,
    )


def open_archive(home: Path, tag: str, organiser: str | None = None) -> Frames:
    """Frames over everything imported under `tag`.

    Errors: NoSuchArchive when nothing was imported; ValueError when the tag is malformed.
    """
    file = archive_folder(home, tag) / ROWS_FILE
    if not file.exists():
        raise NoSuchArchive(f"Nothing was imported under '{tag}'. Import a file first.")
    engine = connect()
    rows = engine.read_parquet(str(file), table_name="imported_rows")
    return Frames(
        engine=engine,
        posts=settled(engine, "posts", _posts_of(rows)),
        people=settled(engine, "people", _people_of(rows)),
        audience=None,
        provenance=_provenance(file, tag, organiser),
    )


def connect() -> "Backend":
    """An in-memory engine that runs on one thread, so that the same facts give the same bytes."""
    import ibis

    return ibis.duckdb.connect(threads=1)


def settled(engine: "Backend", name: str, expression: "ir.Table") -> "ir.Table":
    """The expression's rows as a table of the engine: what stands on it is small to compile and
    nothing is computed twice."""
    engine.con.execute(f'CREATE TEMP TABLE "{name}" AS {engine.compile(expression)}')
    return engine.table(name)


def _declared(engine: "Backend", name: str, table: Any, columns: tuple[Column, ...]) -> "ir.Table":
    engine.con.register(f"given_{name}", table.select([column.name for column in columns]))
    return settled(engine, name, engine.table(f"given_{name}").cast(ibis_schema(columns)))


PROMPT_MARK = r"(?i)(?:^|[^\w/@#.])[QTA]\s?([0-9]{1,2})\b(?:[^%\w]|$)"
"""How archived chats number their prompts: Q1, T1 asks and A1, T1 answers."""


def _posts_of(rows: "ir.Table") -> "ir.Table":
    import ibis

    marked = rows.text.re_extract(PROMPT_MARK, 1)
    numbered = ibis.ifelse(
        (rows.kind != "boost") & (marked.length() > 0), marked, ibis.null("string")
    )
    known = {
        "prompt": numbered.cast("int64"),
        "deleted": ibis.literal(value=False),
        "framing": ibis.literal(value=False),
        "labels": ibis.literal([], type="array<string>"),
    }
    return rows.mutate(**known).select([column.name for column in POSTS])


def _people_of(rows: "ir.Table") -> "ir.Table":
    """Each author as their newest row shows them (ties broken by post)."""
    import ibis

    newest = ibis.window(
        group_by="author_id", order_by=[ibis.desc("created_at"), ibis.desc("post_id")]
    )
    nothing = ibis.null("string")
    return (
        rows.mutate(rank=ibis.row_number().over(newest))
        .filter(lambda row: row.rank == 0)
        .select(
            author_id="author_id",
            handle="author_handle",
            name="author_name",
            role=nothing,
            bio="author_bio",
            location="author_location",
            country=nothing,
            followers="author_followers",
            credential=nothing,
        )
    )


def _provenance(file: Path, tag: str, organiser: str | None) -> Provenance:
    imports, rows = read_imports(file)
    clean = tag.strip().lstrip("#")
    return Provenance(
        kind="archive",
        title=f"#{clean}",
        tag=clean.casefold(),
        rows_read=rows,
        rows_bad=sum(entry["rows_bad"] for entry in imports),
        rows_duplicate=sum(entry["rows_duplicate"] for entry in imports),
        fields_mended=sum(entry["fields_mended"] for entry in imports),
        fields_replaced=sum(entry["fields_replaced"] for entry in imports),
        formats=tuple(sorted({entry["format"] for entry in imports})),
        bad_lines=tuple((line, why) for entry in imports for line, why in entry["bad_lines"]),
        organiser=organiser,
    )


def read_imports(file: Path) -> tuple[list[dict[str, Any]], int]:
    """The log of imports kept inside the rows file, and the number of rows in it."""
    import pyarrow.parquet as parquet

    schema = parquet.read_schema(file)
    log = (schema.metadata or {}).get(IMPORTS_KEY, b"[]")
    return json.loads(log), parquet.read_metadata(file).num_rows


def moment_text(moment: datetime | None) -> str | None:
    """A UTC moment as reports print it, to the second."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
