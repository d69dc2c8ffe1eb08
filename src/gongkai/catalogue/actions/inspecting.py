"""The gate: what it finds in an item, and who answers for what may stay."""

from datetime import date

from gongkai.catalogue.events import FindingJustified, ItemInspected
from gongkai.catalogue.gate import Found, found_in
from gongkai.catalogue.models import ON_THE_WAY, Finding, Item
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import User

SHORTEST_REASON = 4


class GateError(RefusedError):
    """The gate cannot be passed like that; the message says what to do."""


@action
def inspect(item: Item, *, on: date, by: User) -> Item:
    """Look through what an item says and through its files once more.

    Raises:
        GateError: it is out already, or given up.
    """
    lock(item)
    if item.state not in ON_THE_WAY:
        raise GateError(f"条目现在是“{item.get_state_display()}”，不需要检查。")
    count = look_through(item, on=on)
    item.save(update_fields=["inspected"])
    record(ItemInspected(version=item.version, count=count), about=item, on=on, by=by)
    return item


@action
def justify(finding: Finding, *, reason: str, on: date, by: User) -> Finding:
    """Answer for it that something the gate found may be published.

    Raises:
        GateError: no reason is given, the item is out already, or its own drafter answers.
    """
    lock(finding)
    item = finding.item
    if len(reason.strip()) < SHORTEST_REASON:
        raise GateError("请写明保留的理由，例如“系本机关对外公布的值班手机”。")
    if item.state not in ON_THE_WAY:
        raise GateError(f"条目现在是“{item.get_state_display()}”，不能再说明。请刷新页面核对。")
    if by.pk in (item.drafted_by_id, item.submitted_by_id):
        raise GateError("拟稿人、送审人不能为自己的条目说明，请由审核人员说明。")
    finding.justification = reason.strip()
    finding.justified_by, finding.justified_on = by, on
    finding.save(update_fields=["justification", "justified_by", "justified_on"])
    record(FindingJustified(finding=finding.kind, fingerprint=finding.fingerprint), about=item, on=on, by=by)
    return finding


def look_through(item: Item, *, on: date) -> int:
    """Put what the gate finds now in place of what it found before; how much that is.

    What was justified stays justified as long as the very same thing is found again.
    """
    found = {one.fingerprint: one for one in found_in(item, on=on)}
    item.findings.exclude(fingerprint__in=found).delete()
    known = set(item.findings.values_list("fingerprint", flat=True))
    Finding.objects.bulk_create(_row(item, one) for key, one in found.items() if key not in known)
    item.inspected = item.version
    return len(found)


def _row(item: Item, found: Found) -> Finding:
    return Finding(
        item=item,
        organ_id=item.organ_id,
        fingerprint=found.fingerprint,
        kind=found.kind,
        place=found.place,
        told=list(found.told),
    )
