"""Media on S3-compatible storage, from one line."""

import pytest

from rounds.base.errors import RoundsError
from rounds.site.object_storage import object_storage


def test_one_line_names_the_store_and_where_its_files_are_read() -> None:
    found = object_storage("s3://KEY:se%2Fcret@store.example:9000/rounds-media")
    options = found.storage["OPTIONS"]
    assert found.url == "https://store.example:9000/rounds-media/"
    assert (options["access_key"], options["secret_key"]) == ("KEY", "se/cret")
    assert (options["endpoint_url"], options["bucket_name"]) == (
        "https://store.example:9000",
        "rounds-media",
    )


@pytest.mark.parametrize(
    "line", ["s3://store.example/bucket", "s3://K:S@store.example", "https://x/y"]
)
def test_a_line_that_lacks_something_is_refused_with_its_form(line: str) -> None:
    with pytest.raises(RoundsError, match="s3://KEY:SECRET@HOST/BUCKET"):
        object_storage(line)
