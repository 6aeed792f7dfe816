"""What the sync centre says."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SyncWords:
    """`kinds` are words for entries, `exceptions` titles by the kind of disagreement, `log` what the synchroniser did;
    each falls back on a plain sentence."""

    title: str = "Sync centre"
    outbox: str = "Outbox"
    look: str = "Needs a look"
    reconcile: str = "Reconciliation"
    log_tab: str = "Log"
    sync_now: str = "Sync now"
    pause: str = "Pause sync"
    go_on: str = "Go on"
    alone: str = "This till stands alone"
    not_joined: str = "This till has no server"

    server: str = "Server"
    to_send: str = "To send"
    received: str = "Received"
    online_since: str = "Online since {time}"
    online: str = "Online"
    offline_since: str = "Offline since {time}"
    connecting: str = "Connecting"
    not_running: str = "Not syncing"
    paused: str = "Paused"
    was_offline: str = "was offline {span}"
    never_offline: str = "no outage since start"
    selling_goes_on: str = "selling goes on"
    goes_on_by_itself: str = "goes on by itself"
    one_record: str = "1 record"
    records: str = "{count} records"
    oldest: str = "oldest {time}"
    nothing_waits: str = "everything is sent"
    nothing_yet: str = "Nothing yet"
    scopes: str = "prices, customers, orders"
    not_lost: str = "nothing is lost; both are saved here"
    both_agree: str = "both sides agree"
    minutes: str = "{count} min"
    seconds: str = "{count} s"
    hours: str = "{count} h"

    record: str = "Record"
    what: str = "What"
    made: str = "Made"
    state: str = "State"
    tries: str = "Tries"
    sent_lately: str = "Sent in the last hour · {count}"
    waiting: str = "Waiting"
    waiting_for: str = "Waiting for {record}"
    sending: str = "Sending now"
    accepted: str = "Accepted"
    in_order: str = "Each record has its own number and is sent in order; a repeat is recognised and not booked twice."
    nothing_to_send: str = "Nothing waits, and nothing was sent in the last hour."
    entry_number: str = "Number"
    entry_journal: str = "Journal"
    entry_id: str = "Id"
    entry_by: str = "By"
    entry_day: str = "Business day"
    entry_hash: str = "Fingerprint"

    items: str = "{count} items"
    one_item: str = "1 item"
    lines: str = "{count} lines"
    one_line: str = "1 line"
    pieces: str = "net {count} pieces"
    sale: str = "Sale {number}"
    return_: str = "Return {number}"
    handed_over: str = "Handover {number}"
    undone: str = "Handover {number} undone"
    pickup: str = "Pickup {number}, {step}"
    stock_count: str = "Stock count, {lines}"
    stock_change: str = "Stock change, {lines}"
    steps: dict[str, str] = field(
        default_factory=lambda: {
            "accepted": "accepted",
            "declined": "declined",
            "picked": "picked",
            "short": "missing goods",
            "staged": "staged",
            "ready": "ready",
            "restocked": "put back",
        }
    )
    kinds: dict[str, str] = field(
        default_factory=lambda: {
            "journal_opened": "Journal opened",
            "gap": "Journal goes on after a gap",
            "shift_opened": "Shift opened",
            "shift_closed": "Shift closed",
            "cash_paid_in": "Cash paid in",
            "cash_paid_out": "Cash paid out",
            "cash_dropped": "Cash to the safe",
            "points_adjusted": "Points changed",
            "basket_voided": "Basket voided",
            "basket_suspended": "Sale held",
            "basket_resumed": "Held sale taken up",
            "age_refused": "Too young, not sold",
            "line_voided": "Line removed",
            "line_restored": "Removed line put back",
            "drawer_opened": "Drawer opened",
            "approval_given": "Approval given",
            "signed_in": "Signed in",
            "receipt_copied": "Receipt copy",
            "clock_changed": "Clock changed",
            "badge_made": "Badge made",
            "pin_changed": "PIN changed",
            "user_unlocked": "User unlocked",
            "basket_taken_over": "Basket taken over",
            "training_entered": "Training entered",
            "training_left": "Training left",
            "import_applied": "Import",
            "exception_decided": "Decision",
            "customer_changed": "Customer update",
            "consent_changed": "Consent",
        }
    )
    tenders: dict[str, str] = field(
        default_factory=lambda: {
            "cash": "cash",
            "card": "card",
            "gift_card": "gift card",
            "store_credit": "store credit",
            "points": "points",
            "voucher": "voucher",
            "account": "account",
        }
    )

    goes_on: str = "Selling goes on while these wait."
    nothing_to_look_at: str = "Nothing needs a look. What two sides disagree on would stand here."
    this_till: str = "This till"
    true: str = "What is true?"
    journalled: str = "The choice is written to the journal with your name. Nothing is deleted."
    both_true: str = "Both are true"
    ours_wrong: str = "Ours is the wrong one"
    for_manager: str = "Ask a manager"
    decided_by: str = "Decided: {choice}, by {name}. The server closes it when it has heard of it."
    asked_by: str = "{name} left this for a manager."
    both_saved: str = "Booked as it happened on both sides."
    raised: str = "{ref} · {day}, {time}"
    set_aside_title: str = "The server could not read a record"
    set_aside_short: str = "Set aside · {time}"
    set_aside_words: str = "It is kept here and at the server, and sent again after an update. Nothing is lost."
    reason: str = "Reason"
    kept: str = "kept in the journal"
    set_aside_there: str = "set aside: {code}"
    exceptions: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {
            "handed_over_twice": ("One pickup was handed over twice", "Handed over twice"),
            "handed_over_after_cancel": ("An order was handed over after its end", "Handed over after its end"),
            "basket_taken_twice": ("One held sale went on at two tills", "Held sale taken twice"),
            "returned_twice": ("One item was taken back twice", "Taken back twice"),
            "return_differs": ("A receipt says something else than what came back for it", "Return differs"),
            "coupon_used_twice": ("One personal coupon was used twice", "Coupon used twice"),
            "journal_fork": ("Two records claim the same number", "Same number twice"),
            "set_aside": ("The server could not read a record", "Set aside"),
            "stock_below_zero": ("More went out than was there", "Stock below zero"),
            "overspent": ("More was spent than was there", "Overspent"),
            "sums_differ": ("The figures of a sale do not add up", "Sums differ"),
            "price_differs": ("The server comes to another price for a sale", "Price differs"),
        }
    )
    other_exception: tuple[str, str] = ("Two sides disagree", "Two sides disagree")
    fields: dict[str, str] = field(
        default_factory=lambda: {
            "at": "When",
            "store": "Store",
            "till": "Till",
            "staff": "By",
            "entry": "Record",
            "order": "Order",
            "receipt": "Receipt",
            "sale": "Sold with",
            "sku": "Goods",
            "units": "Line and unit",
            "qty_milli": "Quantity",
            "sold_milli": "Sold",
            "state": "State",
            "code": "Why",
            "kind": "Kind",
            "seq": "Number",
            "account": "Account",
            "missing": "Not there",
            "missing_points": "Points not there",
            "spent": "Spent before",
            "spent_points": "Points spent before",
            "by": "Channel",
            "total": "Total",
            "paid": "Paid",
            "discounts": "Discounts",
        }
    )
    figures: dict[str, str] = field(
        default_factory=lambda: {
            "line": "Line {of}",
            "tax": "Tax {of}",
            "net": "Net {of}",
            "list": "list price",
            "with tax": "with tax",
            "without tax": "without tax",
        }
    )

    against: str = "{day} · this till against the server"
    built: str = "Built {time} from both journals · covers records {first} – {last}"
    not_compared: str = "This day was not compared yet. Sync now compares it."
    kind: str = "Kind"
    till_count: str = "Till, count"
    server_count: str = "Server, count"
    difference: str = "Diff."
    till_amount: str = "Till, amount"
    server_amount: str = "Server, amount"
    equal: str = "Equal"
    different: str = "Different"
    today: str = "Today"
    print: str = "Print"
    export: str = "Export CSV"
    open_it: str = "Open it"
    sales: str = "Sales"
    returns: str = "Returns"
    payments: dict[str, str] = field(
        default_factory=lambda: {
            "card": "Card payments",
            "cash": "Cash payments",
            "gift_card": "Gift cards",
            "store_credit": "Store credit",
            "points": "Points spent",
            "voucher": "Vouchers",
            "account": "On account",
            "change": "Change given",
            "rounding": "Rounding",
        }
    )
    points_earned: str = "Points earned"
    pickups: str = "Pickups handed over"
    stock_moves: str = "Stock movements"
    all_records: str = "All records"
    both_same: str = "Both sides hold the same records."
    both_same_words: str = "Counts, amounts and the fingerprint of the last record are equal."
    one_open: str = "One exception is open."
    some_open: str = "{count} exceptions are open."
    missing_there: str = "The server lacks {count} records."
    missing_words: str = "They wait in the outbox and are compared again when they are sent."
    missing_here: str = "The server holds {count} records that this till lacks."
    missing_here_words: str = "This till was put back to an earlier state, or its journal goes on elsewhere."
    differ: str = "The two sides differ in {what}."
    differ_words: str = "The records are the same in number; the log names the first one that differs."
    exported: str = "Saved: {path}"
    printed: str = "Printed"
    report_title: str = "RECONCILIATION"

    nothing_logged: str = "Nothing has happened yet."
    log: dict[str, str] = field(
        default_factory=lambda: {
            "online": "Online again",
            "starting": "Sync started",
            "paused": "Sync paused at this till",
            "offline": "Offline: {why}",
            "set_aside": "The server could not read record {seq}. It is kept and sent again after an update",
            "taken_up": "The server has read record {seq} after all",
            "hub_set_back": "The server was put back to an earlier copy. Records after {seq} are sent again",
            "hub_began_anew": "The server was set up anew. All records are compared with it again",
            "journal_begun": "This till was put back to an earlier copy. What it lacks is kept at the server",
            "reconciled": "Compared {count} days with the server: different on {items}, see Reconciliation",
            "reconciled_equal": "Compared {count} days with the server: both sides agree",
            "reconciled_one": "Compared the day with the server: it differs, see Reconciliation",
            "reconciled_one_equal": "Compared the day with the server: both sides agree",
            "feed_differs": "{what} at this till are not those of the server",
            "page_set_aside": "{what} from the server could not be read. What is at this till stays",
            "customers_wiped": "The server has removed this till, so {count} customers were deleted from it",
        }
    )
    fed: dict[str, str] = field(
        default_factory=lambda: {
            "policy": "Staff and rights",
            "catalogue": "Goods and prices",
            "orders": "Orders",
            "stock": "Stock figures",
            "customers": "Customers",
        }
    )
    why: dict[str, str] = field(
        default_factory=lambda: {
            "unreachable": "the server does not answer",
            "timed_out": "the server takes too long",
            "certificate_expired": "the server’s certificate has expired",
            "certificate_other": "the server shows another key than at enrolment",
            "certificate_unknown": "the server cannot prove who it is",
            "not_our_hub": "another server answers",
            "captive_portal": "the network asks for a sign-in",
            "proxy_login": "the proxy asks for a sign-in",
            "hub_busy": "the server is busy",
            "hub_failed": "the server has a fault",
            "bad_answer": "the answer was not one of ours",
            "revoked": "this till was removed",
            "suspended": "this till is suspended",
            "waiting": "a manager has not said yes yet",
            "fork": "the server has other records of this till than are here",
        }
    )
