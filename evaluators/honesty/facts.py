"""The dated tables: engines, hardware, networks, data sets, methods. Data files in `facts/`, read once."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field

from evaluators.text import Frozen, Text

HERE = Path(__file__).parent / "facts"

Scheme = Literal["semver", "dated", "yearly", "calendar"]
Kind = Literal["engine", "hardware", "model", "dataset", "invention"]


class Fact(Frozen):
    """Something with a name that somebody can claim to have used."""

    name: str
    aliases: tuple[str, ...] = Field(min_length=1)
    """Ways to write it; one in lower case matches in any case, one with capitals as written only."""
    released: str | None = None
    """Month of its first public appearance, ``YYYY-MM``."""
    again: tuple[int, ...] = ()
    """Years in which it was published once more: in a journal, or at a conference long after."""
    by: tuple[str, ...] = ()
    """Who published it, ids of the makers; empty where that is not used."""
    source: str = ""
    """Where it can be looked up."""
    as_of: str
    """The day up to which it is taken to hold, ``YYYY-MM-DD``."""

    @property
    def first(self) -> str | None:
        """The month before which it could not be used."""
        return self.released


class Engine(Fact):
    """An inference engine, a framework or a format, with its releases."""

    role: Literal["engine", "framework", "tool", "toolkit", "format"] = "engine"
    scheme: Scheme = "semver"
    lines: Mapping[str, str | None] = Field(default_factory=dict)
    """Release line to month; None where only its existence is known."""
    complete: bool = False
    """Whether every line below the newest is listed."""
    listed_to: str | None = None
    """Month up to which no line above those listed came out; None: that of the newest dated line."""
    containers: bool = False
    """Whether NVIDIA publishes monthly images of it, named after year and month: "TensorRT 23.10" is one."""
    runs_on: frozenset[str] | None = None
    """Platforms it runs on, where the list is closed."""
    never_on: frozenset[str] = frozenset()

    @property
    def first(self) -> str | None:
        """The month of the first release."""
        return self.released or min((month for month in self.lines.values() if month), default=None)


class Called(Frozen):
    """A device by its name, or by words ("a server's CPU"), for which Chinese has others."""

    name: str
    zh: str = ""
    """In Chinese, where it is called by words."""

    @property
    def called(self) -> Text:
        """The name, or the words in both languages."""
        return Text(zh=self.zh or self.name, en=self.name)


class Hardware(Fact, Called):
    """A device, or a family of devices."""

    platforms: frozenset[str]
    memory_gb: tuple[float, ...] = ()
    peak_tops: float | None = None
    """Its peak in 10^12 operations a second, dense, in its fastest format."""
    margin: float = 1.0
    """How many times its peak must be exceeded before that is impossible."""
    tops: float | None = None
    """The most 10^12 operations a second that its maker gives for its largest variant, in whatever format."""
    half_tflops: float | None = None
    """Its peak in half precision, dense, in 10^12 operations a second, of its fastest variant."""
    watts: float | None = None
    """The most that its board takes."""
    bandwidth_gbs: float | None = None
    """Its memory bandwidth in GB a second, of its fastest variant."""
    compute: str = ""
    """Its CUDA compute capability; empty where it has none."""
    without: frozenset[str] = frozenset()
    """Number formats that it has no arithmetic for."""


class Described(Fact):
    """A network or a method, with what it is made of or does."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()


class Params(Frozen):
    """A network's parameters, in millions."""

    exact: tuple[float, ...] = ()
    range: tuple[float, float] | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that is right."""
        return self.range or (min(self.exact), max(self.exact))

    def near(self, millions: float, slack: float) -> bool:
        """Whether so many are right, or at most `slack` times too many or too few."""
        spans = (self.range,) if self.range else ((value, value) for value in self.exact)
        return any(low / slack <= millions <= high * slack for low, high in spans)


class Model(Described):
    """A named network."""

    params: Params | None = None
    layers: tuple[int, ...] = ()
    width: tuple[int, ...] = ()
    counts: Mapping[str, tuple[int, ...]] = Field(default_factory=dict)
    """How many gates or heads it has."""
    positions: int | None = None
    """How many positions its position embeddings have, where they are learned and so cannot be gone beyond."""
    gflop: float | None = None
    """10^9 operations, two a multiply-add, for one input of the usual size."""
    sizes: tuple[float, ...] = ()
    """All sizes in which its makers published it, in billions of parameters; empty where the list is open."""
    closed: bool = False
    """Whether its weights were never published."""
    other_sizes: str = ""
    """Words of a talk in which networks of this name have other sizes."""


class DataSet(Fact):
    """A public data set."""

    samples: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    """Of speech, the whole first; `samples` counts files elsewhere."""


class Trait(Frozen):
    """What a network can be made of or trained with."""

    name: Text
    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    says_no: bool = False
    """Whether the words have a negation of their own ("cannot run in parallel")."""
    unless: str = ""
    """Words of a clause that speaks of something else."""
    unless_denied: str = ""
    """Words of a clause that denies one sort of it only ("no dilated convolutions")."""


class Stack(Frozen):
    """Software that belongs to one maker's hardware."""

    name: str
    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    runs_on: frozenset[str]
    """Platforms that it can run on: the list is closed."""
    closed: bool = False
    """Whether one maker's devices alone have it, so that naming one of them in another clause excuses nothing."""
    unless: str = ""
    """Words of a talk in which it may run elsewhere too: a translation layer."""
    source: str


class Place(Called):
    """A device, or a part of one, that the table of hardware does not name."""

    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    platforms: frozenset[str]
    maker: bool = False
    """Whether it is a maker's name, which may stand before its software instead of its device."""


class Link(Frozen):
    """Something that carries data."""

    name: Text
    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    gbs: float
    """The most that it carries in one direction, in gigabytes a second."""
    source: str


class Tables(Frozen):
    """All facts, by id."""

    as_of: str
    """The day up to which the tables are complete, ``YYYY-MM-DD``."""
    makers: Mapping[str, tuple[str, ...]]
    """Names of those who publish, by id."""
    engines: Mapping[str, Engine]
    hardware: Mapping[str, Hardware]
    models: Mapping[str, Model]
    traits: Mapping[str, Trait]
    inventions: Mapping[str, Described]
    datasets: Mapping[str, DataSet]
    stacks: Mapping[str, Stack]
    places: Mapping[str, Place]
    links: Mapping[str, Link]

    def of(self, kind: Kind) -> Mapping[str, Fact]:
        """The table that holds facts of `kind`."""
        return {
            "engine": self.engines,
            "hardware": self.hardware,
            "model": self.models,
            "dataset": self.datasets,
            "invention": self.inventions,
        }[kind]


T = TypeVar("T", bound=Frozen)


@cache
def raw(name: str) -> dict[str, Any]:
    """The file of facts called `name`, as it stands."""
    found: dict[str, Any] = yaml.load((HERE / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return found


def family_of(name: str, families: Iterable[str]) -> str | None:
    """The longest of `families`, beginnings of ids, with which the id `name` begins."""
    return max((family for family in families if name.startswith(family)), key=len, default=None)


def _read(name: str, model: type[T]) -> tuple[str, dict[str, T]]:
    """The day and the entries of one file; a day or a source given for the whole file is every entry's own."""
    file = raw(name)
    common = {key: file[key] for key in ("source", "as_of") if key in file and key in model.model_fields}
    entries = {key: model.model_validate(common | value) for key, value in file[name].items()}
    return str(file["as_of"]), entries


@cache
def tables() -> Tables:
    """The tables as stored.

    Raises:
        pydantic.ValidationError: an entry is faulty.

    """
    day, engines = _read("engines", Engine)
    return Tables(
        as_of=day,
        makers=raw("engines")["makers"],
        engines=engines,
        hardware=_read("hardware", Hardware)[1],
        models=_read("models", Model)[1],
        traits=_read("traits", Trait)[1],
        inventions=_read("inventions", Described)[1],
        datasets=_read("datasets", DataSet)[1],
        stacks=_read("stacks", Stack)[1],
        links=_read("links", Link)[1],
        places={key: Place.model_validate(place) for key, place in raw("stacks")["places"].items()},
    )
