"""Fields of the account pages that take what a browser's own dialogue hands over."""

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput, JSONField

# As JSON: NUL, which the database cannot hold, is written out there; halves of characters are not.
UNFIT = re.compile(r"\\u0000|[\ud800-\udfff]")


class CredentialField(JSONField):
    """What a passkey answered: an object of plain text, since it is kept in the database as it came."""

    widget = HiddenInput
    default_error_messages = {
        "invalid": "没有读到通行密钥的应答，请重新操作一次。",
        "required": "没有读到通行密钥的应答，请重新操作一次；如浏览器没有弹出窗口，请更换浏览器再试。",
    }

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
        except RecursionError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if found in self.empty_values:
            return found
        if not isinstance(found, dict) or UNFIT.search(json.dumps(found, ensure_ascii=False)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> str:  # noqa: ARG002  Django's signature
        """Nothing: an answer is good once, so that a page shown again waits for another."""
        return ""

    def prepare_value(self, value: Any) -> str:  # noqa: ARG002  Django's signature
        return ""


class CodeField(CharField):
    """A one-time code; people copy it with spaces, or type full-width digits."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "".join(text.split()).translate({0xFF10 + digit: str(digit) for digit in range(10)})
