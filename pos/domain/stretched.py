"""Secrets that people type, made slow to guess: Argon2id (RFC 9106)."""


def stretched(secret: str, salt: bytes, time_cost: int, memory_kib: int) -> bytes:
    """32 bytes of a PIN or a passphrase, after so many passes over so much memory."""
    from argon2.low_level import Type, hash_secret_raw  # not before somebody types one: start-up time

    return hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=time_cost,
        memory_cost=memory_kib,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
