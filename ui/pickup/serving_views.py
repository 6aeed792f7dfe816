"""What is shown of an order while it is handed over, and after."""

from pos.domain.pickup_order import OrderLine
from ui.pickup.serving import Serving
from ui.pickup.teller import Teller
from ui.pickup.view import CheckView, CollectorView, ItemRow, PrimaryView, ServingView, VerdictView


def serving_view(teller: Teller, serving: Serving) -> ServingView:
    words, order = teller.words, serving.order
    done, open_count = len(serving.handed), len(serving.open)
    units = sum(line.units for line in order.lines)
    reason = why_not(teller, serving, whole=True)
    can_part = 0 < done < open_count and not why_not(teller, serving, whole=False)
    wants_bag = not serving.bag_scanned and (serving.bag_needed or not serving.is_known)
    return ServingView(
        verdict=_verdict(teller, serving),
        scanned=words.scanned.format(done=done, all=open_count),
        items=tuple(_item(teller, serving, line) for line in order.lines),
        missing_reason="" if serving.left else words.no_open_item,
        refuse_reason="" if serving.open and serving.is_known else words.no_open_item,
        collector=_collector(teller, serving),
        partial=words.hand_over_part.format(done=done, all=units) if can_part else "",
        primary=PrimaryView(words.hand_over, "handover", reason),
        hint=words.scan_bag if wants_bag and not serving.left else words.scan_item,
    )


def why_not(teller: Teller, serving: Serving, *, whole: bool) -> str:
    """Why it cannot be handed over now, empty when it can; `whole` asks for all of it, not for what is ticked."""
    words = teller.words
    if serving.is_to_be_paid:
        return words.need_payment
    if not serving.is_known and not serving.fits:
        return words.scan_everything
    if not serving.open and not serving.refused:
        return words.nothing_left
    if serving.left and (whole or serving.is_half_refused):
        return teller.left(len(serving.left))
    if serving.needs_id and not serving.id_checked:
        return words.need_id
    if serving.needs_age and not serving.age_checked:
        return words.need_age
    return words.need_proof if serving.shown_proof is None else ""


def _verdict(teller: Teller, serving: Serving) -> VerdictView:
    words, order = teller.words, serving.order
    paid, bay = teller.paid(order), order.bay
    corner = words.bay if bay else ""
    if not serving.is_known:
        return VerdictView("warning", "wait", words.not_here.format(number=order.number), words.not_here_words)
    if serving.warnings and serving.token:
        title = words.genuine.format(number=order.number)
        return VerdictView("warning", "clock", title, words.clock_doubt, corner=bay, corner_words=corner)
    if serving.proof in ("qr", "code"):
        title = words.genuine if serving.proof == "qr" else words.by_code
        told = words.genuine_words.format(paid=paid, day=teller.day(order.hold_until))
        return VerdictView("verified", "ok", title.format(number=order.number), told, corner=bay, corner_words=corner)
    title = words.looked_up.format(number=order.number)
    told = words.looked_up_words.format(paid=paid)
    return VerdictView("info", "find", title, told, corner=bay, corner_words=corner)


def _item(teller: Teller, serving: Serving, line: OrderLine) -> ItemRow:
    words = teller.words
    open_units = serving.open_units(line)
    ticked = sum(1 for unit in open_units if (line.line, unit) in serving.ticked)
    left = len(open_units) - ticked
    return ItemRow(
        line=line.line,
        name=line.name,
        detail=teller.options(line),
        image=teller.picture(line.sku),
        count=words.of.format(done=line.units - left, all=line.units),
        done=not left,
        note=_note(teller, serving, line),
        selected=serving.marked == line.line,
    )


def _note(teller: Teller, serving: Serving, line: OrderLine) -> str:
    """What became of units that are not handed over now."""
    words = teller.words
    refused = [unit for unit in serving.refused if unit[0] == line.line]
    if refused or line.refused:
        return words.refused_note
    if line.short_milli:
        return words.missing_note
    return words.handed_note if line.collected else ""


def _collector(teller: Teller, serving: Serving) -> CollectorView:
    words, order = teller.words, serving.order
    other = serving.collected_by
    id_words = words.id_of_somebody if other else words.id_matches
    checks = (
        CheckView("id", id_words, "", serving.id_checked),
        CheckView("age", words.age, "" if serving.needs_age else words.not_needed, serving.age_checked),
    )
    note = words.not_allowed if serving.somebody_needs_approval else words.nothing_stored
    return CollectorView(
        name=other or (teller.name(order) if serving.is_known else words.nobody),
        relation=_relation(teller, serving),
        checks=checks,
        note=note,
        someone=words.no_one_else if other else words.someone_else,
        manager=words.ask_manager if serving.shown_proof is None else "",
    )


def _relation(teller: Teller, serving: Serving) -> str:
    """What whoever stands there has to do with the order."""
    words = teller.words
    if not serving.is_known:
        return words.nobody_told
    return words.collects_for.format(name=teller.name(serving.order)) if serving.collected_by else words.ordered_it
