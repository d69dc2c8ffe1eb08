"""The seven steps 七步法: each question with what was written down, and a form to write it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from gongkai import data
from gongkai.desk.editing import Sheet, edited, sent
from gongkai.desk.fields import AnswerField, LinesField, choice_field, day_field, words_field
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.requests.finding import case_at, insist
from gongkai.desk.requests.guiding import Guide
from gongkai.law.casefile import CaseFile
from gongkai.law.evidence import Search
from gongkai.requests import queries
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest

SEARCHES, THIRD_PARTY = "searches", "third_party"
NONE = "none-"


@require_safe
@needs("requests.view")
def examination(request: StaffRequest, pk: int) -> HttpResponse:
    """The steps in their order; the last leads to the answer."""
    about = case_at(request, pk)
    case = queries.case_of(about)
    written = {finding.about: finding for finding in about.findings.select_related("written_by")}
    guide = Guide(about, case, request.user, localdate())
    statuses = {status.number: status for status in guide.statuses}
    context = {
        "request_": about,
        "guide": guide,
        "steps": [
            {
                **step,
                "findings": [(name, _heading(name), _shown(written.get(name))) for name in step["findings"]],
                "moves": [
                    _link(about, statuses[number]) for number in step["moves"] if statuses[number].allowed
                ],
            }
            for step in _texts()["steps"]
            if case.order or not step.get("only_ordered")
        ],
        "may_handle": request.user.has_perm("requests.handle", about),
    }
    return render(request, "desk/requests/examination.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("requests.handle")
def finding(request: StaffRequest, pk: int, about: str) -> HttpResponse:
    """Write down one step."""
    found = case_at(request, pk)
    insist(request, "requests.handle", found)
    if about not in _texts()["findings"]:
        raise Http404(about)
    known = found.findings.filter(about=about).first()
    parties = [one.party for one in queries.case_of(found).consultations]
    form = FindingForm(
        about, sent(request), known.data if known else None, parties=parties, by=request.user.name
    )
    back = reverse("desk:request-examination", args=[pk])

    def act() -> None:
        handling.write_finding(found, about, form.written, on=localdate(), by=request.user)

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title=f"{_heading(about)}（{found.serial}）",
            hint="如实填写；拟写答复时据此检查，并作为复议、诉讼的证据。",
            label="保存",
            back=back,
        ),
        told="审查记录已保存。",
        then=lambda: back,
    )


class FindingForm(forms.Form):
    """The questions of one step; the facts of the law say which, the data file how they are put."""

    def __init__(self, about: str, sent_data: Any, known: Any, *, parties: Sequence[str], by: str) -> None:
        super().__init__(sent_data)
        self.about, self.known = about, known
        self.parties = parties if about == THIRD_PARTY else ()
        values: Mapping[str, Any] = {"by": by, "on": localdate()} if about == SEARCHES else known or {}
        for name, hint in _questions(about):
            self.fields |= dict(_answer(name, hint, _label(about, name), values.get(name)))
        for number, party in enumerate(self.parties):
            taken = choice_field(f"对{party}的答复或者沉默如何认定", _choices("taken_as"), required=False)
            reason = words_field(f"认定{party}意见的理由", rows=2, required=False)
            before = _reading(values, party)
            taken.initial, reason.initial = before.get("taken_as"), before.get("reason")
            self.fields |= {f"taken-{number}": taken, f"reason-{number}": reason}

    @property
    def written(self) -> Any:
        """What was answered, as it is kept: unanswered questions are left out."""
        told = {
            name: value
            for name, hint in _questions(self.about)
            if (value := self._value(name, hint)) is not None
        }
        if self.about == SEARCHES:
            return [*(self.known or []), told]
        if self.parties:
            told["readings"] = list(self._readings())
        return told

    def _value(self, name: str, hint: Any) -> Any:
        value = self.cleaned_data.get(name)
        if get_origin(hint) is tuple:
            return value or ([] if self.cleaned_data.get(f"{NONE}{name}") else None)
        if value in ("", None):
            return None
        if isinstance(value, date):
            return value.isoformat()
        return int(value) if hint is int else value

    def _readings(self) -> Iterator[dict[str, Any]]:
        for number, party in enumerate(self.parties):
            taken = self.cleaned_data.get(f"taken-{number}")
            if taken:
                label = (
                    "third_party"
                    if party.startswith("第三方")
                    else "co_maker"
                    if party.startswith("共同")
                    else "other_organ"
                )
                yield {
                    "party": party,
                    "kind": label,
                    "taken_as": taken,
                    "reason": self.cleaned_data.get(f"reason-{number}") or None,
                }


def _answer(name: str, hint: Any, label: str, value: Any) -> Iterator[tuple[str, forms.Field]]:
    if hint is bool:
        yield name, AnswerField(label, initial=value)
    elif hint is date:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        yield name, day_field(label, required=False, initial=day)
    elif hint is int:
        yield name, forms.IntegerField(label=label, required=False, min_value=0, max_value=999, initial=value)
    elif get_origin(hint) is tuple:
        yield name, LinesField(label, rows=2, required=False, initial=value or [])
        none = forms.BooleanField(label=f"已核查，没有（{label}）", required=False, initial=value == [])
        yield f"{NONE}{name}", none
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        choices = [(one.value, _texts()["choices"]["kind"].get(one.value, one.value)) for one in hint]
        yield name, choice_field(label, choices, required=False, initial=value)
    else:
        yield name, words_field(label, rows=2, required=False, initial=value)


@cache
def _texts() -> Mapping[str, Any]:
    return data.read_toml("findings.toml")


@cache
def _questions(about: str) -> tuple[tuple[str, Any], ...]:
    """The fields of the fact that the desk asks for, each with the type of its answer.

    The others follow from the records, or are asked party by party.
    """
    asked = _texts()["findings"][about]
    kind = Search if about == SEARCHES else _bare(get_type_hints(CaseFile)[about])
    hints = get_type_hints(kind)
    return tuple((one.name, _bare(hints[one.name])) for one in fields(kind) if one.name in asked)


def _bare(hint: Any) -> Any:
    """A type without the None of «not written down»."""
    if isinstance(hint, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    return hint


def _label(about: str, name: str) -> str:
    return str(_texts()["findings"][about][name])


def _heading(about: str) -> str:
    return str(_texts()["findings"][about]["heading"])


def _choices(name: str) -> list[tuple[str, str]]:
    return list(_texts()["choices"][name].items())


def _reading(values: Mapping[str, Any], party: str) -> Mapping[str, Any]:
    return next((one for one in values.get("readings", ()) if one["party"] == party), {})


def _shown(written: Any) -> dict[str, Any] | None:
    """What was written down, in words."""
    if written is None:
        return None
    rows = written.data if isinstance(written.data, list) else [written.data]
    told = [
        (_label(written.about, name), _words(value))
        for row in rows
        for name, value in row.items()
        if name in _texts()["findings"][written.about]
    ]
    return {"told": told, "by": written.written_by, "on": written.written_on}


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "已核查，没有"
    return str(_texts()["choices"]["kind"].get(str(value), value))


def _link(about: InfoRequest, status: Any) -> dict[str, str]:
    special = {
        "E09": ("letter-begin", "L02"),
        "E24a": ("letter-begin", "L28"),
        "E13": ("request-consult", ""),
    }
    name, argument = special.get(status.number, ("request-move", status.number))
    arguments = [about.pk, argument] if argument else [about.pk]
    return {
        "label": status.label,
        "url": reverse(f"desk:{name}", args=arguments),
        "posts": name == "letter-begin",
    }
