"""What an author confirmed of a published post, for the archive that they take along."""

from collections.abc import Iterable

from rounds.gate.came import travelling_seal
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.models import Release
from rounds.gate.settle import found_in
from rounds.gate.words import remembered, seal
from rounds.identity.models import Account


def words_given(
    author: Account, drafts: Iterable[Draft], release_id: int | None, uri: str
) -> list[dict[str, str]]:
    """What is found in the versions `drafts` of the post `uri` and was confirmed: kinds and seals.

    What only a reviewer let pass is not the author's word and is not among them.
    """
    passed = Release.objects.filter(pk=release_id or 0).first()
    then = {(one["kind"], one["sealed"]) for one in (passed.confirmed if passed else ())}
    given = {}
    for draft in drafts:
        findings = [one for one in found_in(author, draft) if one.can_confirm]
        known = set(remembered(author, findings))
        for word in confirmations(findings):
            if word in known or (word.kind, seal(word)) in then:
                given[travelling_seal(uri, word)] = word.kind
    return [{"kind": kind, "seal": sealed} for sealed, kind in given.items()]
