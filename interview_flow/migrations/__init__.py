"""The database's schema through time; `versions/` holds one step a file, named after its revision."""

from pathlib import Path

HERE = Path(__file__).parent


def revisions() -> list[str]:
    """All revisions that this program knows, oldest first."""
    names = [path.stem.split("_")[0] for path in (HERE / "versions").glob("v[0-9]*_*.py")]
    return sorted(names, key=lambda name: int(name[1:]))
