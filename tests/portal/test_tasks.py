"""What was made of a text goes with it."""

from django.core.cache import caches
from django.test import Client

from gongkai.ledger.models import Entry
from gongkai.portal.pages.printing import KEPT
from gongkai.portal.tasks import forget_documents


def test_the_act_of_withdrawing_asks_for_what_was_made_of_the_text_to_go(press):
    item = press.published()
    assert Client().get(f"/justice/items/{item.pk}/document.docx").status_code == 200
    assert caches[KEPT].get(f"{item.pk}.docx")
    press.withdrawn(item)
    entry = Entry.objects.get(act="catalogue.ItemWithdrawn")
    forget_documents.function(entry=entry.pk, organ=press.organ.pk)
    assert caches[KEPT].get(f"{item.pk}.docx") is None
