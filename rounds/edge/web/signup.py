"""The form by which somebody joins."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.edge.web.choices import (
    TOO_YOUNG,
    LanguagesField,
    LineField,
    age_choices,
    country_choices,
    organisation_choices,
    role_choices,
)
from rounds.gate.own_words import check_first_words
from rounds.gate.review.words import Recognisable
from rounds.identity.invitations import spend_invitation, usable_invitation
from rounds.identity.names import (
    GMC_ADDRESS,
    GMC_PARAGRAPH,
    NAME_TAKEN,
    is_name_taken,
    name_rule,
)
from rounds.identity.open_account import USERNAME_LENGTH, Newcomer, check_username, open_account
from rounds.identity.profile import NAME_LENGTH, SPECIALTIES
from rounds.identity.queries import accounts_by_handle
from rounds.identity.roles import AgeBand, Role
from rounds.identity.shown_names import NOTHING_SEEN, clean_shown_name, fault_in

OWN_NAME = {"yes": True, "no": False, "": None}


def own_name_choices() -> list[tuple[str, str]]:
    """Whether the name shown is one's own."""
    return [("yes", _("Yes, it is my own name")), ("no", _("No, it is a pseudonym"))]


def ask_what_the_role_needs(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Add to `form` what the chosen role makes necessary: an organisation's kind, a doctor's own name."""
    role = Role(cleaned.get("role") or Role.UNSTATED)
    if role is Role.ORGANISATION and not cleaned.get("organisation_kind"):
        form.add_error("organisation_kind", _("Say what kind of organisation this is."))
    _check_name(form, role, cleaned)
    answered = True if cleaned.get("uses_own_name") else None
    if name_rule(role, answered, cleaned.get("display_name", "")):
        form.add_error(
            "uses_own_name",
            _("Say whether the name shown is your own. Either answer is possible."),
        )


def _check_name(form: forms.Form, role: Role, cleaned: dict[str, Any]) -> None:
    """Refuse a name that says what only the server says, in the reader's language."""
    given = cleaned.get("display_name", "")
    name = clean_shown_name(given)
    if given and not name:
        form.add_error("display_name", _(NOTHING_SEEN))
    elif "display_name" not in form.errors and (fault := fault_in(name, role)):
        form.add_error("display_name", _(fault.reason) % {"words": fault.words})


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """What a newcomer says: name, role and a way to log in; the rest may stay open."""

    name_source = GMC_PARAGRAPH
    name_address = GMC_ADDRESS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registration: str = settings.ROUNDS.registration
        self.minimum_age: int = settings.ROUNDS.minimum_age
        self._add_who()
        self._add_further()
        self._add_door()
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _(
            "To log in and to reset your password. Nobody else sees it."
        )
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 10 characters. Several words are easy to remember and hard to guess."
        )

    def _add_who(self) -> None:
        fields = self.fields
        fields["display_name"] = forms.CharField(
            label=_("Name shown"), max_length=NAME_LENGTH,
            help_text=_("As others will read it beside what you write."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip
        fields["username"] = forms.CharField(
            label=_("Username"), max_length=USERNAME_LENGTH,
            help_text=_("Your address will be @username@%(host)s. Letters, digits and underscores. It cannot be changed later.")
            % {"host": settings.LOCAL_HOST},
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )  # fmt: skip
        fields["role"] = forms.ChoiceField(
            label=_("Role in medicine"), choices=role_choices, initial=Role.UNSTATED.value,
            help_text=_("Shown in words beside what you write. “Role not stated” is an honest answer; you can change it at any time."),
        )  # fmt: skip
        fields["organisation_kind"] = forms.ChoiceField(
            label=_("Kind of organisation"),
            choices=organisation_choices,
            required=False,
            help_text=_(
                "“Industry” can be chosen at any time; only a moderator can take it off again."
            ),
        )
        fields["uses_own_name"] = forms.ChoiceField(
            label=_("Is the name shown your own?"), choices=own_name_choices,
            widget=forms.RadioSelect, required=False,
            help_text=_("Doctors say so. With other roles it can stay open."),
        )  # fmt: skip

    def _add_further(self) -> None:
        fields = self.fields
        fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=country_choices, required=False
        )
        fields["languages"] = LanguagesField(
            label=_("Languages"), required=False, max_length=200,
            help_text=_("With commas: English, Português"),
        )  # fmt: skip
        fields["specialties"] = LineField(
            label=_("Specialties or interests"), required=False, max_length=330,
            help_text=_("With commas: cardiology, medical education"),
        )  # fmt: skip
        fields["pronouns"] = forms.CharField(label=_("Pronouns"), required=False, max_length=30)

    def _add_door(self) -> None:
        self.fields["age_band"] = forms.ChoiceField(
            label=_("How old are you?"), choices=lambda: age_choices(self.minimum_age),
            widget=forms.RadioSelect, help_text=_("Kept as one of these, and never shown."),
        )  # fmt: skip
        if self.registration == "invitation":
            self.fields["invitation"] = forms.CharField(
                label=_("Invitation"), max_length=32,
                help_text=_("The code somebody here gave you."),
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
            )  # fmt: skip
        if self.registration == "approval":
            self.fields["reason"] = forms.CharField(
                label=_("Why would you like to join?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("A sentence or two. Only the moderators read it."),
            )  # fmt: skip

    def clean_username(self) -> str:
        """The username, free and fit to be a handle."""
        name: str = self.cleaned_data["username"].strip().removeprefix("@")
        try:
            check_username(name)
        except Invalid as error:
            raise forms.ValidationError(_(str(error))) from error
        if accounts_by_handle([(name, "")]):
            raise forms.ValidationError(_("This username is taken. Choose another."))
        return name

    def clean_age_band(self) -> str:
        """The band, or a kind refusal below this server's youngest age."""
        band: str = self.cleaned_data["age_band"]
        if band == TOO_YOUNG:
            words = _(
                "You have to be %(age)s to have an account here. Nothing you typed was kept. Everything public can be read without one, and we would be glad to see you later."
            )
            raise forms.ValidationError(words % {"age": self.minimum_age})
        return band

    def clean_invitation(self) -> str:
        """The code of an invitation that can still be used."""
        code: str = self.cleaned_data["invitation"].strip()
        try:
            usable_invitation(code)
        except Invalid as error:
            raise forms.ValidationError(_(str(error))) from error
        return code

    def clean_specialties(self) -> list[str]:
        """At most as many as a profile holds, none longer than a line."""
        named: list[str] = self.cleaned_data["specialties"]
        if len(named) > SPECIALTIES or any(len(one) > 40 for one in named):
            raise forms.ValidationError(_("At most eight, each of at most 40 characters."))
        return named

    def clean(self) -> dict[str, Any]:
        """Ask what the chosen role makes necessary: an organisation's kind, a doctor's own name."""
        cleaned: dict[str, Any] = super().clean()
        if is_name_taken(clean_shown_name(cleaned.get("display_name", ""))):
            self.add_error("display_name", _(NAME_TAKEN))
        ask_what_the_role_needs(self, cleaned)
        parts = {name: str(cleaned.get(name) or "") for name in ("display_name", "pronouns")}
        parts["specialties"] = ", ".join(cleaned.get("specialties") or ())
        try:
            check_first_words(parts, cleaned.get("username") or "")
        except Recognisable as found:
            self.add_error(found.field, str(found))
        return cleaned

    def _newcomer(self) -> Newcomer:
        said = self.cleaned_data
        role = Role(said["role"])
        return Newcomer(
            username=said["username"],
            email=said["email"],
            display_name=" ".join(said["display_name"].split()),
            role=role,
            organisation_kind=said["organisation_kind"] if role is Role.ORGANISATION else "",
            country=said["country"],
            languages=said["languages"],
            specialties=said["specialties"],
            pronouns=said["pronouns"].strip(),
            uses_own_name=OWN_NAME[said["uses_own_name"]],
            age_band=AgeBand(said["age_band"]),
            reason_for_joining=said.get("reason", "").strip(),
            approved=self.registration != "approval",
            locale=translation.get_language() or "en-gb",
        )

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """Open the account behind the sign-in, and count the invitation."""
        code: str = self.cleaned_data.get("invitation", "")
        invitation = spend_invitation(code) if code else None
        open_account(self._newcomer(), user=user, invitation=invitation)

    @transaction.atomic
    def save(self, request: HttpRequest) -> Any:
        """The new sign-in with its account: both or neither."""
        return super().save(request)
