"""What can happen to organs and people. People appear by their ids: the ledger is never purged."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class OrganOpened:
    name: str
    credit_code: str
    superior: int | None


@dataclass(frozen=True, kw_only=True)
class OrganChanged:
    """``before`` and ``after`` hold the changed fields only."""

    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class UnitOpened:
    name: str
    is_disclosure_office: bool


@dataclass(frozen=True, kw_only=True)
class UnitChanged:
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class LeadingPostFilled:
    post: str
    holder: str
    since_on: date


@dataclass(frozen=True, kw_only=True)
class LeadingPostEnded:
    until_on: date


@dataclass(frozen=True, kw_only=True)
class UserInvited:
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationRenewed:
    pass


@dataclass(frozen=True, kw_only=True)
class UserChanged:
    """``fields`` names what was changed, without what it was or is."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UserSuspended:
    pass


@dataclass(frozen=True, kw_only=True)
class UserReinstated:
    pass


@dataclass(frozen=True, kw_only=True)
class RoleGiven:
    user: int
    role: str
    unit: int | None
    since_on: date


@dataclass(frozen=True, kw_only=True)
class RoleEnded:
    user: int
    role: str
    until_on: date
