"""Conversations, as the Mastodon API calls them: threads of direct posts."""

from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, endpoint, record_id
from rounds.timelines.conversations import conversations, read_conversation, remove_conversation


@endpoint("GET", "/api/v1/conversations", scope="read:statuses", body=Paged)
def show_conversations(call: Call[Paged]) -> JSON:
    """One's conversations, the one with the newest post first."""
    found = conversations(call.account, call.params.page())
    ids = [view.page_id for view in found]
    items = f"[{','.join(view.json_text() for view in found)}]".encode()
    return Linked(items, max(ids, default=None), min(ids, default=None))


@endpoint("DELETE", "/api/v1/conversations/:id", scope="write:conversations")
def remove(call: Call[Nothing], id: str) -> JSON:
    """Take a conversation off one's list."""
    remove_conversation(call.account, record_id(id))
    return {}


@endpoint("POST", "/api/v1/conversations/:id/read", scope="write:conversations")
def read(call: Call[Nothing], id: str) -> JSON:
    """Mark a conversation as read."""
    return read_conversation(call.account, record_id(id)).json()


@endpoint("POST", "/api/v1/conversations/:id/unread", scope="write:conversations")
def unread(call: Call[Nothing], id: str) -> JSON:
    """Mark a conversation as unread."""
    return read_conversation(call.account, record_id(id), unread=True).json()
