"""What an author said once: 'this is nobody's patient', asked about never again for those words.

Kept sealed with this server's key, so that whoever reads the database can't try guesses against
it. A finding that can't be confirmed is never among them: the verdict takes no word for it.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from rounds.gate.finding import Confirmation, Finding, digest_of
from rounds.gate.models import OwnWord
from rounds.identity.models import Account

# What an author says of these holds for the post at hand, not for the words.
ONE_POST = frozenset({"interests", "declared_interest", "oversized", "empty"})
_NO_WORDS = digest_of("")


def seal(word: Confirmation) -> str:
    """`word` as it is kept: an HMAC of its digest, worth nothing without the server's secret."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, word.digest.encode(), hashlib.sha256).hexdigest()


def remember(author: Account, words: Iterable[Confirmation]) -> None:
    """Never ask `author` about `words` again; what is answered for one post alone is left out."""
    rows = [
        OwnWord(author=author, kind=word.kind, sealed=seal(word))
        for word in words
        if word.kind not in ONE_POST and word.digest not in {"", _NO_WORDS}
    ]
    if rows:
        OwnWord.objects.bulk_create(rows, ignore_conflicts=True)


def remembered(author: Account, findings: Iterable[Finding]) -> list[Confirmation]:
    """Of `findings`, what `author` gave their word for before."""
    words = [Confirmation(kind=f.kind, digest=f.digest) for f in findings if f.can_confirm]
    asked = {(word.kind, seal(word)): word for word in words}
    if not asked:
        return []
    sealed = [sealed for _, sealed in asked]
    rows = OwnWord.objects.filter(author=author, sealed__in=sealed).values_list("kind", "sealed")
    return [asked[row] for row in rows if row in asked]
