"""Who reacts to what: each fact with its handlers, each its own retried job after the commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rounds.gate import facts as gate
from rounds.gate.review import facts as review
from rounds.gatherings import facts as gatherings
from rounds.identity import facts as identity
from rounds.ledger.facts import Fact
from rounds.posts import facts as posts
from rounds.trust import facts as trust

SUBSCRIPTIONS: Mapping[type[Fact], Sequence[str]] = {
    identity.AccountOpened: ["rounds.timelines.surface.account_changed"],
    identity.ProfileRevised: ["rounds.timelines.surface.account_changed"],
    identity.OrganisationKindChanged: ["rounds.gate.review.company.company_declared"],
    identity.Followed: ["rounds.timelines.surface.followed"],
    identity.FollowRequested: ["rounds.timelines.surface.follow_requested"],
    identity.Unfollowed: ["rounds.timelines.surface.unfollowed"],
    identity.FollowRejected: ["rounds.timelines.surface.follow_rejected"],
    identity.Blocked: ["rounds.timelines.surface.blocked"],
    identity.Unblocked: ["rounds.timelines.surface.unblocked"],
    posts.PostPublished: [
        "rounds.timelines.surface.post_published",
        "rounds.gatherings.collect.on_published",
    ],
    posts.PostReceived: ["rounds.timelines.surface.post_received"],
    posts.PostHidden: [
        "rounds.timelines.surface.post_hidden",
        "rounds.gatherings.collect.on_hidden",
    ],
    posts.PostRestored: [
        "rounds.timelines.surface.post_restored",
        "rounds.gatherings.collect.on_restored",
    ],
    posts.PostBoosted: [
        "rounds.timelines.surface.post_boosted",
        "rounds.gatherings.collect.on_boosted",
    ],
    posts.BoostUndone: [
        "rounds.timelines.surface.boost_undone",
        "rounds.gatherings.collect.on_boost_undone",
    ],
    posts.PostRevised: [
        "rounds.timelines.surface.post_revised",
        "rounds.gatherings.collect.on_revised",
    ],
    posts.LinkLookedUp: ["rounds.timelines.surface.link_looked_up"],
    posts.PostWithdrawn: [
        "rounds.timelines.surface.post_withdrawn",
        "rounds.gatherings.collect.on_withdrawn",
    ],
    posts.PostFavourited: ["rounds.timelines.surface.post_favourited"],
    posts.FavouriteUndone: ["rounds.timelines.surface.favourite_undone"],
    posts.PollVoted: ["rounds.timelines.surface.poll_voted"],
    posts.PollClosed: ["rounds.timelines.surface.poll_closed"],
    review.ReviewAsked: ["rounds.timelines.reviews.review_asked"],
    review.ReviewerInvited: ["rounds.timelines.reviews.reviewer_invited"],
    review.InvitationAnswered: ["rounds.timelines.reviews.reviewer_answered"],
    review.InvitationEnds: ["rounds.timelines.reviews.invitation_ends"],
    review.InvitationLapsed: ["rounds.timelines.reviews.invitation_lapsed"],
    review.ReviewGiven: ["rounds.timelines.reviews.reviewer_answered"],
    review.VersionSent: ["rounds.timelines.reviews.version_sent"],
    review.ReviewDecided: ["rounds.timelines.reviews.review_decided"],
    review.PostReviewed: ["rounds.timelines.surface.post_reviewed"],
    review.BadgeWithdrawn: ["rounds.timelines.surface.badge_withdrawn"],
    review.PostCorrected: ["rounds.timelines.surface.post_corrected"],
    gate.ReviewerNamed: ["rounds.timelines.drafts.reviewer_named"],
    gate.DraftCleared: ["rounds.timelines.drafts.draft_cleared"],
    gate.DraftSentBack: ["rounds.timelines.drafts.draft_sent_back"],
    trust.TakedownMoved: ["rounds.timelines.takedowns.takedown_moved"],
    trust.Reported: ["rounds.trust.answer.tell_moderators"],
    gatherings.PostCollected: [
        "rounds.timelines.gatherings.post_collected",
        "rounds.insights.standing.rebuild",
    ],
    gatherings.ChatIsNear: ["rounds.timelines.gatherings.chat_is_near"],
    gatherings.PromptPosted: ["rounds.timelines.gatherings.prompt_posted"],
    gatherings.CollectedChanged: [
        "rounds.timelines.gatherings.collected_changed",
        "rounds.insights.standing.rebuild",
    ],
    gatherings.GatheringOpened: ["rounds.timelines.gatherings.gathering_changed"],
    gatherings.GatheringExtended: ["rounds.timelines.gatherings.gathering_changed"],
    gatherings.GatheringClosed: [
        "rounds.timelines.gatherings.gathering_changed",
        "rounds.insights.standing.rebuild",
    ],
    identity.AccountClosed: [
        "rounds.gatherings.farewell.call_off_hosted",
        "rounds.posts.farewell.withdraw_everything",
        "rounds.gate.forget.forget_drafts",
        "rounds.gate.review.forget.forget_reviews",
        "rounds.moving.parcels.forget_parcels",
    ],
}

SCHEDULE: Mapping[str, timedelta] = {
    "rounds.gatherings.prompts.catch_up": timedelta(seconds=10),
    "rounds.gatherings.remind.remind_those_who_come": timedelta(minutes=1),
    "rounds.posts.attach.delete_unattached": timedelta(hours=1),
    "rounds.trust.takedown.act_on_deadlines": timedelta(minutes=15),
    "rounds.moving.parcels.delete_old": timedelta(hours=1),
    "rounds.gate.submit.delete_expired": timedelta(hours=6),
    "rounds.gate.review.remind.remind_of_invitations": timedelta(hours=6),
    "rounds.gate.review.reviewer.expire_invitations": timedelta(hours=6),
    "rounds.timelines.push_subscriptions.delete_logged_out": timedelta(hours=6),
    "rounds.identity.claims.settle.end_unanswered": timedelta(minutes=15),
    "rounds.identity.credentials.lapse_credentials": timedelta(seconds=30),
    "rounds.identity.claims.tell.remind_of_ends": timedelta(hours=12),
    "rounds.identity.saml.providers.refresh": timedelta(hours=6),
}

# Jobs that take seconds: they have a lane of their own.
SLOW: Sequence[str] = (
    "rounds.identity.saml.providers.fetch_providers",
    "rounds.insights.standing.make_report",
    "rounds.moving.parcels.make_copy",
    "rounds.moving.parcels.read_archive",
)

# Jobs that wait for other people's machines, the mail server among them: theirs is another.
CALLING: Sequence[str] = (
    "rounds.gate.review.remind.write_mail",
    "rounds.gatherings.remind.write_mail",
    "rounds.identity.claims.by_affiliation.check_affiliation",
    "rounds.identity.claims.by_link.check_link",
    "rounds.identity.claims.by_orcid.check_orcid",
    "rounds.identity.claims.tell.remind",
    "rounds.identity.claims.tell.tell_settled",
    "rounds.posts.previews.look_up",
    "rounds.trust.answer.tell_reporter",
    "rounds.trust.takedown.ask_to_confirm",
    "rounds.trust.takedown.tell_sides",
    "rounds.timelines.push.ring",
    "rounds.timelines.push.ring_for_prompt",
)
