"""What the database does for jobs: ask again for one that was given up, and find those left behind."""

from gongkai.isolation.policies import WRITES
from gongkai.jobs.policies import KEEPS_INSTALLATION

OF_AN_ORGAN = f"(args ->> 'organ')::bigint = ANY ({WRITES})"
OF_THE_INSTALLATION = f"NOT args ? 'organ' AND {KEEPS_INSTALLATION}"


def retry(whose: str) -> str:
    """The function that asks again for a job that was given up, for those to whom it belongs."""
    return f"""
CREATE OR REPLACE FUNCTION jobs_retry(p_job bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.maintenance = 'on' AS $$
DECLARE
    queue text;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL, abort_requested = false
    WHERE id = p_job AND status = 'failed' AND ({whose})
    RETURNING queue_name INTO queue;
    IF queue IS NULL THEN
        RETURN false;
    END IF;
    -- procrastinate tells its workers of new jobs only
    PERFORM pg_notify('procrastinate_any_queue_v1',
                      json_build_object('type', 'job_inserted', 'job_id', p_job)::text);
    RETURN true;
EXCEPTION WHEN unique_violation THEN -- of a periodic job only one may wait
    RETURN false;
END $$
"""  # noqa: S608  conditions of our own


CALLERS = """
REVOKE ALL ON FUNCTION jobs_retry(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs_retry(bigint) TO gongkai_desk;
"""

# Jobs whose worker is gone or has been silent for so many seconds.
LEFT_BEHIND = """
SELECT job.id, (job.args ->> 'organ')::bigint FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing'
  AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
ORDER BY job.id
"""
# Of a periodic job only one may wait: one that was left behind gives way to its successor.
TAKE_UP = """
UPDATE procrastinate_jobs AS job
SET attempts = attempts + 1, scheduled_at = NULL, worker_id = NULL, abort_requested = false,
    status = CASE
        WHEN job.attempts + 1 >= %s THEN 'failed'
        WHEN EXISTS (SELECT 1 FROM procrastinate_jobs AS next
                     WHERE next.queueing_lock = job.queueing_lock AND next.status = 'todo') THEN 'aborted'
        ELSE 'todo'
    END::procrastinate_job_status
WHERE id = %s AND status = 'doing'
RETURNING status::text
"""
REMOVE = """
DELETE FROM procrastinate_jobs AS job
WHERE status::text = ANY (%s)
  AND NOT EXISTS (SELECT 1 FROM procrastinate_events event
                  WHERE event.job_id = job.id AND event.at > now() - make_interval(days => %s))
RETURNING id
"""
