"""Drafts that are kept without anybody asking: while one types, and with every answer to the form."""

from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.composing import Typed, draft_of
from rounds.gate import keep as drafts
from rounds.gate.draft import Draft
from rounds.gate.models import DraftState, KeptDraft
from rounds.identity.models import Account


def kept_by_itself(reader: Account, draft: Draft, code: str) -> str:
    """The code of the draft, kept or kept anew; what cannot be kept is simply not."""
    try:
        if code:
            return drafts.save_change(reader, code, draft).code
        return drafts.keep(reader, draft).code
    except (Invalid, NotFound):
        return code


def kept_as_sent(reader: Account, typed: Typed, kept: KeptDraft | None) -> str:
    """The code of the draft that keeps what was sent; '' where nothing was written or it cannot be kept.

    What is asked about or held is not written anew before it is sent: its state goes with its words.
    """
    code = kept.code if kept else ""
    written = typed.text.strip() or typed.content_warning or typed.pictures or typed.poll_options
    if not written or (kept is not None and kept.state != DraftState.KEPT):
        return code
    draft = draft_of(typed)
    if kept is not None and draft == drafts.draft_of(kept):
        return code
    return kept_by_itself(reader, draft, code)
