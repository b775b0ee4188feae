"""Offsets at the edge to JavaScript, whose strings count UTF-16 units."""


def utf16_offset(text: str, offset: int) -> int:
    """Return where code point `offset` of `text` stands in UTF-16 units; every view converts here and nowhere else."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
