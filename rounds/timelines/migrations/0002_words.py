"""The index of words for searching: FTS5 on SQLite, tsvector on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE timelines_postwords USING fts5("
        "words, tokenize = 'unicode61 remove_diacritics 2')",
    ],
    "postgresql": [
        "CREATE TABLE timelines_postwords (post_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX timelines_postwords_words ON timelines_postwords USING gin (words)",
    ],
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table in the way this database searches."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the table away."""
    editor.execute("DROP TABLE timelines_postwords")


class Migration(migrations.Migration):
    """The table of words."""

    dependencies = [("timelines", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
