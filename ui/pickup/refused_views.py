"""What is said when a code, or the state of its order, lets nothing be handed over; and what can be done then."""

from collections.abc import Callable
from datetime import UTC, datetime

from pos.domain.pickup_order import TO_PICK, PickupOrder
from pos.domain.pickup_token import Token
from pos.domain.pickup_verdict import Verdict
from pos.services.pickup_verify import Checked
from pos.store.stores import KnownStore
from ui.pickup.teller import Teller
from ui.pickup.view import RefusedView, Tone, VerdictView, WayOut

Facts = list[tuple[str, str]]


def refused_view(teller: Teller, checked: Checked, store: KnownStore | None) -> RefusedView:
    """`store` is the one that the order waits at, where this till knows it."""
    if checked.verdict == "WRONG_STORE":
        banner, ways, facts = _wrong_store(teller, checked, store)
    else:
        banner, ways, facts = _SAID[checked.verdict](teller, checked)
    return RefusedView(banner, tuple(ways), tuple(facts), teller.words.tone_played)


Said = tuple[VerdictView, list[WayOut], Facts]


def _banner(over: str, title: str, words: str, icon: str, tone: Tone = "blocked") -> VerdictView:
    return VerdictView(tone, icon, title, words, over=over)


def _again(teller: Teller) -> list[WayOut]:
    words = teller.words
    return [
        WayOut("again", "scan.qr", words.try_again, words.try_again_words, words.scan_again, "primary"),
        WayOut("find", "find", words.look_up, words.look_up_words, words.find_order),
    ]


def _code_facts(teller: Teller, code: str, token: Token | None, signature: str = "") -> Facts:
    words = teller.words
    facts = [(words.fact_code, code)]
    if token is not None:
        facts.append((words.fact_read, words.read_as.format(order=token.order, kid=token.kid)))
    if signature:
        facts.append((words.fact_signature, signature))
    return [*facts, (words.fact_checked, words.on_this_till)]


def _malformed(teller: Teller, checked: Checked) -> Said:
    words = teller.words
    banner = _banner(words.do_not, words.malformed, words.malformed_words, "blocked")
    return banner, _again(teller), _code_facts(teller, words.not_readable, None)


def _unknown_key(teller: Teller, checked: Checked) -> Said:
    words = teller.words
    banner = _banner(words.do_not, words.unknown_key, words.unknown_key_words, "blocked")
    facts = _code_facts(teller, words.not_checkable, checked.token, words.key_unknown)
    return banner, [*_again(teller), _still_wrong(teller)], facts


def _forged(teller: Teller, checked: Checked) -> Said:
    words = teller.words
    banner = _banner(words.do_not, words.forged, words.forged_words, "blocked")
    facts = _code_facts(teller, words.not_genuine, checked.token, words.no_verify)
    return banner, [*_again(teller), _still_wrong(teller)], facts


def _still_wrong(teller: Teller) -> WayOut:
    return WayOut("wrong", "phone", teller.words.still_wrong, teller.words.still_wrong_words)


def _wrong_store(teller: Teller, checked: Checked, store: KnownStore | None) -> Said:
    words = teller.words
    name = checked.store_name or (store.name if store else "")
    title = words.waits_at.format(store=name) if name else words.waits_elsewhere
    number = checked.order.number if checked.order else str(checked.token.order) if checked.token else ""
    told = [words.order_is.format(number=number)]
    ways: list[WayOut] = []
    if store is not None and store.open_until:
        told.append(words.open_until.format(time=store.open_until))
    if store is not None and store.address:
        ways.append(WayOut("go", "pin", words.go_there.format(store=name), ", ".join(store.address)))
    if store is not None and store.phone:
        call = words.call_store.format(store=name)
        ways.append(WayOut("call", "phone", call, words.call_words.format(phone=store.phone)))
    ways.append(WayOut("again", "scan.qr", words.other_code, words.other_code_words, words.scan_again, "primary"))
    facts = [(words.fact_code, words.genuine_code), (words.fact_store, name), (words.fact_here, teller.store_name)]
    return _banner(words.other_store, title, " · ".join(told), "store"), ways, [one for one in facts if one[1]]


def _already(teller: Teller, checked: Checked) -> Said:
    words, order = teller.words, checked.order
    last = checked.collected
    told = [words.order_is.format(number=order.number)] if order else []
    facts = [(words.fact_code, words.genuine_used), *_customer(teller, order)]
    if last is not None:
        when = teller.day_and_time(last.at)
        by = teller.staff(last.staff) if last.store == teller.store_no else ""
        told += [when, words.at_till.format(till=last.till), *([by] if by else [])]
        facts += [(words.fact_handed, when), *([(words.fact_by, by)] if by else [])]
    see = WayOut("record", "receipt", words.see_record, words.see_record_words, words.open_record, "primary")
    ways = [see] if order else []
    ways.append(WayOut("wrong", "phone", words.not_them, words.not_them_words))
    return _banner(words.already, words.already_title, " · ".join(told), "clock"), ways, facts


def _customer(teller: Teller, order: PickupOrder | None) -> Facts:
    return [(teller.words.fact_customer, order.customer_name)] if order and order.customer_name else []


def _revoked(teller: Teller, checked: Checked) -> Said:
    words = teller.words
    title, told = words.revoked, words.revoked_words.format(number=_number(checked))
    ways = [
        WayOut("again", "scan.qr", words.newest_code, words.newest_words, words.scan_again, "primary"),
        WayOut("find", "find", words.look_up, words.look_up_words, words.find_order),
    ]
    return _banner(words.do_not, title, told, "refresh"), ways, [(words.fact_code, words.genuine_old)]


def _early(teller: Teller, checked: Checked) -> Said:
    words = teller.words
    begins = datetime.fromtimestamp(checked.token.iat, UTC) if checked.token else teller.now()
    told = words.early_words.format(number=_number(checked), day=teller.day(begins), time=teller.time(begins))
    facts = [(words.fact_code, words.genuine_early), (words.fact_valid_from, teller.day_and_time(begins))]
    return _banner(words.do_not, words.early, told, "clock"), _again(teller), facts


def _expired(teller: Teller, checked: Checked) -> Said:
    words, order = teller.words, checked.order
    ends = order.hold_until if order else datetime.fromtimestamp(checked.token.exp if checked.token else 0, UTC)
    told, ways = [words.order_is.format(number=_number(checked))], []
    facts = [(words.fact_code, words.genuine_closed), *_customer(teller, order)]
    if order is not None:
        begins = teller.day(order.ready_at or order.placed_at)
        facts.append((words.fact_window, f"{begins} – {teller.day(ends)}"))
        if order.refund == "done":
            told.append(words.refunded.format(amount=teller.money(order.total_minor)))
            facts.append((words.fact_refund, teller.money(order.total_minor)))
        if order.state in ("restocked", "refunded"):
            told.append(words.back_on_shelf)
            ways.append(
                WayOut("sell", "nav.sell", words.sell_again, words.sell_again_words, words.put_in_basket, "primary")
            )
    ways.append(WayOut("reopen", "clock", words.reopen, words.reopen_words))
    if not any(way.button for way in ways):
        ways.append(WayOut("again", "scan.qr", words.other_code, words.other_code_words, words.scan_again, "primary"))
    title = words.expired_title.format(day=teller.day(ends))
    return _banner(words.expired, title, " · ".join(told), "expired", "warning"), ways, facts


def _not_ready(teller: Teller, checked: Checked) -> Said:
    words, order = teller.words, checked.order
    assert order is not None
    facts = [(words.fact_code, words.genuine_code if checked.token else words.looked_up_code)]
    facts += [*_customer(teller, order), (words.fact_state, words.states[order.state])]
    if order.state not in TO_PICK:
        told = words.cancelled_words.format(number=order.number, state=words.states[order.state])
        ways = [WayOut("again", "scan.qr", words.other_code, words.other_code_words, words.scan_again, "primary")]
        return _banner(words.do_not, words.cancelled_title, told, "expired"), ways, facts
    when = teller.near(order.promised_at)
    told = words.not_ready_words.format(number=order.number, state=words.states[order.state], when=when)
    ways = [
        WayOut("pick", "task", words.pick_now, words.pick_now_words, words.pick, "primary"),
        WayOut("later", "clock", words.come_back, words.come_back_words),
    ]
    facts.append((words.fact_promised, when))
    return _banner(words.not_ready, words.not_ready_title, told, "wait", "warning"), ways, facts


def _number(checked: Checked) -> str:
    if checked.order is not None:
        return checked.order.number
    return str(checked.token.order) if checked.token else ""


_SAID: dict[Verdict, Callable[[Teller, Checked], Said]] = {
    "MALFORMED": _malformed,
    "UNKNOWN_KEY": _unknown_key,
    "BAD_SIGNATURE": _forged,
    "ALREADY_COLLECTED": _already,
    "REVOKED": _revoked,
    "NOT_YET_VALID": _early,
    "EXPIRED": _expired,
    "NOT_READY": _not_ready,
}
