"""Settings of one process, read once from the environment (prefix ``ACCORDIA_``)."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import AccordiaError
from ontology import DEFAULT_BASE


def _ends_with_slash(base: str) -> str:
    if not base.startswith(("http://", "https://")) or any(c in base for c in '<>"{}|\\^` '):
        raise ValueError("expected an http or https address")
    return base if base.endswith("/") else base + "/"


def _is_long(token: SecretStr) -> SecretStr:
    if 0 < len(token.get_secret_value()) < SHORTEST:
        raise ValueError(f"expected at least {SHORTEST} characters, or nothing")
    return token


PREFIX = "ACCORDIA_"
SHORTEST = 16
"""Characters of a token: what is shorter can be guessed."""


SECRET = frozenset({f"{PREFIX}TOKEN"})
"""Settings that no message shows."""


class BadSetting(AccordiaError):
    """A value from the environment that cannot be used."""

    def __init__(self, variable: str, value: object, reason: str) -> None:
        self.variable, self.value, self.reason = variable, value, reason
        shown = "what it is" if variable in SECRET else repr(str(value))
        super().__init__(f"{variable} cannot be {shown}: {reason}.")


class Settings(BaseSettings):
    """Everything that can be set from outside; a value is checked when it is read."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    base: Annotated[str, AfterValidator(_ends_with_slash)] = DEFAULT_BASE
    store: str = "accordia-store"
    engine: str = ""
    """Address of a running query engine (a Unix socket); empty: the process starts its own."""
    query_seconds: float = Field(default=20, gt=0, le=3600)
    query_megabytes: int = Field(default=1024, ge=64)
    result_megabytes: int = Field(default=64, ge=1)
    connections: int = Field(default=8, ge=1, le=256)
    """Queries that one web process runs at the same time; the others wait."""
    network_actors: int = Field(default=20_000, ge=1)
    """Actors that a file of the network holds at most, when the service makes it."""
    table_megabytes: int = Field(default=4000, ge=1)
    """Largest table that is read, unpacked."""
    table_memory: int = Field(default=4096, ge=256)
    """Megabytes of memory that the process that reads a table may use."""
    download_megabytes: int = Field(default=2000, ge=1)
    """Largest file that is fetched from its publisher."""
    download_seconds: float = Field(default=1800, gt=0)
    """Longest time that fetching one file may take."""
    watch_seconds: float = Field(default=0.5, gt=0)
    """How often the engine looks whether the store has moved to a new version."""
    token: Annotated[SecretStr, AfterValidator(_is_long)] = Field(
        default=SecretStr(""), exclude=True
    )
    """Who knows it may decide on the web; empty: nobody may. Handed to no other process."""
    decide_seconds: float = Field(default=600, gt=0)
    """How long a decision made on the web may take: all sources are compared anew."""


def read_settings() -> Settings:
    """Return what the environment says now. Raises BadSetting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        reason = first["msg"].removeprefix("Value error, ")
        variable = PREFIX + str(first["loc"][0]).upper()
        raise BadSetting(variable, first["input"], reason[:1].lower() + reason[1:]) from None


@cache
def settings() -> Settings:
    """Return the settings of this process. Raises BadSetting."""
    return read_settings()
