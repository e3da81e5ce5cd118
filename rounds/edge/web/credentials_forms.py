"""The forms by which somebody has something confirmed, one for each way."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rounds.edge.web.choices import LineField
from rounds.identity.claim_models import Way
from rounds.identity.claim_words import KINDS, What, claimable
from rounds.identity.claims.registers import REGISTERS

Choices = list[tuple[str, str]]


def what_choices(way: Way) -> Choices:
    """What can be claimed by `way`, in words."""
    return [(what.value, _(KINDS[what].words)) for what in claimable(way)]


def _line(
    label: str, help_text: str = "", *, longest: int = 80, **attributes: Any
) -> forms.CharField:
    """One line that nobody completes or corrects by itself."""
    plain = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, strip=True,
        widget=forms.TextInput(attrs=plain | attributes),
    )  # fmt: skip


def _scope() -> forms.CharField:
    return forms.CharField(
        label=_("Field"), required=False, max_length=80, help_text=_("Such as cardiology")
    )


class MailForm(forms.Form):
    """The address that an institution gave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"] = forms.EmailField(
            label=_("Address your institution gave you"),
            help_text=_("We send a code there. The address is neither kept nor shown; its domain is."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )  # fmt: skip


class CodeForm(forms.Form):
    """The code that came."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _line(
            _("Code from the e-mail"), _("Six digits, good for 30 minutes."), longest=12,
            inputmode="numeric", autocomplete="one-time-code",
        )  # fmt: skip


class LinkForm(forms.Form):
    """The page that links back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"] = _line(
            _("Address of the page"), _("It begins with https://"), longest=400, inputmode="url"
        )


class VouchForm(forms.Form):
    """What others are asked to vouch for, and who."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"] = forms.ChoiceField(
            label=_("What you are"), choices=lambda: what_choices(Way.VOUCHING)
        )
        self.fields["scope"] = _scope()
        self.fields["handles"] = LineField(
            label=_("Who can vouch for it"), max_length=400,
            help_text=_("Two to four colleagues here, or one organisation, who are confirmed themselves. With commas: @amina, @priya"),
        )  # fmt: skip


class RegisterForm(forms.Form):
    """One's entry in a professional register."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = self.fields
        add["what"] = forms.ChoiceField(
            label=_("What you are"), choices=lambda: what_choices(Way.REGISTER)
        )
        add["scope"] = _scope()
        add["register"] = forms.ChoiceField(
            label=_("Register"),
            choices=lambda: [(one.key, one.keeper) for one in REGISTERS.values()],
        )
        numbers = "; ".join(_(one.number_words) for one in REGISTERS.values())
        add["number"] = _line(
            _("Your number there"),
            _("%(numbers)s. Two moderators read it, it is never shown, and it is deleted once they have decided.") % {"numbers": numbers},
            longest=40,
        )  # fmt: skip
        add["name"] = forms.CharField(
            label=_("Your name as it stands there"), max_length=120,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip


def kind_of(what: str) -> str:
    """What was claimed, in words."""
    return _(KINDS[What(what)].words)
