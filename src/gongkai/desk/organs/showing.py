"""Organs as a tree, and people in the words of a list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.organs.models import Appointment, Organ, Unit, User


@dataclass(frozen=True, slots=True)
class Branch:
    """An organ and what stands below it."""

    organ: Organ
    below: list["Branch"] = field(default_factory=list)


class Question(NamedTuple):
    """What is asked before an act."""

    id: str
    title: str
    text: str


class State(NamedTuple):
    """Whether somebody can log in, as a badge shows it."""

    kind: str
    word: str


def branches(organs: Iterable[Organ], *, below: Organ) -> list[Branch]:
    """The organs as a tree; those whose superior is not among them are left out."""
    found = {organ.pk: Branch(organ) for organ in organs}
    top = Branch(below)
    for branch in found.values():
        superior = top if branch.organ.superior_id == below.pk else found.get(branch.organ.superior_id or 0)
        if superior:
            superior.below.append(branch)
    return top.below


def state_of(person: User) -> State:
    """Whether this person can log in."""
    if not person.is_active:
        return State("muted", "停用")
    return State("wait", "待接受邀请") if person.is_awaited else State("ok", "在用")


def question_of_closing(unit: Unit) -> Question:
    """Asked before a unit is closed; each has its own place on the page."""
    text = "撤销后，登记人员和事项时不能再选它；已经登记的不变，以后可以恢复。"
    return Question(f"close-unit-{unit.pk}", f"撤销内设机构“{unit.name}”？", text)


def question_of_suspending(person: User) -> Question:
    """Asked before somebody is suspended."""
    text = "停用后此人立即不能登录，已登录的也会退出；角色和办过的事项都保留，以后可以恢复。"
    return Question("suspend-person", f"停用“{person.name}”？", text)


def held_roles(person: User) -> str:
    """The roles of somebody whom ``queries.staff`` found."""
    return "、".join(dict.fromkeys(one.get_role_display() for one in held(person))) or "没有角色"


def held_units(person: User) -> str:
    """The units in which those roles are held."""
    return "、".join(dict.fromkeys(one.unit.name for one in held(person) if one.unit)) or "—"


def held(person: User) -> list[Appointment]:
    """The roles that ``queries.staff`` has read with the person."""
    found: list[Appointment] = person.__dict__.get("held", [])
    return found
