"""The kinds of notifications that are Rounds' own, and how apps know them."""

REVIEWS = (
    "review_asked", "review_invited", "review_answered", "review_decided", "review_ends",
    "review_lapsed",
)  # fmt: skip
# A held draft: somebody is asked to look at it; they let it pass; they sent it back.
DRAFTS = ("draft_asked", "draft_cleared", "draft_sent_back")
# Steps of a claim to a post, told to its two sides; and to moderators that one waits.
TAKEDOWNS = (
    "takedown_down", "takedown_refused", "takedown_countered", "takedown_in_court",
    "takedown_upheld", "takedown_restored",
)  # fmt: skip
CLAIMS = ("takedown_waiting", *TAKEDOWNS)
# A report that waits, in Mastodon's word, for those who can answer it.
REPORTS = ("admin.report",)
# What apps know no kind for, and some can't read a list with: given to those alone that say which
# kinds they know (`supported_types`), with words that any app can show.
OURS = ("chat", "chat_off", "chat_hidden", "takedown_waiting", *DRAFTS, *REVIEWS)
# Mastodon tells its own news from moderators as warnings that come from oneself.
FOR_APPS = {"correction": "update", **dict.fromkeys(TAKEDOWNS, "moderation_warning")}
# What comes from nobody else: the end of one's poll, one's own chat, a claim.
OF_ONESELF = frozenset({"poll", "chat", *CLAIMS})
