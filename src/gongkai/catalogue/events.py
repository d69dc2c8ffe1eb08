"""What can happen in the catalogue. Of what an unpublished item says, the ledger holds a digest only."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class ColumnOpened:
    name: str
    path: str
    duty: str


@dataclass(frozen=True, kw_only=True)
class ColumnChanged:
    """``before`` and ``after`` hold the fields that changed."""

    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ColumnClosed:
    """Nothing new comes into the column; what stands there stays."""


@dataclass(frozen=True, kw_only=True)
class ColumnReopened:
    pass


@dataclass(frozen=True, kw_only=True)
class NumberingSet:
    """From now on index numbers are given in this form."""

    form: str
    code: str


@dataclass(frozen=True, kw_only=True)
class ItemDrafted:
    """An item was begun; ``sha256`` is that of its words."""

    column: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ItemRevised:
    """Its words changed; ``version`` keeps them."""

    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileAttached:
    file: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileDetached:
    file: int


@dataclass(frozen=True, kw_only=True)
class ItemDiscarded:
    """A draft was given up; it was never published."""


@dataclass(frozen=True, kw_only=True)
class ItemSubmitted:
    """A version went to the reviewers."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ItemRecalled:
    """Who submitted it took it back before it was decided."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ItemPassed:
    """A reviewer passed a version and has proofread it."""

    stage: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ItemRejected:
    """A reviewer sent a version back."""

    stage: str
    version: int


@dataclass(frozen=True, kw_only=True)
class SecrecyExamined:
    """The secrecy review of this one item ended (先审查、后公开，逐项审查)."""

    version: int
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class ItemInspected:
    """The gate looked through a version and its files; ``count`` things were found."""

    version: int
    count: int


@dataclass(frozen=True, kw_only=True)
class FindingJustified:
    """Somebody answers for it that what the gate found may stay."""

    finding: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class ItemScheduled:
    publish_at: datetime


@dataclass(frozen=True, kw_only=True)
class ItemUnscheduled:
    pass


@dataclass(frozen=True, kw_only=True)
class ItemPublished:
    """From now on the public reads this version."""

    number: str
    version: int
    sha256: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ItemCorrected:
    """A published item was replaced by a newer version, and the page says so."""

    number: str
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CorrectionBegun:
    """The public reads the old version until the new one has passed all reviews."""

    version: int


@dataclass(frozen=True, kw_only=True)
class CorrectionDropped:
    """The published version stays as it is."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn:
    """The public reads only that it was withdrawn, and why."""

    number: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ItemFiled:
    """Reviewed, and not published of the organ's own accord; looked at again on a day (条例 18)."""

    attribute: str
    ground: str
    review_on: date


@dataclass(frozen=True, kw_only=True)
class ValidityMarked:
    """What is out was marked as repealed, amended or the like; its words stay as they were reviewed.

    ``before`` and ``after`` hold the validity.
    """

    number: str
    version: int
    before: dict[str, str]
    after: dict[str, str]
    why: str


@dataclass(frozen=True, kw_only=True)
class DueMoved:
    """A changed calendar of holidays moved the last day to publish."""

    before: date
    after: date


@dataclass(frozen=True, kw_only=True)
class TopicOpened:
    name: str
    path: str


@dataclass(frozen=True, kw_only=True)
class TopicChanged:
    """``before`` and ``after`` hold the fields that changed."""

    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class TopicArchived:
    """Nothing more comes into the topic; what is there can still be read."""


@dataclass(frozen=True, kw_only=True)
class TopicReopened:
    pass


@dataclass(frozen=True, kw_only=True)
class TopicFilled:
    """A publication came into a topic."""

    item: int


@dataclass(frozen=True, kw_only=True)
class TopicThinned:
    """A publication was taken out of a topic; it stays where else it stands."""

    item: int


@dataclass(frozen=True, kw_only=True)
class GuideRevised:
    """The paragraphs of the guide changed; ``version`` keeps them."""

    version: int
    sha256: str
