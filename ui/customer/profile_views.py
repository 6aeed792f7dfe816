"""What the page of a customer shows beside the timeline: who it is, figures, sizes, taste, tasks, consent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from pos.domain.contact import grouped_phone
from pos.domain.customer import Consent, Customer360, Event, Profile, Purpose
from pos.domain.customer_consent import may_contact
from ui.customer.goods_views import goods_views
from ui.customer.search_views import tier_chip
from ui.customer.teller import Teller, number
from ui.customer.view import (
    ChipView,
    ConsentRow,
    ConsentView,
    ContactView,
    FigureView,
    HeadView,
    PreferencesView,
    ProfileView,
    SizesView,
    TaskRow,
)
from ui.dates import day_of_month

BIRTHDAY_WITHIN = timedelta(days=14)
MOST_SIZES = 4
CONSENT_ORDER: tuple[Purpose, ...] = ("email", "profiling", "sms", "phone")
Sale = Literal["none", "open", "paying"]
"""Whether goods are being rung up: the sale that F3 begins, goes on with, or may not touch."""


def profile_view(teller: Teller, known: Customer360, sale: Sale, sold_here: Callable[[str], bool]) -> ProfileView:
    words, tasks = teller.words, known.tasks
    return ProfileView(
        head=head_view(teller, known, sale),
        figures=figure_views(teller, known),
        sizes=_sizes(teller, known),
        preferences=_preferences(teller, known),
        tasks=tuple(_task(teller, task) for task in tasks),
        tasks_open=words.tasks_open.format(count=len(tasks)) if tasks else "",
        consent=_consents(teller, known.consents),
        goods=goods_views(teller, known, sold_here),
    )


def head_view(teller: Teller, known: Customer360, sale: Sale) -> HeadView:
    words, profile = teller.words, known.profile
    chips = (tier_chip(profile.tier), _birthday(teller, profile), _tasks_chip(teller, known))
    since = words.member_since.format(year=known.member_since[:4]) if known.member_since else ""
    return HeadView(
        profile.name or words.gone,
        tuple(chip for chip in chips if chip is not None),
        _contacts(teller, known),
        words.not_sent_yet if profile.provisional else since,
        words.start_sale if sale == "none" else words.go_on,
        words.paying if sale == "paying" else "",
    )


def _contacts(teller: Teller, known: Customer360) -> tuple[ContactView, ...]:
    words, profile, contacts = teller.words, known.profile, []
    if profile.email:
        reason = "" if may_contact(known, "email") else words.no_consent_email
        spoken = words.copy_email.format(value=profile.email)
        contacts.append(ContactView("email", "email", profile.email, reason, spoken))
    if profile.phone:
        calls, sms = may_contact(known, "phone"), may_contact(known, "sms")
        only = "" if calls and sms else f" · {words.only_calls if calls else words.only_sms}"
        reason = "" if calls or sms else words.no_consent_phone
        phone = grouped_phone(profile.phone)
        text = phone if reason else f"{phone}{only}"
        contacts.append(ContactView("phone", "phone", text, reason, words.copy_phone.format(value=phone)))
    return tuple(contacts)


def _birthday(teller: Teller, profile: Profile) -> ChipView | None:
    """Within two weeks; 29 February is kept on the first of March where there is none."""
    if len(profile.birthday) < 5:
        return None
    month, day = int(profile.birthday[-5:-3]), int(profile.birthday[-2:])
    today = teller.today()
    for year in (today.year, today.year + 1):
        then = date(year, 3, 1) if (month, day) == (2, 29) and not _leaps(year) else date(year, month, day)
        if timedelta(0) <= then - today <= BIRTHDAY_WITHIN:
            text = day_of_month(then)
            return ChipView(teller.words.birthday.format(day=text), "promo", "birthday", text)
    return None


def _leaps(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _tasks_chip(teller: Teller, known: Customer360) -> ChipView | None:
    if not known.tasks:
        return None
    words, count = teller.words, len(known.tasks)
    day = teller.due(min(task.due for task in known.tasks)) if all(task.due for task in known.tasks) else ""
    text = words.one_task.format(day=day) if count == 1 else words.tasks_due.format(count=count, day=day)
    brief = words.one_task_brief if count == 1 else words.tasks_brief.format(count=count)
    return ChipView(text if day else brief, "info", "task", brief)


def figure_views(teller: Teller, known: Customer360) -> tuple[FigureView, ...]:
    words, figures = teller.words, known.figures
    orders = figures.sales + figures.orders
    store, online = teller.money(figures.spent_store_minor), teller.money(figures.spent_online_minor)
    spent = teller.money(figures.spent_store_minor + figures.spent_online_minor)
    return (
        _points(teller, known),
        _tier(teller, known),
        FigureView(words.spent, spent, words.spent_detail.format(store=store, online=online)),
        FigureView(
            words.orders, number(orders), words.orders_detail.format(store=figures.sales, online=figures.orders)
        ),
        _returns(teller, figures.returns, orders),
    )


def _points(teller: Teller, known: Customer360) -> FigureView:
    words = teller.words
    if known.points is None:
        return FigureView(words.points_title, "–", words.no_programme)
    worth = words.worth.format(amount=teller.money(known.points_value_minor)) if known.points_value_minor else ""
    age = words.as_of.format(time=teller.near(known.points_as_of)) if known.points_as_of else ""
    detail = " · ".join(part for part in (worth, age) if part)
    return FigureView(words.points_title, number(known.points), detail, tone="promo.fg")


def _tier(teller: Teller, known: Customer360) -> FigureView:
    words, tier = teller.words, known.tier
    if not tier.next_name:
        return FigureView(words.tier_title, tier.tier or words.no_tier, words.top_tier if tier.tier else "")
    spent, wanted = tier.spent_minor, max(tier.next_from_minor, 1)
    return FigureView(
        words.next_tier.format(name=tier.next_name),
        "",
        words.of_tier.format(spent=teller.money(spent), wanted=teller.money(wanted)),
        words.to_go.format(amount=teller.money(max(0, wanted - spent))),
        share=min(1000, max(0, spent) * 1000 // wanted),
    )


def _returns(teller: Teller, returns: int, orders: int) -> FigureView:
    words = teller.words
    if not returns:
        return FigureView(words.returns, "0", words.no_returns)
    share = words.returns_share.format(percent=round(100 * returns / orders)) if orders else ""
    return FigureView(words.returns, words.returns_of.format(returns=returns, orders=orders), share)


def _sizes(teller: Teller, known: Customer360) -> SizesView:
    words, pieces = teller.words, sum(size.pieces for size in known.sizes)
    source = words.one_piece if pieces == 1 else words.pieces.format(count=pieces)
    sizes = tuple((size.category, size.size) for size in known.sizes[:MOST_SIZES])
    return SizesView(source if sizes else "", sizes, words.no_sizes)


def _preferences(teller: Teller, known: Customer360) -> PreferencesView:
    """The newest note; what stands in the customer's record comes where nobody noted anything."""
    chips = tuple(ChipView(word[:1].upper() + word[1:]) for word in known.preferences)
    if not known.notes:
        return PreferencesView(chips, "", known.profile.note, teller.words.no_preferences)
    newest = max(known.notes, key=lambda note: note.at)
    by = " · ".join(part for part in (teller.staff(newest.staff), teller.far(newest.at)) if part)
    return PreferencesView(chips, by, newest.words, teller.words.no_preferences)


def _task(teller: Teller, task: Event) -> TaskRow:
    words, who = teller.words, teller.staff(task.staff)
    day = teller.due(task.due) if task.due else ""
    if not day:
        return TaskRow(task.event_id, task.words, who)
    detail = words.task_detail if who else words.task_due
    return TaskRow(task.event_id, task.words, detail.format(staff=who, day=day))


def _consents(teller: Teller, consents: tuple[Consent, ...]) -> ConsentView:
    answers = {one.purpose: one for one in consents}
    newest = max((one.at for one in consents if one.at), default="")
    rows = []
    for purpose in CONSENT_ORDER:
        said = answers[purpose].given if purpose in answers else None
        rows.append(ConsentRow(purpose, said, _consent_words(teller, purpose, said)))
    return ConsentView(teller.far(newest) if newest else "", tuple(rows))


def _consent_words(teller: Teller, purpose: Purpose, said: bool | None) -> str:
    words = teller.words
    texts: dict[Purpose, tuple[str, str, str]] = {
        "email": (words.yes_email, words.no_email_consent, words.ask_email),
        "sms": (words.yes_sms, words.no_sms, words.ask_sms),
        "phone": (words.yes_phone, words.no_phone, words.ask_phone),
        "profiling": (words.yes_profiling, words.no_profiling, words.ask_profiling),
    }
    yes, no, ask = texts[purpose]
    return ask if said is None else yes if said else no
