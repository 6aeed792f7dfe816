"""What the sync centre asks, answered by the services and put into words."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pos.domain.receipt_block import Block, Heading, Pair, Rule, Text
from pos.services import link, printing
from pos.services.link import Decision, LineView
from pos.store.proofs import Proof
from ui.dates import weekday_and_day
from ui.session import Session
from ui.sync.cards import cards_of
from ui.sync.figures import rows_of, sides_of, verdict_of
from ui.sync.issues import Referee
from ui.sync.log_words import log_words
from ui.sync.presenter import Issues, SyncCalls
from ui.sync.records import Clerk
from ui.sync.view import CardView, ChipView, DayView, HeadView, LogRow, RecordView
from ui.sync.words import SyncWords

EXPORTS = "reports"


@dataclass(frozen=True)
class SyncDesk:
    """The till behind the sync centre. `line` is how the line was when it was last looked at, `is_running` whether a
    synchroniser is."""

    session: Session
    words: SyncWords
    line: Callable[[], LineView]
    is_running: Callable[[], bool]

    def calls(self) -> SyncCalls:
        return SyncCalls(
            head=self.head,
            cards=self.cards,
            records=self.records,
            issues=self.issues,
            day=self.day,
            log=self.log,
            sync_now=self.sync_now,
            pause=lambda paused: link.pause(self.session.till, paused),
            decide=self.decide,
            print_day=self.print_day,
            export_day=self.export_day,
        )

    def head(self) -> HeadView:
        view = self.line()
        reason = self.words.not_joined if view.peer is None else ""
        counts = [str(count) if count else "" for count in (view.waiting, view.needs_look)]
        return HeadView(counts[0], counts[1], view.wish.paused, reason)

    def cards(self) -> tuple[CardView, ...]:
        return cards_of(self.line(), is_running=self.is_running(), session=self.session, words=self.words)

    def records(self) -> tuple[RecordView, ...]:
        """What waits, in order; then a head and what was sent in the last hour."""
        till, words = self.session.till, self.words
        clerk, view = Clerk(self.session, words), link.line_view(till)
        waiting, sent = link.outbox(till), link.sent_lately(till)
        sending = view.line.sending if view.line is not None and view.line.line == "online" else 0
        rows = [clerk.row(record, self._waiting_chip(n < sending)) for n, record in enumerate(waiting)]
        if sent:
            rows.append(RecordView("sent", "", words.sent_lately.format(count=len(sent))))
        return (*rows, *(clerk.row(record, self._sent_chip()) for record in sent))

    def issues(self, key: str) -> Issues:
        till = self.session.till
        referee = Referee(self.session, self.words, self._name_of)
        manager = self.session.staff.role.manages_people
        open_, aside = link.exceptions(till), link.set_aside(till)
        views = {one.exception_id: referee.view(one, is_manager=manager) for one in open_}
        views |= {one.entry.entry_id: referee.aside_view(one) for one in aside}
        rows = (*map(referee.row, open_), *map(referee.aside_row, aside))
        return rows, views.get(key) or (views[rows[0].key] if rows else None)

    def day(self, day: str) -> DayView:
        till, words = self.session.till, self.words
        today = till.business_day(till.now())
        day = day or today
        proofs, view = link.proofs(till, day), link.line_view(till)
        days = tuple((one, self._day_words(one, today)) for one in dict.fromkeys((today, *link.proof_days(till))))
        title, shown = words.against.format(day=self._date(day)), self._day_words(day, today)
        if not proofs:
            return DayView(title, words.not_compared, shown, days, (), ("", ""), True, "")
        sides = sides_of(proofs)
        rows = rows_of(sides, words, self.session.money)
        exceptions = len([one for one in link.exceptions(till) if one.decided in ("", "for_manager")])
        verdict, follows, fine = verdict_of(sides, rows, exceptions, words)
        built = words.built.format(time=self._built(proofs), first=sides.first, last=sides.last)
        action = words.open_it if exceptions and view.needs_look else ""
        return DayView(title, built, shown, days, rows, (verdict, follows), fine, action)

    def log(self) -> tuple[LogRow, ...]:
        session = self.session
        rows = []
        for one in link.sync_log(session.till):
            at = f"{session.day_near(one.at).capitalize()} {session.local(one.at):%H:%M:%S}"
            rows.append(LogRow(str(one.number), at, log_words(one.code, one.facts, self.words)))
        return tuple(rows)

    def sync_now(self, compare: bool) -> None:
        if compare:
            link.ask_reconcile(self.session.till)
        link.press_sync_now(self.session.till)

    def decide(self, key: str, decision: Decision) -> object:
        return link.decide_exception(self.session.till, key, decision, self.session.staff_id)

    def print_day(self, view: DayView) -> None:
        till = self.session.till
        printing.print_blocks(printing.printer_of(till), self._paper(view))

    def export_day(self, view: DayView) -> str:
        """Write the rows as CSV into the till's folder; where it is."""
        words = self.words
        folder = self.session.till.home / EXPORTS
        folder.mkdir(exist_ok=True)
        path = folder / f"reconciliation-{self.session.local(self.session.till.now()):%Y%m%d-%H%M%S}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(
                (words.kind, words.till_count, words.server_count, words.till_amount, words.server_amount, words.state)
            )
            for row in view.rows:
                writer.writerow(
                    (row.kind, row.till_count, row.hub_count, row.till_amount, row.hub_amount, row.chip.words)
                )
        return str(path)

    def _paper(self, view: DayView) -> tuple[Block, ...]:
        rows = [
            Pair(row.kind, f"{row.till_count} / {row.hub_count}", bold=row.chip.kind != "success") for row in view.rows
        ]
        heads = (Heading(self.words.report_title), Text(view.title, "centre"), Text(view.subtitle, "centre"), Rule())
        return (*heads, *rows, Rule(), Text(" ".join(view.verdict)))

    def _waiting_chip(self, is_sending: bool) -> ChipView:
        words = self.words
        return ChipView(words.sending, "info", "sync.busy") if is_sending else ChipView(words.waiting, "", "clock")

    def _sent_chip(self) -> ChipView:
        return ChipView(self.words.accepted, "success", "ok")

    def _built(self, proofs: tuple[Proof, ...]) -> str:
        return self.session.time(max(proof.at for proof in proofs))

    def _name_of(self, staff_id: str) -> str:
        with self.session.till.store.read() as tx:
            person = tx.people.get(staff_id) if staff_id else None
        return person.name if person is not None else staff_id

    def _day_words(self, day: str, today: str) -> str:
        return self.words.today if day == today else self._date(day)

    def _date(self, day: str) -> str:
        """`Sat 21 Nov`."""
        return weekday_and_day(date.fromisoformat(day))
