"""What an app may be let do: the names of scopes, what each contains, and each in words.

The names are Mastodon's, since its apps ask by them; five nouns are our own, by the same pattern
(archives, credentials, representatives, reviews, takedowns), and two more for moderators alone
(held_drafts, pictures). A wide scope contains its parts: 'read' contains 'read:statuses', 'follow' its
three nouns both ways.
Source: docs.joinmastodon.org/api/oauth-scopes
"""

_NOUNS = {
    "accounts": "accounts and profiles",
    "archives": "archives",
    "blocks": "blocks",
    "bookmarks": "bookmarks",
    "conversations": "private conversations",
    "credentials": "credentials",
    "favourites": "favourites",
    "filters": "filters",
    "follows": "follows",
    "lists": "lists",
    "media": "pictures",
    "mutes": "mutes",
    "notifications": "notifications",
    "reports": "reports",
    "representatives": "representatives",
    "reviews": "reviews",
    "search": "search results",
    "statuses": "posts",
    "takedowns": "takedowns",
}
_READABLE = set(_NOUNS) - {"conversations", "media", "reports"}
_WRITABLE = set(_NOUNS) - {"search"}
_ADMIN = (
    "accounts", "reports", "domain_allows", "domain_blocks", "ip_blocks", "email_domain_blocks",
    "canonical_email_blocks", "credentials", "takedowns", "held_drafts", "pictures",
)  # fmt: skip
_WIDE = {
    "read": "Read everything you can read here, private posts included",
    "write": "Post, change and delete in your name",
    "follow": "See and change whom you follow, mute and block",
    "push": "Send you notifications",
    "profile": "See your name and profile only",
    "crypto": "Encrypt messages end to end",
    "admin:read": "See what moderators see, as far as you are one",
    "admin:write": "Moderate in your name, as far as you may",
}
_FOLLOW = {
    f"{deed}:{noun}" for deed in ("read", "write") for noun in ("follows", "blocks", "mutes")
}

SCOPES: frozenset[str] = frozenset(
    {
        *_WIDE,
        *(f"read:{noun}" for noun in _READABLE),
        *(f"write:{noun}" for noun in _WRITABLE),
        *(f"admin:{deed}:{noun}" for deed in ("read", "write") for noun in _ADMIN),
    }
)


def scope_covered(scope: str, granted: frozenset[str]) -> bool:
    """Whether `granted` holds `scope` itself or one that contains it."""
    if scope in granted:
        return True
    parts = scope.split(":")
    if any(":".join(parts[:n]) in granted for n in range(1, len(parts))):
        return True
    if scope in _FOLLOW and "follow" in granted:
        return True
    return scope == "profile" and ("read" in granted or "read:accounts" in granted)


def scopes_allowed(wanted: list[str], granted: frozenset[str]) -> bool:
    """Whether every one of `wanted` is a scope there is and `granted` covers it."""
    return all(scope in SCOPES and scope_covered(scope, granted) for scope in wanted)


def scope_words(scope: str) -> str:
    """What `scope` lets an app do, as the page of consent says it.

    Example: 'write:media' gives 'Change your pictures'.
    """
    if scope in _WIDE:
        return _WIDE[scope]
    deed, _, noun = scope.rpartition(":")
    shown = _NOUNS.get(noun, noun.replace("_", " "))
    if deed.startswith("admin"):
        return f"{'See' if deed.endswith('read') else 'Change'} {shown} as a moderator"
    return f"See your {shown}" if deed == "read" else f"Add and change your {shown}"
