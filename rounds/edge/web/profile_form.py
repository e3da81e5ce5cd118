"""The form of one's profile: what others read about somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rounds.edge.web.choices import (
    LanguagesField,
    LineField,
    country_choices,
    organisation_choices,
    role_choices,
)
from rounds.edge.web.signup import OWN_NAME, ask_what_the_role_needs, own_name_choices
from rounds.identity.models import Account
from rounds.identity.names import GMC_ADDRESS, GMC_PARAGRAPH
from rounds.identity.profile import FIELD_LENGTH, FIELDS, NAME_LENGTH, NOTE_LENGTH, Changes
from rounds.identity.roles import OrganisationKind, Role

_TICKS = ("locked", "discoverable", "indexable", "hides_network", "bot")
_SAME = (
    "display_name", "note", "country", "languages", "specialties", "pronouns",
    "avatar_description", *_TICKS,
)  # fmt: skip


EXAMPLES = (("ORCID", "https://orcid.org/0000-0002-1825-0097"),)
"""What a listed fact may look like, shown in the empty boxes of the first lines."""


def _fact(label: str, example: str) -> forms.CharField:
    box = forms.TextInput(attrs={"placeholder": example} if example else {})
    return forms.CharField(label=label, required=False, max_length=FIELD_LENGTH, widget=box)


def _tick(label: str, help_text: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class ProfileForm(forms.Form):
    """Everything of a profile in one form; what is wrong stands beside its field."""

    name_source = GMC_PARAGRAPH
    name_address = GMC_ADDRESS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_who()
        self._add_pictures()
        self._add_openness()

    def _add_who(self) -> None:
        add = self.fields
        add["display_name"] = forms.CharField(label=_("Name shown"), max_length=NAME_LENGTH)
        add["role"] = forms.ChoiceField(
            label=_("Role in medicine"), choices=role_choices,
            help_text=_("Posts keep the role you had when you wrote them."),
        )  # fmt: skip
        add["organisation_kind"] = forms.ChoiceField(
            label=_("Kind of organisation"),
            choices=organisation_choices,
            required=False,
            help_text=_(
                "“Industry” can be chosen at any time; only a moderator can take it off again."
            ),
        )
        add["uses_own_name"] = forms.ChoiceField(
            label=_("Is the name shown your own?"), choices=own_name_choices,
            widget=forms.RadioSelect, required=False,
            help_text=_("Doctors say so. With other roles it can stay open."),
        )  # fmt: skip
        add["note"] = forms.CharField(
            label=_("About you"), required=False, max_length=NOTE_LENGTH * 2, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("At most %(most)s characters.") % {"most": NOTE_LENGTH},
        )  # fmt: skip
        add["specialties"] = LineField(
            label=_("Specialties or interests"), required=False, max_length=330,
            help_text=_("With commas: cardiology, medical education"),
        )  # fmt: skip
        add["country"] = forms.ChoiceField(
            label=_("Country"), choices=country_choices, required=False
        )
        add["languages"] = LanguagesField(
            label=_("Languages"), required=False, max_length=200,
            help_text=_("With commas: English, Português"),
        )  # fmt: skip
        add["pronouns"] = forms.CharField(label=_("Pronouns"), required=False, max_length=30)
        for number in range(FIELDS):
            name, value = EXAMPLES[number] if number < len(EXAMPLES) else ("", "")
            add[f"name_{number}"] = _fact(_("Name"), name)
            add[f"value_{number}"] = _fact(_("Content"), value)

    def _add_pictures(self) -> None:
        add = self.fields
        add["avatar"] = forms.FileField(
            label=_("Portrait"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
            help_text=_("Cut to a square. Hidden data, such as the place, is removed."),
        )  # fmt: skip
        add["no_avatar"] = forms.BooleanField(label=_("Show no portrait"), required=False)
        add["avatar_description"] = forms.CharField(
            label=_("What the portrait shows"), required=False, max_length=500,
            help_text=_("For people who do not see it."),
        )  # fmt: skip
        add["header"] = forms.FileField(
            label=_("Picture above the profile"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
            help_text=_("Three times as wide as high."),
        )  # fmt: skip
        add["no_header"] = forms.BooleanField(
            label=_("Show no picture above the profile"), required=False
        )

    def _add_openness(self) -> None:
        words = {
            "locked": (_("I let each follower in myself"), _("Who wants to follow you asks first.")),
            "discoverable": (_("People may find me"), _("In searches, the directory and suggestions.")),
            "indexable": (_("My public posts may be found"), _("In searches for words.")),
            "hides_network": (_("Do not show whom I follow and who follows me"), ""),
            "bot": (_("Nobody writes here by hand"), _("A programme posts under this name; readers are told.")),
        }  # fmt: skip
        for name, (label, help_text) in words.items():
            self.fields[name] = _tick(label, help_text)

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields that a profile lists, name beside content."""
        return [(self[f"name_{n}"], self[f"value_{n}"]) for n in range(FIELDS)]

    @staticmethod
    def said_by(account: Account) -> dict[str, Any]:
        """What stands in the form before anything is changed."""
        known = {name: getattr(account, name) for name in _SAME}
        own = {value: words for words, value in OWN_NAME.items()}
        known |= {"role": account.role, "organisation_kind": account.organisation_kind}
        known["uses_own_name"] = own[account.uses_own_name]
        for number, pair in enumerate(account.fields[:FIELDS]):
            known |= {f"name_{number}": pair["name"], f"value_{number}": pair["value"]}
        return known

    def clean(self) -> dict[str, Any]:
        """Ask what the chosen role makes necessary."""
        cleaned: dict[str, Any] = super().clean() or {}
        ask_what_the_role_needs(self, cleaned)
        return cleaned

    def words(self) -> dict[str, str]:
        """What others will read, by field."""
        said = self.cleaned_data
        pairs = [f"{what}_{n}" for n in range(FIELDS) for what in ("name", "value")]
        words = {name: said[name] for name in ("display_name", "note", "pronouns", *pairs)}
        told = {"specialties": ", ".join(said["specialties"])}
        return words | told | {"avatar_description": said["avatar_description"]}

    def changes(self) -> Changes:
        """What the room is asked to change."""
        said = self.cleaned_data
        role = Role(said["role"])
        kind = said["organisation_kind"] if role is Role.ORGANISATION else ""
        return Changes(
            **{name: said[name] for name in _SAME},
            role=role,
            organisation_kind=OrganisationKind(kind),
            uses_own_name=OWN_NAME[said["uses_own_name"]],
            fields=[(said[f"name_{n}"], said[f"value_{n}"]) for n in range(FIELDS)],
        )
