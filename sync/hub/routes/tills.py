"""What only tills ask: to be heard, and to have the keys of persons kept."""

from pos.domain.failures import Refused
from sync.base64url import bytes_of
from sync.hub.calls.call import Call, call
from sync.hub.people.persons import keep_person_keys
from sync.hub.tills.hello import answer_hello
from sync.texts import require_showable
from sync.wire import Hello, HelloAnswer, KeysAnswer, KeysRequest

PERSON_KEY_BYTES = 32


@call("POST", "/v1/tills/hello", takes=Hello, gives=HelloAnswer, who=("any_till",))
def hello(call: Call[Hello]) -> HelloAnswer:
    """Say how far this till is; hear how far its journals came here and what is new."""
    call.own_till(call.asked.till_id)
    return call.answer(HelloAnswer, **answer_hello(call.hub, call.till, call.asked))


@call("PUT", "/v1/tills/{till_id:str}/keys", takes=KeysRequest, gives=KeysAnswer, who=("any_till",))
def keep_keys(call: Call[KeysRequest]) -> KeysAnswer:
    """Keep the keys of persons, ahead of the entries that need them; the other tills of the store get them."""
    call.own_till(call.path("till_id"))
    keys = {told.person: bytes_of(told.key) for told in call.asked.keys}
    if any(len(key) != PERSON_KEY_BYTES for key in keys.values()):
        raise Refused("bad_key")
    for named in call.asked.keys:
        require_showable(named)
    with call.hub.write() as connection:
        kept = keep_person_keys(call.hub, connection, [*keys.items()], call.till.store_no)
    return call.answer(KeysAnswer, kept=kept)


HANDLERS = [hello, keep_keys]
