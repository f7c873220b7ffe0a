"""Order by hash: where something stands follows from its own ids and the seed alone, never from its neighbours."""

from hashlib import blake2b


def rank(seed: int, *ids: str) -> bytes:
    """Where something stands in an order: a function of the seed and its own ids alone (8 bytes, BLAKE2b)."""
    return blake2b("\0".join(ids).encode("utf-8", "surrogatepass"), digest_size=8, key=str(seed).encode()).digest()
