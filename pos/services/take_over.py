"""Going on with the basket that somebody else was ringing up: knowingly, and journalled."""

from dataclasses import replace

from pos.domain.staff import Staff
from pos.services.journal import write_down
from pos.services.till import Till


def kept_by(till: Till, basket_id: str) -> Staff | None:
    """Who was ringing up this basket last, as far as that is somebody who works here."""
    with till.store.read() as tx:
        draft = tx.drafts.get(basket_id)
        return tx.people.get(draft.staff) if draft is not None else None


def take_over_basket(till: Till, basket_id: str, staff: str) -> None:
    """From now on it is the basket of this person; who advised the shopper stays as it is in its lines."""
    with till.store.write() as tx:
        draft = tx.drafts.get(basket_id)
        if draft is not None and draft.staff != staff:
            tx.drafts.keep(replace(draft, staff=staff))
            write_down(tx, till, "basket_taken_over", {"subject": basket_id, "reason": draft.staff}, staff)
