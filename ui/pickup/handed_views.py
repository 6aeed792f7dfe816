"""What is said after a hand-over: who has it, how it was proved, and whether the web shop knows."""

from pos.services.pickup_hand_over import HandedOver
from ui.pickup.serving import Serving
from ui.pickup.teller import Teller
from ui.pickup.view import HandedView, VerdictView


def handed_view(teller: Teller, serving: Serving, handed: HandedOver, undo_left_s: int) -> HandedView:
    """`undo_left_s` is 0 once it is too late to take it back."""
    words, order = teller.words, serving.order
    is_told = handed.claim == "granted"
    name = serving.collected_by or order.customer_name
    told = words.handed_words.format(
        number=handed.number,
        units=words.units_of.format(done=handed.units, all=sum(line.units for line in order.lines)),
        time=teller.time(handed.at),
        proof=_proof(teller, serving),
    )
    verdict = VerdictView(
        "verified",
        "pickup.check",
        words.handed_to.format(name=name) if name else words.handed_over,
        told,
        corner_words=words.web_told if is_told else words.web_waiting,
        corner_icon="sync.ok" if is_told else "sync.queued",
    )
    undo, brief = (text.format(seconds=undo_left_s) for text in (words.undo_for, words.undo_brief))
    note = "" if is_told else words.web_waiting_words
    return HandedView(verdict, undo if undo_left_s else "", brief if undo_left_s else "", note)


def _proof(teller: Teller, serving: Serving) -> str:
    """How it was proved: by what was looked at first, then by a code, then by a manager's word."""
    words = teller.words
    if serving.id_checked:
        return words.looked_at_id.format(name=teller.person())
    proofs = {"qr": words.saw_code, "code": words.saw_short_code}
    return proofs.get(serving.proof or "", words.approved)
