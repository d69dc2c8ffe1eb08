"""How a person wants to be told."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from gongkai.notices.inbox import INSIDE_ONLY, Wishes
from gongkai.notices.models import ByMail, Kind, Preference, QuietHours

KINDS = [kind for kind in Kind if kind not in INSIDE_ONLY]


class Row(NamedTuple):
    """The fields of one kind."""

    label: str
    by_mail: forms.BoundField
    by_sms: forms.BoundField


def clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "请填写时间，例如 21:00。",
            "invalid": "时间格式不对，请按 21:00 这样填写。",
        },
    )


class WishesForm(forms.Form):
    """Mail and text message for each kind, and the quiet hours."""

    begins = clock("免打扰开始")
    ends = clock("免打扰结束")
    on_days_off = forms.BooleanField(label="非工作日全天免打扰", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, wishes: Mapping[str, Preference], quiet: QuietHours
    ) -> None:
        super().__init__(
            data,
            initial={"begins": quiet.begins, "ends": quiet.ends, "on_days_off": quiet.on_days_off},
        )
        for kind in KINDS:
            self.fields[f"mail_{kind}"] = forms.ChoiceField(
                label="邮件", choices=_choices(kind), initial=wishes[kind].by_mail
            )
            self.fields[f"sms_{kind}"] = forms.BooleanField(
                label="短信", required=False, initial=wishes[kind].by_sms
            )

    @property
    def rows(self) -> list[Row]:
        """The fields by kind, as the page shows them."""
        return [Row(kind.label, self[f"mail_{kind}"], self[f"sms_{kind}"]) for kind in KINDS]

    @property
    def wishes(self) -> Wishes:
        """What was chosen, once it is valid."""
        given = self.cleaned_data
        return Wishes(
            by_mail={kind: given[f"mail_{kind}"] for kind in KINDS},
            by_sms=frozenset(kind for kind in KINDS if given[f"sms_{kind}"]),
            begins=given["begins"],
            ends=given["ends"],
            on_days_off=given["on_days_off"],
        )


def _choices(kind: Kind) -> list[tuple[str, str]]:
    """A digest is not gathered into a digest."""
    return [
        (choice.value, str(choice.label))
        for choice in ByMail
        if not (kind is Kind.DIGEST and choice is ByMail.DIGEST)
    ]
