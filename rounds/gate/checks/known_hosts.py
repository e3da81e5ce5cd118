"""Links whose numbers count something else: papers, posts, films, meetings. Pure.

Ten digits in a link of one of these hosts are an article's, a post's or a meeting's. In a link to
anywhere else they may be a patient's: archives of pictures and records name people by them.
"""

import re

_HOSTS = (
    # papers, books, registers of trials
    "doi.org dx.doi.org nih.gov europepmc.org pubmed.gov clinicaltrials.gov isrctn.com crossref.org orcid.org "
    "arxiv.org biorxiv.org medrxiv.org ssrn.com researchgate.net semanticscholar.org scholar.google.com "
    "zenodo.org figshare.com osf.io nature.com springer.com springeropen.com biomedcentral.com wiley.com "
    "sciencedirect.com elsevier.com cell.com thelancet.com nejm.org bmj.com jamanetwork.com ahajournals.org "
    "acc.org escardio.org oup.com cambridge.org tandfonline.com sagepub.com karger.com thieme.com "
    "thieme-connect.com liebertpub.com lww.com plos.org mdpi.com frontiersin.org jmir.org f1000research.com "
    "acpjournals.org annals.org physiology.org pnas.org science.org cochranelibrary.com cochrane.org jstor.org "
    "jacc.org asahq.org rsna.org ajronline.org ascopubs.org cdc.gov fda.gov ema.europa.eu who.int gov.uk "
    "nice.org.uk uptodate.com medscape.com radiopaedia.org wikipedia.org wikimedia.org worldcat.org "
    "google.com bing.com archive.org github.com gitlab.com amazon.com amazon.co.uk amazon.de "
    # posts, films, broadcasts
    "x.com twitter.com t.co facebook.com instagram.com threads.net linkedin.com lnkd.in bsky.app bsky.social "
    "mastodon.social mastodon.online mstdn.social med-mastodon.com reddit.com redd.it tiktok.com youtube.com "
    "youtu.be vimeo.com tumblr.com pinterest.com flickr.com medium.com substack.com spotify.com soundcloud.com "
    "podcasts.apple.com apple.com bbc.co.uk bbc.com theguardian.com nytimes.com reuters.com apnews.com "
    "telegraph.co.uk independent.co.uk thetimes.co.uk spiegel.de zeit.de faz.net aerzteblatt.de lemonde.fr "
    # meetings, tickets, questionnaires
    "zoom.us zoom.com webex.com gotomeeting.com eventbrite.com eventbrite.co.uk meetup.com surveymonkey.com "
    "jotform.com typeform.com slido.com kahoot.it kahoot.com menti.com mentimeter.com gofundme.com justgiving.com"
)
KNOWN = frozenset(_HOSTS.split())
# A link with or without its scheme; a host alone has no number to look at.
LINK = re.compile(
    r"(?:https?://|(?<![\w@.-]))(?:[^\s<>\"'/@]{1,64}@)?(?P<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?::\d+)?(?P<rest>[/?#][^\s<>\"']*)",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"(?:nhs|patient|pat_?id|mrn|chi)[\w-]{0,12}[=/]", re.IGNORECASE)


def is_known(host: str) -> bool:
    """Whether `host`, or what it belongs to, is one whose numbers are no patient's."""
    parts = host.lower().split(".")
    return any(".".join(parts[at:]) in KNOWN for at in range(len(parts) - 1))


def is_harmless(link: re.Match[str]) -> bool:
    """Whether the numbers in `link` (a match of `LINK`) count something else than patients."""
    return is_known(link["host"]) and _SAYS_SO.search(link["rest"]) is None
