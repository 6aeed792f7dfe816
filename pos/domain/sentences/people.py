"""What a person may not do, or says wrongly of a person; and the cash that somebody answers for."""

PEOPLE_AND_CASH = {
    "unknown_staff": "There is no user {staff} here. Sign in with another name.",
    "own_approval": "Nobody approves what they ask for themselves. Ask somebody else.",
    "approval_not_allowed": "{staff} may not approve this. Ask a manager.",
    "approval_needed": "This needs approval. Ask a manager for a PIN.",
    "training_by_its_till": "This is the training of a till. Open that till and choose Training, or give --training.",
    "hub_owns_people": "The people of this till are kept at its hub. Ask whoever runs the hub to change this there.",
    "bad_pin": "A PIN has 4 to 8 digits. Choose another.",
    "same_pin": "This is the PIN that you have. Choose another.",
    "role_twice": "Two roles are called {value}. Give one of them another name.",
    "unknown_right": "There is no right {value}. Check its spelling.",
    "nobody_manages": "Nobody could look after the staff. Give one role manage_people and unlock_user.",
    "nobody_left_to_manage": "Nobody who works here could look after the staff any more. Keep the role of a manager.",
    "unknown_badge": "This till does not know that badge. Sign in with a PIN.",
    "reason_needed": "This needs a reason. Write a few words.",
    "no_shift": "No shift is open. Open one first.",
    "shift_open": "A shift is open already. Close it first.",
    "unknown_shift": "There is no shift {shift} at this till. Choose one from the list.",
    "not_enough_cash": "There is less in the drawer. Take out less or count it.",
    "left_more_than_counted": "More would stay in the drawer than was counted. Count again or leave less.",
}
CUSTOMERS = {
    "contact_needed": "A customer needs an e-mail address or a phone number. Ask for one of them.",
    "customer_exists": "{name} is a customer here with this contact. Open that customer.",
    "card_taken": "The card {card} belongs to {name}. Scan another card.",
    "bad_birthday": "{value} is not a birthday. Write it like 1990-04-28.",
    "bad_language": "{value} is not a language. Write it like en or en-GB.",
    "unknown_purpose": "Nobody is asked about {purpose} here. Choose another purpose.",
    "words_needed": "There are no words yet. Write them first.",
    "unknown_task": "This task is not known here. Look at the customer again.",
}
