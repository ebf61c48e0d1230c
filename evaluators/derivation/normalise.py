"""Characters: one spelling for each sign, with the way back to the answer's own offsets."""

import unicodedata
from dataclasses import dataclass

SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵗˣʸᶻᵃᵇᶜᵈᵉᵏᵐᵖʳˢᵛʷ⁎", "0123456789+-=()niTtxyzabcdekmprsvw*", strict=True),
)
SUBSCRIPTS = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True),
)
MARKS = {"̂": "hat", "̃": "tilde", "̄": "bar", "̅": "bar", "̇": "dot"}
SIGNS = {
    **dict.fromkeys("−–‐‑‒﹣", "-"),
    **dict.fromkeys("×✕", "*"),
    **dict.fromkeys("⋅•∙・", "·"),
    **dict.fromkeys("⊙∘○⊚◦⨀", "⊙"),
    **dict.fromkeys("’‘´`＇", "'"),
    **dict.fromkeys("〞", "″"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("⟨〈", "<"),
    **dict.fromkeys("⟩〉", ">"),
    **dict.fromkeys("⊤┬", "ᵀ"),
    "—": ";",
    "∥": "‖",
    "‘": "'",
    "∣": "|",
    "∗": "*",
    "⩽": "≤",
    "⩾": "≥",
    "ɛ": "ε",
    "ϵ": "ε",
    "ϕ": "φ",
    "ϑ": "θ",
    "µ": "μ",
    "∆": "Δ",
    "【": "[",
    "】": "]",
    "′": "'",
    "″": "''",
}
FRACTIONS = {"½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)", "⅛": "(1/8)"}
KEPT = frozenset("。、")


@dataclass(frozen=True)
class Source:
    """Normalised text; `origin[i]` is the offset in the answer of its i-th character."""

    text: str
    origin: tuple[int, ...]

    def place(self, index: int) -> int:
        """Offset in the answer of `index`, which may lie one behind the end."""
        if not self.origin:
            return 0
        return self.origin[index] if index < len(self.origin) else self.origin[-1] + 1


def normalise(answer: str) -> Source:
    """Plain signs for full-width, typographic, super- and subscript ones; invisible characters are dropped."""
    out: list[str] = []
    origin: list[int] = []

    def put(text: str, place: int) -> None:
        out.append(text)
        origin.extend([place] * len(text))

    place = 0
    while place < len(answer):
        char = answer[place]
        for table, sign in ((SUPERSCRIPTS, "^"), (SUBSCRIPTS, "_")):
            if char in table:
                end = place
                while end < len(answer) and answer[end] in table:
                    end += 1
                put(f"{sign}{{", place)
                for index in range(place, end):
                    put(table[answer[index]], index)
                put("}", end - 1)
                place = end
                break
        else:
            for part in unicodedata.normalize("NFD", char) if ord(char) < 0x2000 else char:
                put(_plain(part), place)
            place += 1
    return Source("".join(out), tuple(origin))


def _plain(char: str) -> str:
    """The one spelling of a character; empty for what cannot be seen."""
    if char in SIGNS:
        return SIGNS[char]
    if char in FRACTIONS:
        return FRACTIONS[char]
    if char in MARKS or char in KEPT or char == "\n":
        return char
    if char in "\t\r\v\f" or unicodedata.category(char) in {"Zs", "Zl", "Zp"}:
        return "\n" if unicodedata.category(char) in {"Zl", "Zp"} else " "
    if unicodedata.category(char)[0] == "C" or unicodedata.combining(char):
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return "".join(SIGNS.get(part, part) for part in plain)
