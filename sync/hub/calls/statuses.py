"""Which HTTP status a refusal has; `code` in the answer is what programs go by."""

from pos.domain.failures import Refused, Unavailable

OTHERWISE = 409
"""A rule says no to something that was asked for properly."""

_STATUSES = {
    400: "bad_message bad_packing bad_key idempotency_key_needed",
    401: "key_needed bearer_refused",
    403: "not_allowed wrong_till code_refused challenge_refused till_revoked till_suspended till_waiting "
    "wrong_card_pin",
    404: "unknown_path unknown_order unknown_till unknown_store unknown_product unknown_customer unknown_journal "
    "unknown_receipt unknown_promotion value_unknown",
    405: "wrong_method",
    413: "body_too_large",
    415: "unknown_packing unknown_media",
    422: "bad_json unknown_field missing_field bad_field idempotency_reused unknown_sku not_for_pickup too_much "
    "other_currency "
    "bad_quantity bad_amount negative_amount amount_too_large price_needed unknown_code bad_code too_long payment_card "
    "control_characters basket_empty name_needed bad_email bad_phone "
    "not_a_gift_card points_steps more_than_spent expires_too_early",
    426: "upgrade_needed",
    429: "too_many_tries",
    500: "hub_error",
}
CODES = {code: status for status, codes in _STATUSES.items() for code in codes.split()}


def status_of(failure: Refused | Unavailable) -> int:
    """503 where the world did not answer, else the refusal's own."""
    return 503 if isinstance(failure, Unavailable) else CODES.get(failure.code, OTHERWISE)
