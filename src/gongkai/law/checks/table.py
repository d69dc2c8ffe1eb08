"""The table of checks: each with its function and the files it applies to, in the order C01 to C36."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.clock import (
    c01_reply_in_time,
    c05_extension_was_agreed_and_told,
    c06_only_consultations_pause_the_clock,
    c07_supplement_was_asked_rightly,
    c36_asking_for_reasons_stops_nothing,
)
from gongkai.law.checks.disputes import (
    c32_evidence_is_fixed_at_sending,
    c33_evidence_is_handed_in_on_time,
    c34_ordered_reply_is_new_and_in_time,
)
from gongkai.law.checks.fees import c29_fee_is_right
from gongkai.law.checks.grounds import (
    c10_internal_paper_stayed_inside,
    c11_separation_was_considered,
    c15_secret_was_classified_before,
    c16_harm_is_concrete,
    c17_process_ground_still_holds,
    c18_no_text_opens_the_enforcement_file,
)
from gongkai.law.checks.intake import (
    c02_mail_counts_from_the_signature,
    c03_receipt_was_confirmed,
    c04_transfer_was_prompt,
    c35_no_purpose_was_demanded,
    channel_of,
    needs_confirmation,
)
from gongkai.law.checks.letters import c25_remedy_is_right, c26_citations_are_in_force
from gongkai.law.checks.replies import (
    c19_other_organ_is_named,
    c20_public_source_works,
    c21_every_item_is_answered,
    c22_repetition_has_an_earlier_reply,
    c23_petition_label_was_reviewed,
    c24_processing_is_really_needed,
    c28_other_form_has_a_reason,
)
from gongkai.law.checks.search import c08_search_is_on_file, c09_search_went_beyond_the_title
from gongkai.law.checks.service import (
    c27_service_is_lawful,
    c30_signature_and_recital_are_right,
    c31_nothing_private_leaks,
)
from gongkai.law.checks.third_parties import (
    c12_third_party_was_asked,
    c13_silence_is_read_rightly,
    c14_release_over_objection_was_explained,
    consulted,
    objectors,
)
from gongkai.law.checks.verdicts import NOT_APPLICABLE, CheckResult, CheckRules, Verdict
from gongkai.law.events import (
    Channel,
    ExtensionApproved,
    ExtensionTold,
    FeeNoticeSent,
    OrderedToReReply,
    ReasonsAsked,
    ReconsiderationNotified,
    SuedNotified,
    SupplementAsked,
    TransferredIn,
)
from gongkai.law.outcomes import kind_of
from gongkai.law.statutes import Provision

Judge = Callable[[CaseFile], Verdict]
Applies = Callable[[CaseFile], bool]

REFUSALS = tuple(f"L16{ground}" for ground in "abcdefg")
RELEASES = ("L13", "L15")
WITHOUT_TERM = frozenset({"L03", "L29", "L30", "L31", "L32"})
WITHOUT_ITEMS = frozenset({"L03", "L07", "L29", "L30", "L31"})


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, its function, and whether it applies to a file."""

    id: str
    judge: Judge
    applies: Applies

    @property
    def provisions(self) -> tuple[Provision, ...]:
        found: tuple[Provision, ...] = vars(self.judge)["provisions"]
        return found

    def run(self, file: CaseFile) -> Verdict:
        return self.judge(file) if self.applies(file) else NOT_APPLICABLE


def always(_file: CaseFile) -> bool:
    return True


def ends_with(*codes: str) -> Applies:
    """Applies where the letter, one of its conclusions or a part withheld has one of these codes."""
    return lambda file: not file.endings.isdisjoint(codes)


def fully_refused(file: CaseFile) -> bool:
    """Whether the letter or one of its conclusions refuses something whole."""
    conclusions = (file.draft.conclusions or ()) if file.draft else ()
    whole = {file.letter, *(conclusion.letter for conclusion in conclusions)}
    return not whole.isdisjoint(REFUSALS)


def is_final(file: CaseFile) -> bool:
    """Whether the letter decides; a file without a draft is taken to be on its way to one."""
    return file.draft is None or kind_of(file.letter).is_final


def is_answer(file: CaseFile) -> bool:
    """Whether the letter answers the request within a term of its own."""
    return is_final(file) and file.letter not in WITHOUT_TERM


def answers_items(file: CaseFile) -> bool:
    return is_final(file) and file.letter not in WITHOUT_ITEMS


def has(*kinds: type) -> Applies:
    """Applies where something of one of these kinds happened."""
    return lambda file: any(isinstance(event, kinds) for event in file.events)


def either(*tests: Applies) -> Applies:
    return lambda file: any(test(file) for test in tests)


def on_signed_mail(file: CaseFile) -> bool:
    return channel_of(file) is Channel.SIGNED_MAIL


def time_was_left_out(file: CaseFile) -> bool:
    return bool(file.claimed_suspensions or consulted(file))


def opinion_was_read(file: CaseFile) -> bool:
    """Whether a consulted party stayed silent, or the office wrote down how it took an answer."""
    readings = file.third_party.readings if file.third_party else ()
    return bool(readings) or any(one.lapsed_on for one in consulted(file))


def releases_over_objection(file: CaseFile) -> bool:
    """Whether something is released although a third party said no, and nothing is withheld for his sake."""
    return bool(objectors(file)) and ends_with(*RELEASES)(file) and not ends_with("L16d")(file)


touches_content = ends_with(*RELEASES, *REFUSALS)

CHECKS: tuple[Check, ...] = (
    Check("C01", c01_reply_in_time, is_answer),
    Check("C02", c02_mail_counts_from_the_signature, on_signed_mail),
    Check("C03", c03_receipt_was_confirmed, needs_confirmation),
    Check("C04", c04_transfer_was_prompt, has(TransferredIn)),
    Check("C05", c05_extension_was_agreed_and_told, has(ExtensionApproved, ExtensionTold)),
    Check("C06", c06_only_consultations_pause_the_clock, time_was_left_out),
    Check("C07", c07_supplement_was_asked_rightly, either(has(SupplementAsked), ends_with("L03", "L21"))),
    Check("C08", c08_search_is_on_file, ends_with("L18")),
    Check("C09", c09_search_went_beyond_the_title, ends_with("L18")),
    Check("C10", c10_internal_paper_stayed_inside, ends_with("L16e")),
    Check("C11", c11_separation_was_considered, fully_refused),
    Check("C12", c12_third_party_was_asked, touches_content),
    Check("C13", c13_silence_is_read_rightly, opinion_was_read),
    Check("C14", c14_release_over_objection_was_explained, releases_over_objection),
    Check("C15", c15_secret_was_classified_before, ends_with("L16a")),
    Check("C16", c16_harm_is_concrete, ends_with("L16c")),
    Check("C17", c17_process_ground_still_holds, ends_with("L16f")),
    Check("C18", c18_no_text_opens_the_enforcement_file, ends_with("L16g")),
    Check("C19", c19_other_organ_is_named, ends_with("L19")),
    Check("C20", c20_public_source_works, ends_with("L14")),
    Check("C21", c21_every_item_is_answered, answers_items),
    Check("C22", c22_repetition_has_an_earlier_reply, ends_with("L22")),
    Check("C23", c23_petition_label_was_reviewed, ends_with("L23")),
    Check("C24", c24_processing_is_really_needed, ends_with("L20")),
    Check("C25", c25_remedy_is_right, is_final),
    Check("C26", c26_citations_are_in_force, always),
    Check("C27", c27_service_is_lawful, always),
    Check("C28", c28_other_form_has_a_reason, ends_with(*RELEASES)),
    Check("C29", c29_fee_is_right, either(has(FeeNoticeSent), ends_with("L28", "L29"))),
    Check("C30", c30_signature_and_recital_are_right, always),
    Check("C31", c31_nothing_private_leaks, always),
    Check("C32", c32_evidence_is_fixed_at_sending, is_final),
    Check("C33", c33_evidence_is_handed_in_on_time, has(ReconsiderationNotified, SuedNotified)),
    Check("C34", c34_ordered_reply_is_new_and_in_time, either(has(OrderedToReReply), ends_with("L32"))),
    Check("C35", c35_no_purpose_was_demanded, always),
    Check("C36", c36_asking_for_reasons_stops_nothing, has(ReasonsAsked)),
)


def run_checks(file: CaseFile, rules: CheckRules) -> tuple[CheckResult, ...]:
    """The results of all 36 checks on a file, in their order."""
    return tuple(CheckResult(rules.by_id[check.id], check.run(file), check.provisions) for check in CHECKS)


def open_blocks(results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """The results that stop the signing."""
    return tuple(result for result in results if result.stops_signing)
