"""Invented exports in the six formats: the same small chat between invented people."""

import csv
import io
import json
from typing import Any

RTWEET = (
    "user_id,status_id,created_at,screen_name,text,reply_to_status_id,reply_to_user_id,is_quote,is_retweet,"
    "favorite_count,retweet_count,hashtags,mentions_user_id,lang,retweet_status_id,retweet_user_id,status_url,"
    "name,location,description,followers_count"
).split(",")
TWITTER_R = (
    "id,created,screenName,text,replyToSN,replyToSID,replyToUID,isRetweet,retweetCount,favoriteCount"
).split(",")


def csv_bytes(columns: list[str], *rows: dict[str, str]) -> bytes:
    """The rows as R writes them: NA where there is nothing."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, columns, restval="NA", lineterminator="\n", quoting=csv.QUOTE_MINIMAL
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def rtweet_row(post: int, person: int, text: str, **more: str) -> dict[str, str]:
    """One rtweet record."""
    return {
        "user_id": f"{person}", "status_id": f"{post}", "created_at": f"2026-03-01 20:{post % 60:02}:00",
        "screen_name": f"person{person}", "text": text, "is_quote": "FALSE", "is_retweet": "FALSE",
        "favorite_count": "1", "retweet_count": "0", "followers_count": f"{person * 10}",
        "name": f"Person {person}", "location": "", "description": "", **more,
    }  # fmt: skip


def rtweet_chat() -> bytes:
    """Three people: a question, an answer, an answer to oneself, and a boost."""
    return csv_bytes(
        RTWEET,
        rtweet_row(1, 1, "What is the first line for this? #demochat", description="Consultant nephrology"),
        rtweet_row(2, 2, "@person1 We should always check potassium first, in every patient.",
                   reply_to_status_id="1", reply_to_user_id="1", mentions_user_id="1"),
        rtweet_row(3, 2, "And then again.", reply_to_status_id="2", reply_to_user_id="2"),
        rtweet_row(4, 3, "What is the first line for this?", is_retweet="TRUE", retweet_status_id="1",
                   retweet_user_id="1", mentions_user_id="1"),
    )  # fmt: skip


def twitter_r_chat() -> bytes:
    """The same chat as twitteR writes it."""
    base = {
        "created": "2026-03-01 20:01:00",
        "isRetweet": "FALSE",
        "retweetCount": "0",
        "favoriteCount": "2",
    }
    return csv_bytes(
        TWITTER_R,
        {**base, "id": "1", "screenName": "Amina", "text": "T1: what do we take home? &amp; why? #DemoChat"},
        {**base, "id": "2", "screenName": "Leo", "text": "@Amina A1 crescents", "replyToSN": "amina", "replyToSID": "1"},
        {**base, "id": "3", "screenName": "Joan", "text": "RT @Amina: T1: what do we", "isRetweet": "TRUE"},
    )  # fmt: skip


def json_lines(*items: Any) -> bytes:
    """One document a line."""
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def v1_status(post: int, **more: Any) -> dict[str, Any]:
    """A v1 status."""
    return {
        "id_str": f"{post}", "created_at": "Sun Mar 01 20:01:00 +0000 2026", "full_text": "Hello &amp; welcome",
        "user": {"id_str": "1", "screen_name": "Amina", "name": "Amina", "followers_count": 12, "location": "Leeds",
                 "description": "Nurse"},
        "entities": {"hashtags": [{"text": "DemoChat"}], "user_mentions": []}, "lang": "en", **more,
    }  # fmt: skip


def v2_page() -> dict[str, Any]:
    """A v2 page with a post, an answer, a boost, and their authors."""

    def post(number: int, author: str, text: str, **more: Any) -> dict[str, Any]:
        return {
            "id": f"{number}",
            "author_id": author,
            "text": text,
            "created_at": "2026-03-01T20:01:00.000Z",
            **more,
        }

    return {
        "data": [
            post(1, "1", "What now? #DemoChat", entities={"hashtags": [{"tag": "DemoChat"}]}),
            post(2, "2", "@amina this", in_reply_to_user_id="1", referenced_tweets=[{"type": "replied_to", "id": "1"}],
                 entities={"mentions": [{"username": "amina", "id": "1"}]}),
            post(3, "2", "RT @amina: What", referenced_tweets=[{"type": "retweeted", "id": "1"}]),
        ],
        "includes": {
            "users": [
                {"id": "1", "username": "amina", "name": "Amina", "description": "Midwife",
                 "public_metrics": {"followers_count": 5}},
                {"id": "2", "username": "leo", "name": "Leo"},
            ],
            "tweets": [{"id": "1", "author_id": "1"}],
        },
    }  # fmt: skip


def mastodon_status(post: int, **more: Any) -> dict[str, Any]:
    """A Mastodon status."""
    return {
        "id": f"{post}", "created_at": "2026-03-01T20:01:00.000Z", "visibility": "public", "content": "<p>One</p><p>Two</p>",
        "account": {"id": "1", "acct": "amina", "display_name": "Amina", "note": "<p>GP</p>", "followers_count": 3,
                    "fields": [{"name": "Location", "value": "Lisbon"}]},
        "mentions": [], "tags": [{"name": "DemoChat"}], "favourites_count": 1, "reblogs_count": 0,
        "url": f"https://social.example/@amina/{post}", **more,
    }  # fmt: skip


def bluesky_post(key: str, did: str, text: str, **record: Any) -> dict[str, Any]:
    """A Bluesky post view."""
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{key}", "author": {"did": did, "handle": f"{did[-3:]}.example"},
        "record": {"text": text, "createdAt": "2026-03-01T20:01:00.000Z", **record}, "likeCount": 2,
    }  # fmt: skip
