"""Filters: words or single posts that somebody wants warned about, or hidden.

`hits` is what `hydrate` asks for each post; the verbs are what the settings page and apps call.
A filter never removes a post here: it says so beside it, and the page or app warns or hides.
"""

import re
from datetime import datetime

import msgspec
from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.base.html import strip
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.bodies import post_body
from rounds.timelines.models import Filter, FilterKeyword, FilterPost
from rounds.timelines.parts import FilterHit

CONTEXTS = ("home", "notifications", "public", "thread", "account")
ACTIONS = ("warn", "hide", "blur")


class Rule(msgspec.Struct, frozen=True):
    """One filter, ready to be asked."""

    id: int
    title: str
    action: str
    contexts: tuple[str, ...]
    entity: str
    pattern: re.Pattern[str] | None
    posts: frozenset[int]

    def hit(self, post_id: int, words: str) -> FilterHit | None:
        """Why this filter speaks up about post `post_id`, or None."""
        found = dict.fromkeys(m[0] for m in self.pattern.finditer(words)) if self.pattern else {}
        if not found and post_id not in self.posts:
            return None
        return FilterHit(
            filter_id=self.id,
            title=self.title,
            action=self.action,
            contexts=self.contexts,
            entity=self.entity,
            keywords=tuple(found),
            posts=(post_id,) if post_id in self.posts else (),
        )


class Filters(msgspec.Struct, frozen=True):
    """All filters of one viewer that are in force."""

    rules: tuple[Rule, ...]

    def hits(self, post_id: int, packed: str) -> tuple[FilterHit, ...]:
        """What the filters say about a post, from its prerendered body."""
        if not self.rules or not packed:
            return ()
        body = post_body(packed)
        shown = [body.spoiler_text, strip(body.content)]
        shown += [m["description"] or "" for m in body.media_attachments]
        words = "\n".join(shown)
        return tuple(hit for hit in (rule.hit(post_id, words) for rule in self.rules) if hit)


def _pattern(keywords: list[tuple[str, bool]]) -> re.Pattern[str] | None:
    if not keywords:
        return None
    parts = []
    for keyword, whole in keywords:
        word = re.escape(keyword)
        if whole:
            word = (r"\b" if re.match(r"\w", keyword) else "") + word
            word += r"\b" if re.search(r"\w\Z", keyword) else ""
        parts.append(word)
    return re.compile("|".join(parts), re.IGNORECASE)


def filters_of(account_id: int) -> Filters:
    """The filters of an account that are in force now; three reads."""
    rows = sql.rows(
        "SELECT id, title, contexts, action, expires_at FROM timelines_filter"
        " WHERE account_id = %(me)s AND (expires_at IS NULL OR expires_at > %(now)s) ORDER BY id",
        {"me": account_id, "now": sql.instant()},
    )
    among = sql.among(row[0] for row in rows)
    words: dict[int, list[tuple[str, bool]]] = {}
    posts: dict[int, set[int]] = {}
    for filter_id, keyword, whole in sql.rows(
        f"SELECT filter_id, keyword, whole_word FROM timelines_filterkeyword WHERE filter_id IN ({among})"
    ):
        words.setdefault(filter_id, []).append((keyword, bool(whole)))
    for filter_id, post_id in sql.rows(
        f"SELECT filter_id, post_id FROM timelines_filterpost WHERE filter_id IN ({among})"
    ):
        posts.setdefault(filter_id, set()).add(post_id)
    return Filters(tuple(_rule(row, words, posts) for row in rows))


def _rule(
    row: sql.Row, words: dict[int, list[tuple[str, bool]]], posts: dict[int, set[int]]
) -> Rule:
    filter_id, title, contexts, action, expires_at = row
    contexts = msgspec.json.decode(contexts) if isinstance(contexts, str) else contexts
    entity = {
        "id": str(filter_id),
        "title": title,
        "context": contexts,
        "expires_at": sql.stamp(expires_at) if expires_at else None,
        "filter_action": action,
        "keywords": [],
        "statuses": [],
    }
    return Rule(
        id=filter_id,
        title=title,
        action=action,
        contexts=tuple(contexts),
        entity=msgspec.json.encode(entity).decode(),
        pattern=_pattern(words.get(filter_id, [])),
        posts=frozenset(posts.get(filter_id, ())),
    )


class Keyword(msgspec.Struct, frozen=True):
    """A word to add, change (`id` given) or remove (`remove`)."""

    keyword: str
    whole_word: bool = True
    id: int | None = None
    remove: bool = False


def checked_word(text: str) -> str:
    """`text` as a filter keeps it.

    Errors: Invalid when it is empty or longer than a filter's word can be.
    """
    word = text.strip()
    if not word or len(word) > 200:
        raise Invalid("A filtered word has 1 to 200 characters.", "keyword")
    return word


def check_contexts(contexts: list[str]) -> list[str]:
    """`contexts` without repeats.

    Errors: Invalid when there is none, or an unknown one.
    """
    chosen = list(dict.fromkeys(contexts))
    if not chosen or not set(chosen) <= set(CONTEXTS):
        raise Invalid(f"Choose where the filter applies: {', '.join(CONTEXTS)}.", "context")
    return chosen


def list_filters(account: Account) -> list[Filter]:
    """All filters of `account`, also those that have expired."""
    return list(
        Filter.objects.filter(account=account).prefetch_related("keywords", "posts").order_by("id")
    )


def filter_of(account: Account, filter_id: int) -> Filter:
    """The filter of `account` with this id.

    Errors: NotFound, also for somebody else's.
    """
    found = Filter.objects.filter(account=account, pk=filter_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def create_filter(
    account: Account,
    title: str,
    contexts: list[str],
    *,
    action: str = "warn",
    expires_at: datetime | None = None,
    keywords: list[Keyword] | None = None,
) -> Filter:
    """Make a filter.

    Errors: Invalid for an empty title, no context or an unknown action.
    """
    if not title.strip():
        raise Invalid("A filter needs a title.", "title")
    made = Filter.objects.create(
        account=account,
        title=title.strip()[:200],
        contexts=check_contexts(contexts),
        action=check_action(action),
        expires_at=expires_at,
    )
    change_keywords(made, keywords or [])
    return made


def check_action(action: str) -> str:
    """`action` if it is one.

    Errors: Invalid otherwise.
    """
    if action not in ACTIONS:
        raise Invalid(f"A filter can {', '.join(ACTIONS)}.", "filter_action")
    return action


class FilterChanges(msgspec.Struct, frozen=True):
    """What to change of a filter; None leaves it as it is."""

    title: str | None = None
    contexts: list[str] | None = None
    action: str | None = None
    expires_at: datetime | None = None
    changes_expiry: bool = False
    keywords: list[Keyword] | None = None


@transaction.atomic
def revise_filter(account: Account, filter_id: int, changes: FilterChanges) -> Filter:
    """Change a filter of `account`.

    Errors: NotFound; Invalid as for `create_filter`.
    """
    found = filter_of(account, filter_id)
    if changes.title is not None:
        if not changes.title.strip():
            raise Invalid("A filter needs a title.", "title")
        found.title = changes.title.strip()[:200]
    if changes.contexts is not None:
        found.contexts = check_contexts(changes.contexts)
    if changes.action is not None:
        found.action = check_action(changes.action)
    if changes.changes_expiry:
        found.expires_at = changes.expires_at
    found.save()
    change_keywords(found, changes.keywords or [])
    return found


def change_keywords(of: Filter, keywords: list[Keyword]) -> None:
    """Add, change and remove words of a filter.

    Errors: Invalid for an empty word; NotFound for an id that is not of this filter.
    """
    for entry in keywords:
        if entry.id is not None and entry.remove:
            FilterKeyword.objects.filter(filter=of, pk=entry.id).delete()
            continue
        word = checked_word(entry.keyword)
        if entry.id is None:
            FilterKeyword.objects.create(filter=of, keyword=word, whole_word=entry.whole_word)
        elif not FilterKeyword.objects.filter(filter=of, pk=entry.id).update(
            keyword=word, whole_word=entry.whole_word
        ):
            raise NotFound


def delete_filter(account: Account, filter_id: int) -> None:
    """Forget a filter of `account`.

    Errors: NotFound.
    """
    filter_of(account, filter_id).delete()


def keyword_of(account: Account, keyword_id: int) -> FilterKeyword:
    """A filtered word of `account`.

    Errors: NotFound, also for somebody else's.
    """
    found = (
        FilterKeyword.objects.filter(filter__account=account, pk=keyword_id)
        .select_related("filter")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def add_keyword(account: Account, filter_id: int, keyword: Keyword) -> FilterKeyword:
    """Add a word to a filter of `account`.

    Errors: NotFound; Invalid for an empty word.
    """
    word = checked_word(keyword.keyword)
    return FilterKeyword.objects.create(
        filter=filter_of(account, filter_id), keyword=word, whole_word=keyword.whole_word
    )


def revise_keyword(account: Account, keyword_id: int, keyword: Keyword) -> FilterKeyword:
    """Change a word of a filter of `account`.

    Errors: NotFound; Invalid for an empty word.
    """
    found = keyword_of(account, keyword_id)
    found.keyword, found.whole_word = checked_word(keyword.keyword), keyword.whole_word
    found.save()
    return found


def delete_keyword(account: Account, keyword_id: int) -> None:
    """Take a word off a filter of `account`.

    Errors: NotFound.
    """
    keyword_of(account, keyword_id).delete()


def delete_filtered_post(account: Account, row_id: int) -> None:
    """Take a single post off a filter of `account`.

    Errors: NotFound.
    """
    filtered_post_of(account, row_id).delete()


def filter_post(account: Account, filter_id: int, post_id: int) -> FilterPost:
    """Put one post under a filter of `account`; the same row when it already is."""
    made, _ = FilterPost.objects.get_or_create(
        filter=filter_of(account, filter_id), post_id=post_id
    )
    return made


def filtered_post_of(account: Account, row_id: int) -> FilterPost:
    """A single filtered post of `account`.

    Errors: NotFound.
    """
    found = FilterPost.objects.filter(filter__account=account, pk=row_id).first()
    if found is None:
        raise NotFound
    return found
