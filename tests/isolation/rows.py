"""For every protected table, how rows of another organ come to be; and what is open to whom, and why."""

from django.db import connection
from tests.cast import SINCE, TODAY

from gongkai.isolation.roles import Role
from gongkai.organs.models import Appointment, FormerSlug, LeadingPost, Unit

ENTRY = """
INSERT INTO ledger_entry (organ_id, number, about, seq, act, "on", recorded_at, by_id, data, prev_hash, hash)
VALUES (%s, 1, 'organs.organ:0', 1, 'x', now(), now(), %s, '{}', '', '') RETURNING id
"""
HEAD = "INSERT INTO ledger_head (organ_id, number, hash) VALUES (%s, 0, '') RETURNING organ_id"
ANCHOR = """
INSERT INTO ledger_anchor (organ_id, day, number, hash, recorded_at) VALUES (%s, %s, 1, '', now())
RETURNING id
"""
JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
VALUES ('default', 'x', jsonb_build_object('organ', %s::bigint)) RETURNING id
"""
CONTENT = """
INSERT INTO files_storedfile (organ_id, sha256, size, kind, stored_at) VALUES (%s, '', 1, 'text', now())
RETURNING id
"""
FILE = """
INSERT INTO files_file (organ_id, stored_id, name, uploaded_by_id, uploaded_at)
VALUES (%s, %s, 'x', %s, now()) RETURNING id
"""
EXTRACT = """
INSERT INTO files_extract (organ_id, stored_id, text, page, drawn, pages, failure, read_at)
VALUES (%s, %s, '', '', 0, 0, '', now()) RETURNING stored_id
"""
UPLOAD = """
INSERT INTO files_upload (id, organ_id, user_id, name, length, "offset", started_at, expires_at)
VALUES (gen_random_uuid(), %s, %s, 'x', 1, 0, now(), now()) RETURNING id
"""
FAILURE = """
INSERT INTO jobs_failure (job, organ_id, told, detail, failed_at) VALUES (7, %s, '', '', now()) RETURNING job
"""
NOTICE = """
INSERT INTO notices_notice (id, organ_id, user_id, kind, key, title, body, url, created_at)
VALUES (gen_random_uuid(), %s, %s, 'task', 'k', '', '', '', now()) RETURNING id
"""
PREFERENCE = """
INSERT INTO notices_preference (user_id, kind, by_mail, by_sms) VALUES (%s, 'task', 'off', false) RETURNING id
"""
QUIET = """
INSERT INTO notices_quiethours (user_id, begins, ends, on_days_off) VALUES (%s, '21:00', '08:00', true)
RETURNING user_id
"""
MAIL = """
INSERT INTO notices_mail (id, organ_id, state, attempts, last_error, created_at, "to", subject, text, html)
VALUES (gen_random_uuid(), %s, 'waiting', 0, '', now(), 'z@z', '', '', '') RETURNING id
"""
SMS = """
INSERT INTO notices_sms (id, organ_id, state, attempts, last_error, created_at, "to", text)
VALUES (gen_random_uuid(), %s, 'waiting', 0, '', now(), '1', '') RETURNING id
"""
LETTERHEAD = """
INSERT INTO letters_letterhead (organ_id, contact, phone, address, postcode, email, fax, hours, reviewers,
court, online_channel) VALUES (%s, '', '', '', '', '', '', '', '[]', '', '') RETURNING organ_id
"""
SERIES = "INSERT INTO letters_series (organ_id, code, year, last) VALUES (%s, 'x', 2026, 1) RETURNING id"
LETTER = """
INSERT INTO letters_letter (organ_id, code, follows, slots, wording, delivery, state, begun_on, begun_by_id,
number, sha256, proof) VALUES (%s, 'L13', '', '', '', 'post', 'draft', now(), %s, '', '', '') RETURNING id
"""
REQUEST = """
INSERT INTO requests_inforequest (organ_id, year, number, kind, channel, gist, masked, code_digest,
submitted_on, submitted_at, version, state, applicant_kind, clock, next_limit, is_provisional, is_late,
ending, "row")
VALUES (%s, 2026, 1, 'request', 'web', '', '', 'd', now(), now(), 0, 'S0', '', 'running', '', false, false,
'', '')
RETURNING id
"""
COUNTER = "INSERT INTO requests_counter (organ_id, year, last) VALUES (%s, 2026, 1) RETURNING id"
VIEW = """
INSERT INTO requests_savedview (organ_id, user_id, name, query) VALUES (%s, %s, 'x', '') RETURNING id
"""
FEED = """
INSERT INTO requests_feed (organ_id, user_id, token_digest, made_at) VALUES (%s, %s, 'x', now()) RETURNING id
"""
SITE_DAY = """
INSERT INTO channels_siteday (organ_id, "on", views, visitors, robots, batch) VALUES (%s, now(), 1, 1, 0, '')
RETURNING id
"""
PAGE_DAY = """
INSERT INTO channels_pageday (organ_id, "on", page, views, visitors, robots) VALUES (%s, now(), '', 1, 1, 0)
RETURNING id
"""
SEEN = "INSERT INTO channels_seen (organ_id, \"on\", page, visitor) VALUES (%s, now(), '', 'x') RETURNING id"
EARLIER_IMPORT = """
INSERT INTO channels_earlierimport (organ_id, source, reason, imported_on, imported_by_id, revocation)
VALUES (%s, 'x', 'x', now(), %s, '') RETURNING id
"""
EARLIER_TOTAL = """
INSERT INTO channels_earliertotal (organ_id, batch_id, since_on, until_on, views, visitors)
VALUES (%s, %s, now(), now(), 1, 1) RETURNING id
"""
ERROR_REPORT = """
INSERT INTO channels_errorreport (organ_id, page, kind, once, reported_on, reported_at, due_on, state, answer)
VALUES (%s, '', 'other', gen_random_uuid(), now(), now(), now(), 'new', '') RETURNING id
"""
# Rows of a request, a column list and values after request and organ.
OF_REQUEST = {
    "requests_applicant": "(request_id, organ_id, id_digest, name_digest) VALUES (%s, %s, '', '')"
    " RETURNING request_id",
    "requests_words": "(request_id, organ_id, seq, data) VALUES (%s, %s, 1, '') RETURNING id",
    "requests_consultee": "(request_id, organ_id, kind, label, data) VALUES (%s, %s, 'third_party', 'x', '')"
    " RETURNING id",
}
URGING = """
INSERT INTO requests_urging (request_id, organ_id, note, urged_on, urged_by_id)
VALUES (%s, %s, '', now(), %s) RETURNING id
"""
FINDING = """
INSERT INTO requests_finding (request_id, organ_id, about, data, written_on, written_by_id)
VALUES (%s, %s, 'harm', '', now(), %s) RETURNING id
"""
PAPER = """
INSERT INTO requests_paper (request_id, organ_id, file_id, purpose, added_on)
VALUES (%s, %s, %s, 'evidence', now()) RETURNING id
"""
TIE = """
INSERT INTO requests_caseletter (request_id, organ_id, letter_id, party) VALUES (%s, %s, %s, '')
RETURNING letter_id
"""
COLUMN = """
INSERT INTO catalogue_column (organ_id, name, path, position, duty, description, keywords, cycle, is_active)
VALUES (%s, 'x', 'x', 0, '', '', '', 'as_changed', true) RETURNING id
"""
NUMBERING = "INSERT INTO catalogue_numbering (organ_id, form, code) VALUES (%s, 'x', 'x') RETURNING organ_id"
INDEX_SERIES = "INSERT INTO catalogue_indexseries (organ_id, year, last) VALUES (%s, 2026, 1) RETURNING id"
WORDS = """title, document_number, makers, genre, summary, keywords, formed_on, validity, attribute, ground,
reason, source_name, source_url, body"""
WORDED = "'x', '', '', 'other', '', '', now(), 'not_applicable', 'active', '', '', '', '', ''"
ITEM = f"""
INSERT INTO catalogue_item (organ_id, column_id, number, state, version, inspected, drafted_on, drafted_by_id,
correction, {WORDS}) VALUES (%s, %s, '', 'draft', 1, 0, now(), %s, '', {WORDED}) RETURNING id
"""
VERSION = f"""
INSERT INTO catalogue_version (organ_id, item_id, number, column_name, attachments, made_at, made_by_id,
{WORDS}) VALUES (%s, %s, 1, '', '[]', now(), %s, {WORDED}) RETURNING id
"""
ATTACHMENT = """
INSERT INTO catalogue_attachment (organ_id, item_id, file_id, name, position) VALUES (%s, %s, %s, 'x', 0)
RETURNING id
"""
REMARK = """
INSERT INTO catalogue_remark (organ_id, item_id, version, stage, verdict, conclusion, is_proofread, text,
by_id, "on", at) VALUES (%s, %s, 1, 'first', 'passed', '', true, '', %s, now(), now()) RETURNING id
"""
GATE_FINDING = """
INSERT INTO catalogue_finding (organ_id, item_id, fingerprint, kind, place, told, justification)
VALUES (%s, %s, 'x', 'mobile', '', '', '') RETURNING id
"""
PUBLICATION = f"""
INSERT INTO catalogue_publication (organ_id, item_id, column_id, place, number, unit_name, version,
published_at, correction, withdrawal, marking, {WORDS})
VALUES (%s, %s, %s, 1, 'x', '', 1, now(), '', '', '', {WORDED}) RETURNING item_id
"""
PUBLISHED_FILE = """
INSERT INTO catalogue_publishedfile (organ_id, publication_id, file_id, name, position)
VALUES (%s, %s, %s, 'x', 0) RETURNING id
"""
TOPIC = """
INSERT INTO catalogue_topic (organ_id, name, slug, description, position) VALUES (%s, 'x', 'x', '', 0)
RETURNING id
"""
TOPIC_ENTRY = """
INSERT INTO catalogue_topicentry (organ_id, topic_id, publication_id, position) VALUES (%s, %s, %s, 0)
RETURNING id
"""
FORMER_PATH = "INSERT INTO catalogue_formerpath (organ_id, column_id, path) VALUES (%s, %s, 'x') RETURNING id"
FORMER_TOPIC = """
INSERT INTO catalogue_formertopicslug (organ_id, topic_id, slug) VALUES (%s, %s, 'x') RETURNING id
"""
GUIDE = """
INSERT INTO catalogue_guideversion (organ_id, number, texts, made_at) VALUES (%s, 1, '{}', now())
RETURNING id
"""
DISPUTE = """
INSERT INTO disputes_dispute (organ_id, request_id, block, authority, number, act_is_ours, notified_on,
accepted_on, limit_on, is_provisional, outcome, words, ground)
VALUES (%s, %s, 'reconsideration', '', '', true, now(), now(), now(), false, '', '', '') RETURNING id
"""
REPORT = """
INSERT INTO reports_annualreport (organ_id, year, version, is_consolidated, state, texts, built, restated_why,
sha256, html) VALUES (%s, 2025, 1, false, 'building', '{}', '{}', '', '', '') RETURNING id
"""
OFFLINE = """
INSERT INTO reports_offlinefigure (report_id, organ_id, cell, value, reason, entered_on, entered_by_id)
VALUES (%s, %s, 'x', 1, '', now(), %s) RETURNING id
"""
# What belongs to an account: the person's id goes in where %s stands.
ACCOUNTS = {
    "django_session": """(session_key, session_data, expire_date) VALUES ('k', %s, now())
        RETURNING session_key""",
    "account_emailaddress": """(user_id, email, verified, "primary") VALUES (%s, 'z@z', true, true)
        RETURNING id""",
    "mfa_authenticator": "(user_id, type, data, created_at) VALUES (%s, 'totp', '{}', now()) RETURNING id",
    "usersessions_usersession": """(user_id, created_at, ip, last_seen_at, session_key, user_agent, data)
        VALUES (%s, now(), '127.0.0.1', now(), 'k', '', '{}') RETURNING id""",
    "socialaccount_socialaccount": """(user_id, provider, uid, last_login, date_joined, extra_data)
        VALUES (%s, 'sso', 'u', now(), now(), '{}') RETURNING id""",
    "socialaccount_socialapp": """(provider, name, client_id, secret, key, provider_id, settings)
        VALUES ('sso', %s, '', '', '', '', '{}') RETURNING id""",
    "axes_accessattempt": """(user_agent, username, http_accept, path_info, attempt_time, get_data, post_data,
        failures_since_start) VALUES ('', %s, '', '', now(), '', '', 1) RETURNING id""",
    "axes_accesslog": """(user_agent, username, http_accept, path_info, attempt_time, session_hash)
        VALUES ('', %s, '', '', now(), '') RETURNING id""",
    "axes_accessfailurelog": """(user_agent, username, http_accept, path_info, attempt_time, locked_out)
        VALUES ('', %s, '', '', now(), false) RETURNING id""",
}
CONFIRMATION = """
INSERT INTO account_emailconfirmation (created, key, email_address_id) VALUES (now(), 'k', %s) RETURNING id
"""
TOKEN = """
INSERT INTO socialaccount_socialtoken (account_id, token, token_secret) VALUES (%s, '', '') RETURNING id
"""
EXPIRATION = """
INSERT INTO axes_accessattemptexpiration (access_attempt_id, expires_at) VALUES (%s, now())
RETURNING access_attempt_id
"""


def made(query, *values):
    """The keys that a statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def of_account(table):
    return lambda cast: made(f"INSERT INTO {table} {ACCOUNTS[table]}", cast.zhao.pk)


def below(parent, query):
    return lambda cast: made(query, *of_account(parent)(cast))


def of_request(table):
    query = f"INSERT INTO {table} {OF_REQUEST[table]}"
    return lambda cast: made(query, *made(REQUEST, cast.finance.pk), cast.finance.pk)


def foreign_file(cast):
    return made(FILE, cast.finance.pk, *made(CONTENT, cast.finance.pk), cast.zhao.pk)


def foreign_item(cast):
    column = made(COLUMN, cast.finance.pk)
    return made(ITEM, cast.finance.pk, *column, cast.zhao.pk)


def foreign_publication(cast):
    (item,) = foreign_item(cast)
    (column,) = made("SELECT column_id FROM catalogue_item WHERE id = %s", item)
    return made(PUBLICATION, cast.finance.pk, item, column)


FOREIGN = {
    "organs_organ": lambda cast: [cast.finance.pk],
    "organs_formerslug": lambda cast: [FormerSlug.objects.create(organ=cast.finance, slug="once").pk],
    "organs_unit": lambda cast: [Unit.objects.create(organ=cast.finance, name="预算科").pk],
    "organs_leadingpost": lambda cast: [
        LeadingPost.objects.create(organ=cast.finance, post="leader", holder="甲", since_on=SINCE).pk
    ],
    "organs_user": lambda cast: [cast.zhao.pk],
    "organs_appointment": lambda cast: [Appointment.objects.get(user=cast.zhao).pk],
    "ledger_entry": lambda cast: made(ENTRY, cast.finance.pk, cast.zhao.pk),
    "ledger_head": lambda cast: made(HEAD, cast.finance.pk),
    "ledger_anchor": lambda cast: made(ANCHOR, cast.finance.pk, TODAY),
    "procrastinate_jobs": lambda cast: made(JOB, cast.finance.pk),
    "jobs_failure": lambda cast: made(FAILURE, cast.finance.pk),
    "notices_notice": lambda cast: made(NOTICE, cast.finance.pk, cast.zhao.pk),
    "notices_preference": lambda cast: made(PREFERENCE, cast.zhao.pk),
    "notices_quiethours": lambda cast: made(QUIET, cast.zhao.pk),
    "notices_mail": lambda cast: made(MAIL, cast.finance.pk),
    "notices_sms": lambda cast: made(SMS, cast.finance.pk),
    "files_storedfile": lambda cast: made(CONTENT, cast.finance.pk),
    "files_file": foreign_file,
    "files_extract": lambda cast: made(EXTRACT, cast.finance.pk, *made(CONTENT, cast.finance.pk)),
    "files_upload": lambda cast: made(UPLOAD, cast.finance.pk, cast.zhao.pk),
    "letters_letterhead": lambda cast: made(LETTERHEAD, cast.finance.pk),
    "letters_series": lambda cast: made(SERIES, cast.finance.pk),
    "letters_letter": lambda cast: made(LETTER, cast.finance.pk, cast.zhao.pk),
    "requests_inforequest": lambda cast: made(REQUEST, cast.finance.pk),
    "requests_counter": lambda cast: made(COUNTER, cast.finance.pk),
    "requests_savedview": lambda cast: made(VIEW, cast.finance.pk, cast.zhao.pk),
    "requests_feed": lambda cast: made(FEED, cast.finance.pk, cast.zhao.pk),
    "requests_finding": lambda cast: made(
        FINDING, *made(REQUEST, cast.finance.pk), cast.finance.pk, cast.zhao.pk
    ),
    "requests_urging": lambda cast: made(
        URGING, *made(REQUEST, cast.finance.pk), cast.finance.pk, cast.zhao.pk
    ),
    "requests_paper": lambda cast: made(
        PAPER, *made(REQUEST, cast.finance.pk), cast.finance.pk, *foreign_file(cast)
    ),
    "requests_caseletter": lambda cast: made(
        TIE, *made(REQUEST, cast.finance.pk), cast.finance.pk, *made(LETTER, cast.finance.pk, cast.zhao.pk)
    ),
    "catalogue_column": lambda cast: made(COLUMN, cast.finance.pk),
    "catalogue_formerpath": lambda cast: made(FORMER_PATH, cast.finance.pk, *made(COLUMN, cast.finance.pk)),
    "catalogue_formertopicslug": lambda cast: made(
        FORMER_TOPIC, cast.finance.pk, *made(TOPIC, cast.finance.pk)
    ),
    "catalogue_numbering": lambda cast: made(NUMBERING, cast.finance.pk),
    "catalogue_indexseries": lambda cast: made(INDEX_SERIES, cast.finance.pk),
    "catalogue_item": foreign_item,
    "catalogue_version": lambda cast: made(VERSION, cast.finance.pk, *foreign_item(cast), cast.zhao.pk),
    "catalogue_attachment": lambda cast: made(
        ATTACHMENT, cast.finance.pk, *foreign_item(cast), *foreign_file(cast)
    ),
    "catalogue_remark": lambda cast: made(REMARK, cast.finance.pk, *foreign_item(cast), cast.zhao.pk),
    "catalogue_finding": lambda cast: made(GATE_FINDING, cast.finance.pk, *foreign_item(cast)),
    "catalogue_publication": foreign_publication,
    "catalogue_publishedfile": lambda cast: made(
        PUBLISHED_FILE, cast.finance.pk, *foreign_publication(cast), *foreign_file(cast)
    ),
    "catalogue_topic": lambda cast: made(TOPIC, cast.finance.pk),
    "catalogue_topicentry": lambda cast: made(
        TOPIC_ENTRY, cast.finance.pk, *made(TOPIC, cast.finance.pk), *foreign_publication(cast)
    ),
    "catalogue_guideversion": lambda cast: made(GUIDE, cast.finance.pk),
    "channels_siteday": lambda cast: made(SITE_DAY, cast.finance.pk),
    "channels_pageday": lambda cast: made(PAGE_DAY, cast.finance.pk),
    "channels_seen": lambda cast: made(SEEN, cast.finance.pk),
    "channels_earlierimport": lambda cast: made(EARLIER_IMPORT, cast.finance.pk, cast.zhao.pk),
    "channels_earliertotal": lambda cast: made(
        EARLIER_TOTAL, cast.finance.pk, *made(EARLIER_IMPORT, cast.finance.pk, cast.zhao.pk)
    ),
    "channels_errorreport": lambda cast: made(ERROR_REPORT, cast.finance.pk),
    "disputes_dispute": lambda cast: made(DISPUTE, cast.finance.pk, *made(REQUEST, cast.finance.pk)),
    "reports_annualreport": lambda cast: made(REPORT, cast.finance.pk),
    "reports_offlinefigure": lambda cast: made(
        OFFLINE, *made(REPORT, cast.finance.pk), cast.finance.pk, cast.zhao.pk
    ),
    "account_emailconfirmation": below("account_emailaddress", CONFIRMATION),
    "socialaccount_socialtoken": below("socialaccount_socialaccount", TOKEN),
    "axes_accessattemptexpiration": below("axes_accessattempt", EXPIRATION),
    **{table: of_account(table) for table in ACCOUNTS},
    **{table: of_request(table) for table in OF_REQUEST},
}
CHANGES = ("SELECT", "INSERT", "UPDATE", "DELETE")
AT_THE_GATE = "logging in happens before anybody's organ is known; no page of the gate shows rows of others"
# What a role may do with rows of another organ.
OPEN = {
    ("organs_organ", Role.DESK, "SELECT"): "names and codes of organs are public",
    ("organs_organ", Role.GATE, "SELECT"): "names and codes of organs are public",
    ("organs_organ", Role.PORTAL, "SELECT"): "names and codes of organs are public",
    ("organs_leadingpost", Role.PORTAL, "SELECT"): "who leads disclosure is public",
    ("letters_letterhead", Role.PORTAL, "SELECT"): "whom to ask is part of the public guide",
    ("organs_formerslug", Role.DESK, "SELECT"): "who opens an organ is told which addresses are taken",
    ("organs_formerslug", Role.PORTAL, "SELECT"): "old addresses lead on to the new ones",
    ("catalogue_formerpath", Role.PORTAL, "SELECT"): "old addresses lead on to the new ones",
    ("catalogue_formertopicslug", Role.PORTAL, "SELECT"): "old addresses lead on to the new ones",
    ("catalogue_column", Role.PORTAL, "SELECT"): "the columns of a site are public",
    (
        "catalogue_publication",
        Role.PORTAL,
        "SELECT",
    ): "what was published, and the trace of what was withdrawn",
    ("catalogue_publishedfile", Role.PORTAL, "SELECT"): "the attachments of what was published",
    ("catalogue_topic", Role.PORTAL, "SELECT"): "topics are public",
    ("catalogue_topicentry", Role.PORTAL, "SELECT"): "which publications stand in a topic",
    ("catalogue_guideversion", Role.PORTAL, "SELECT"): "the guide is public, and so is how it changed",
    ("ledger_anchor", Role.PORTAL, "SELECT"): "anchors are published, so that a copy can prove the order",
    ("notices_mail", Role.GATE, "INSERT"): "who forgot a password asks for a mail before logging in",
    ("organs_user", Role.GATE, "SELECT"): AT_THE_GATE,
    ("organs_user", Role.GATE, "UPDATE"): AT_THE_GATE,
    **{
        (table, Role.GATE, change): AT_THE_GATE
        for table in (
            *ACCOUNTS,
            "account_emailconfirmation",
            "socialaccount_socialtoken",
            "axes_accessattemptexpiration",
        )
        for change in CHANGES
    },
}
