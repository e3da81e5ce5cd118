"""Every word that others can read passes the gate: a table of all text in the database.

Each field of text is in one of four tables: tried here through its door, held by a test that is named,
written by the server itself or its operator, or read by nobody but those who are named. A new field is in
none of them and fails.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

import rounds
from rounds.__main__ import main
from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.gatherings.announce import announce
from rounds.gatherings.models import CollectedPost, Gathering, Kind
from rounds.gatherings.moderate import hide
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.identity.models import Account
from rounds.posts.media import upload
from rounds.posts.models import Post
from tests.pictures import film

NUMBER = "943 476 5919"
NAMING = f"My patient Edna Higgs, {NUMBER}"
LINK = "https://pacs.example.org/v/9434765919"
FOUND = ("9434765919", "943 476 5919", "Edna Higgs")
RULES = Path(rounds.__file__).parent / "gate" / "review"

_PLAN = {
    "title": "Fluids in sepsis", "tag": "SepsisJC", "day": (clock.now() + timedelta(days=7)).date().isoformat(), "clock": "20:00",
    "zone": "Europe/London", "minutes": "60", "prompt": ["What do you give first?"], "minute": ["5"],
}  # fmt: skip
_JOINS = {
    "display_name": "Nora Lind", "username": "nora", "role": "student", "email": "nora@example.org",
    "password1": "slow green kettle 7", "age_band": "18_plus",
}  # fmt: skip
_ENTRY = {
    "what": "consultant", "scope": "cardiology", "register": "gmc", "number": "765 4321",
    "name": "Amina Yusuf",
}  # fmt: skip
_TEACHES = {"text": "Rate, rhythm, axis.", "teaching": "1", "interests": "none"}


@pytest.fixture
def amina(dr_amina: Account, log_in: Callable[[Account], Client]) -> Client:
    """Dr Amina's browser."""
    return log_in(dr_amina)


def _form(address: str, base: dict[str, Any], **said: Any) -> Callable[[Client, Account], Any]:
    return lambda browser, _who: browser.post(address, base | said)


def _chat(**said: Any) -> Callable[[Client, Account], Any]:
    return _form("/chats/new", _PLAN, **said)


def _post(**said: Any) -> Callable[[Client, Account], Any]:
    base = {"text": "A harmless word.", "act": "publish", "visibility": "public"}
    return _form("/compose", base, **said)


def _profile(**said: Any) -> Callable[[Client, Account], Any]:
    return lambda browser, who: browser.post(
        "/settings/profile", {"display_name": who.display_name, "role": who.role} | said
    )


def _joins(**said: Any) -> Callable[[Client, Account], Any]:
    return lambda _browser, _who: Client().post("/accounts/signup/", _JOINS | said)


def _app(**said: str) -> Callable[[Client, Account], Any]:
    base = {"client_name": "Ivory", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"}
    return _form("/api/v1/apps", base, **said)


def _planned(host: Account) -> Gathering:
    start = clock.now() + timedelta(days=2)
    return announce(host, Plan("Fluids", "FluidJC", start, prompts=[PlannedPrompt("First?", 5)]))


def _calls_off(browser: Client, who: Account) -> Any:
    return browser.post(f"/chats/{_planned(who).pk}/cancel", {"reason": NAMING})


def _hides(_browser: Client, who: Account) -> Any:
    chat = _planned(who)
    CollectedPost.objects.create(
        gathering=chat, post_id=7, author_id=8, kind=Kind.REPLY, posted_at=clock.now()
    )
    with pytest.raises(Invalid):
        hide(who, chat, 7, NAMING)


def _shows_a_picture(browser: Client, who: Account) -> Any:
    picture = upload(who, film())
    more = {"picture": str(picture.pk), f"describe-{picture.pk}": NAMING}
    assert _post(**more)(browser, who).status_code == 303
    assert not Post.objects.exists()


TRIED: dict[str, Callable[[Client, Account], Any]] = {
    "gatherings.Gathering.title": _chat(title=NAMING),
    "gatherings.Gathering.tag": _chat(tag="NHS9434765919"),
    "gatherings.Gathering.tag_shown": _chat(tag="NHS9434765919"),
    "gatherings.Gathering.aims": _chat(aims=NAMING),
    "gatherings.Gathering.article_title": _chat(article_title=NAMING),
    "gatherings.Gathering.article_url": _chat(article_url=LINK),
    "gatherings.Gathering.welcome": _chat(welcome=NAMING),
    "gatherings.Gathering.closing": _chat(closing=NAMING),
    "gatherings.Prompt.text": _chat(prompt=[NAMING]),
    "gatherings.Gathering.cancelled_because": _calls_off,
    "gatherings.CollectedPost.hidden_reason": _hides,
    "identity.Account.username": _joins(username="nhs9434765919b"),
    "identity.Account.display_name": _joins(display_name=NAMING[:60]),
    "identity.Account.pronouns": _joins(pronouns=NUMBER),
    "identity.Account.specialties": _joins(specialties=f"cardiology, {NUMBER}"),
    "identity.Account.note": _profile(note=NAMING),
    "identity.Account.fields": _profile(name_0="Today", value_0=NAMING),
    "identity.Account.avatar_description": _profile(avatar_description=NAMING),
    "identity.Claim.scope": _form("/settings/credentials/new/register", _ENTRY, scope=NAMING),
    "identity.Claim.link": _form("/settings/credentials/new/website", {}, link=LINK),
    "identity.Interest.body": _form("/settings/interests/new", {"kind": "shares"}, body=NAMING),
    "identity.Interest.products": _form(
        "/settings/interests/new", {"kind": "shares", "body": "Pulsarion"}, products=NAMING
    ),
    "identity.Interest.note": _form(
        "/settings/interests/new", {"kind": "shares", "body": "Pulsarion"}, note=NAMING
    ),
    "identity.App.name": _app(client_name=NAMING),
    "identity.App.website": _app(website=LINK),
    "posts.Post.source": _post(text=NAMING),
    "posts.Post.content_warning": _post(content_warning=NAMING),
    "posts.Post.interests": _post(**_TEACHES | {"interests": NAMING}),
    "posts.Post.summary": _post(**_TEACHES, summary=NAMING),
    "posts.Post.sponsored_by": _post(sponsored_by=NAMING),
    "posts.Poll.options": _post(poll_option=["Yes", NAMING]),
    "posts.Media.description": _shows_a_picture,
    "posts.Tag.shown": _post(text="#nhs9434765919"),
}

# Checked by `review.words.checked` in the verb of this file, under this field's name.
CHECKED = {
    "gate.Review.words": "reviewer", "gate.Review.items": "reviewer",
    "gate.Review.to_editor": "reviewer", "gate.Review.ai_words": "reviewer",
    "gate.Manuscript.reason": "editor", "gate.Manuscript.despite": "editor",
    "gate.ManuscriptVersion.answer": "author", "gate.Correction.why": "correct",
}  # fmt: skip
_NAMED_THERE = {"items": "one.item", "reason": '"words"'}

# Made from what was judged, or from what the server or its operator says.
_MADE = {
    "an identifier, a number, a digest, a choice of a list or a key that the server makes": """
        jobs.Job:function,args,key,last_error,leased_by ledger.FactRow:kind,data ledger.Audience:digest
        identity.Interest:kind,band,currency
        identity.InterestsSnapshot:digest identity.KindChange:was,kind identity.Claim:what,way,mark,state,reason
        identity.Evidence:sealed identity.Vouch:answer
        identity.Check:answer identity.SigningKey:public,sealed identity.SamlKey:certificate,sealed
        identity.SamlSpent:digest
        identity.Account:domain,uri,avatar,header,country,languages,default_licence
        identity.User:password,locale,time_zone,theme,default_visibility,default_language
        identity.Invitation:code
        identity.Credential:what,way,binding,reason identity.Follow:languages
        identity.App:scopes,client_id,secret_digest
        identity.AppCode:digest,scopes,challenge,challenge_method
        identity.AppToken:digest,code_digest,scopes
        posts.Post:uri,language,author_role,voice,for_whom,licence,level,bloom,reviewed
        posts.Tombstone:uri
        posts.Media:kind,mime,file,preview,blurhash,state,spots,portrait,remarks posts.Poll:counts
        posts.HiddenPost:named
        gate.Manuscript:state gate.ManuscriptVersion:confirmed,seen_as gate.Invitation:state
        gate.Review:recommendation,ai_use
        gate.Correction:kind gate.KeptDraft:code,state,digest,findings,confirmed,cleared
        gate.Release:rules,kind,confirmed gate.OwnWord:kind,sealed
        gate.Tally:kind gate.PictureLook:decision gate.BroughtIn:uri,digest gate.IdempotencyKey:key
        gatherings.Gathering:time_zone,state,confirmed gatherings.KeptCounts:counts gatherings.Prompt:kept_code
        gatherings.CollectedPost:kind,author_role,audience
        trust.Report:post_ids,rule_ids,category,state,answer trust.Takedown:code,keys,state trust.Step:state
        timelines.Notification:kind
        timelines.NotificationPolicy:choices,let_in timelines.PushKey:public,sealed
        timelines.PushSubscription:session,sealed,alerts,policy timelines.Marker:timeline
        timelines.List:replies_policy
        timelines.Filter:contexts,action timelines.Conversation:people
        moving.Parcel:way,state,file,counts,left_out,reason
    """,
    "made from fields that were judged": """
        identity.InterestsSnapshot:document,line identity.Badge:document identity.Account:note_html
        identity.Credential:scope,link posts.Post:html,role_line,credential_line,speaks_for_handle,speaks_for_name,app_name,app_website,corrected
        posts.Tag:name posts.Revision:source,html,content_warning,media,poll_options,labels
        posts.Media:refusal
        gate.Review:shown_name,role_line,credential_line,institutions,interests_line
        timelines.RenderedPost:core timelines.RenderedAccount:core
    """,
    "said by whoever runs the server, by an institution, by a page or a file from elsewhere": """
        identity.SamlProvider:entity,names,words,sign_in,certificates,scopes identity.Claim:issuer
        identity.Credential:claim,issuer
        posts.LinkPreview:url,title,description,site posts.Media:provenance
    """,
}

# Read by nobody but its writer, or by those who are named here.
_READ_BY = {
    "its writer alone": """
        identity.User:email identity.PrivateNote:comment identity.DomainBlock:domain
        timelines.List:title
        timelines.Filter:title timelines.FilterKeyword:keyword gate.KeptDraft:content,came
    """,
    "its writer's app": """
        identity.App:redirect_uris identity.AppCode:redirect_uri
    """,
    "its writer and the one moderator they named, once the gate let it pass": """
        gate.KeptDraft:question,advice
    """,
    "a picture's owner and the moderator who looked, once the gate let it pass": """
        gate.PictureLook:reason
    """,
    "its author, editor and reviewers, once the gate let it pass": """
        gate.ManuscriptVersion:content
    """,
    "moderators": """
        identity.User:reason_for_joining identity.Invitation:note trust.Report:comment
        identity.KindChange:reason
    """,
    "moderators and whoever reported": """
        trust.Report:words
    """,
    "moderators and the two parties of a claim, once the gate let it pass": """
        trust.Takedown:email,name,work,right trust.Step:words
    """,
}


def _spread(table: dict[str, str]) -> dict[str, str]:
    """Each field with why it is in `table`."""
    return {
        f"{model}.{name}": why
        for why, words in table.items()
        for model, _colon, names in (one.partition(":") for one in words.split())
        for name in names.split(",")
    }


SERVER, PRIVATE = _spread(_MADE), _spread(_READ_BY)


def _all_text() -> set[str]:
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("rounds.")
        for field in model._meta.get_fields()
        if _is_text(field)
    }


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not (
        field.choices
    )


@pytest.fixture(params=sorted(TRIED))
def field(request: pytest.FixtureRequest) -> str:
    """A field of text that others read."""
    return str(request.param)


def test_no_word_that_others_read_goes_out_unjudged(
    field: str, dr_amina: Account, amina: Client
) -> None:
    answer = TRIED[field](amina, dr_amina)
    assert answer is None or answer.status_code in {303, 422}
    label, _dot, name = field.rpartition(".")
    if field == "posts.Media.description":
        return  # kept with its draft, which others do not read
    rows = str(list(apps.get_model(label).objects.values_list(name, flat=True)))
    assert not any(words in rows for words in FOUND)


def test_every_field_of_text_is_in_one_of_the_tables() -> None:
    tables = [set(TRIED), set(CHECKED), set(SERVER), set(PRIVATE)]
    assert sum(map(len, tables)) == len(set().union(*tables))
    assert set().union(*tables) == _all_text()


@pytest.mark.parametrize("field", sorted(CHECKED))
def test_what_reviewers_editors_and_authors_write_is_checked(field: str) -> None:
    name = field.rpartition(".")[2]
    source = (RULES / f"{CHECKED[field]}.py").read_text("utf-8")
    named = re.escape(_NAMED_THERE.get(name, f'"{name}"'))
    assert re.search(rf"checked\([^\n]*{named}", source)


def test_the_api_opens_no_account_whose_name_is_a_patients_number(
    phone_of: Callable[..., Any],
) -> None:
    said = {
        "username": "nhs9434765919b", "email": "nora@example.org", "agreement": True,
        "password": "slow green kettle 7", "locale": "en",
    }  # fmt: skip
    answer = phone_of(None).send("POST", "/api/v1/accounts", said)
    assert answer.status_code == 422
    assert "NHS number" in answer.content.decode()
    assert not Account.objects.filter(username__contains="9434765919").exists()


@pytest.mark.parametrize("said", [["nora", "--name", NAMING], ["nhs9434765919"]])
def test_the_command_line_opens_no_account_that_names_a_patient(db: None, said: list[str]) -> None:
    assert main(["account", "create", *said]) != 0
    assert not Account.objects.exists()


def test_a_reason_can_be_mended_and_says_why(amina: Client, dr_amina: Account) -> None:
    chat = _planned(dr_amina)
    refused = amina.post(f"/chats/{chat.pk}/cancel", {"reason": NAMING})
    assert refused.status_code == 422
    assert NAMING in refused.content.decode()
    assert "Stops here" in refused.content.decode()
    amina.post(f"/chats/{chat.pk}/cancel", {"reason": "I am ill."})
    assert Gathering.objects.get().cancelled_because == "I am ill."
