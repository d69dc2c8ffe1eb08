"""Which item or column an address means: what lies outside a person's organs is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, resolve_url

from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.queries.desk import items
from gongkai.desk.http import StaffRequest, working_organ
from gongkai.ledger.subjects import Recorded


def item_at(pk: int) -> Item:
    """An item, if it belongs to one of the person's organs.

    Raises:
        Http404: it does not.
    """
    return get_object_or_404(items().select_related("unit", "interprets"), pk=pk)


def allowed_item(request: StaffRequest, pk: int, permission: str) -> Item:
    """An item with which the person may do something.

    Raises:
        Http404: as ``item_at``.
        PermissionDenied: the person may not.
    """
    item = item_at(pk)
    insist(request, permission, item)
    return item


def own_column(request: StaffRequest, pk: int, permission: str) -> Column:
    """A column of the organ in which the person works.

    Raises:
        Http404: it is of another.
        PermissionDenied: the person may not do this.
    """
    column = get_object_or_404(Column.objects.select_related("organ", "parent", "unit"), pk=pk)
    insist(request, permission, column)
    return column


def insist(request: StaffRequest, permission: str, about: Recorded | None = None) -> None:
    """Go on only for who has a permission for a row, or for the organ where one works.

    Raises:
        PermissionDenied: the person has not.
    """
    if not request.user.has_perm(permission, about if about is not None else working_organ(request)):
        raise PermissionDenied(permission)


def page_of(item: Item) -> str:
    """Where an item is looked at."""
    return resolve_url("desk:item", item.pk)
