"""Notes about customers, and tasks that somebody promised one."""

from datetime import date

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.imports.row import MAX_NOTE
from pos.services.customer_known import require_customer, sealed_for
from pos.services.journal import write_down
from pos.services.staff import member
from pos.services.till import Till


def add_note(till: Till, customer_id: str, words: str, staff: str) -> str:
    """Keep a note; the id of its entry. Refused `words_needed`, `unknown_customer`, and for texts that are not kept."""
    kept = _words(words)
    with till.store.write() as tx:
        member(tx, staff)
        require_customer(tx, customer_id)
        body = {"customer": customer_id, "sealed": sealed_for(tx, till, customer_id, {"words": kept})}
        return write_down(tx, till, "customer_noted", body, staff).entry_id


def add_task(till: Till, customer_id: str, words: str, due: str, staff: str) -> str:
    """Promise something by a day (`2026-11-28`); the id of the task. Refused `bad_date`, and as `add_note`."""
    kept = _words(words)
    try:
        day = date.fromisoformat(due).isoformat()
    except ValueError:
        raise Refused("bad_date", value=due) from None
    with till.store.write() as tx:
        member(tx, staff)
        require_customer(tx, customer_id)
        body = {"customer": customer_id, "due": day, "sealed": sealed_for(tx, till, customer_id, {"words": kept})}
        return write_down(tx, till, "task_set", body, staff).entry_id


def finish_task(till: Till, entry_id: str, staff: str) -> None:
    """Somebody did it, here or for a task of another till; done twice is done once. Refused `unknown_task`."""
    with till.store.write() as tx:
        member(tx, staff)
        task = tx.customer_notes.task(entry_id)
        if task is None:
            raise Refused("unknown_task", task=entry_id)
        if not task.is_done:
            write_down(tx, till, "task_done", {"task": entry_id, "customer": task.customer_id}, staff)


def _words(words: str) -> str:
    kept = " ".join(words.split())
    if not kept:
        raise Refused("words_needed")
    require_free_text("words", kept, MAX_NOTE)
    return kept
