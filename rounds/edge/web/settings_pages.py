"""The settings: one's profile, account and preferences."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base.errors import Invalid
from rounds.edge.web.choices import language_choices, zones
from rounds.edge.web.labels import licence_choices
from rounds.edge.web.portraits import portraits_on_their_way
from rounds.edge.web.profile_form import ProfileForm
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.shown import near
from rounds.gate.own_words import check_own_words
from rounds.gate.review.words import Recognisable
from rounds.identity.models import Account, User
from rounds.identity.names import name_policy
from rounds.identity.portrait import set_avatar, set_header
from rounds.identity.preferences import Preferences, prefer_licence, revise_preferences
from rounds.identity.profile import revise_profile
from rounds.posts.labels import ALL_RIGHTS_RESERVED
from rounds.timelines.hydrate import hydrate_accounts


def user_behind(request: HttpRequest) -> User:
    """The sign-in of a reader who is logged in."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]


def refuse(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The page again, with what is wrong and everything that was typed: 422."""
    return render(request, template, {"form": form, **more}, status=422)


def blame(form: forms.Form, error: Invalid) -> None:
    """Say beside its field what a room could not use."""
    field: str | None = getattr(error, "field", None) or None
    form.add_error(field if field in form.fields else None, _(str(error)))


def may_vouch(error: Invalid) -> bool:
    """Whether one tap says of the words that were found that they are nobody's patient."""
    return isinstance(error, Recognisable) and error.can_vouch


@require_safe
@needs_reader
def index(request: HttpRequest, reader: Account) -> HttpResponse:
    """Every room of the settings."""
    return render(request, "settings/index.html", {"finding": name_policy(reader)})


def _set_pictures(account: Account, form: ProfileForm) -> None:
    """Set or take away the two pictures.

    Errors: Invalid for what is no picture.
    """
    for name, change in (("avatar", set_avatar), ("header", set_header)):
        given: UploadedFile[bytes] | None = form.cleaned_data[name]
        if form.cleaned_data[f"no_{name}"]:
            change(account, b"")
            continue
        if given is None:
            continue
        try:
            change(account, given.read())
        except Invalid as error:
            form.add_error(name, _(str(error)))
            raise


def _profile_words(reader: Account) -> dict[str, Any]:
    view = hydrate_accounts(reader, [reader.pk])[0]
    return {
        "finding": name_policy(reader),
        "avatar_url": near(view.avatar) if reader.avatar else "",
        "header_url": near(view.header) if reader.header else "",
        "waiting": portraits_on_their_way(reader),
    }


@needs_reader
def profile(request: HttpRequest, reader: Account) -> HttpResponse:
    """Change what others read about oneself."""
    page = "settings/profile.html"
    if request.method != "POST":
        form = ProfileForm(initial=ProfileForm.said_by(reader))
        return render(request, page, {"form": form, **_profile_words(reader)})
    form = ProfileForm(request.POST, request.FILES)
    if not form.is_valid():
        return refuse(request, page, form, **_profile_words(reader))
    try:
        vouched = request.POST.get("vouched") == "1"
        check_own_words(reader, form.words(), vouched=vouched)
        _set_pictures(reader, form)
        changed = revise_profile(reader, form.changes())
    except Invalid as error:
        if not form.errors:
            blame(form, error)
        reader.refresh_from_db()
        more = {"can_vouch": may_vouch(error)}
        return refuse(request, page, form, **_profile_words(reader), **more)
    if finding := name_policy(changed):
        messages.warning(request, f"{_(finding.reason)} {_(finding.suggestion)}")
    messages.success(request, _("Your profile is changed."))
    return redirect("/settings/profile")


@require_safe
@needs_reader
def account(request: HttpRequest, reader: Account) -> HttpResponse:
    """How one logs in: address, password, second step, sessions."""
    user = user_behind(request)
    steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    context = {
        "email": user.email,
        "pending": EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email).first(),
        "steps": steps.count(),
        "handle": f"@{reader.username}@{settings.LOCAL_HOST}",
    }  # fmt: skip
    return render(request, "settings/account.html", context)


class PreferencesForm(forms.Form):
    """How somebody likes to read and write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = self.fields
        add["locale"] = forms.ChoiceField(
            label=_("Language of the pages"), choices=settings.LANGUAGES
        )
        add["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), required=False,
            choices=lambda: [("", _("As the server: %(zone)s") % {"zone": settings.TIME_ZONE}), *((z, z.replace("_", " ")) for z in zones())],
        )  # fmt: skip
        add["theme"] = forms.ChoiceField(
            label=_("The page is"), widget=forms.RadioSelect,
            choices=lambda: [("auto", _("As the device says")), ("light", _("Light")), ("dark", _("Dark"))],
        )  # fmt: skip
        add["default_visibility"] = forms.ChoiceField(
            label=_("Who may read a new post"), widget=forms.RadioSelect,
            choices=lambda: [
                ("public", _("Everyone")), ("unlisted", _("Everyone, but not in the public lists")),
                ("private", _("My followers")), ("direct", _("Only the people named")),
            ],
        )  # fmt: skip
        add["default_language"] = forms.ChoiceField(
            label=_("Language you mostly write in"), choices=language_choices
        )
        add["default_licence"] = forms.ChoiceField(
            label=_("Licence of a new post"), choices=licence_choices, required=False,
            help_text=_("You own what you write. This is what others may do with it, unless a post says otherwise."),
        )  # fmt: skip
        add["default_sensitive"] = forms.BooleanField(
            label=_("Cover my pictures until they are asked for"), required=False,
            help_text=_("Useful where you often show wounds, operations or pathology."),
        )  # fmt: skip
        add["chat_mails"] = forms.BooleanField(
            label=_("Write me an e-mail an hour before a chat I come to"), required=False,
            help_text=_("Your notifications tell you in any case."),
        )  # fmt: skip


_PREFERENCES = (
    "locale", "time_zone", "theme", "default_visibility", "default_language", "default_sensitive",
    "chat_mails",
)  # fmt: skip


@needs_reader
def preferences(request: HttpRequest, reader: Account) -> HttpResponse:
    """Change how one likes to read and write."""
    user, page = user_behind(request), "settings/preferences.html"
    if request.method != "POST":
        initial = {name: getattr(user, name) for name in _PREFERENCES}
        initial["default_licence"] = reader.default_licence or ALL_RIGHTS_RESERVED
        form = PreferencesForm(initial=initial)
        return render(request, page, {"form": form})
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return refuse(request, page, form)
    revise_preferences(
        user, Preferences(**{name: form.cleaned_data[name] for name in _PREFERENCES})
    )
    if licence := form.cleaned_data["default_licence"]:
        prefer_licence(reader, licence)
    translation.activate(form.cleaned_data["locale"])
    messages.success(request, _("Your preferences are changed."))
    response = redirect("/settings/preferences")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        form.cleaned_data["locale"],
        samesite="Lax",
        max_age=365 * 86400,
    )
    response.set_cookie("theme", form.cleaned_data["theme"], samesite="Lax", max_age=365 * 86400)
    return response


urlpatterns = [
    path("settings", index),
    path("settings/profile", profile),
    path("settings/account", account),
    path("settings/preferences", preferences),
]
