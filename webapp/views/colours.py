"""The colours of ties, as they must be to be seen."""

from functools import cache

DARK_PAPER = "#11171c"
"""The paper of tokens.css for readers whose system is dark."""

CONTRAST = 6.0
"""Twice what a line must have beside its paper (WCAG 2.2, 1.4.11): lines are thin."""


@cache
def on_dark(color: str) -> str:
    """Return the colour, mixed with as much white as it needs to stand out on dark paper."""
    shares = (share / 20 for share in range(21))
    mixed = (_hex(_mixed(_parts(color), share)) for share in shares)
    return next(one for one in mixed if _contrast(one, DARK_PAPER) >= CONTRAST)


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[start : start + 2], 16) for start in (1, 3, 5))


def _hex(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)


def _mixed(parts: tuple[int, ...], white: float) -> tuple[int, ...]:
    return tuple(round(part + (255 - part) * white) for part in parts)


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2, Definitions)."""
    shares = (part / 255 for part in _parts(color))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
